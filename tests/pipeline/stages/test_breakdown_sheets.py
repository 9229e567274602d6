"""Breakdown sheets of stage 6: on a page, by hand, as a PDF."""

from typing import Any

import pytest

from projects.models import Head
from projects.reading import pdf
from tests.factories.shots import PEOPLE, beside, heads, queries, rewrite, written
from tests.factories.visitors import JSON, Visit, assert_guarded, visit

TEXT = """INT. STATION HALL - NIGHT

A CROWD waits. A taxi stops outside the gate. Mara's dog barks at the smoke.

MARA
It is late."""


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        written(found.film, 2, 1)
        script, scene = heads(found.film, "script")[0], heads(found.film, "scene")[0]
        rewrite(found.film, script, text=TEXT, heading="INT. STATION HALL - NIGHT")
        rewrite(found.film, scene, heading="INT. STATION HALL - NIGHT", time="NIGHT", cast=[PEOPLE[0]])
    return found


def scene(seen: Visit) -> Head:
    with seen.inside():
        return heads(seen.film, "scene")[0]


def sheet(seen: Visit, *, by: Any = None) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("scenes", scene(seen).node_id, "sheet"))
    assert answer.status_code == 200
    return str(answer.text)


def test_a_sheet_lists_what_the_script_calls_for_and_nothing_else(seen: Visit) -> None:
    text = sheet(seen)
    for listed in ("Mara", "taxi", "dog", "smoke", "Crowd", "barks"):
        assert f'<li dir="auto">{listed}</li>' in text, listed
    assert "Stunts</h3><p" in text  # nothing falls, nobody fights


def test_what_is_written_in_a_sheet_stays_and_can_be_taken_out(seen: Visit) -> None:
    address = seen.stage("scenes", scene(seen).node_id, "save")
    fields = {"expected": scene(seen).revision_id, "has_elements": "1"}
    fields |= {"elements.vehicles": "Blue taxi\n\nTram 4 ", "elements.animals": ""}
    assert seen.by(seen.editor).post(address, fields, headers=JSON).status_code == 200
    assert scene(seen).content.elements.vehicles == ["Blue taxi", "Tram 4"]
    text = sheet(seen)
    assert "Blue taxi</li>" in text
    assert ">dog</li>" not in text  # the box was left empty by hand
    too_much = {**fields, "expected": scene(seen).revision_id, "elements.vehicles": "car\n" * 41}
    assert seen.by(seen.editor).post(address, too_much, headers=JSON).status_code == 422


def test_the_breakdown_prints_as_a_pdf_with_a_page_for_every_scene(seen: Visit) -> None:
    browser = seen.by(seen.viewer)
    address = seen.stage("scenes") + "breakdown.pdf"
    whole = browser.get(address)
    assert whole["Content-Type"] == "application/pdf"
    assert whole.content == browser.get(address).content
    assert whole.content.count(b"/Type /Page ") == 2
    one = browser.get(f"{address}?scene={scene(seen).slot}&paper=a4")
    assert one.content.count(b"/Type /Page ") == 1
    assert b"595 842" in one.content
    assert browser.get(f"{address}?scene=nothing").status_code == 404


def test_long_lists_go_on_on_another_page_and_nothing_is_lost(seen: Visit) -> None:
    with seen.inside():
        many = [f"Passenger number {number}" for number in range(120)]
        elements = {"extras": many[:60], "notes": many[60:]}
        rewrite(seen.film, heads(seen.film, "scene")[0], elements=elements)
    data = seen.by(seen.viewer).get(f"{seen.stage('scenes')}breakdown.pdf?scene={scene(seen).slot}").content
    assert data.count(b"/Type /Page ") > 1
    words = str(pdf.read(data))
    assert all(name in words for name in many)


def test_the_sheets_page_asks_as_much_for_many_scenes_as_for_few(seen: Visit) -> None:
    many = beside(seen, 60, 1)
    few = queries(seen.by(seen.viewer), seen.stage("scenes", "sheets"))
    assert queries(many.by(many.viewer), many.stage("scenes", "sheets")) == few <= 9


