"""Who and what is in a shot, chosen by hand: its people, its props, its place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Conflict, Invalid, Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from assets.queries.library import library_asset_or_404
from pipeline.actions.library import bring
from pipeline.outline import asset_items
from pipeline.queries.library import followed
from pipeline.queries.places import Place
from pipeline.shotlist.casting import MOST, recast
from pipeline.views.drawer import answer
from pipeline.views.places import stage_door
from pipeline.views.renewing import here
from pipeline.views.versions import PLAIN, Three, three_versions
from projects.actions.edits import edit, head_or_404
from projects.kinds import Shot
from projects.merging import merge_keys
from projects.queries.story import Story, load_story


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
    """Set a shot's ``cast``, ``props`` and ``location``, beside what others chose since ``expected``."""
    head = head_or_404(place.branch, node, "shot")
    wanted = {name: request.POST.getlist(name) for name in ("cast", "props")}
    location = request.POST.get("location", "")
    try:
        _check(
            place.story, head.content, [*wanted["cast"], *wanted["props"], *([location] if location else [])]
        )
        three = three_versions(head, whole_number(request.POST.get("expected", "")) or 0, PLAIN)
        if three is None:
            raise Conflict("This page is too old to save from. Choose once more.")
        for name, keys in wanted.items():  # what others ticked or took out meanwhile stays beside it
            wanted[name] = merge_keys(three.base[name], keys, three.now[name])
        location, other = _place_of(place.story, three, location)
        changes = recast(head.content, wanted["cast"], wanted["props"], location)
        edit(head, changes, expected=head.revision_id, by=request.user, message="Chose who is in a shot")
        messages.success(request, "Saved who and what is in the shot.")
        if other:
            messages.warning(request, other)
    except (Conflict, Invalid) as refusal:
        messages.error(request, refusal.sentence)
    return redirect(here(request, place))


def _place_of(story: Story, three: Three, location: str) -> tuple[str, str]:
    """The place that is chosen now, and a sentence where two people chose different ones: theirs stays."""
    was, now = three.base["location"], three.now["location"]
    if location in (was, now):
        return now, ""
    if now == was:
        return location, ""
    mine, theirs = _called(story, location) or "none", _called(story, now) or "none"
    return (
        now,
        f"Somebody chose another place meanwhile: {theirs}. You chose {mine}; choose it again to have it.",
    )


@require_POST
@stage_door("shots", Role.EDITOR)
def show(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put one more into a shot: an ``asset`` by its key, or one of the ``library`` by its id.

    A place takes the place of the one before. What the library has and the film lacks is brought in first.
    """
    head = head_or_404(place.branch, node, "shot")
    try:
        with transaction.atomic():
            key = _brought(request, place) or request.POST.get("asset", "")
            story = load_story(place.branch, place.episode.node_id)
            _check(story, head.content, [key])
            changes = recast(head.content, *_with(head.content, key))
            message = "Put somebody or something into a shot"
            edit(head, changes, expected=head.revision_id, by=request.user, message=message)
    except Refused as refusal:
        return answer(request, place, refusal.sentence, status=refusal.status)
    return answer(request, place, f"{_called(story, key)} is in the shot.")


def _brought(request: TeamRequest, place: Place) -> str:
    """The key of what was asked for by its id in the library; empty when nothing was."""
    text = request.POST.get("library", "")
    if not text:
        return ""
    there = next((item for item in place.story.of("asset") if followed(item) == text), None)
    if there is not None:
        return str(there.values["key"])
    try:
        wanted = library_asset_or_404(UUID(text))
    except ValueError:
        raise Invalid("Choose an asset of the library first.") from None
    made, _ = bring(place.story, wanted, by=request.user)
    return str(head_or_404(place.branch, made, "asset").content.key)


def _with(shot: Shot, key: str) -> tuple[list[str], list[str], str]:
    kind = key.partition(":")[0]
    if kind == "location":
        return shot.cast, shot.props, key
    if kind == "prop":
        return shot.cast, [*shot.props, key], shot.location
    return [*shot.cast, key], shot.props, shot.location


def _called(story: Story, key: str) -> str:
    item = asset_items(story).get(key)
    return str(item.values["name"]) if item else key.partition(":")[2]


def _check(story: Story, shot: Shot, keys: list[str]) -> None:
    known = {*asset_items(story), *shot.cast, *shot.props, shot.location, ""}
    if unknown := next((key for key in keys if key not in known), ""):
        name = unknown.partition(":")[2].replace("-", " ")[:60]
        raise Invalid(f"There is no {name or 'such thing'} in this film. Add it at stage 5 first.")
    if len(keys) > 2 * MOST:
        raise Invalid(f"A shot names at most {MOST} people and {MOST} props.")
