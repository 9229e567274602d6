"""The screenplay as the page editor reads and writes it: scenes as elements, and where pages begin."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from pipeline.actions.numbering import numbers_are_locked
from pipeline.actions.screenplays import join_scenes, save_scene, state_of
from pipeline.outline import scripts_of
from pipeline.queries.places import Place
from pipeline.stages.screenplay.forms import SceneForm
from pipeline.stages.screenplay.texts import changes_of, shown
from pipeline.views.edits import invalid, save_changes
from pipeline.views.places import stage_door
from projects.actions.edits import head_or_404
from projects.kinds import Script
from projects.models import Head
from projects.screenplay import fountain
from projects.screenplay.elements import Element, ElementType
from projects.screenplay.outlining import page_starts
from projects.screenplay.writer import write_elements

MOST_ELEMENTS = 20_000  # of one scene
_KINDS = {kind.value: kind for kind in ElementType}


def as_lists(elements: list[Element]) -> list[list[Any]]:
    """Elements as JSON: kind, text, number, dual, forced, depth, gap."""
    return [[element.type.value, *element[1:]] for element in elements]


def from_lists(data: str) -> list[Element]:
    """Elements from an editor's JSON. Raises ValueError for anything else."""
    rows = json.loads(data)
    if not isinstance(rows, list) or len(rows) > MOST_ELEMENTS:
        raise ValueError("not a list of elements")
    return [_element(row) for row in rows]


def _element(row: Any) -> Element:
    kind, text, number, dual, forced, depth, gap = row
    if kind not in _KINDS or not isinstance(text, str) or not isinstance(number, str):
        raise ValueError("not an element")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    depth, gap = min(max(int(depth), 0), 6), min(max(int(gap), 0), 60)
    return Element(_KINDS[kind], text, number[:12], bool(dual), bool(forced), depth, gap)


@require_safe
@stage_door("screenplay")
def manuscript(request: TeamRequest, place: Place) -> HttpResponse:
    """All scenes with their revisions, and the pages of ``?paper=``; ``?elements=`` also what they hold."""
    items = scripts_of(place.story)
    scripts: list[Script] = list(place.story.contents(items))
    held = [fountain.parse(shown(script)).elements for script in scripts]
    owners = [(at, inside) for at, elements in enumerate(held) for inside in range(len(elements))]
    paper = "a4" if request.GET.get("paper") == "a4" else "letter"
    starts, count = page_starts([element for elements in held for element in elements], paper)
    scenes = [
        {"node": item.node, "revision": item.revision, "number": script.number, "heading": script.heading}
        | ({"elements": as_lists(elements)} if "elements" in request.GET else {})
        for item, script, elements in zip(items, scripts, held, strict=True)
    ]
    pages = [
        {"page": page, "scene": items[owners[at][0]].node, "element": owners[at][1], "offset": offset,
         "more": more, "contd": contd}
        for page, at, offset, more, contd in starts
    ]  # fmt: skip
    return JsonResponse(
        {
            "state": state_of(place.story),
            "scenes": scenes,
            "pages": pages,
            "page_count": count,
            "locked": bool(items) and numbers_are_locked(place.story),
        }
    )


@require_safe
@stage_door("screenplay")
def elements(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """One scene as elements."""
    return JsonResponse(_scene(head_or_404(place.branch, node, "script")))


@require_POST
@stage_door("screenplay", Role.EDITOR)
def write(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of one scene's ``elements``. A further heading in it begins a scene of its own.

    Answers as ``save_changes`` does, with ``scenes`` where one became several: their nodes in order, and how
    many elements each holds.
    """
    head = head_or_404(place.branch, node, "script")
    try:
        text = write_elements(from_lists(request.POST.get("elements", "")))
    except (ValueError, TypeError):
        return invalid("This page is too old to save from. Reload it.", "")
    form = SceneForm({"text": text})
    if not form.is_valid():
        return invalid(str(form.errors["text"][0]), "text")
    before: Script = head.content
    if not text.strip() and before.text.strip() and "empty" not in request.POST:
        return invalid("Nothing is left of this scene. Remove it instead.", "text")
    changes = changes_of(text, before)
    answer = save_changes(request, head, changes, typed={"text": text})
    if answer.status_code != 200:
        return answer
    heads = save_scene(place.branch, place.episode.node_id, node, by=request.user)
    if len(heads) == 1:
        return answer
    return JsonResponse({**json.loads(answer.content), "scenes": [_counted(each) for each in heads]})


@require_POST
@stage_door("screenplay", Role.EDITOR)
def join(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put a scene at the end of the one before it. Answers that one, as elements."""
    head = head_or_404(place.branch, node, "script")
    try:
        joined = join_scenes(place.branch, place.episode.node_id, head, by=request.user)
    except Refused as refusal:
        return invalid(refusal.sentence, "")
    return JsonResponse({**_scene(joined), "removed": node})


@require_POST
@stage_door("screenplay", Role.EDITOR)
def parse(request: TeamRequest, place: Place) -> HttpResponse:
    """What a pasted text is, as elements. Nothing is saved."""
    form = SceneForm(request.POST)
    if not form.is_valid():
        return invalid(str(form.errors["text"][0]), "text")
    return JsonResponse({"elements": as_lists(fountain.parse(form.cleaned_data["text"]).elements)})


def _scene(head: Head) -> dict[str, Any]:
    script: Script = head.content
    held = fountain.parse(shown(script)).elements
    return {"node": head.node_id, "revision": head.revision_id, "number": script.number,
            "elements": as_lists(held)}  # fmt: skip


def _counted(head: Head) -> dict[str, Any]:
    found = _scene(head)
    return {**found, "count": len(found.pop("elements"))}
