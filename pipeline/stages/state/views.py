"""The page of stage 8: who wears, holds and suffers what, scene by scene."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.roles import Role
from pipeline.outline import asset_items, scenes_of, state_of, with_state
from pipeline.queries.places import Place
from pipeline.stages.state.rows import Rows
from pipeline.views.edits import invalid, save_node
from pipeline.views.history import story_context
from pipeline.views.paging import window
from pipeline.views.places import stage_door
from pipeline.views.renewing import States, renew_door, together
from pipeline.views.shot_panel import render_stage
from projects.queries.story import Item

PAGE = 8  # scenes on one page
TAGS = ("muddy", "torn", "bloody", "wet", "snowy", "burnt", "bandaged", "dusty")
WHAT = (
    ("becomes", "becomes"),
    ("no longer", "is no longer"),
    ("wears", "wears"),
    ("holds", "holds"),
    ("is", "is placed"),
)
FIELDS: dict[str, Any] = {"wardrobe": str, "holding": str, "position": str}


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """States by scene, eight scenes at a time: as it starts, what changes at which shot, as it ends."""
    states = States.of(place, place.plan.of_stage("state"))
    scenes = scenes_of(place.story)
    slots = [scene.slot for scene in scenes]
    wanted = request.GET.get("scene", "")
    shown = window(request, scenes, PAGE, at=slots.index(wanted) if wanted in slots else 0)
    context = story_context(
        request,
        place,
        here=request.get_full_path(),
        scenes=list(Rows(place, states, shown.items).scenes_shown()),
        window=shown,
        tags=TAGS,
        what=WHAT,
        aged=together(place, states.aged),
        aged_count=len(states.aged),
        marked=_marked(place, scenes),
        timeline_url=place.url("state", "timeline"),
    )
    return render_stage(request, "pipeline/stages/state.html", context, "states")


def _marked(place: Place, scenes: list[Item]) -> int:
    """How many states the film has, for the panel."""
    return sum(bool(state_of(place.story, scene, key)) for scene in scenes for key in with_state(scene))


@require_POST
@stage_door("state", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of how a scene starts: clothes, what is in hand, where somebody is."""
    held = request.POST.get("holding", "")
    if held and not (held.startswith("prop:") and held in asset_items(place.story)):
        return invalid("There is no such prop in this film. Add it at stage 5 first.", "holding")
    return save_node(request, place, node, FIELDS, "state")


renew = renew_door("state")
