"""Stage 7: many cells as one step, the columns people choose, groups."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pipeline.queries.shot_names import names_on
from pipeline.shotlist.columns import COLUMNS, USUAL
from projects.models import Change, Head
from tests.factories.shots import PEOPLE, beside, heads, queries, rewrite, written
from tests.factories.visitors import JSON, Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    """Two scenes of three shots."""
    found = visit(title="The door")
    with found.inside():
        written(found.film, 2, 3)
    return found


def shots(seen: Visit) -> list[Head]:
    with seen.inside():
        return heads(seen.film, "shot")


def write(seen: Visit, *cells: tuple[Head, str, str], by: Any = None) -> Any:
    wanted = [[str(head.node_id), field, value, head.revision_id] for head, field, value in cells]
    address = seen.stage("shots", "cells")
    return seen.by(by or seen.editor).post(address, {"cells": json.dumps(wanted)}, headers=JSON)


def test_a_block_of_cells_is_one_step(seen: Visit) -> None:
    rows = shots(seen)
    with seen.inside():
        before = Change.objects.count()
    cells = [(head, field, value) for head in rows for field, value in (("lens", "85 mm"), ("size", "cu"))]
    answer = write(seen, *cells)
    assert answer.status_code == 200
    assert answer.json()["said"] == "Changed 12 cells of 6 shots."
    assert {(head.content.lens, str(head.content.size)) for head in shots(seen)} == {(85, "CU")}
    shown = {row["id"]: row for row in answer.json()["rows"]}
    assert shown[str(rows[0].node_id)]["cells"] == {"lens": "85", "size": "CU"}
    assert shown[str(rows[0].node_id)]["expected"] == shots(seen)[0].revision_id
    with seen.inside():
        assert Change.objects.count() == before + 1


def test_every_bad_cell_is_named_and_nothing_is_written(seen: Visit) -> None:
    first, second, third, *_ = shots(seen)
    answer = write(
        seen,
        (first, "notes", "fine"),
        (first, "lens", "wide"),
        (second, "size", "HUGE"),
        (second, "cast", "Nobody Known"),
        (third, "words", "I speak"),
        (third, "action", "x" * 4001),
    )
    assert answer.status_code == 422
    faults = answer.json()["faults"]
    assert [fault["field"] for fault in faults] == ["lens", "size", "cast", "words", "action"]
    assert (
        faults[2]["sentence"] == "There is nobody called Nobody Known in this film. Add it at stage 5 first."
    )
    assert all(fault["sentence"].endswith(".") for fault in faults)
    assert [head.revision_id for head in shots(seen)[:3]] == [
        first.revision_id,
        second.revision_id,
        third.revision_id,
    ]


def test_cells_that_others_changed_are_told_with_both_values(seen: Visit) -> None:
    first, second, *_ = shots(seen)
    write(seen, (first, "lens", "50"), (second, "notes", "hers"), by=seen.owner)
    answer = write(seen, (first, "lens", "85"), (second, "action", "mine"))
    assert answer.status_code == 409
    (clash,) = answer.json()["clashes"]
    assert (clash["field"], clash["value"], clash["theirs"], clash["who"]) == ("lens", "85", "50", "Alice")
    assert shots(seen)[1].content.action != "mine"
    now = shots(seen)[0]
    assert clash["expected"] == now.revision_id
    assert write(seen, (now, "lens", "85"), (second, "action", "mine")).status_code == 200
    assert (shots(seen)[1].content.notes, shots(seen)[1].content.action) == ("hers", "mine")
    assert write(seen, (first, "lens", "85")).status_code == 200  # what is wanted stands there already


def test_people_props_and_sounds_are_written_as_names(seen: Visit) -> None:
    head = shots(seen)[0]
    assert write(seen, (head, "cast", "ned,  Mara"), (head, "sounds", "door, rain")).status_code == 200
    content = shots(seen)[0].content
    assert content.cast == [PEOPLE[1], PEOPLE[0]]
    assert content.sounds == ["door", "rain"]


@pytest.mark.parametrize(
    "cells",
    ["", "x", "{}", "[]", "[1]", '[["a"]]', '[["a","b","c","d"]]', "[" * 100_000, '[["",[],{},null]]'],
)
def test_blocks_that_cannot_be_read_are_refused(seen: Visit, cells: str) -> None:
    answer = seen.by(seen.editor).post(seen.stage("shots", "cells"), {"cells": cells}, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["detail"] == "This page is too old to save from. Reload it."


def test_a_shot_that_was_removed_meanwhile_is_named(seen: Visit) -> None:
    head = shots(seen)[0]
    seen.by(seen.editor).post(seen.stage("shots", head.node_id, "remove"))
    assert (
        write(seen, (head, "lens", "85")).json()["faults"][0]["sentence"]
        == "This shot was removed meanwhile."
    )


def test_two_hundred_rows_cost_as_many_questions_as_two(seen: Visit) -> None:
    def asked(place: Visit, count: int) -> int:
        cells = [(head, "lens", "85") for head in shots(place)[:count]]
        with CaptureQueriesContext(connection) as captured:
            assert write(place, *cells).status_code == 200
        return len(captured)

    few = asked(seen, 2)
    many = beside(seen, 2, 100)
    write(many, (shots(many)[0], "notes", "a first time"))
    assert asked(many, 200) <= few


def test_columns_are_chosen_and_remembered_by_each_person(seen: Visit) -> None:
    def shown(by: Any) -> list[str]:
        text = seen.by(by).get(seen.stage("shots")).text.partition("<thead>")[2].partition("</thead>")[0]
        return [part.partition('"')[0] for part in text.split('data-field="')[1:]]

    assert shown(seen.editor) == list(USUAL)
    wanted = ["status", "lens", "words", "nonsense"]
    seen.by(seen.editor).post(seen.stage("shots", "look"), {"column": wanted, "group": "nonsense"})
    assert shown(seen.editor) == ["lens", "words", "status"]
    assert shown(seen.viewer) == list(USUAL)
    seen.by(seen.viewer).post(seen.stage("shots", "look"), {})
    assert shown(seen.viewer) == list(USUAL)
    foreign = seen.stage("shots", "look", project=seen.other_film.project.pk)
    assert seen.by(seen.stranger).post(seen.stage("shots", "look")).status_code == 404
    assert seen.by(seen.owner).post(foreign).status_code == 404


def test_all_columns_read_what_they_show(seen: Visit) -> None:
    with seen.inside():
        rewrite(
            seen.film, heads(seen.film, "shot")[0], cast=list(PEOPLE), sounds=["rain"], setup="A", camera="B"
        )
    before = shots(seen)[0]
    fields = [column.field for column in COLUMNS]
    seen.by(seen.editor).post(seen.stage("shots", "look"), {"column": fields})
    assert seen.by(seen.editor).get(seen.stage("shots")).status_code == 200
    with seen.inside():
        names = names_on(seen.film.branch)
    cells = [(before, column.field, column.show(before.content, names)) for column in COLUMNS if column.read]
    assert write(seen, *cells).json()["said"] == "Nothing was different."


def test_shots_stand_in_groups_by_set_up_or_place(seen: Visit) -> None:
    rows = shots(seen)
    with seen.inside():
        for head in (rows[0], rows[4]):
            rewrite(seen.film, head, setup="B")
    text = seen.by(seen.editor).get(seen.stage("shots") + "?scene=all&group=setup").text
    assert text.index("Set-up B") < text.index("Without a set-up")
    assert "data-grip" not in text
    assert (
        "Nowhere in particular"
        in seen.by(seen.viewer).get(seen.stage("shots") + "?scene=all&group=place").text
    )


def test_hundreds_of_shots_cost_as_many_questions_as_six(seen: Visit) -> None:
    address = "?scene=all&group=setup"
    few = queries(seen.by(seen.editor), seen.stage("shots") + address)
    many = beside(seen, 3, 100)
    assert queries(many.by(many.editor), many.stage("shots") + address) == few <= 8


def test_cells_are_for_editors(seen: Visit) -> None:
    assert_guarded(seen, seen.stage("shots", "cells"))
