"""Beside the shot table: a scene's coverage, suggested; every line with the shots that say it."""

import math
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.coverage import MOST_TAKES, Suggestion, suggest, take_over_coverage
from pipeline.continuity import read_film
from pipeline.outline import scenes_of, shots_of
from pipeline.queries.continuity import judged
from pipeline.queries.places import Place
from pipeline.shotlist.casting import names_of
from pipeline.shotlist.columns import COLUMN_OF, seconds_text, words_of
from pipeline.shotlist.lines import lines_of
from pipeline.views.paging import window
from pipeline.views.places import stage_context, stage_door
from pipeline.views.tongues import unread_script
from projects.kinds import Shot
from projects.queries.story import Item

SHOWN = 30  # scenes of one page
_COLUMNS = ("size", "type", "angle", "move", "lens", "seconds", "action")


@require_safe
@stage_door("shots")
def lines(request: TeamRequest, place: Place) -> HttpResponse:
    """Every line of the script with its shot, and what the shot list lacks. Two queries, however long."""
    story = place.story
    every = list(lines_of(read_film(story), judged(story).open))
    wanted = [one for one in every if one.gaps] if "gaps" in request.GET else every
    said = [line for one in every for line in one.lines]
    context = stage_context(
        request,
        place,
        window=(shown := window(request, wanted, SHOWN)),
        scenes=shown.items,
        only_gaps="gaps" in request.GET,
        gaps=sum(len(one.gaps) for one in every),
        said=sum(line.state == "said" for line in said),
        lines=len(said),
    )
    return render_page(request, "pipeline/stages/shots_lines.html", context)


@require_safe
@stage_door("shots", Role.EDITOR)
def coverage(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """What the studio would plan for a scene, beside what is there. Nothing is changed."""
    scene = _scene(place, node)
    if scene is None:
        messages.error(request, "That scene is gone.")
        return redirect(place.url())
    try:
        found = _suggested(request, place, scene)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(f"{place.url()}?scene={scene.slot}")
    there = shots_of(place.story, scene)
    context = stage_context(
        request,
        place,
        scene=scene,
        heading=place.story.content(scene).heading,
        columns=[COLUMN_OF[field].label for field in _COLUMNS],
        suggested=_rows(place, found.shots),
        present=_rows(place, list(place.story.contents(there))),
        seconds=seconds_text(sum(shot.frames for shot in found.shots)),
        present_seconds=seconds_text(sum(shot.values["frames"] for shot in there)),
        by_hand=sum(shot.by_hand for shot in there),
        wanted=f"{found.seconds:g}",
        take=found.take,
        another=(found.take + 1) % (MOST_TAKES + 1),
        basis=found.basis,
        here_url=place.url("", str(node), "coverage"),
        unread=unread_script(place.story),
    )
    return render_page(request, "pipeline/stages/shots_coverage.html", context)


@require_POST
@stage_door("shots", Role.EDITOR)
def take_coverage(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Make the suggestion that was looked at the scene's shots: ``take``, ``seconds``, ``basis``."""
    scene = _scene(place, node)
    if scene is None:
        messages.error(request, "That scene is gone.")
        return redirect(place.url())
    try:
        found = _suggested(request, place, scene)
        change = take_over_coverage(
            place.branch,
            place.episode.node_id,
            found,
            basis=request.POST.get("basis", ""),
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(place.url("", str(node), "coverage"))
    messages.success(request, f"The scene has {len(found.shots)} shots now.")
    undo = f"&undo={change.pk}" if change else ""
    return redirect(f"{place.url()}?scene={scene.slot}{undo}")


def _scene(place: Place, node: UUID) -> Item | None:
    return next((scene for scene in scenes_of(place.story) if scene.node == node), None)


def _suggested(request: TeamRequest, place: Place, scene: Item) -> Suggestion:
    """The suggestion that the address or the form names; what cannot be read counts as not said."""
    given: Any = request.POST if request.method == "POST" else request.GET
    take = whole_number(given.get("take", "")) or 0
    try:
        seconds = float(given.get("seconds", "0").replace(",", ".") or 0)
    except ValueError:
        seconds = 0
    return suggest(place.plan, scene, take=take, seconds=seconds if math.isfinite(seconds) else 0)


def _rows(place: Place, shots: list[Shot]) -> list[dict[str, Any]]:
    names = names_of(place.story)
    return [
        {
            "cells": [COLUMN_OF[field].show(shot, names) for field in _COLUMNS],
            "words": words_of(shot, names),
            "reason": shot.reason,
        }
        for shot in shots
    ]
