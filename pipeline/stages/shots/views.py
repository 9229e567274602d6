"""The page of stage 7: the shot table of a scene or of the whole film, and its edits."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.graph.plan import State
from pipeline.queries.places import Place
from pipeline.queries.reasons import reasons
from pipeline.stages.assets.steps import asset_items
from pipeline.stages.scenes.steps import scenes_of
from pipeline.stages.shots.steps import path_of, shots_of
from pipeline.views.edits import save_node
from pipeline.views.places import stage_context, stage_door
from projects.actions.commit import Edit, commit
from projects.actions.edits import head_or_404
from projects.kinds import Shot
from projects.kinds.vocabulary import FPS, Angle, Move, ShotType, Size, Transition
from projects.positions import between
from projects.queries.story import Item

COLUMNS: tuple[dict[str, Any], ...] = (
    {"field": "size", "label": "Size", "options": "|".join(Size)},
    {"field": "type", "label": "Type", "options": "|".join(ShotType)},
    {"field": "angle", "label": "Angle", "options": "|".join(Angle)},
    {"field": "move", "label": "Move", "options": "|".join(Move)},
    {"field": "lens", "label": "Lens", "type": "number"},
    {"field": "seconds", "label": "Seconds", "type": "number"},
    {"field": "action", "label": "Action"},
    {"field": "transition", "label": "Transition", "options": "|".join(Transition)},
    {"field": "notes", "label": "Notes"},
)


def _one_of(choices: Any) -> Callable[[str], str]:
    def convert(value: str) -> str:
        if value not in set(choices):
            raise Invalid(f"Choose one of: {', '.join(choices)}.")
        return value

    return convert


FIELDS: dict[str, Callable[[str], Any]] = {
    "size": _one_of(Size),
    "type": _one_of(ShotType),
    "angle": _one_of(Angle),
    "move": _one_of(Move),
    "transition": _one_of(Transition),
    "lens": int,
    "action": str,
    "notes": str,
}


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """The shots of one scene (``?scene=slot``) or of all, as a table to edit in place."""
    scenes = scenes_of(place.story)
    chosen = next((scene for scene in scenes if scene.slot == request.GET.get("scene")), None)
    context = stage_context(
        request,
        place,
        columns=COLUMNS,
        groups=shot_groups(request, place, [chosen] if chosen else scenes),
        scene_tabs=_tabs(place, scenes, chosen),
        cell_url=place.url("shots", "cell"),
    )
    return render_page(request, "pipeline/stages/shots.html", context, partial="shot-rows")


def shot_groups(request: TeamRequest, place: Place, scenes: list[Item]) -> list[dict[str, Any]]:
    """Scenes with the rows of their shots. Three queries, however many shots."""
    story = place.story
    pairs = [(scene, shot) for scene in scenes for shot in shots_of(story, scene)]
    story.load([*scenes, *(shot for _, shot in pairs)])
    names = {key: item.values["name"] for key, item in asset_items(story).items()}
    units = {unit.target.key: unit for unit in place.plan.of_stage("frames")}
    why = reasons([unit for unit in units.values() if unit.state is State.STALE])
    order = {scene.slot: number for number, scene in enumerate(scenes_of(story), 1)}
    groups = []
    for scene in scenes:
        rows = [
            _row(request, place, scene, shot, number, names, units, why)
            for number, shot in enumerate(shots_of(story, scene), 1)
        ]
        content = story.content(scene)
        groups.append(
            {
                "slot": scene.slot,
                "number": content.number or order[scene.slot],
                "heading": content.heading,
                "rows": rows,
                "seconds": sum(row["shot"].frames for row in rows) / FPS,
            }
        )
    return groups


def _row(
    request: TeamRequest,
    place: Place,
    scene: Item,
    shot: Item,
    number: int,
    names: dict[str, str],
    units: dict[str, Any],
    why: dict[str, str],
) -> dict[str, Any]:
    content: Shot = place.story.content(shot)
    key = f"frame:{path_of(scene, shot)}"
    unit = units.get(key)
    frame = place.story.at("frame", "first", shot.node)
    values = {**content.payload(), "seconds": f"{content.frames / FPS:.2f}".rstrip("0").rstrip(".")}
    return {
        "node": shot.node,
        "revision": shot.revision,
        "number": content.number or number,
        "shot": content,
        "cells": [(column["field"], values[column["field"]]) for column in COLUMNS],
        "cast": ", ".join(names.get(asset, asset) for asset in content.cast),
        "lines": [f"{names.get(said.speaker, said.speaker)}: {said.text}" for said in content.utterances],
        "picture": address(request.team.slug, frame.values["media"], "png") if frame else "",
        "state": "stale" if unit and unit.state is State.STALE else "",
        "why": why.get(key, ""),
    }


def _tabs(place: Place, scenes: list[Item], chosen: Item | None) -> list[dict[str, Any]]:
    tabs = [{"label": "All scenes", "url": place.url(), "current": chosen is None, "count": None}]
    for number, scene in enumerate(scenes, 1):
        tabs.append(
            {
                "label": f"Scene {scene.values['number'] or number}",
                "url": f"{place.url()}?scene={scene.slot}",
                "current": scene is chosen,
                "count": len(shots_of(place.story, scene)),
            }
        )
    return tabs


@require_POST
@stage_door("shots", Role.EDITOR)
def cell(request: TeamRequest, place: Place) -> HttpResponse:
    """Save one cell: ``id``, ``field``, ``value``, ``expected``."""
    field, value = request.POST.get("field", ""), request.POST.get("value", "")
    data = request.POST.copy()
    also: dict[str, Any] = {}
    if field == "seconds":
        also["frames"] = _frames(value)
    else:
        data[field] = value
    request.POST = data  # type: ignore[assignment]
    return save_node(request, place, UUID(request.POST["id"]), FIELDS, "shot", **also)


def _frames(seconds: str) -> int:
    """Seconds as typed, with a point or a comma, in frames. Raises Invalid."""
    try:
        frames = round(float(seconds.replace(",", ".")) * FPS)
    except ValueError:
        raise Invalid("Write the duration in seconds, such as 3.5.", field="seconds") from None
    if not 1 <= frames <= 600 * FPS:
        raise Invalid("A shot lasts between one frame and ten minutes.", field="seconds")
    return frames


@require_POST
@stage_door("shots", Role.EDITOR)
def add(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put a new shot after one: it takes a number between, nothing is renumbered."""
    after = next((item for item in place.story.of("shot") if item.node == node), None)
    if after is None:
        messages.error(request, "That shot is gone; the list has been refreshed.")
        return redirect(place.url())
    siblings = place.story.under("shot", after.parent)
    at = siblings.index(after)
    following = siblings[at + 1].position if at + 1 < len(siblings) else ""
    before: Shot = place.story.content(after)
    content = before.model_copy(
        update={"action": "", "utterances": [], "notes": "", "reason": "", "number": ""}
    )
    edit = Edit.new(
        content,
        _slot_after(after.slot, {item.slot for item in siblings}),
        between(after.position, following),
        parent=after.parent,
        episode=place.episode.node_id,
    )
    commit(place.branch, [edit], by=request.user, message="Added a shot")
    return redirect(_scene_url(place, after))


def _slot_after(slot: str, taken: set[str]) -> str:
    """A free slot that sorts after ``slot``: 0010 -> 0011, ..., 0011a."""
    number = int(slot[:4]) if slot[:4].isdigit() else 0
    for step in range(1, 10):
        if (wanted := f"{number + step:04}") not in taken:
            return wanted
    return f"{slot}{len(taken)}"


@require_POST
@stage_door("shots", Role.EDITOR)
def remove(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Take a shot out of the list. Its words must stay in the scene, so one that is spoken in cannot go."""
    head = head_or_404(place.branch, node, "shot")
    if head.content.utterances:
        messages.error(request, "Somebody speaks in this shot. Move the words first, or change the scene.")
    else:
        commit(place.branch, [Edit.of(head, deleted=True)], by=request.user, message="Removed a shot")
    return redirect(_scene_url(place, next(item for item in place.story.of("shot") if item.node == node)))


def _scene_url(place: Place, shot: Item) -> str:
    scene = place.story.by_node.get(shot.parent) if shot.parent else None
    return f"{place.url()}?scene={scene.slot}" if scene else place.url()
