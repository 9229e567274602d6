"""What the page editor asks of the server: scenes as elements, where pages begin, saving scene by scene."""

import json
from typing import Any

import pytest

from pipeline.actions.importing import bring_screenplay
from pipeline.outline import scripts_of
from projects.actions.branches import lock_stage
from projects.queries.story import load_story
from projects.screenplay import fountain
from projects.screenplay.layout import paginate
from tests.factories.visitors import JSON, Visit, assert_guarded, visit

TEXT = (
    "INT. ROOM - DAY\n\nA cat.\n\nMARA\n(softly)\nHello.\n\nJON ^\nNo.\n\nEXT. SEA - NIGHT\n\n"
    + "Waves and waves. " * 400
    + "\n\nMARA\n"
    + "I have *waited* for this. " * 300
)


@pytest.fixture
def brought(db: None) -> Visit:
    seen = visit()
    with seen.inside():
        bring_screenplay(seen.film.branch, seen.film.episode, TEXT, by=seen.owner)
    return seen


def read(seen: Visit, **query: str) -> Any:
    return seen.by(seen.viewer).get(seen.stage("screenplay", "manuscript"), query).json()


def write(seen: Visit, scene: Any, rows: list[Any], user: Any = None, **more: str) -> Any:
    data = {"elements": json.dumps(rows), "expected": scene["revision"], **more}
    return seen.by(user or seen.editor).post(
        seen.stage("screenplay", scene["node"], "write"), data, headers=JSON
    )


def headings(seen: Visit) -> list[str]:
    with seen.inside():
        return [
            item.values["heading"] for item in scripts_of(load_story(seen.film.branch, seen.film.episode))
        ]


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_pages_begin_where_they_will_print(brought: Visit, paper: str) -> None:
    found = read(brought, paper=paper, elements="1")
    printed = paginate(fountain.parse(TEXT), paper)
    assert found["page_count"] == len(printed)
    scenes = {scene["node"]: scene for scene in found["scenes"]}
    for start, page in zip(found["pages"], printed[1:], strict=True):
        text = scenes[start["scene"]]["elements"][start["element"]][1]
        first = next(line for line in page.lines if line.element >= 0)
        assert text[start["offset"] :].replace("*", "").startswith(first.text.split()[0])
        assert start["contd"] == ("MARA (CONT'D)" if page.lines[0].kind == "contd" else "")
    assert any(start["more"] for start in found["pages"])


def test_only_the_scene_that_was_written_is_saved(brought: Visit) -> None:
    first, second = read(brought, elements="1")["scenes"]
    first["elements"][1][1] = "A dog."
    answer = write(brought, first, first["elements"])
    assert answer.status_code == 200
    again = read(brought)["scenes"]
    assert again[0]["revision"] == answer.json()["expected"] != first["revision"]
    assert again[1]["revision"] == second["revision"]
    one = brought.by(brought.viewer).get(brought.stage("screenplay", first["node"], "elements")).json()
    assert one["elements"] == first["elements"]


def test_a_further_heading_begins_a_scene_of_its_own(brought: Visit) -> None:
    first = read(brought, elements="1")["scenes"][0]
    rows = [
        *first["elements"][:2],
        ["heading", "INT. ATTIC - DAY", "", False, False, 0, 0],
        *first["elements"][2:],
    ]
    parts = write(brought, first, rows).json()["scenes"]
    assert [part["count"] for part in parts] == [2, len(rows) - 2]
    assert headings(brought) == ["INT. ROOM - DAY", "INT. ATTIC - DAY", "EXT. SEA - NIGHT"]
    assert [scene["node"] for scene in read(brought)["scenes"]][:2] == [part["node"] for part in parts]


def test_a_scene_is_joined_to_the_one_before(brought: Visit) -> None:
    first, second = read(brought)["scenes"]
    editor = brought.by(brought.editor)
    answer = editor.post(brought.stage("screenplay", second["node"], "join"), headers=JSON).json()
    assert answer["node"] == first["node"]
    assert [row[1] for row in answer["elements"]][:2] == ["INT. ROOM - DAY", "A cat."]
    assert headings(brought) == ["INT. ROOM - DAY"]
    again = editor.post(brought.stage("screenplay", first["node"], "join"), headers=JSON)
    assert again.status_code == 422


def test_two_who_write_the_same_scene_see_both_versions(brought: Visit) -> None:
    first = read(brought, elements="1")["scenes"][0]
    changed = [*first["elements"][:1], ["action", "A dog.", "", False, False, 0, 0]]
    assert write(brought, first, changed).status_code == 200
    answer = write(brought, first, [*first["elements"][:1]], user=brought.owner)
    assert answer.status_code == 409
    assert "A dog." in answer.text


@pytest.mark.parametrize(
    "data",
    ["", "{}", "[1]", '[["heading"]]', '[["who", "x", "", false, false, 0, 0]]',
     '[["action", 7, "", false, false, 0, 0]]', '[["action", "x", "", false, false, "many", 0]]'],
)  # fmt: skip
def test_what_is_no_list_of_elements_is_refused(brought: Visit, data: str) -> None:
    first = read(brought)["scenes"][0]
    body = {"elements": data, "expected": first["revision"]}
    answer = brought.by(brought.editor).post(
        brought.stage("screenplay", first["node"], "write"), body, headers=JSON
    )
    assert answer.status_code == 422
    assert read(brought)["scenes"][0]["revision"] == first["revision"]


def test_a_scene_is_not_emptied_by_accident(brought: Visit) -> None:
    first = read(brought)["scenes"][0]
    assert write(brought, first, []).status_code == 422
    assert write(brought, first, [], empty="1").status_code == 200


def test_a_pasted_text_becomes_elements(brought: Visit) -> None:
    answer = brought.by(brought.editor).post(brought.stage("screenplay", "parse"), {"text": "MARA\nHello.\n"})
    assert [row[:2] for row in answer.json()["elements"]] == [["character", "MARA"], ["dialogue", "Hello."]]


def test_writing_is_for_editors_while_the_stage_is_open(brought: Visit) -> None:
    scene = read(brought, elements="1")["scenes"][0]
    for rest in ((scene["node"], "write"), (scene["node"], "join"), ("parse",)):
        assert_guarded(brought, brought.stage("screenplay", *rest))
    for rest in (("manuscript",), (scene["node"], "elements")):
        assert brought.by(brought.stranger).get(brought.stage("screenplay", *rest)).status_code == 404
    with brought.inside():
        lock_stage(brought.film.branch, brought.film.episode, "screenplay", by=brought.owner)
    assert write(brought, scene, scene["elements"][:2]).status_code in (403, 409, 422)


def test_the_page_can_be_written_without_scripts(brought: Visit) -> None:
    page = brought.by(brought.editor).get(brought.stage("screenplay"), {"view": "write"}).text
    assert page.count('<textarea class="script-editor"') == 2
    assert "<screenplay-editor" in page
    seen = brought.by(brought.viewer).get(brought.stage("screenplay"), {"view": "write"}).text
    assert "<textarea" not in seen.partition("<screenplay-editor")[2].partition("</screenplay-editor>")[0]
