"""Changes of visual states by hand: chips, moments of a scene, what lines tell, and many scenes at once."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from pipeline.actions.states import (
    END,
    START,
    Operation,
    agree,
    answer,
    becomes,
    carry_on,
    change_state,
    mark_scenes,
    put_on,
    refuse,
    restore_state,
    tag_of,
    take_off,
)
from pipeline.outline import asset_items, shots_of
from pipeline.queries.places import Place
from pipeline.stages.state.rows import found_in_lines
from pipeline.views.places import stage_door
from pipeline.views.renewing import here, renewals, start_only
from projects.kinds.world import StateChange
from projects.queries.story import Item, Story


def operation_of(story: Story, state: Item, given: dict[str, str]) -> tuple[Operation, str]:
    """What is asked of a state (``do``, ``value``, ``what``, ``at``), and how history names it.

    Raises Invalid for what cannot be asked.
    """
    do, value, at = given.get("do", ""), given.get("value", ""), given.get("at") or START
    name = str(_name(story, state))
    if do in ("put", "take"):
        _check_moment(story, state, at)
        tag = tag_of(value)
        return (
            (put_on(tag, at), f"{name}: {tag}")
            if do == "put"
            else (
                take_off(tag, at),
                f"{name}: no longer {tag}",
            )
        )
    if do == "become":
        _check_moment(story, state, at)
        what = given.get("what", "")
        if what == "holds" and value:
            value = _prop(story, value)
        return becomes(what, value, at), f"{name} {what} something else"
    if do == "agree":
        return agree(value, _told(story, state)), f"{name}: agreed to a line"
    if do == "refuse":
        return refuse(value), f"{name}: refused a change"
    if do in ("stays", "ends"):
        tag = tag_of(value)
        said = "stays" if do == "stays" else "does not stay"
        return answer(tag, stays=do == "stays"), f"{name} {said} {tag}"
    raise Invalid("There is nothing like that to do here.")


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


def _check_moment(story: Story, state: Item, at: str) -> None:
    scene = story.parent_of(state.parent)
    if at not in (START, END, *(shot.slot for shot in shots_of(story, scene))):
        raise Invalid("That shot is gone; choose another moment of the scene.", field="at")


def _prop(story: Story, value: str) -> str:
    """The key of a prop by its key or name. Raises Invalid."""
    wanted = value.strip().casefold()
    for key, item in asset_items(story).items():
        if key.startswith("prop:") and wanted in (key, str(item.values["name"]).casefold()):
            return key
    raise Invalid(f"There is no prop called {value.strip()[:60]} in this film.", field="value")


def _told(story: Story, state: Item) -> list[StateChange]:
    asset = asset_items(story).get(state.slot)
    if asset is None:
        return []
    scene = story.parent_of(state.parent)
    return found_in_lines(story, scene, story.content(state), story.content(asset))


def _name(story: Story, state: Item) -> object:
    asset = asset_items(story).get(state.slot)
    return asset.values["name"] if asset else state.slot.partition(":")[2].replace("-", " ")
