"""Developing a character: what the script says of them, what nobody has written, what a model proposes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.enriching import ask_nature, leave_definition, take_definition
from pipeline.models import Generation
from pipeline.queries.enriching import NATURE as STEP
from pipeline.queries.places import Place
from pipeline.queries.portraits import Line, Portrait, portrait
from pipeline.stages.assets.enriching import enriching_context
from pipeline.views.edits import save_changes
from pipeline.views.history import story_context
from pipeline.views.lines import line_url
from pipeline.views.places import stage_door
from projects.actions.edits import head_or_404
from projects.kinds.traits import NATURE, NATURE_MAX
from projects.queries.story import Item

TYPED = "nature."  # how the names of the fields begin in forms


def _character(place: Place, node: UUID) -> Item:
    item = place.story.by_node.get(node)
    if item is None or item.kind != "asset" or item.values["type"] != "character":
        raise Http404("No such character here.")
    return item


@require_safe
@stage_door("assets")
def page(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """The fields, a model's proposals and questions, and everything that the script says."""
    item = _character(place, node)
    found = portrait(place.story, item)
    fields = [
        {"trait": one, "name": f"{TYPED}{one.name}", "value": found.asset.nature.get(one.name, "")}
        for one in NATURE
    ]
    context = story_context(
        request,
        place,
        item=item,
        asset=found.asset,
        url=place.url("", str(node)),
        fields=fields,
        field_max=NATURE_MAX,
        portrait=found,
        **_shown(place, found),
        **enriching_context(place, item, STEP),
    )
    return render_page(request, "pipeline/stages/development.html", context)


def _shown(place: Place, found: Portrait) -> dict[str, Any]:
    """The lines with the way to each."""

    def way(line: Line) -> dict[str, Any]:
        return {
            "number": line.number,
            "quote": line.text,
            "url": line_url(place, line.script, line.paragraph),
        }

    said = [(title, [way(line) for line in lines]) for title, lines in found.said.values() if lines]
    ends = [
        (title, [way(line)])
        for title, line in (("Their first words", found.first), ("Their last words", found.last))
        if line is not None
    ]
    seen = [("What they are seen doing", [way(line) for line in found.seen])] if found.seen else []
    return {
        "groups": [*said, *ends, *seen],
        "named": sum(one.named for one in found.beats),
    }


@require_POST
@stage_door("assets", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of a character's inside. Nothing becomes out of date by it."""
    head = head_or_404(place.branch, node, "asset")
    typed = {name: str(value) for name, value in request.POST.items() if name.startswith(TYPED)}
    nature = {name.removeprefix(TYPED): value for name, value in typed.items() if value.strip()}
    return save_changes(request, head, {"nature": nature}, typed=typed)


@require_POST
@stage_door("assets", Role.EDITOR)
def ask(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Ask a model for proposals and questions."""
    try:
        ask_nature(place.branch, place.episode.node_id, node, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{place.url('', str(node), 'development')}#enrich-title")


@require_POST
@stage_door("assets", Role.EDITOR)
def decide(request: TeamRequest, place: Place, node: UUID, generation: UUID) -> HttpResponse:
    """Take over the ``field``s that are named of what came, or leave it."""
    rows = Generation.objects.filter(step=STEP, node=node, branch=place.branch.pk, state="done")
    row = get_object_or_404(rows, pk=generation)
    try:
        if "take" in request.POST:
            take_definition(row, place.branch, set(request.POST.getlist("field")), by=request.user)
            messages.success(request, "Taken over.")
        else:
            leave_definition(row, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{place.url('', str(node), 'development')}#enrich-title")
