"""The shot table's rows: added, doubled, split, merged, moved, removed; lines given to a neighbour.

Scripts get JSON: what was done, and the shot to go to. Browsers without them go back to the list.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from pipeline.actions.shot_cells import shot_heads
from pipeline.actions.shot_surgery import (
    add_first_shot,
    add_shot,
    duplicate_shots,
    merge_shots,
    move_shots,
    move_words,
    remove_shots,
    scene_shots,
    split_shot,
)
from pipeline.queries.places import Place
from pipeline.queries.shot_names import language_of
from pipeline.shotlist.columns import frames_of
from pipeline.views.edits import wants_json
from pipeline.views.history import offering_undo
from pipeline.views.places import stage_door
from pipeline.views.renewing import here
from projects.actions.commit import LOCKED_CODE
from projects.actions.edits import head_or_404
from projects.models import Change, Head

GONE = "That shot is gone; the list shows what is there now."
MOST = 2_000  # shots of one action


def answer(request: TeamRequest, place: Place, work: Callable[[], Change | None]) -> HttpResponse:
    """Do ``work`` and say what was done, or why not. Refusals are 409, bad values 422, to scripts."""
    try:
        change = work()
    except Refused as refusal:
        if wants_json(request):
            return JsonResponse({"detail": refusal.sentence}, status=refusal.status)
        if refusal.code == LOCKED_CODE:
            raise
        messages.error(request, refusal.sentence)
        return redirect(here(request, place))
    if not wants_json(request):
        return _back(request, place, change)
    said = f"{change.message}." if change else "It stands there already."
    return JsonResponse({"said": said, "shot": _new(change)})


def _back(request: TeamRequest, place: Place, change: Change | None) -> HttpResponse:
    """Back to the scene, offering to take the change back."""
    return redirect(offering_undo(here(request, place), change))


def _new(change: Change | None) -> str:
    """The first shot that the change has made, for the keyboard to go to."""
    if change is None:
        return ""
    made = change.items.filter(old_revision=None).order_by("new_revision__position").first()
    return str(made.node_id) if made else ""


def chosen_shots(request: TeamRequest, place: Place) -> list[Head]:
    """The shots posted as ``shot``, or ticked. Raises Refused when one is gone or none was sent."""
    given = request.POST.getlist("shot") or request.POST.getlist("selected")
    try:
        nodes = list(dict.fromkeys(UUID(text) for text in given[: MOST + 1]))
    except ValueError:
        raise Refused(GONE) from None
    if len(nodes) > MOST:
        raise Refused(f"At most {MOST:,} shots can be changed at once.")
    found = shot_heads(place.branch, nodes)
    if not nodes or len(found) < len(nodes):
        raise Refused(GONE if nodes else "Choose a shot first.")
    return [found[node] for node in nodes]


def _one(place: Place, node: UUID) -> Head:
    found = shot_heads(place.branch, [node]).get(node)
    if found is None:
        raise Refused(GONE)
    return found


@require_POST
@stage_door("shots", Role.EDITOR)
def add(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put a new shot behind one: it takes a number between, nothing is renumbered."""
    return answer(request, place, lambda: add_shot(place.branch, _one(place, node), by=request.user))


@require_POST
@stage_door("shots", Role.EDITOR)
def begin(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put a first shot into a scene that has none."""
    scene = head_or_404(place.branch, node, "scene")
    return answer(request, place, lambda: add_first_shot(place.branch, scene, by=request.user))


@require_POST
@stage_door("shots", Role.EDITOR)
def remove(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Take a shot out of the list. Its words must stay in the scene, so one that is spoken in cannot go."""
    head = head_or_404(place.branch, node, "shot")
    return answer(request, place, lambda: remove_shots(place.branch, [head], by=request.user))


@require_POST
@stage_door("shots", Role.EDITOR)
def remove_chosen(request: TeamRequest, place: Place) -> HttpResponse:
    """Take the shots posted as ``shot`` out of the list."""
    return answer(
        request, place, lambda: remove_shots(place.branch, chosen_shots(request, place), by=request.user)
    )


@require_POST
@stage_door("shots", Role.EDITOR)
def duplicate(request: TeamRequest, place: Place) -> HttpResponse:
    """Double the shots posted as ``shot``, behind the last of them."""
    return answer(
        request, place, lambda: duplicate_shots(place.branch, chosen_shots(request, place), by=request.user)
    )


@require_POST
@stage_door("shots", Role.EDITOR)
def merge(request: TeamRequest, place: Place) -> HttpResponse:
    """Make one of the shots posted as ``shot``; of a single one and its next."""

    def work() -> Change | None:
        heads = chosen_shots(request, place)
        return merge_shots(place.branch, _with_next(place, heads), by=request.user)

    return answer(request, place, work)


def _with_next(place: Place, heads: list[Head]) -> list[Head]:
    if len(heads) > 1:
        return heads
    every = scene_shots(place.branch, heads[0].parent_node)
    at = next(number for number, head in enumerate(every) if head.node_id == heads[0].node_id)
    if at + 1 >= len(every):
        raise Refused("There is no shot after this one in its scene.")
    return [heads[0], every[at + 1]]


@require_POST
@stage_door("shots", Role.EDITOR)
def split(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Cut a shot in two at ``seconds`` from its beginning."""

    def work() -> Change | None:
        frames = frames_of(request.POST.get("seconds", ""))
        language = language_of(place.branch, place.episode.node_id)
        return split_shot(place.branch, _one(place, node), frames, by=request.user, language=language)

    return answer(request, place, work)


@require_POST
@stage_door("shots", Role.EDITOR)
def move(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Move a shot one place ``earlier`` or later in its scene, or to the place ``to``, from 1."""

    def work() -> Change | None:
        head = _one(place, node)
        if "to" in request.POST:
            return move_shots(place.branch, [head], _number(request), by=request.user)
        every = [other.node_id for other in scene_shots(place.branch, head.parent_node)]
        wanted = every.index(node) + (0 if "earlier" in request.POST else 2)
        return move_shots(place.branch, [head], max(1, wanted), by=request.user)

    return answer(request, place, work)


@require_POST
@stage_door("shots", Role.EDITOR)
def move_chosen(request: TeamRequest, place: Place) -> HttpResponse:
    """Put the shots posted as ``shot`` at the place ``to`` of their scene, from 1."""

    def work() -> Change | None:
        return move_shots(place.branch, chosen_shots(request, place), _number(request), by=request.user)

    return answer(request, place, work)


def _number(request: TeamRequest) -> int:
    number = whole_number(request.POST.get("to", "").strip())
    if not number:
        raise Invalid("Write the place as a number, from 1.", field="to")
    return number


@require_POST
@stage_door("shots", Role.EDITOR)
def words(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Give the line number ``line``, from 0, to the shot before (``earlier``) or after."""

    def work() -> Change | None:
        line = whole_number(request.POST.get("line", ""))
        step = -1 if "earlier" in request.POST else 1
        return move_words(
            place.branch, _one(place, node), -1 if line is None else line, step, by=request.user
        )

    return answer(request, place, work)
