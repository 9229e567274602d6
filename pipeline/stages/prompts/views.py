"""The page of stage 9: each shot's prompt as it will be sent."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.graph.plan import State
from pipeline.outline import labels_of, path_of, shots_in_order
from pipeline.queries.places import Place
from pipeline.queries.reasons import reasons
from pipeline.views.edits import save_node
from pipeline.views.places import stage_context, stage_door

PAGE = 60  # prompts on one page


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """Prompts with the pictures that go along, sixty at a time."""
    order = [(scene, shot) for scene, shot in shots_in_order(place.story) if _prompt(place, shot)]
    start = max(int(request.GET.get("from", "0") or 0), 0) if request.GET.get("from", "0").isdigit() else 0
    context = stage_context(
        request,
        place,
        prompts=_rows(request, place, order[start : start + PAGE]),
        earlier=f"?from={start - PAGE}" if start >= PAGE else "",
        later=f"?from={start + PAGE}" if start + PAGE < len(order) else "",
    )
    return render_page(request, "pipeline/stages/prompts.html", context, partial="prompt-list")


def _prompt(place: Place, shot: Any) -> Any:
    return place.story.at("prompt", "prompt", shot.node)


def _rows(request: TeamRequest, place: Place, order: list[Any]) -> list[dict[str, Any]]:
    story = place.story
    prompts = [_prompt(place, shot) for _, shot in order]
    story.load([*prompts, *(item for pair in order for item in pair)])
    units = {unit.target.key: unit for unit in place.plan.of_stage("prompts")}
    why = reasons(list(units.values()))
    labels = labels_of(story)
    rows = []
    for (scene, shot), prompt in zip(order, prompts, strict=True):
        key = f"prompt:{path_of(scene, shot)}"
        content, unit = story.content(prompt), units.get(key)
        rows.append(
            {
                "node": prompt.node,
                "revision": prompt.revision,
                "label": labels[path_of(scene, shot)],
                "shot": story.content(shot),
                "prompt": content,
                "pictures": [address(request.team.slug, sha, "png") for sha in content.references],
                "state": "stale" if unit and unit.state is State.STALE else "",
                "why": why.get(key, ""),
                "hand": prompt.by_hand,
                "save_url": place.url("prompts", str(prompt.node), "save"),
            }
        )
    return rows


@require_POST
@stage_door("prompts", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of a prompt's words. From then on it is written by hand: nothing assembles it again unasked."""
    return save_node(request, place, node, {"text": str}, "prompt")
