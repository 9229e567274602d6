"""A model reads a scene for its breakdown sheet: asked for, read thing by thing, taken over or left."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from pipeline.actions.breakdowns import ask_breakdown, leave_breakdown, take_breakdown
from pipeline.breakdown import Sheet
from pipeline.models import Generation
from pipeline.queries.breakdowns import STEP, asked_of
from pipeline.queries.places import Place
from pipeline.views.asking import who_and_most
from pipeline.views.places import stage_door
from projects.queries.story import Item


def asked_context(place: Place, scene: Item, sheet: Sheet) -> dict[str, Any]:
    """What ``pipeline/_breakdown_asked.html`` shows of one scene. One query."""
    found = asked_of(place.story, scene, sheet)
    who, most = who_and_most(STEP)
    return {
        "asked": found,
        "ask_who": who,
        "ask_most": most,
        "ask_url": place.url("", str(scene.node), "ask"),
        "ask_told": place.url("", "told", str(found.pk)) if found else "",
    }


@require_POST
@stage_door("scenes", Role.EDITOR)
def ask(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Ask what the scene's sheet lacks."""
    try:
        ask_breakdown(place.branch, place.episode.node_id, node, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{place.url('', str(node), 'sheet')}#asked-title")


@require_POST
@stage_door("scenes", Role.EDITOR)
def decide(request: TeamRequest, place: Place, node: UUID, generation: UUID) -> HttpResponse:
    """Take over the ticked things (``thing``: their numbers) of what came, or leave it."""
    row = get_object_or_404(
        Generation, pk=generation, step=STEP, node=node, branch=place.branch.pk, state="done"
    )
    numbers = {number for text in request.POST.getlist("thing") if (number := whole_number(text)) is not None}
    try:
        if "take" in request.POST:
            take_breakdown(row, place.branch, place.episode.node_id, numbers, by=request.user)
            messages.success(request, "Taken over into the sheet.")
        else:
            leave_breakdown(row, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{place.url('', str(node), 'sheet')}#asked-title")
