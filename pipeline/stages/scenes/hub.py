"""The rows of stage 6: each scene with what it needs, how far it is in every stage, and what to look at."""

from typing import Any
from uuid import UUID

from accounts.kernel.doors import TeamRequest
from assets.queries.media import address
from pipeline.breakdown import Need
from pipeline.breakdown.sheets import days_of
from pipeline.outline import asset_items, scenes_of, shots_of
from pipeline.queries.hub import PASSED, Entry, progress_of, risks_in, scene_needs
from pipeline.queries.places import Place
from pipeline.stages.catalogue import STAGE_BY_SLUG
from pipeline.views.lines import line_url
from pipeline.views.paging import Window
from pipeline.views.renewing import States
from projects.kinds import Scene
from projects.kinds.vocabulary import FPS
from projects.queries.story import Item
from projects.screenplay.scenes import in_eighths

ENTER = {
    "shots": "?scene={slot}",
    "state": "?scene={slot}#scene-{slot}",
}  # other stages: the scene's first shot


def rows(request: TeamRequest, place: Place, states: States, shown: Window[Entry]) -> list[dict[str, Any]]:
    """The entries as the list shows them. Five queries, however many."""
    story = place.story
    scenes = [entry.item for entry in shown.items if not entry.omitted]
    needs = scene_needs(story, scenes)
    risks = place.kept(("hub risks", shown.first), lambda: risks_in(story, scenes))
    return [
        _omitted(place, entry)
        if entry.omitted
        else _row(request, place, states, entry, needs[entry.item.node], len(risks.get(entry.item.node, ())))
        for entry in shown.items
    ]


def _omitted(place: Place, entry: Entry) -> dict[str, Any]:
    script = entry.item
    return {
        "omitted": True,
        "node": script.node,
        "slot": script.slot,
        "number": entry.number,
        "heading": script.values["heading"] or "A scene",
        "restore_url": place.url("screenplay", str(script.node), "restore"),
    }


def _row(
    request: TeamRequest, place: Place, states: States, entry: Entry, needs: list[Need], risks: int
) -> dict[str, Any]:
    story, scene = place.story, entry.item
    content: Scene = story.content(scene)
    shots = shots_of(story, scene)
    frames = [frame for shot in shots if (frame := story.at("frame", "first", shot.node))]
    key = f"scene:{scene.slot}"
    return {
        "node": scene.node,
        "slot": scene.slot,
        "number": entry.number,
        "inserted": entry.inserted,
        "scene": content,
        "day": days_of(story)[scene.node],
        "key": key,
        "state": states.word(key, approved=place.is_locked),
        "why": states.why(key),
        "renewal": states.aged.get(key),
        "by_hand": scene.by_hand,
        "location": next((need.name for need in needs if need.type == "location"), ""),
        "cast": [need.name or need.written for need in needs if need.type == "character"],
        "props": [need.name or need.written for need in needs if need.type == "prop"],
        "unknown": [need.key for need in needs if not need.name and need.type != "location"],
        "unsure": sum(not need.is_sure and bool(need.name) for need in needs),
        "risks": risks,
        "length": in_eighths(content.eighths),
        "shots": len(shots),
        "frames": len(frames),
        "seconds": sum(shot.values["frames"] for shot in shots) / FPS,
        "picture": address(request.team.slug, frames[0].values["media"], "png") if frames else "",
        "stages": stage_links(place, scene),
        "shots_url": f"{place.url('shots')}?scene={scene.slot}",
        "current": request.GET.get("selected") == str(scene.node),
    }


def stage_links(place: Place, scene: Item) -> list[dict[str, Any]]:
    """How far a scene is in each stage it goes through, with the way into it."""
    known = place.kept(("hub progress",), lambda: progress_of(place.plan)).get(scene.slot, {})
    first = next((shot.node for shot in shots_of(place.story, scene)), None)
    found = []
    for slug in PASSED:
        progress = known.get(slug)
        query = ENTER.get(slug, f"?shot={first}#shot-{first}" if first else "").format(slot=scene.slot)
        found.append(
            {
                "slug": slug,
                "label": STAGE_BY_SLUG[slug].title,
                "url": place.url(slug) + query,
                "done": progress.done if progress else 0,
                "total": progress.total if progress else 0,
                "stale": progress.stale if progress else 0,
                "state": progress.word if progress else "draft",
            }
        )
    return found


def totals(place: Place) -> dict[str, Any]:
    """The whole film in numbers. No query."""
    scenes = scenes_of(place.story)
    shots = [shot for scene in scenes for shot in shots_of(place.story, scene)]
    days = days_of(place.story)
    return {
        "scenes": len(scenes),
        "places": len({scene.values["location"] for scene in scenes if scene.values["location"]}),
        "people": len({key for scene in scenes for key in scene.values["cast"]}),
        "days": len(set(days.values())),
        "shots": len(shots),
        "seconds": sum(shot.values["frames"] for shot in shots) / FPS,
    }


def where_named(place: Place, scene: Item, need: Need) -> str:
    """The address of the line in stage 4 that names what is needed; empty where none does."""
    if need.paragraph < 0:
        return ""
    return line_url(place, str(scene.values["script"]), need.paragraph)


def choices_for(place: Place, need: Need) -> list[tuple[str, str]]:
    """The assets, as (key, name), that can be put in the place of what was found."""
    return [
        (key, str(item.values["name"]))
        for key, item in sorted(asset_items(place.story).items())
        if item.values["type"] == need.type and key != need.key
    ]


def scene_at(place: Place, node: UUID) -> Item | None:
    """The scene with this node, if it stands in the film."""
    return next((scene for scene in scenes_of(place.story) if scene.node == node), None)
