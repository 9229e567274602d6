"""The page of stage 10: the first frame of every shot, approved one by one or all."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.actions.approving import approve_frames
from pipeline.graph.plan import State
from pipeline.queries.places import Place
from pipeline.queries.reasons import reasons
from pipeline.stages.shots.steps import labels_of, path_of, shots_in_order
from pipeline.views.places import stage_context, stage_door
from projects.models import Head


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """A grid of frames in their true shape; what is missing has its place already."""
    frames = _cards(request, place)
    waiting = sum(card["state"] == "review" for card in frames)
    context = stage_context(
        request, place, frames=frames, waiting=waiting, approve_url=place.url("frames", "approve")
    )
    return render_page(request, "pipeline/stages/frames.html", context, partial="frame-grid")


def _cards(request: TeamRequest, place: Place) -> list[dict[str, Any]]:
    story = place.story
    order = shots_in_order(story)
    story.load([shot for _, shot in order])
    units = {unit.target.key: unit for unit in place.plan.of_stage("frames")}
    why = reasons([unit for unit in units.values() if unit.state is State.STALE])
    labels = labels_of(story)
    cards = []
    for scene, shot in order:
        key = f"frame:{path_of(scene, shot)}"
        frame, unit = story.at("frame", "first", shot.node), units.get(key)
        content = story.content(shot)
        cards.append(
            {
                "key": key,
                "node": frame.node if frame else None,
                "label": labels[path_of(scene, shot)],
                "src": address(request.team.slug, frame.values["media"], "png") if frame else "",
                "caption": content.action,
                "size": content.size,
                "own": bool(frame and frame.origin == Head.Origin.UPLOAD),
                "state": _state(frame, unit),
                "why": why.get(key, ""),
            }
        )
    return cards


def _state(frame: Any, unit: Any) -> str:
    if unit and unit.state is State.STALE:
        return "stale"
    if frame is None:
        return "draft"
    return "locked" if frame.values["approved"] else "review"


@require_POST
@stage_door("frames", Role.REVIEWER)
def approve(request: TeamRequest, place: Place) -> HttpResponse:
    """Approve the posted frames (``node``), or all that wait for it; ``withdraw`` takes it back."""
    wanted = {UUID(value) for value in request.POST.getlist("node")}
    heads = Head.objects.select_related("revision").filter(
        branch=place.branch, episode=place.episode.node_id, kind="frame", deleted=False
    )
    chosen = [head for head in heads if not wanted or head.node_id in wanted]
    approve_frames(place.branch, chosen, by=request.user, approved="withdraw" not in request.POST)
    return redirect(place.url())
