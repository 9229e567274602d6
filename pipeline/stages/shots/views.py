"""The page of stage 7: the shot table of a scene or of the whole film."""

from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.outline import asset_items, path_of, scenes_of, shots_of
from pipeline.queries.places import Place
from pipeline.stages.shots.assigning import choices
from pipeline.stages.shots.columns import COLUMNS, as_csv
from pipeline.views.cards import rendered
from pipeline.views.history import story_context
from pipeline.views.paging import Window, window
from pipeline.views.places import stage_context, stage_door
from pipeline.views.renewing import States, renew_door, together
from pipeline.views.shot_panel import render_stage, seconds_text, selected, shot_panel
from projects.kinds import Shot
from projects.kinds.vocabulary import FPS
from projects.queries.story import Item

PAGE = 100  # shots on one page of "All scenes"
NEAR = 3  # tabs on each side of the scene one is in
Pair = tuple[Item, Item]


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """The shots of one scene as a table to edit in place: ``?scene=slot``, the first without it, or all."""
    scenes = scenes_of(place.story)
    scene = _scene(request, place, scenes)
    pairs = [(one, shot) for one in ([scene] if scene else scenes) for shot in shots_of(place.story, one)]
    shown = window(request, pairs, PAGE, at=_place_of(request, place, pairs))
    aging = States.of(place, place.plan.of_stage("shots"))
    frames = States.of(place, place.plan.of_stage("frames"))
    describe = story_context if "undo" in request.GET else stage_context
    context = describe(
        request,
        place,
        here=request.get_full_path(),
        columns=COLUMNS,
        groups=place.kept(
            ("shots", scene and scene.slot, shown.first, request.GET.get("shot"), request.membership.role),
            lambda: _groups(request, place, shown, frames, scenes),
        ),
        any_scenes=bool(scenes),
        window=shown,
        scene=scene,
        scene_tabs=_tabs(place, scenes, scene),
        scene_menu=_menu(place, scenes, scene) if len(scenes) > 2 * NEAR + 1 else [],
        totals=_totals(pairs),
        aged=together(place, aging.aged),
        aged_count=len(aging.aged),
        aged_why=next(iter(aging.aged.values())).why if aging.aged else "",
        panel=_panel(request, place, frames),
    )
    return render_stage(request, "pipeline/stages/shots.html", context, "shot-rows")


def _panel(request: TeamRequest, place: Place, frames: States) -> dict[str, Any] | None:
    """The selected shot, and what can be in it."""
    panel = shot_panel(request, place, frames, "frame")
    shot = selected(request, place, "shot", "shot")
    if panel is None or shot is None:
        return panel
    assign = {
        "url": place.url("", str(shot.node), "assign"),
        "expected": shot.revision,
        "fields": choices(place.story, panel["shot"]),
    }
    return panel | {"assign": assign}


def _scene(request: TeamRequest, place: Place, scenes: list[Item]) -> Item | None:
    """The scene to show; None for all of them."""
    wanted = request.GET.get("scene", "")
    if wanted == "all":
        return None
    shot = selected(request, place, "shot", "shot")
    found = [scene for scene in scenes if scene.slot == wanted or (shot and scene.node == shot.parent)]
    return next(iter(found), scenes[0] if scenes else None)


def _place_of(request: TeamRequest, place: Place, pairs: list[Pair]) -> int:
    shot = selected(request, place, "shot", "shot")
    return next((number for number, pair in enumerate(pairs) if pair[1] is shot), 0)


def _groups(
    request: TeamRequest, place: Place, shown: Window[Pair], frames: States, scenes: list[Item]
) -> list[dict[str, Any]]:
    """The rows that are shown, under their scenes. One query, however many shots."""
    story = place.story
    here = list({scene.node: scene for scene, _ in shown.items}.values())
    story.load(here)
    numbers = {scene.node: number for number, scene in enumerate(scenes, 1)}
    rows = _rows(request, place, shown.items, frames)
    groups = []
    for scene in here:
        content, every = story.content(scene), shots_of(story, scene)
        groups.append(
            {
                "slot": scene.slot,
                "number": content.number or numbers[scene.node],
                "heading": content.heading,
                "rows": [row for row, pair in zip(rows, shown.items, strict=True) if pair[0] is scene],
                "count": len(every),
                "seconds": sum(shot.values["frames"] for shot in every) / FPS,
            }
        )
    return groups


