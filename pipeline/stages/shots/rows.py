"""The rows of the shot table in their groups."""

from typing import Any

from accounts.kernel.doors import TeamRequest
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.outline import path_of, scenes_of, shots_of
from pipeline.queries.places import Place
from pipeline.shotlist.casting import names_of
from pipeline.shotlist.columns import chosen_columns
from pipeline.stages.shots.look import Look
from pipeline.views.cards import rendered
from pipeline.views.paging import Window
from pipeline.views.renewing import States
from projects.kinds import Shot
from projects.kinds.vocabulary import FPS
from projects.queries.story import Item

Pair = tuple[Item, Item]  # scene, shot


def arranged(pairs: list[Pair], group: str) -> list[Pair]:
    """The shots so that those of one group stand together; within it in the order of the film."""
    if group == "scene":
        return pairs
    return sorted(pairs, key=lambda pair: (not _group_of(pair[1], group), _group_of(pair[1], group)))


def _group_of(shot: Item, group: str) -> str:
    return str(shot.values.get("setup" if group == "setup" else "location") or "")


def groups_of(
    request: TeamRequest, place: Place, shown: Window[Pair], frames: States, look: Look
) -> list[dict[str, Any]]:
    """The rows that are shown, under their heads. One query, however many shots."""
    rows = _rows(request, place, shown.items, frames, look)
    heads = _scene_heads(place, shown.items) if look.group == "scene" else {}
    groups: dict[Any, dict[str, Any]] = {}
    for pair, row in zip(shown.items, rows, strict=True):
        scene, shot = pair
        key = scene.node if heads else _group_of(shot, look.group)
        if key not in groups:
            head = heads[scene.node] if heads else _other_head(place, str(key), look.group)
            groups[key] = {**head, "rows": []}
        groups[key]["rows"].append(row)
    return list(groups.values())


def _scene_heads(place: Place, pairs: list[Pair]) -> dict[Any, dict[str, Any]]:
    story = place.story
    here = list({scene.node: scene for scene, _ in pairs}.values())
    story.load(here)
    numbers = {scene.node: number for number, scene in enumerate(scenes_of(story), 1)}
    heads = {}
    for scene in here:
        content, every = story.content(scene), shots_of(story, scene)
        heads[scene.node] = {
            "slot": scene.slot,
            "node": scene.node,
            "heading": f"{content.number or numbers[scene.node]}. {content.heading}",
            "count": len(every),
            "seconds": sum(shot.values["frames"] for shot in every) / FPS,
        }
    return heads


def _other_head(place: Place, key: str, group: str) -> dict[str, Any]:
    every = [shot for shot in place.story.of("shot") if _group_of(shot, group) == key]
    name = f"Set-up {key}" if group == "setup" else names_of(place.story).name(key)
    missing = "Without a set-up" if group == "setup" else "Nowhere in particular"
    return {
        "slot": "",
        "heading": name if key else missing,
        "count": len(every),
        "seconds": sum(shot.values["frames"] for shot in every) / FPS,
    }


def _rows(request: TeamRequest, place: Place, pairs: list[Pair], frames: States, look: Look) -> list[Any]:
    """Rows by what they show: only those that nobody has looked at yet are put together."""
    story, names = place.story, names_of(place.story)
    whole = "all" if request.GET.get("scene") == "all" else ""
    by_scene = look.group == "scene"
    common = {
        "base": place.url(),
        "aspect": place.aspect,
        "fields": look.fields,
        "can_edit": Role(request.membership.role).covers(Role.EDITOR) and not place.is_locked,
        "by_scene": by_scene,
    }
    numbers = {scene.node: number for number, scene in enumerate(scenes_of(story), 1)}
    cards = []
    for scene, shot in pairs:
        siblings = shots_of(story, scene)
        at = siblings.index(shot) + 1
        label = str(shot.values["number"] or at)
        said = [line["speaker"] for line in shot.values["utterances"]]
        cards.append(
            common
            | _picture(request, place, scene, shot, frames)
            | {
                "id": str(shot.node),
                "revision": shot.revision,
                "place": at,
                "scene": scene.slot,
                "number": label if by_scene else f"{scene.values['number'] or numbers[scene.node]}-{label}",
                "names": [names.name(asset) for asset in (*shot.values["cast"], *said)],
                "first": at == 1,
                "last": at == len(siblings),
                "url": f"?scene={whole or scene.slot}&shot={shot.node}",
                "current": request.GET.get("shot") == str(shot.node),
            }
        )

    def fill(missing: list[int]) -> list[dict[str, Any]]:
        columns = chosen_columns(look.fields)
        shots: list[Shot] = list(story.contents([pairs[number][1] for number in missing]))
        return [
            {
                "reason": shot.reason,
                "cells": [(column, column.show(shot, names)) for column in columns],
                "cast": ", ".join(names.name(key) for key in shot.cast),
                "lines": [f"{names.name(said.speaker)}: {said.text}" for said in shot.utterances],
            }
            for shot in shots
        ]

    return rendered("pipeline/_shot_row.html", cards, fill)


def _picture(request: TeamRequest, place: Place, scene: Item, shot: Item, frames: States) -> dict[str, Any]:
    key = f"frame:{path_of(scene, shot)}"
    frame = place.story.at("frame", "first", shot.node)
    word = frames.word(key, approved=False)
    return {
        "src": address(request.team.slug, frame.values["media"], "png") if frame else "",
        "state": word if word in ("stale", "failed", "working") else "",
        "why": frames.why(key),
    }
