"""The page of stage 9: each shot's prompt as it will be sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.outline import asset_items, labels_of, path_of, shots_in_order
from pipeline.queries.places import Place
from pipeline.views.edits import save_node
from pipeline.views.history import story_context
from pipeline.views.paging import Window, window
from pipeline.views.places import stage_door
from pipeline.views.renewing import States, here, renew_door, start_only, together
from pipeline.views.shot_panel import render_stage, selected, shot_panel
from projects.actions.commit import Edit, commit
from projects.actions.edits import head_or_404
from projects.models import Head
from projects.queries.story import Item

PAGE = 60  # prompts on one page
Pair = tuple[Item, Item]


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """Prompts with the pictures that go along, sixty at a time."""
    states = States.of(place, place.plan.of_stage("prompts"))
    frames = States.of(place, place.plan.of_stage("frames"))
    order = [pair for pair in shots_in_order(place.story) if _prompt(place, pair[1])]
    shot = selected(request, place, "shot", "shot")
    at = next((number for number, pair in enumerate(order) if pair[1] is shot), 0)
    shown = window(request, order, PAGE, at=at)
    context = story_context(
        request,
        place,
        here=request.get_full_path(),
        prompts=_rows(request, place, states, shown),
        window=shown,
        aged=together(place, states.aged),
        aged_count=len(states.aged),
        by_hand=sum(prompt.by_hand for prompt in place.story.of("prompt")),
        panel=shot_panel(request, place, frames, "frame"),
    )
    return render_stage(request, "pipeline/stages/prompts.html", context, "prompt-list")


def _prompt(place: Place, shot: Item) -> Item | None:
    return place.story.at("prompt", "prompt", shot.node)


def _rows(request: TeamRequest, place: Place, states: States, shown: Window[Pair]) -> list[dict[str, Any]]:
    """Two queries, however many prompts."""
    story, labels = place.story, labels_of(place.story)
    pictured = [(item, story.at("picture", "key", item.node)) for item in asset_items(story).values()]
    prompts = [prompt for _, shot in shown.items if (prompt := _prompt(place, shot))]
    story.load([*prompts, *(shot for _, shot in shown.items), *(found for _, found in pictured if found)])
    names = {story.content(found).media: item.values["name"] for item, found in pictured if found}
    rows = []
    for (scene, shot), prompt in zip(shown.items, prompts, strict=True):
        key = f"prompt:{path_of(scene, shot)}"
        content = story.content(prompt)
        rows.append(
            {
                "node": prompt.node,
                "shot_node": shot.node,
                "revision": prompt.revision,
                "label": labels[path_of(scene, shot)],
                "shot": story.content(shot),
                "prompt": content,
                "pictures": [
                    {"src": address(request.team.slug, sha, "png"), "name": names.get(sha, "Picture")}
                    for sha in content.references
                ],
                "key": key,
                "state": states.word(key, approved=place.is_locked),
                "why": states.why(key),
                "since": states.since.get(key, ""),
                "renewal": states.aged.get(key),
                "hand": prompt.by_hand,
                "save_url": place.url("prompts", str(prompt.node), "save"),
                "current": request.GET.get("shot") == str(shot.node),
            }
        )
    return rows


@require_POST
@stage_door("prompts", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of a prompt's words. From then on it is by hand: nothing assembles it again unasked."""
    return save_node(request, place, node, {"text": str}, "prompt")


@require_POST
@stage_door("prompts", Role.EDITOR)
def rebuild(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put a prompt that was written by hand together again. The words by hand stay in the history."""
    head = head_or_404(place.branch, node, "prompt")
    if place.is_locked:
        raise Refused("The stage prompts is locked on this branch. Change it on a new branch.")
    units = place.plan.of_stage("prompts")
    keys = [unit.target.key for unit in units if unit.target.item and unit.target.item.node == node]
    if not keys or head.origin == Head.Origin.MACHINE:
        messages.info(request, "This prompt is put together from the shot already.")
        return redirect(here(request, place))
    edit = Edit.of(head, origin=Head.Origin.MACHINE, built_digest="")
    commit(place.branch, [edit], by=request.user, message="Gave a prompt back to the studio")
    start_only(request, place, keys)
    return redirect(here(request, place))


renew = renew_door("prompts")
