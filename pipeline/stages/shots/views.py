"""The page of stage 7: the shot table of a scene or of the whole film."""

from typing import Any

from django.http import HttpResponse

from accounts.kernel.doors import TeamRequest
from pipeline.outline import scenes_of, shots_of
from pipeline.queries.places import Place
from pipeline.shotlist.columns import seconds_text
from pipeline.stages.shots.assigning import choices
from pipeline.stages.shots.look import Look
from pipeline.stages.shots.rows import Pair, arranged, groups_of
from pipeline.views.history import story_context
from pipeline.views.paging import window
from pipeline.views.places import stage_context
from pipeline.views.renewing import States, renew_door, together
from pipeline.views.shot_panel import render_stage, selected, shot_panel
from projects.kinds.vocabulary import FPS
from projects.queries.story import Item

PAGE = 200  # shots on one page of "All scenes"
NEAR = 3  # tabs on each side of the scene one is in


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """The shots of one scene as a table to edit in place: ``?scene=slot``, the first without it, or all."""
    scenes = scenes_of(place.story)
    scene = _scene(request, place, scenes)
    pairs = [(one, shot) for one in ([scene] if scene else scenes) for shot in shots_of(place.story, one)]
    look = Look.of(request)
    pairs = arranged(pairs, look.group)
    shown = window(request, pairs, PAGE, at=_place_of(request, place, pairs))
    aging = States.of(place, place.plan.of_stage("shots"))
    frames = States.of(place, place.plan.of_stage("frames"))
    describe = story_context if "undo" in request.GET else stage_context
    context = describe(
        request,
        place,
        here=request.get_full_path(),
        look=look,
        groups=place.kept(
            (
                *("shots", scene and scene.slot, shown.first, request.GET.get("shot")),
                *(request.membership.role, look.fields, look.group),
            ),
            lambda: groups_of(request, place, shown, frames, look),
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
    return panel | {"assign": assign, "shape": _shape(place, shot, panel)}


def _shape(place: Place, shot: Item, panel: dict[str, Any]) -> dict[str, Any]:
    """Where the shot stands, how long it is and who says what in it, to be changed."""
    siblings, content = place.story.under("shot", shot.parent), panel["shot"]
    at, lines = siblings.index(shot) + 1, panel["lines"]
    return {
        "url": place.url("", str(shot.node)),
        "place": at,
        "of": len(siblings),
        "seconds": seconds_text(content.frames),
        "half": seconds_text(content.frames // 2),
        "lines": [
            {
                "who": who,
                "text": text,
                "number": number,
                "first": number == 0 and at > 1,
                "last": number == len(lines) - 1 and at < len(siblings),
            }
            for number, (who, text) in enumerate(lines)
        ],
    }


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


renew = renew_door("shots")
