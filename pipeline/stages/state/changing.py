"""Changes of visual states by hand: chips, moments of a scene, what lines tell, and many scenes at once."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from pipeline.actions.states import (
    START,
    carry_on,
    change_state,
    mark_scenes,
    restore_state,
    tag_of,
)
from pipeline.outline import asset_items
from pipeline.queries.places import Place
from pipeline.stages.state.asking import operation_of
from pipeline.views.places import stage_door
from pipeline.views.renewing import here, renewals, start_only


@require_POST
@stage_door("state", Role.EDITOR)
def change(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Carry out one operation on a state (``press``, or ``what``, ``value``, ``at``), then go back."""
    item = place.story.by_node.get(node)
    if item is None or item.kind != "state":
        raise Http404("No such state.")
    given = _asked({name: str(value) for name, value in request.POST.items()})
    try:
        operation, message = operation_of(place.story, item, given)
        change_state(place.branch, node, operation, by=request.user, message=message)
        if given["do"] == "stays":
            carry_on(place.branch, place.episode.node_id, node, tag_of(given["value"]), by=request.user)
        if given["do"] in ("stays", "ends"):
            _follow(request, place, item.slot)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(here(request, place))


def _asked(given: dict[str, str]) -> dict[str, str]:
    """A pressed chip or answer carries everything in its value: "take:end:muddy"."""
    if pressed := given.get("press", ""):
        do, _, rest = pressed.partition(":")
        at, _, value = rest.partition(":")
        return {"do": do, "at": at, "value": value}
    what = given.get("what", "becomes")
    do = {"becomes": "put", "no longer": "take"}.get(what, "become")
    return {"do": do, "what": what, "value": given.get("value", ""), "at": given.get("at", START)}


def _follow(request: TeamRequest, place: Place, key: str) -> None:
    """Let the studio carry an asset's look forward into the scenes it wrote itself."""
    fresh = Place(place.team_slug, place.opened, place.branches, place.episode, place.episodes, place.stage)
    units = [unit for unit in fresh.plan.of_stage("state") if unit.target.slot == key]
    keys = {each for found in renewals(fresh, units).values() if found.can for each in found.keys}
    if keys:
        start_only(request, fresh, sorted(keys))


@require_POST
@stage_door("state", Role.EDITOR)
def mark(request: TeamRequest, place: Place) -> HttpResponse:
    """Put ``tag`` on ``asset`` from scene ``first`` to ``last``, or ``clear`` it there; can be undone."""
    posted = request.POST
    back = place.url("state", "timeline") + f"?asset={posted.get('asset', '')}"
    if posted.get("asset") not in asset_items(place.story):
        messages.error(request, "There is no such asset in this film.")
        return redirect(place.url("state", "timeline"))
    try:
        done = mark_scenes(
            place.branch,
            place.episode.node_id,
            posted["asset"],
            posted.get("tag", ""),
            posted.get("first", ""),
            posted.get("last", ""),
            on="clear" not in posted,
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(back)
    return redirect(f"{back}&undo={done.pk}" if done else back)


@require_POST
@stage_door("state", Role.EDITOR)
def restore(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put a state back as it was in ``revision``, as a new one."""
    item = place.story.by_node.get(node)
    if item is None or item.kind != "state":
        raise Http404("No such state.")
    scene = place.story.parent_of(item.parent)
    back = f"{place.url('state', 'timeline')}?asset={item.slot}&scene={scene.slot}"
    revision = whole_number(request.POST.get("revision", "")) or 0
    try:
        done = restore_state(place.branch, node, revision, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(back)
    return redirect(f"{back}&undo={done.pk}" if done else back)
