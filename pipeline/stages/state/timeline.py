"""Visual states through the film: everybody at a glance, one asset with its bands, where a tag is."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from assets.queries.media import address
from pipeline.outline import asset_items, scenes_of, state_of
from pipeline.queries.places import Place
from pipeline.queries.states import (
    Cell,
    Sight,
    assets_with_state,
    cells_of,
    numbers_of,
    rows_of,
    tagged,
    tags_in_use,
)
from pipeline.queries.states import versions_of as versions_on
from pipeline.stages.state.rows import says
from pipeline.stages.state.views import TAGS
from pipeline.standing import placed
from pipeline.views.history import story_context
from pipeline.views.paging import Window, window
from pipeline.views.places import stage_door
from projects.kinds import VisualState
from projects.queries.story import Item

PAGE = 24  # scenes side by side
MOST_ROWS = 60  # assets below one another
MOST_SIGHTS = 400
MOST_TAGS = 24


@require_safe
@stage_door("state")
def timeline(request: TeamRequest, place: Place) -> HttpResponse:
    """All assets through the film; ``?asset=`` one, ``&scene=`` a scene of it; ``?tag=`` where it is.

    Two queries for the states, however many scenes and assets.
    """
    story, scenes = place.story, scenes_of(place.story)
    key, tag = request.GET.get("asset", ""), " ".join(request.GET.get("tag", "").lower().split())
    key = key if key in asset_items(story) else ""
    slots = [scene.slot for scene in scenes]
    chosen = request.GET.get("scene", "")
    shown = window(request, scenes, PAGE, at=slots.index(chosen) if chosen in slots else 0)
    keys = assets_with_state(story, scenes)
    names = {key: str(item.values["name"]) for key, item in asset_items(story).items()}
    context = story_context(
        request,
        place,
        here=request.get_full_path(),
        timeline_url=place.url("state", "timeline"),
        mark_url=place.url("state", "mark"),
        window=shown,
        assets=[(one, names[one]) for one in keys],
        asset=key,
        name=names.get(key, ""),
        tag=tag,
        tags=TAGS,
        in_use=place.kept(("tags in use",), lambda: tags_in_use(story)[:MOST_TAGS]),
        scenes=[(scene.slot, numbers_of(story)[scene.node]) for scene in scenes],
        columns=_columns(place, shown),
        sights=_sights(place, names, tagged(story, tag, key)[:MOST_SIGHTS]) if tag else [],
        rows=[] if key else _overview(place, keys[:MOST_ROWS], names, shown),
        one=_one(request, place, key, shown) if key else None,
        picked=_picked(request, place, key, chosen, names) if key and chosen in slots else None,
    )
    return render_page(request, "pipeline/stages/state_timeline.html", context)


def _columns(place: Place, shown: Window[Item]) -> list[dict[str, str]]:
    numbers = numbers_of(place.story)
    place.story.load(shown.items)
    return [
        {
            "number": numbers[scene.node],
            "heading": place.story.content(scene).heading,
            "url": f"{place.url('state')}?scene={scene.slot}#scene-{scene.slot}",
        }
        for scene in shown.items
    ]


def _overview(
    place: Place, keys: list[str], names: dict[str, str], shown: Window[Item]
) -> list[dict[str, Any]]:
    """A row an asset, a cell a scene: its tags there."""
    base = place.url("state", "timeline")
    return [
        {
            "name": names[key],
            "url": f"{base}?asset={key}",
            "cells": [
                {"tags": cell.tags, "url": f"{base}?asset={key}&scene={cell.scene.slot}"} if cell else None
                for cell in row
            ],
        }
        for key, row in rows_of(place.story, keys, shown.items).items()
    ]


def _one(request: TeamRequest, place: Place, key: str, shown: Window[Item]) -> dict[str, Any]:
    """One asset: a picture a scene, a band a tag."""
    cells = cells_of(place.story, key, shown.items)
    tags = list(dict.fromkeys(tag for cell in cells if cell for tag in cell.tags))
    base = f"{place.url('state', 'timeline')}?asset={key}"
    return {
        "cells": [
            {
                "src": _picture(request, cell.first),
                "url": f"{base}&scene={cell.scene.slot}",
                "number": cell.number,
                "current": request.GET.get("scene") == cell.scene.slot,
            }
            if cell
            else None
            for cell in cells
        ],
        "bands": [{"tag": tag, "cells": [_band(cell, tag) for cell in cells]} for tag in tags],
        "there": sum(cell is not None for cell in cells),
    }


def _band(cell: Cell | None, tag: str) -> str:
    """ "all" through a scene, "comes" within it, "goes" within it; empty where the tag is not."""
    if cell is None or cell.state is None or tag not in cell.tags:
        return ""
    starts, ends = tag in cell.state.tags_in, tag in cell.state.tags_out
    return "all" if starts and ends else "comes" if ends else "goes" if starts else "passes"


def _sights(place: Place, names: dict[str, str], found: list[Sight]) -> list[dict[str, Any]]:
    return [
        {
            "number": sight.number,
            "name": names[sight.asset],
            "shots": sight.shots,
            "start": sight.at_start,
            "end": sight.at_end,
            "url": f"{place.url('state', 'timeline')}?asset={sight.asset}&scene={sight.scene.slot}",
        }
        for sight in found
    ]


def _picked(
    request: TeamRequest, place: Place, key: str, slot: str, names: dict[str, str]
) -> dict[str, Any] | None:
    """A scene of the asset in the panel: before and after side by side, and what the state was. One query."""
    story = place.story
    scene = next(one for one in scenes_of(story) if one.slot == slot)
    item = state_of(story, scene, key)
    (cell,) = cells_of(story, key, [scene])
    if cell is None or item is None or cell.state is None:
        return None
    versions = versions_on(place.branch, item.node)

    def name(prop: str) -> str:
        return names.get(prop, prop.partition(":")[2])

    return {
        "number": cell.number,
        "heading": story.content(scene).heading,
        "sides": [
            {"label": "As it starts", "src": _picture(request, cell.first), "now": cell.state.begins()},
            {"label": "As it ends", "src": _picture(request, cell.last), "now": cell.state.ends()},
        ],
        "moments": [
            (at is None, ", ".join(says(change, name)))
            for at, change in zip(placed(story, scene, cell.state), cell.state.changes, strict=True)
        ],
        "edit_url": f"{place.url('state')}?scene={slot}#state-{item.node}",
        "restore_url": place.url("state", str(item.node), "restore"),
        "versions": [
            {
                "revision": version.pk,
                "at": version.created_at,
                "by": str(version.author or "the studio"),
                "says": _in_short(VisualState.model_validate(version.payload)),
                "current": version.pk == item.revision,
            }
            for version in versions
        ],
    }


def _in_short(state: VisualState) -> str:
    starts, ends = ", ".join(state.tags_in) or "clean", ", ".join(state.tags_out) or "clean"
    return starts if starts == ends else f"{starts}, then {ends}"


def _picture(request: TeamRequest, sha: str) -> str:
    return address(request.team.slug, sha, "png") if sha else ""
