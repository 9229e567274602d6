"""The rearview mirror of stages 7 to 10: how the scene before the one in hand ended."""

from typing import Any
from uuid import UUID

from accounts.kernel.doors import TeamRequest
from assets.queries.media import address
from pipeline.breakdown.sheets import numbers_of
from pipeline.outline import asset_items, labels_of, path_of, scenes_of, shots_of, state_of, with_state
from pipeline.queries.places import Place
from projects.kinds import Shot, VisualState
from projects.queries.story import Item

STAGES = frozenset(("shots", "state", "prompts", "frames"))
SHOTS, LINES = 3, 3  # of the end of a scene that are shown
COOKIE = "rearview"  # what a person left it as: open or closed


def rearview(request: TeamRequest, place: Place) -> dict[str, Any] | None:
    """What ``pipeline/_rearview.html`` shows; None where a stage has no mirror or no scene yet.

    The scene in hand is that of ``?shot=`` or ``?scene=`` (slot or number). One query, where one is.
    """
    scenes = scenes_of(place.story)
    if place.stage.slug not in STAGES or not scenes:
        return None
    is_open = request.COOKIES.get(COOKIE, "open") != "closed"
    scene = _in_hand(request, place, scenes)
    if scene is None:
        return {"open": is_open, "scene": None}
    at = scenes.index(scene)
    found: dict[str, Any] = {"open": is_open, "scene": numbers_of(place.story)[scene.node], "before": None}
    if at:
        found["before"] = _ending(request, place, scenes[at - 1], scene)
    return found


def _in_hand(request: TeamRequest, place: Place, scenes: list[Item]) -> Item | None:
    wanted = request.GET.get("scene", "")
    shot = place.story.by_node.get(_node(request.GET.get("shot", "")))
    parent = shot.parent if shot and shot.kind == "shot" else None
    found = next((scene for scene in scenes if parent == scene.node), None)
    numbers = numbers_of(place.story)
    found = found or next((scene for scene in scenes if wanted in (scene.slot, numbers[scene.node])), None)
    if found is None and place.stage.slug == "shots" and wanted != "all":
        return scenes[0]  # stage 7 shows the first scene unless another is asked for
    return found


def _node(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _ending(request: TeamRequest, place: Place, before: Item, scene: Item) -> dict[str, Any]:
    """Last frames, last lines and end states of a scene. One query."""
    story = place.story
    shots = shots_of(story, before)[-SHOTS:]
    states = [state for key in with_state(before) if (state := state_of(story, before, key))]
    story.load([*shots, *states, before])
    names = {key: str(item.values["name"]) for key, item in asset_items(story).items()}
    labels, contents = labels_of(story), list(story.contents(shots))
    return {
        "number": numbers_of(story)[before.node],
        "heading": story.content(before).heading,
        "url": f"{place.url('shots')}?scene={before.slot}",
        "frames": [
            _frame(request, place, before, shot, labels, content)
            for shot, content in zip(shots, contents, strict=True)
        ],
        "action": next((content.action for content in reversed(contents) if content.action), ""),
        "lines": _lines(contents, names),
        "states": _states(story.contents(states), names, set(with_state(scene))),
    }


def _frame(
    request: TeamRequest, place: Place, scene: Item, shot: Item, labels: dict[str, str], content: Shot
) -> dict[str, Any]:
    """A shot's last frame where there is one, else its first."""
    story = place.story
    frame = story.at("frame", "last", shot.node) or story.at("frame", "first", shot.node)
    return {
        "label": labels.get(path_of(scene, shot), ""),
        "alt": content.action or f"{content.size} {content.type}",
        "src": address(request.team.slug, frame.values["media"], "png") if frame else "",
        "url": f"{place.url('shots')}?shot={shot.node}",
    }


def _lines(shots: list[Shot], names: dict[str, str]) -> list[tuple[str, str]]:
    """The last words, with who says them."""
    said = [one for shot in shots for one in shot.utterances][-LINES:]
    return [(names.get(one.speaker, one.speaker.partition(":")[2]), one.text) for one in said]


def _states(states: Any, names: dict[str, str], here: set[str]) -> list[dict[str, Any]]:
    """How everybody and everything looked at the end; those who are in the next scene first."""
    found = []
    for state in sorted(states, key=lambda one: one.asset not in here):
        content: VisualState = state
        end = content.ends()
        held = names.get(end.holding, end.holding.partition(":")[2])
        if end.tags or end.wardrobe or held:
            found.append(
                {
                    "name": names.get(content.asset, content.asset.partition(":")[2]),
                    "tags": end.tags,
                    "wardrobe": end.wardrobe,
                    "holding": held,
                    "stays": content.asset in here,
                }
            )
    return found