def test_strangers_see_no_sheet_and_viewers_write_in_none(seen: Visit) -> None:
    browser = seen.by(seen.stranger)
    for address in (
        seen.stage("scenes", "sheets"),
        seen.stage("scenes", scene(seen).node_id, "sheet"),
        seen.stage("scenes") + "breakdown.pdf",
    ):
        assert browser.get(address).status_code == 404
    assert "has_elements" not in sheet(seen, by=seen.viewer)
    assert_guarded(seen, seen.stage("scenes", scene(seen).node_id, "correct"))
    assert seen.by(seen.owner).get(seen.stage("scenes", seen.team.pk, "sheet")).status_code == 404


def write(seen: Visit, by: Any, expected: int, **boxes: str) -> Any:
    fields = {"expected": expected, "has_elements": "1"}
    fields |= {f"elements.{name}": text for name, text in boxes.items()}
    return seen.by(by).post(seen.stage("scenes", scene(seen).node_id, "save"), fields, headers=JSON)


def boxes_of(seen: Visit) -> dict[str, str]:
    page = seen.by(seen.editor).get(seen.stage("scenes", scene(seen).node_id, "sheet"))
    return {name: text for name, _, text in page.context["lists"]}


def test_two_people_in_different_boxes_both_keep_what_they_wrote(seen: Visit) -> None:
    then, page = scene(seen).revision_id, boxes_of(seen)
    assert write(seen, seen.owner, then, **(page | {"music": "A waltz"})).status_code == 200
    second = write(seen, seen.editor, then, **(page | {"stunts": "A fall"}))
    assert second.json()["fields"] == {"elements.music": "A waltz"}
    found = scene(seen).content.elements
    assert (found.music, found.stunts, found.animals) == (["A waltz"], ["A fall"], ["dog"])


def test_two_people_in_one_box_see_both_texts_and_other_boxes_stay(seen: Visit) -> None:
    then, page = scene(seen).revision_id, boxes_of(seen)
    write(seen, seen.owner, then, **(page | {"music": "A waltz", "stunts": "A fall"}))
    clash = write(seen, seen.editor, then, **(page | {"music": "Silence", "notes": "Early call"}))
    assert clash.status_code == 409
    assert 'data-mine="elements.music">Silence<' in clash.text
    assert 'data-theirs="elements.music">A waltz<' in clash.text
    assert 'data-news="elements.stunts">A fall<' in clash.text
    assert "elements.notes" not in clash.text  # only the second wrote there: it goes with either choice
    assert scene(seen).content.elements.music == ["A waltz"]


def test_a_box_that_nobody_touched_goes_on_following_the_script(seen: Visit) -> None:
    then, page = scene(seen).revision_id, boxes_of(seen)
    with seen.inside():
        was = heads(seen.film, "script")[0]
        rewrite(seen.film, was, text=TEXT.replace("dog", "horse"))
    fields = {"script": was.revision_id, "has_elements": "1", "expected": then}
    fields |= {f"elements.{name}": text for name, text in page.items()}
    address = seen.stage("scenes", scene(seen).node_id, "save")
    assert seen.by(seen.editor).post(address, fields, headers=JSON).status_code == 200
    assert scene(seen).content.elements is None
    seen.by(seen.editor).post(address, fields | {"elements.music": "A waltz"}, headers=JSON)
    found = scene(seen).content.elements
    assert (found.music, found.animals) == (["A waltz"], ["horse"])


def test_two_people_ticking_different_people_both_stay(seen: Visit) -> None:
    address, then = seen.stage("scenes", scene(seen).node_id, "save"), scene(seen).revision_id
    ticked = {"has_lists": "1", "expected": then, "synopsis": ""}
    seen.by(seen.owner).post(address, ticked | {"cast": list(PEOPLE)}, headers=JSON)
    answer = seen.by(seen.editor).post(address, ticked | {"synopsis": "She waits.", "cast": []}, headers=JSON)
    assert answer.json()["fields"] == {"cast": PEOPLE[1]}
    assert scene(seen).content.cast == [PEOPLE[1]]
    assert scene(seen).content.synopsis == "She waits."