def _rows(request: TeamRequest, place: Place, pairs: list[Pair], frames: States) -> list[Any]:
    """Rows by what they show: only those that nobody has looked at yet are put together."""
    story, team = place.story, request.team.slug
    names = {key: item.values["name"] for key, item in asset_items(story).items()}
    whole = "all" if request.GET.get("scene") == "all" else ""
    common = {
        "base": place.url(),
        "aspect": place.aspect,
        "can_edit": Role(request.membership.role).covers(Role.EDITOR) and not place.is_locked,
    }
    cards = []
    for scene, shot in pairs:
        siblings = shots_of(story, scene)
        key = f"frame:{path_of(scene, shot)}"
        frame = story.at("frame", "first", shot.node)
        word = frames.word(key, approved=False)
        said = [line["speaker"] for line in shot.values["utterances"]]
        cards.append(
            common
            | {
                "id": str(shot.node),
                "revision": shot.revision,
                "number": str(shot.values["number"] or siblings.index(shot) + 1),
                "names": [names.get(asset, asset) for asset in (*shot.values["cast"], *said)],
                "src": address(team, frame.values["media"], "png") if frame else "",
                "state": word if word in ("stale", "failed", "working") else "",
                "why": frames.why(key),
                "first": siblings[0] is shot,
                "last": siblings[-1] is shot,
                "url": f"?scene={whole or scene.slot}&shot={shot.node}",
                "current": request.GET.get("shot") == str(shot.node),
            }
        )

    def fill(missing: list[int]) -> list[dict[str, Any]]:
        shots = [pairs[number][1] for number in missing]
        return [_texts(content, names) for content in story.contents(shots)]

    return rendered("pipeline/_shot_row.html", cards, fill)


def _texts(shot: Shot, names: dict[str, str]) -> dict[str, Any]:
    values = {**shot.payload(), "seconds": seconds_text(shot.frames)}
    return {
        "reason": shot.reason,
        "cells": [(column["field"], values[column["field"]]) for column in COLUMNS],
        "cast": ", ".join(names.get(asset, asset) for asset in shot.cast),
        "lines": [f"{names.get(said.speaker, said.speaker)}: {said.text}" for said in shot.utterances],
    }


def _tabs(place: Place, scenes: list[Item], scene: Item | None) -> list[dict[str, Any]]:
    """All, and the scenes around the one that is shown."""
    at = scenes.index(scene) if scene else 0
    start = max(0, min(at - NEAR, len(scenes) - 2 * NEAR - 1))
    near = [(number, scenes[number]) for number in range(start, min(len(scenes), start + 2 * NEAR + 1))]
    return [
        {
            "label": "All scenes",
            "url": f"{place.url()}?scene=all",
            "current": scene is None,
            "count": len(place.story.of("shot")),
        },
        *(
            {
                "label": f"Scene {one.values['number'] or number + 1}",
                "url": f"{place.url()}?scene={one.slot}",
                "current": one is scene,
                "count": len(shots_of(place.story, one)),
            }
            for number, one in near
        ),
    ]


def _menu(place: Place, scenes: list[Item], scene: Item | None) -> list[dict[str, Any]]:
    """Every scene, for a film with more than there is room for side by side."""
    return [
        {
            "label": f"Scene {one.values['number'] or number}",
            "hint": f"{len(shots_of(place.story, one))} shots",
            "url": f"{place.url()}?scene={one.slot}",
            "current": one is scene,
        }
        for number, one in enumerate(scenes, 1)
    ]


def _totals(pairs: list[Pair]) -> dict[str, Any]:
    frames = sum(shot.values["frames"] for _, shot in pairs)
    said = sum(bool(shot.values["utterances"]) for _, shot in pairs)
    return {
        "shots": len(pairs),
        "seconds": frames / FPS,
        "average": frames / FPS / len(pairs) if pairs else 0,
        "spoken": said,
    }


@require_safe
@stage_door("shots")
def download(request: TeamRequest, place: Place) -> HttpResponse:
    """The shot list of the whole film as a CSV file. Three queries, however many shots."""
    story, scenes = place.story, scenes_of(place.story)
    names = {key: item.values["name"] for key, item in asset_items(story).items()}
    story.load([*scenes, *story.of("shot")])
    rows = [
        (
            f"{scene.values['number'] or number}. {story.content(scene).heading}",
            story.content(shot).number or str(at),
            story.content(shot),
            names,
        )
        for number, scene in enumerate(scenes, 1)
        for at, shot in enumerate(shots_of(story, scene), 1)
    ]
    name = f"{slugify(place.project.title) or 'shot-list'}-shots.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)


renew = renew_door("shots")
