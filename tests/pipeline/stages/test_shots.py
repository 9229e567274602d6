"""Stage 7: the shot table, edited cell by cell, in pages, with the selected shot beside it."""

import csv
import io
from typing import Any

import pytest

from projects.actions.branches import lock_stage
from projects.models import Change, Head
from tests.factories.shots import beside, heads, queries, rewrite, written
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
        scenes = {head.node_id: head.position for head in heads(seen.film, "scene")}
        rows = heads(seen.film, "shot")
    return sorted(rows, key=lambda head: (scenes[head.parent_node], head.position))


def put(seen: Visit, head: Head, field: str, value: str, **more: Any) -> Any:
    data = {"id": str(head.node_id), "field": field, "value": value, field: value}
    data |= {"expected": head.revision_id, **more}
    return seen.by(seen.editor).post(seen.stage("shots", "cell"), data, headers=JSON)


def page(seen: Visit, query: str = "", *, by: Any = None) -> str:
    answer = seen.by(by or seen.editor).get(seen.stage("shots") + query)
    assert answer.status_code == 200
    return str(answer.text)


def press(seen: Visit, head: Head, what: str, **data: str) -> Any:
    return seen.by(seen.editor).post(seen.stage("shots", head.node_id, what), data)


def test_an_empty_stage_teaches(db: None) -> None:
    assert "No shots yet" in page(visit())


def test_the_first_scene_comes_first_and_the_others_are_a_tab_away(seen: Visit) -> None:
    assert page(seen).count("data-id=") == 3
    assert "ROOM 1" in page(seen)
    assert "INT. ROOM 2" in page(seen, "?scene=s002")
    assert "INT. ROOM 1 - DAY</a> ended: " in page(seen, "?scene=s002")
    assert page(seen, "?scene=all").count("data-id=") == 6
    assert page(seen, "?scene=gone").count("data-id=") == 3


def test_all_scenes_come_two_hundred_shots_at_a_time(db: None) -> None:
    found = visit()
    with found.inside():
        written(found.film, 5, 50)
    text = page(found, "?scene=all")
    assert text.count("data-id=") == 200
    assert "1–200 of 250 shots" in text
    assert page(found, "?scene=all&from=200").count("data-id=") == 50
    assert page(found, "?scene=all&from=nonsense").count("data-id=") == 200
    assert page(found, "?scene=all&from=99999").count("data-id=") == 50


def test_a_shot_that_is_linked_to_is_found_and_shown_beside_the_table(seen: Visit) -> None:
    last = shots(seen)[-1]
    text = page(seen, f"?shot={last.node_id}")
    assert "Shot 2-3</h2>" in text
    assert f'id="shot-{last.node_id}" aria-current="true"' in text
    assert "No picture" not in text
    assert page(seen, "?shot=nonsense").count("data-id=") == 3


def test_a_cell_is_saved_with_the_revision_it_was_read_with(seen: Visit) -> None:
    head = shots(seen)[0]
    answer = put(seen, head, "action", 'She says "<b>no</b>" שלום 🎬')
    assert answer.status_code == 200
    now = shots(seen)[0]
    assert now.content.action == 'She says "<b>no</b>" שלום 🎬'
    assert answer.json()["expected"] == now.revision_id
    assert "&lt;b&gt;no&lt;/b&gt;" in page(seen)


@pytest.mark.parametrize(
    ("field", "value", "frames"),
    [("seconds", "2,5", 60), ("seconds", "1.04", 25), ("lens", "50 mm", 72), ("size", "CU", 72)],
)
def test_cells_understand_how_people_write(seen: Visit, field: str, value: str, frames: int) -> None:
    assert put(seen, shots(seen)[0], field, value).status_code == 200
    content = shots(seen)[0].content
    assert content.frames == frames
    lens, size = 50 if field == "lens" else 35, "CU" if value == "CU" else "MS"
    assert (content.lens, str(content.size)) == (lens, size)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("seconds", text) for text in ("soon", "0", "-3", "1e400", "601", "nan")),
        *(("lens", text) for text in ("wide", "7", "401", "inf")),
        ("size", "HUGE"),
        ("move", ""),
        ("action", "x" * 4001),
        ("kind", "anything"),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_changes_nothing(seen: Visit, field: str, value: str) -> None:
    head = shots(seen)[0]
    answer = put(seen, head, field, value)
    assert answer.status_code == 422
    assert answer.json()["detail"].endswith(".")
    assert shots(seen)[0].revision_id == head.revision_id


@pytest.mark.parametrize("node", ["", "nonsense"])
def test_a_cell_of_no_shot_gets_a_sentence(seen: Visit, node: str) -> None:
    assert put(seen, shots(seen)[0], "notes", "x", id=node).status_code == 422


def test_whoever_is_slower_sees_both_versions(seen: Visit) -> None:
    head = shots(seen)[0]
    put(seen, head, "action", "Alice's")
    answer = put(seen, head, "action", "Bob's")
    assert answer.status_code == 409
    assert "Alice&#x27;s" in answer.text
    assert "Bob&#x27;s" in answer.text
    assert shots(seen)[0].content.action == "Alice's"


