"""Looks of one asset: what it wears, how old and how damaged it is, and in which scenes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.actions.looks import add_look, edit_look, remove_look
from pipeline.forms.looks import posted_look, trait_fields
from pipeline.looks import looks_of
from pipeline.outline import keys_in, scenes_of
from pipeline.queries.places import Place
from pipeline.queries.takes import Take, histories, strip
from pipeline.views.places import stage_door
from pipeline.views.renewing import States
from projects.actions.edits import head_or_404
from projects.kinds import Asset, Look
from projects.models import Change
from projects.queries.story import Item


def look_cards(request: TeamRequest, place: Place, states: States, item: Item) -> list[dict[str, Any]]:
    """The looks of an asset with their pictures, takes and scenes. Two queries, however many looks."""
    story, asset = place.story, place.story.content(item)
    looks = looks_of(story, item)
    pictures = {look.node: story.at("picture", "key", look.node) for look in looks}
    story.load([*looks, *(picture for picture in pictures.values() if picture)])
    media = {
        f"picture:{asset.key}/{look.slot}": story.content(picture).media if picture else ""
        for look in looks
        for picture in [pictures[look.node]]
    }
    takes = histories(place, media)
    return [
        _card(place, asset, look)
        | _pictured(
            request, place, states, key, picture=pictures[look.node], takes=takes[key], media=media[key]
        )
        for look, key in zip(looks, media, strict=True)
    ]


def _card(place: Place, asset: Asset, item: Item) -> dict[str, Any]:
    look: Look = place.story.content(item)
    return {
        "node": item.node,
        "revision": item.revision,
        "look": look,
        "tags": ", ".join(look.tags),
        "fields": trait_fields(asset.type, look.traits),
    }


def _pictured(
    request: TeamRequest,
    place: Place,
    states: States,
    key: str,
    *,
    picture: Item | None,
    takes: list[Take],
    media: str,
) -> dict[str, Any]:
    """How a look is drawn, and its other takes."""
    team = request.team.slug
    return {
        "key": key,
        "picture": address(team, media, "png") if media else "",
        "state": states.word(key, approved=place.is_locked),
        "why": states.why(key),
        "renewal": states.aged.get(key),
        "takes": [(take, address(team, take.media, "png")) for take in strip(takes) if not take.current],
        "take_url": place.url("", str(picture.node), "take") if picture else "",
        "expected": picture.revision if picture else 0,
    }


def scene_choices(place: Place, key: str) -> list[dict[str, Any]]:
    """The scenes an asset is in, in order: node, number and heading. One query at most."""
    scenes = scenes_of(place.story)
    shown = {shot.parent for shot in place.story.of("shot") if key in keys_in(shot)}
    there = [
        (number, scene)
        for number, scene in enumerate(scenes, 1)
        if key in (*scene.values["cast"], *scene.values["props"], scene.values["location"])
        or scene.node in shown
    ]
    place.story.load([scene for _, scene in there])
    return [
        {
            "node": str(scene.node),
            "number": scene.values["number"] or number,
            "heading": place.story.content(scene).heading,
        }
        for number, scene in there
    ]


def _back(
    request: TeamRequest, place: Place, asset: object, act: Callable[[], Change | None]
) -> HttpResponse:
    change = None
    try:
        change = act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    undo = f"?undo={change.pk}" if change else ""
    return redirect(f"{place.url('', str(asset))}{undo}#looks")


@require_POST
@stage_door("assets", Role.EDITOR)
def add(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Give the asset ``node`` another look, called ``name``, for a ``reason``."""
    head = head_or_404(place.branch, node, "asset")
    reason = request.POST.get("reason", "wardrobe")
    name = request.POST.get("name", "")
    return _back(request, place, node, lambda: add_look(head, name, by=request.user, reason=reason))


@require_POST
@stage_door("assets", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Save the look ``node``, if ``expected`` still stands there."""
    head = head_or_404(place.branch, node, "look")
    expected = whole_number(request.POST.get("expected", "")) or 0
    changes = {**posted_look(request.POST), "scenes": sorted(set(request.POST.getlist("scenes")))}
    return _back(
        request, place, head.parent_node, lambda: edit_look(head, changes, expected=expected, by=request.user)
    )


@require_POST
@stage_door("assets", Role.EDITOR)
def remove(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Take the look ``node`` away."""
    head = head_or_404(place.branch, node, "look")
    return _back(request, place, head.parent_node, lambda: remove_look(head, by=request.user))
