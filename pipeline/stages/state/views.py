"""The page of stage 8: who wears, holds and suffers what, scene by scene."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.outline import asset_items, scenes_of, state_of, with_state
from pipeline.queries.places import Place
from pipeline.views.edits import save_node
from pipeline.views.places import stage_context, stage_door

TAGS = ("muddy", "torn", "bloody", "wet", "snowy", "burnt", "bandaged")


def _tags(value: str) -> list[str]:
    """ "Wet, torn" as tags: lower case, once each, in the order written."""
    return list(
        dict.fromkeys(tag.strip().lower() for tag in value.replace(";", ",").split(",") if tag.strip())
    )[:12]


FIELDS: dict[str, Any] = {"wardrobe": str, "tags_in": _tags, "tags_out": _tags, "because": str}


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """States by scene: as it starts, what changes, as it ends."""
    context = stage_context(request, place, scenes=_scenes(place), tags=TAGS)
    return render_page(request, "pipeline/stages/state.html", context, partial="states")


def _scenes(place: Place) -> list[dict[str, Any]]:
    story = place.story
    names = {key: item.values["name"] for key, item in asset_items(story).items()}
    scenes = scenes_of(story)
    found = {(scene.slot, key): state_of(story, scene, key) for scene in scenes for key in with_state(scene)}
    story.load([*scenes, *(state for state in found.values() if state)])
    rows = []
    for number, scene in enumerate(scenes, 1):
        content = story.content(scene)
        states = [
            {
                "node": state.node,
                "revision": state.revision,
                "name": names.get(key, key),
                "state": story.content(state),
                "tags_in": ", ".join(story.content(state).tags_in),
                "tags_out": ", ".join(story.content(state).tags_out),
                "holding": names.get(story.content(state).holding, ""),
                "hand": state.by_hand,
                "save_url": place.url("state", str(state.node), "save"),
            }
            for key in with_state(scene)
            if (state := found[scene.slot, key])
        ]
        rows.append({"number": content.number or number, "heading": content.heading, "states": states})
    return rows


@require_POST
@stage_door("state", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of one state. What follows from it in later scenes becomes stale, and says so."""
    return save_node(request, place, node, FIELDS, "state")
