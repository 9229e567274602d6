"""Edits of the shot table: cells, one or many; and back and forth through one's own steps."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from pipeline.actions.shot_cells import Cell, Clashing, Faulty, Saved, save_cells
from pipeline.queries.places import Place
from pipeline.queries.shot_names import names_on
from pipeline.shotlist.casting import Names
from pipeline.shotlist.columns import COLUMN_OF
from pipeline.stages.shots.restructuring import answer
from pipeline.views.edits import conflict, invalid, saved
from pipeline.views.places import stage_door
from projects.actions.undoing import redo, undo
from projects.kinds.stages import KINDS_OF_STAGE
from projects.models import Change

TOO_OLD = "This page is too old to save from. Reload it."


@require_POST
@stage_door("shots", Role.EDITOR)
def cell(request: TeamRequest, place: Place) -> HttpResponse:
    """Save one cell: ``id``, ``field``, ``value``, ``expected``."""
    given = request.POST
    row, revision = given.get("id", ""), given.get("expected", "")
    one = _cell([row, given.get("field", ""), given.get("value", ""), revision])
    if one is None:
        return invalid(TOO_OLD, "")
    names = names_on(place.branch)
    try:
        done = save_cells(place.branch, [one], names, by=request.user)
    except Clashing as refusal:
        theirs = refusal.clashes[0].theirs
        return conflict(request, refusal, {one.field: one.text}, lambda name, value: theirs)
    except Refused as refusal:
        return invalid(refusal.sentence, getattr(refusal, "field", ""))
    text = COLUMN_OF[one.field].show(done.shots[one.node], names)
    return saved(done.revisions[one.node], value=text)


@require_POST
@stage_door("shots", Role.EDITOR)
def cells(request: TeamRequest, place: Place) -> HttpResponse:
    """Save many cells as one change: ``cells`` is a JSON list of [id, field, value, expected].

    All or none: 422 names the cells that cannot be, 409 those that others changed, with both values.
    """
    wanted = _cells(request.POST.get("cells", ""))
    if not wanted:
        return invalid(TOO_OLD, "")
    names = names_on(place.branch)
    try:
        done = save_cells(place.branch, wanted, names, by=request.user)
    except Faulty as refusal:
        faults = [_named(fault.cell, sentence=fault.sentence) for fault in refusal.faults]
        return JsonResponse({"detail": refusal.sentence, "faults": faults}, status=422)
    except Clashing as refusal:
        clashes = [
            _named(clash.cell, theirs=clash.theirs, who=clash.who, expected=clash.revision)
            for clash in refusal.clashes
        ]
        return JsonResponse({"detail": refusal.sentence, "clashes": clashes}, status=409)
    except Refused as refusal:
        return invalid(refusal.sentence, "")
    return JsonResponse({"rows": _shown(wanted, done, names), "said": _said(done.change)})


def _shown(wanted: list[Cell], done: Saved, names: Names) -> list[dict[str, Any]]:
    """What the cells show now, and each row's revision."""
    rows: dict[UUID, dict[str, Any]] = {}
    for one in wanted:
        fresh = {"id": str(one.node), "expected": done.revisions[one.node], "cells": {}}
        row = rows.setdefault(one.node, fresh)
        row["cells"][one.field] = COLUMN_OF[one.field].show(done.shots[one.node], names)
    return list(rows.values())


def _named(one: Cell, **more: Any) -> dict[str, Any]:
    column = COLUMN_OF.get(one.field)
    label = column.label if column else one.field
    return {"id": str(one.node), "field": one.field, "label": label, "value": one.text, **more}


def _cells(text: str) -> list[Cell]:
    """The cells that were posted; none when they cannot be read."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if not isinstance(given, list):
        return []
    found = [_cell(one) if isinstance(one, list) else None for one in given]
    return [one for one in found if one] if all(found) else []


def _cell(given: list[Any]) -> Cell | None:
    """One cell of [id, field, value, expected]; None when it cannot be read."""
    try:
        node, field, value, expected = (str(each) for each in given)
        number = whole_number(expected)
        return None if number is None else Cell(UUID(node), field, value.replace("\r\n", "\n"), number)
    except ValueError:
        return None


@require_POST
@stage_door("shots", Role.EDITOR)
def back(request: TeamRequest, place: Place) -> HttpResponse:
    """Take one's own last step back."""
    return _step(request, place, undo)


@require_POST
@stage_door("shots", Role.EDITOR)
def forth(request: TeamRequest, place: Place) -> HttpResponse:
    """Put back what one took back last."""
    return _step(request, place, redo)


def _step(request: TeamRequest, place: Place, step: Any) -> HttpResponse:
    kinds = KINDS_OF_STAGE["shots"]
    return answer(request, place, lambda: step(place.branch, place.episode.node_id, kinds, by=request.user))


def _said(change: Change | None) -> str:
    return f"{change.message}." if change else "Nothing was different."