def test_two_cells_of_one_shot_by_two_people_both_stay(seen: Visit) -> None:
    head = shots(seen)[0]
    put(seen, head, "notes", "Ask her")
    assert put(seen, head, "action", "He runs").status_code == 200
    assert (shots(seen)[0].content.notes, shots(seen)[0].content.action) == ("Ask her", "He runs")


def test_a_shot_is_put_between_two_and_taken_back(seen: Visit) -> None:
    first, second, *_ = before = shots(seen)
    answer = press(seen, first, "add", next=seen.stage("shots") + "?scene=s001")
    now = shots(seen)
    assert [head.node_id for head in now[::2][:2]] == [first.node_id, second.node_id]
    assert now[1].content.utterances == []
    browser = seen.by(seen.editor)
    assert "Added a shot." in browser.get(answer["Location"]).text
    assert answer["Location"].startswith(seen.stage("shots") + "?scene=s001&undo=")
    browser.post(seen.stage("shots", "undo", answer["Location"].rpartition("=")[2]))
    assert len(shots(seen)) == len(before)


def test_shots_move_within_their_scene_and_stop_at_its_ends(seen: Visit) -> None:
    first, second, third, *_ = shots(seen)
    press(seen, second, "move", earlier="1")
    assert [head.node_id for head in shots(seen)[:2]] == [second.node_id, first.node_id]
    press(seen, second, "move", earlier="1")
    press(seen, third, "move")
    assert [head.node_id for head in shots(seen)[:3]] == [second.node_id, first.node_id, third.node_id]


def test_a_shot_with_words_stays_until_they_have_gone(seen: Visit) -> None:
    head = shots(seen)[0]
    with seen.inside():
        rewrite(seen.film, head, utterances=[{"speaker": "character:mara", "text": "No."}])
    address = seen.stage("shots", head.node_id, "remove")
    assert "Somebody speaks in this shot" in seen.by(seen.editor).post(address, follow=True).text
    press(seen, shots(seen)[1], "remove")
    assert len(shots(seen)) == 5


def test_buttons_for_a_shot_that_has_gone_say_so(seen: Visit) -> None:
    press(seen, shots(seen)[1], "remove")
    gone = seen.film.episode  # a node, but no shot
    for what in ("add", "move"):
        answer = seen.by(seen.editor).post(seen.stage("shots", gone, what))
        assert answer.status_code == 302
        assert seen.by(seen.editor).post(seen.stage("shots", gone, "remove")).status_code == 404


def test_forms_lead_back_only_to_this_page(seen: Visit) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example", "/t/other/", ""):
        answer = press(seen, shots(seen)[0], "move", next=elsewhere)
        assert answer["Location"].startswith(seen.stage("shots"))


def test_the_list_leaves_as_a_sheet_that_runs_nothing(seen: Visit) -> None:
    with seen.inside():
        rewrite(seen.film, heads(seen.film, "shot")[0], action="=HYPERLINK(1)", notes="plain")
    answer = seen.by(seen.viewer).get(seen.stage("shots")[:-1] + "/shots.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="the-door-shots.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["Scene", "Shot", "Size"]
    assert len(rows) == 7
    assert any(row[8] == "'=HYPERLINK(1)" and row[10] == "plain" for row in rows)


def test_a_locked_list_can_be_read_and_not_written(seen: Visit) -> None:
    head = shots(seen)[0]
    with seen.inside():
        lock_stage(seen.film.branch, seen.film.episode, "shots", by=seen.owner)
        steps = Change.objects.count()
    assert put(seen, head, "action", "Late").status_code == 422
    assert press(seen, head, "add").status_code == 409
    assert press(seen, head, "remove").status_code == 409
    assert press(seen, head, "move").status_code == 409
    text = page(seen)
    assert "Add a shot after it" not in text
    assert text.count("data-readonly") == 27
    with seen.inside():
        assert Change.objects.count() == steps


def test_viewers_see_and_nobody_else_gets_in(seen: Visit) -> None:
    head = shots(seen)[0]
    assert "Add a shot after it" not in page(seen, by=seen.viewer)
    for rest in (("cell",), ("renew",), *((head.node_id, what) for what in ("add", "move", "remove"))):
        foreign = seen.stage("shots", *rest, project=seen.other_film.project.pk)
        assert_guarded(seen, seen.stage("shots", *rest), foreign=foreign)


def test_the_number_of_shots_does_not_change_the_number_of_queries(seen: Visit) -> None:
    few = queries(seen.by(seen.editor), seen.stage("shots"))
    many = beside(seen, 1, 60)
    assert queries(many.by(many.editor), many.stage("shots")) == few <= 8
    chosen = f"?shot={shots(many)[7].node_id}"
    assert queries(many.by(many.editor), many.stage("shots") + chosen) == queries(
        seen.by(seen.editor), seen.stage("shots") + f"?shot={shots(seen)[1].node_id}"
    )
