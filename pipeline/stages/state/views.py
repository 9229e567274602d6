"""The page of stage 8: who wears, holds and suffers what, scene by scene."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid
from accounts.kernel.roles import Role
from pipeline.outline import asset_items, scenes_of, state_of, with_state
from pipeline.queries.places import Place
from pipeline.views.edits import save_node
from pipeline.views.history import story_context
from pipeline.views.paging import Window, window
from pipeline.views.places import stage_door
from pipeline.views.renewing import States, renew_door, together
from pipeline.views.shot_panel import render_stage
from projects.kinds import VisualState
from projects.queries.story import Item

PAGE = 15  # scenes on one page
MOST_TAGS = 12
TAGS = ("muddy", "torn", "bloody", "wet", "snowy", "burnt", "bandaged")


def _tags(value: str) -> list[str]:
    """ "Wet, torn" as tags: lower case, once each, in the order written. Raises Invalid for too many."""
    found = [tag.strip().lower() for tag in value.replace(";", ",").split(",") if tag.strip()]
    if len(found) > MOST_TAGS or any(len(tag) > 40 for tag in found):
        raise Invalid("Write at most twelve short words, with commas between them.")
    return list(dict.fromkeys(found))


FIELDS: dict[str, Any] = {"wardrobe": str, "tags_in": _tags, "tags_out": _tags, "because": str}


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """States by scene, 15 scenes at a time: as it starts, what changes, as it ends."""
    states = States.of(place, place.plan.of_stage("state"))
    scenes = scenes_of(place.story)
    slots = [scene.slot for scene in scenes]
    wanted = request.GET.get("scene", "")
    shown = window(request, scenes, PAGE, at=slots.index(wanted) if wanted in slots else 0)
    context = story_context(
        request,
        place,
        here=request.get_full_path(),
        scenes=_scenes(place, states, shown),
        window=shown,
        tags=TAGS,
        aged=together(place, states.aged),
        aged_count=len(states.aged),
        marked=_marked(place, scenes),
    )
    return render_stage(request, "pipeline/stages/state.html", context, "states")


def _scenes(place: Place, states: States, shown: Window[Item]) -> list[dict[str, Any]]:
    """The scenes with people first and props after them. One query, however many."""
    story, scenes = place.story, scenes_of(place.story)
    here = {scene.node for scene in shown.items}
    found = {
        (scene.slot, key): item
        for scene in shown.items
        for key in with_state(scene)
        if (item := state_of(story, scene, key))
    }
    story.load([*shown.items, *found.values()])
    last: dict[str, str] = {}  # asset key to the number of the scene it was last in
    rows = []
    for at, scene in enumerate(scenes, 1):
        number = str(scene.values["number"] or at)
        if scene.node in here:
            cells = {
                key: _row(place, states, scene, found[scene.slot, key], last.get(key, ""))
                for key in with_state(scene)
                if (scene.slot, key) in found
            }
            people = [row for key, row in cells.items() if key.startswith("character:")]
            props = [row for key, row in cells.items() if not key.startswith("character:")]
            rows.append(
                {
                    "slot": scene.slot,
                    "number": number,
                    "heading": story.content(scene).heading,
                    "people": people,
                    "props": props,
                    "open": any(row["matters"] for row in props),
                    "shots_url": f"{place.url('shots')}?scene={scene.slot}",
                }
            )
        last |= dict.fromkeys(with_state(scene), number)
    return rows


def _row(place: Place, states: States, scene: Item, item: Item, last: str) -> dict[str, Any]:
    content: VisualState = place.story.content(item)
    names = {key: asset.values["name"] for key, asset in asset_items(place.story).items()}
    key = f"state:{scene.slot}/{item.slot}"
    return {
        "node": item.node,
        "revision": item.revision,
        "name": names.get(item.slot, item.slot.partition(":")[2]),
        "key": key,
        "state": content,
        "word": states.word(key, approved=place.is_locked),
        "why": states.why(key),
        "renewal": states.aged.get(key),
        "tags_in": ", ".join(content.tags_in),
        "tags_out": ", ".join(content.tags_out),
        "gained": [tag for tag in content.tags_out if tag not in content.tags_in],
        "lost": [tag for tag in content.tags_in if tag not in content.tags_out],
        "holding": names.get(content.holding, ""),
        "from": last,
        "matters": bool(content.tags_in or content.tags_out or content.wardrobe),
        "hand": item.by_hand,
        "save_url": place.url("state", str(item.node), "save"),
    }


def _marked(place: Place, scenes: list[Item]) -> int:
    """How many states the film has, for the panel."""
    return sum(bool(state_of(place.story, scene, key)) for scene in scenes for key in with_state(scene))


@require_POST
@stage_door("state", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of one state. What follows from it in later scenes becomes stale, and says so."""
    return save_node(request, place, node, FIELDS, "state")


renew = renew_door("state")
