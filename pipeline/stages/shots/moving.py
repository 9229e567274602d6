"""Shots moved to another scene: what it would do is shown before it is done.

The same form is a page, and a part of one that scripts put into a dialog. It moves only what was looked at.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.move_looks import MoveLook, look_at_move
from pipeline.actions.shot_moves import Words, move_to_scene
from pipeline.outline import labels_of, path_of, scenes_of, shots_in_order, shots_of
from pipeline.queries.places import Place
from pipeline.stages.shots.restructuring import chosen_shots
from pipeline.views.history import offering_undo
from pipeline.views.places import stage_context, stage_door
from projects.actions.commit import LOCKED_CODE
from projects.models import Head
from projects.queries.story import Item

WORDS = {
    Words.NEIGHBOUR: "The shot before them says their lines, or the one after where there is none before",
    Words.BEHIND: "A shot framed like it stays behind for the lines of each",
}
LATER = "The shots or their scenes were changed meanwhile. Here is what the move would do now."


@require_POST
@stage_door("shots", Role.EDITOR)
def move_to(request: TeamRequest, place: Place) -> HttpResponse:
    """Show what moving the shots posted as ``shot`` to ``scene`` would do; do it with ``do=move``.

    ``place`` is the place of the first in that scene, from 1; empty: at its end. A move whose ``seen`` no
    longer names what would happen is shown once more. With ``fragment`` the form alone is answered.
    """
    back = _back(request, place)
    try:
        heads = chosen_shots(request, place)
        scene, at, words = _asked(request, place)
        look = (
            look_at_move(place.branch, heads, scene.node, place=at, words=words, by=request.user)
            if scene
            else None
        )
        if look and "move" in request.POST.getlist("do") and not look.refusal:
            if look.seen == request.POST.get("seen"):
                return _moved(request, place, heads, scene, at, words, back)
            return _shown(request, place, heads, scene, look, back, note=LATER)
        return _shown(request, place, heads, scene, look, back)
    except Refused as refusal:
        if refusal.code == LOCKED_CODE:
            raise
        if "fragment" in request.POST:
            return HttpResponse(refusal.sentence, status=409, content_type="text/plain; charset=utf-8")
        messages.error(request, refusal.sentence)
        return redirect(back)


def _asked(request: TeamRequest, place: Place) -> tuple[Item | None, int, str]:
    text = request.POST.get("place", "").strip()
    at = whole_number(text or "0")
    if at is None or at < 0:
        raise Invalid("Write the place as a number, from 1, or leave it empty for the end.", field="place")
    try:
        node = UUID(request.POST.get("scene", ""))
    except ValueError:
        return None, at, Words.NEIGHBOUR
    scene = next((one for one in scenes_of(place.story) if one.node == node), None)
    if scene is None:
        raise Refused("That scene is gone; choose another.")
    return scene, at, request.POST.get("words", "") or Words.NEIGHBOUR


def _moved(
    request: TeamRequest, place: Place, heads: list[Head], scene: Item | None, at: int, words: str, back: str
) -> HttpResponse:
    if scene is None:
        raise Refused("Choose a scene first.")
    done = move_to_scene(place.branch, heads, scene.node, place=at, words=words, by=request.user)
    if done.change is None:
        messages.info(request, "They stand there already.")
        return redirect(back)
    return redirect(offering_undo(back, done.change))


def _shown(
    request: TeamRequest,
    place: Place,
    heads: list[Head],
    scene: Item | None,
    look: MoveLook | None,
    back: str,
    *,
    note: str = "",
) -> HttpResponse:
    labels = labels_of(place.story)
    called = {shot.node: labels[path_of(one, shot)] for one, shot in shots_in_order(place.story)}
    spoken = any(head.content.utterances for head in heads if scene is None or head.parent_node != scene.node)
    context = stage_context(
        request,
        place,
        move_url=place.url("", "scene"),
        back=back,
        shots=[head.node_id for head in heads],
        called=sorted((called[head.node_id] for head in heads if head.node_id in called), key=_natural),
        scenes=_scenes(place, scene),
        chosen=scene,
        at=request.POST.get("place", "").strip(),
        words=[
            (value, label, value == (request.POST.get("words") or Words.NEIGHBOUR))
            for value, label in WORDS.items()
        ],
        spoken=spoken,
        look=look,
        note=note,
    )
    part = "pipeline/stages/shots_scene.html"
    if "fragment" in request.POST:
        return render_page(request, f"{part}#move-form", context)
    return render_page(request, part, context)


def _natural(label: str) -> tuple[Any, ...]:
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in label.split("-"))


def _scenes(place: Place, chosen: Item | None) -> list[dict[str, Any]]:
    story = place.story
    every = scenes_of(story)
    return [
        {
            "node": one.node,
            "label": f"Scene {one.values['number'] or number}, {_count(len(shots_of(story, one)))}",
            "current": one is chosen,
        }
        for number, one in enumerate(every, 1)
    ]


def _count(shots: int) -> str:
    return "1 shot" if shots == 1 else f"{shots} shots"


def _back(request: TeamRequest, place: Place) -> str:
    wanted = request.POST.get("next", "")
    return wanted if wanted.startswith(place.url()) else place.url()
