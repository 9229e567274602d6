"""Who and what is in a shot, chosen by hand: its people, its props, its place."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Conflict, Invalid
from accounts.kernel.roles import Role
from pipeline.outline import asset_items
from pipeline.queries.places import Place
from pipeline.views.places import stage_door
from pipeline.views.renewing import here
from projects.actions.edits import edit, head_or_404
from projects.kinds import Shot
from projects.kinds.scenes import Blocking
from projects.queries.story import Story

MOST = 12  # people or props that one shot can name
_SPOTS = (0.5, 0.33, 0.67, 0.2, 0.8, 0.42, 0.58, 0.12, 0.88, 0.27, 0.73, 0.05)  # left edge 0, right edge 1


def choices(story: Story, shot: Shot) -> list[dict[str, Any]]:
    """What can be in a shot: fields of a form, each with the film's assets of its kind and what is chosen."""
    place = [shot.location] if shot.location else []
    return [
        {"field": "cast", "label": "People", "options": _options(story, "character", shot.cast)},
        {"field": "props", "label": "Props", "options": _options(story, "prop", shot.props)},
        {
            "field": "location",
            "label": "Place",
            "options": _options(story, "location", place),
            "single": True,
        },
    ]


def _options(story: Story, kind: str, chosen: list[str]) -> list[dict[str, Any]]:
    """Assets of a kind; what is chosen although it is gone stays to be unchosen."""
    names = {
        key: str(item.values["name"])
        for key, item in asset_items(story).items()
        if key.startswith(f"{kind}:")
    }
    names |= {key: key.partition(":")[2] for key in chosen if key not in names}
    return [{"key": key, "name": name, "chosen": key in chosen} for key, name in names.items()]


@require_POST
@stage_door("shots", Role.EDITOR)
def assign(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Set a shot's ``cast``, ``props`` and ``location``, if it is still revision ``expected``."""
    head = head_or_404(place.branch, node, "shot")
    wanted = {name: request.POST.getlist(name) for name in ("cast", "props")}
    location, expected = request.POST.get("location", ""), request.POST.get("expected", "")
    try:
        _check(
            place.story, head.content, [*wanted["cast"], *wanted["props"], *([location] if location else [])]
        )
        changes = recast(head.content, wanted["cast"], wanted["props"], location)
        number = int(expected) if expected.isdigit() else 0
        edit(head, changes, expected=number, by=request.user, message="Chose who is in a shot")
        messages.success(request, "Saved who and what is in the shot.")
    except (Conflict, Invalid) as refusal:
        messages.error(request, refusal.sentence)
    return redirect(here(request, place))


def recast(shot: Shot, cast: list[str], props: list[str], location: str) -> dict[str, Any]:
    """The fields of a shot that shows just these. Who stays keeps their place; who comes gets a free one."""
    cast, props = list(dict.fromkeys(cast)), list(dict.fromkeys(props))
    blocking = [block for block in shot.blocking if block.asset in cast]
    for key in cast:
        if shot.blocking and key not in [block.asset for block in blocking]:
            blocking.append(Blocking(asset=key, x=_free(block.x for block in blocking)))
    subject = shot.subject if shot.subject in (*cast, *props, location) else next(iter((*cast, *props)), "")
    return {
        "cast": cast,
        "props": props,
        "location": location,
        "subject": subject,
        "blocking": [block.model_dump(mode="json") for block in blocking],
    }


def _free(taken: Iterable[float]) -> float:
    """Where most room is left."""
    others = list(taken)
    return max(_SPOTS, key=lambda spot: min((abs(spot - other) for other in others), default=1.0))


def _check(story: Story, shot: Shot, keys: list[str]) -> None:
    known = {*asset_items(story), *shot.cast, *shot.props, shot.location, ""}
    if unknown := next((key for key in keys if key not in known), ""):
        name = unknown.partition(":")[2].replace("-", " ")[:60]
        raise Invalid(f"There is no {name or 'such thing'} in this film. Add it at stage 5 first.")
    if len(keys) > 2 * MOST:
        raise Invalid(f"A shot names at most {MOST} people and {MOST} props.")
