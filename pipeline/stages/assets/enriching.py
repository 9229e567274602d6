"""A model says more of an asset: asked for, read field by field, taken over or left."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from pipeline.actions.enriching import (
    ask_definition,
    ask_definitions,
    leave_definition,
    take_definition,
    unwritten,
)
from pipeline.models import Generation
from pipeline.outline import asset_items
from pipeline.queries.enriching import NATURE, STEP, enrichments
from pipeline.queries.places import Place
from pipeline.views.asking import who_and_most
from pipeline.views.places import stage_door
from projects.queries.story import Item

ROADS = {STEP: "enrich", NATURE: "develop"}  # the part of the address under which each step is asked


def enriching_context(place: Place, item: Item, step: str = STEP) -> dict[str, Any]:
    """What ``pipeline/_enriching.html`` shows: of an asset's looks, or a character's inside. One query."""
    place.story.load([item])
    found = enrichments(place.story, [item], step).get(item.node)
    who, most = who_and_most(step)
    return {
        "enrichment": found,
        "enrich_who": who,
        "enrich_most": most,
        "enrich_what": step,
        "enrich_url": place.url("", str(item.node), ROADS[step]),
        "enrich_told": place.url("", "told", str(found.pk)) if found else "",
    }


def waiting_context(place: Place) -> dict[str, Any]:
    """What ``pipeline/_enrich_all.html`` shows: whom to ask for, and what came and waits to be read."""
    items = list(asset_items(place.story).values())
    place.story.load(items)
    found = enrichments(place.story, items)
    left = len(unwritten(place.story, found))
    who, most = who_and_most(STEP, times=left)
    waiting = [
        {"name": item.values["name"], "url": f"{place.url('', str(item.node))}#enrich-title"}
        for item in items
        if (one := found.get(item.node)) and one.is_open
    ]
    return {"enrich_left": left, "enrich_who": who, "enrich_most": most, "enrich_waiting": waiting}


@require_POST
@stage_door("assets", Role.EDITOR)
def ask(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Ask for one asset."""
    try:
        ask_definition(place.branch, place.episode.node_id, node, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{place.url('', str(node))}#enrich-title")


@require_POST
@stage_door("assets", Role.EDITOR)
def ask_all(request: TeamRequest, place: Place) -> HttpResponse:
    """Ask for every asset that no person wrote."""
    try:
        count = ask_definitions(place.branch, place.episode.node_id, by=request.user)
        messages.info(request, f"A model is describing {count} of them. What comes waits here to be read.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(place.url())


@require_POST
@stage_door("assets", Role.EDITOR)
def decide(request: TeamRequest, place: Place, node: UUID, generation: UUID) -> HttpResponse:
    """Take over the ``field``s that are named of what came, or leave it."""
    row = get_object_or_404(
        Generation, pk=generation, step=STEP, node=node, branch=place.branch.pk, state="done"
    )
    try:
        if "take" in request.POST:
            take_definition(row, place.branch, set(request.POST.getlist("field")), by=request.user)
            messages.success(request, "Taken over. Its drawing follows its words.")
        else:
            leave_definition(row, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{place.url('', str(node))}#enrich-title")
