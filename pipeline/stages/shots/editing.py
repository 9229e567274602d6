"""Edits of the shot table: a cell, a new shot, one less, another order."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid
from accounts.kernel.roles import Role
from pipeline.queries.places import Place
from pipeline.stages.shots.columns import FIELDS, frames_of
from pipeline.views.edits import invalid, save_node
from pipeline.views.places import stage_door
from pipeline.views.renewing import here
from projects.actions.commit import Edit, commit
from projects.actions.edits import head_or_404
from projects.kinds import Shot
from projects.models import Change, Head
from projects.positions import between
from projects.queries.story import Item


@require_POST
@stage_door("shots", Role.EDITOR)
def cell(request: TeamRequest, place: Place) -> HttpResponse:
    """Save one cell: ``id``, ``field``, ``value``, ``expected``."""
    field, value = request.POST.get("field", ""), request.POST.get("value", "")
    try:
        node = UUID(request.POST.get("id", ""))
    except ValueError:
        return invalid("This page is too old to save from. Reload it.", "")
    also: dict[str, Any] = {}
    if field == "seconds":
        try:
            also["frames"] = frames_of(value.strip())
        except Invalid as refusal:
            return invalid(refusal.sentence, refusal.field)
    elif field not in FIELDS:
        return invalid("There is no such column.", "")
    data = request.POST.copy()
    for other in FIELDS:
        data.pop(other, None)
    if field != "seconds":
        data[field] = value
    request.POST = data  # type: ignore[assignment]
    return save_node(request, place, node, FIELDS, "shot", **also)


@require_POST
@stage_door("shots", Role.EDITOR)
def add(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put a new shot after one: it takes a number between, nothing is renumbered."""
    after = _shot(place, node)
    if after is None:
        return _gone(request, place)
    siblings = place.story.under("shot", after.parent)
    at = siblings.index(after)
    following = siblings[at + 1].position if at + 1 < len(siblings) else ""
    before: Shot = place.story.content(after)
    content = before.model_copy(
        update={"action": "", "utterances": [], "sounds": [], "notes": "", "reason": "", "number": ""}
    )
    edit = Edit.new(
        content,
        _slot_after(after.slot, {item.slot for item in siblings}),
        between(after.position, following),
        parent=after.parent,
        episode=place.episode.node_id,
    )
    return _done(request, place, commit(place.branch, [edit], by=request.user, message="Added a shot"))


@require_POST
@stage_door("shots", Role.EDITOR)
def remove(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Take a shot out of the list. Its words must stay in the scene, so one that is spoken in cannot go."""
    head = head_or_404(place.branch, node, "shot")
    if head.content.utterances:
        messages.error(request, "Somebody speaks in this shot. Move the words first, or change the scene.")
        return redirect(here(request, place))
    edit = Edit.of(head, deleted=True)
    return _done(request, place, commit(place.branch, [edit], by=request.user, message="Removed a shot"))


@require_POST
@stage_door("shots", Role.EDITOR)
def move(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Move a shot one place ``earlier`` or later in its scene."""
    shot = _shot(place, node)
    if shot is None:
        return _gone(request, place)
    siblings = [item for item in place.story.under("shot", shot.parent) if item is not shot]
    was = place.story.under("shot", shot.parent).index(shot)
    at = was - 1 if "earlier" in request.POST else was + 1
    if not 0 <= at <= len(siblings):
        return redirect(here(request, place))
    low = siblings[at - 1].position if at else ""
    high = siblings[at].position if at < len(siblings) else ""
    head = Head.objects.select_related("revision").get(branch=place.branch, node_id=node)
    edit = Edit.of(head, position=between(low, high), origin=head.origin)
    return _done(request, place, commit(place.branch, [edit], by=request.user, message="Moved a shot"))


def _shot(place: Place, node: UUID) -> Item | None:
    found = place.story.by_node.get(node)
    return found if found and found.kind == "shot" else None


def _gone(request: TeamRequest, place: Place) -> HttpResponse:
    messages.error(request, "That shot is gone; the list shows what is there now.")
    return redirect(here(request, place))


def _done(request: TeamRequest, place: Place, change: Change | None) -> HttpResponse:
    """Back to the scene, offering to take the change back."""
    back = here(request, place).partition("?")[2]
    kept = [part for part in back.split("&") if part and not part.startswith("undo=")]
    query = "&".join([*kept, *([f"undo={change.pk}"] if change else [])])
    return redirect(f"{place.url()}?{query}" if query else place.url())


def _slot_after(slot: str, taken: set[str]) -> str:
    """A free slot that sorts after ``slot``: 0010 -> 0011, ..., 0011a."""
    number = int(slot[:4]) if slot[:4].isdigit() else 0
    for step in range(1, 10):
        if (wanted := f"{number + step:04}") not in taken:
            return wanted
    return f"{slot}{len(taken)}"
