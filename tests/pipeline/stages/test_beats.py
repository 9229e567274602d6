"""Stage 3: beats on a board, written in place, put in order, never lost."""

from typing import Any

import pytest
from django.test import Client

from pipeline.stages.beats.tension import structure_marks, tension_path, tension_words, time_marks
from projects.actions.branches import lock_stage
from projects.models import Change, Head
from tests.factories.films import run_until
from tests.factories.visitors import JSON, Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    return visit()


@pytest.fixture
def beaten(seen: Visit) -> Visit:
    """With the beats that the studio drew."""
    with seen.inside():
        run_until(seen.film, "beats")
    return seen


def beats(seen: Visit) -> list[Head]:
    with seen.inside():
        rows = Head.objects.filter(branch=seen.film.branch, kind="beat", deleted=False)
        return list(rows.select_related("revision").order_by("position"))


def slots(seen: Visit) -> list[str]:
    return [head.slot for head in beats(seen)]


def fields(head: Head, **changes: Any) -> dict[str, Any]:
    content = head.content.payload()
    names = ("title", "text", "seconds", "function", "mood", "intensity")
    return {name: content[name] for name in names} | {"expected": head.revision_id} | changes


def save(browser: Client, seen: Visit, head: Head, **changes: Any) -> Any:
    address = seen.stage("beats", head.node_id, "save")
    return browser.post(address, fields(head, **changes), headers=JSON)


def test_the_line_of_tension_runs_in_time_and_never_leaves_its_box() -> None:
    path = tension_path([(10, 0), (30, 1), (20, 0.5)])
    assert path.startswith("M0.0 36.0C")
    numbers = [float(number) for number in path.replace("M", " ").replace("C", " ").split()]
    assert min(numbers) >= 0
    assert max(numbers) <= 100
    assert (tension_path([]), tension_path([(0, 1)])) == ("", "")


def test_the_curve_says_when_and_what_for_as_far_as_words_have_room() -> None:
    said = [(mark.at, mark.anchor, mark.text) for mark in time_marks(3_600)]
    assert said[0] == ("0.0%", "start", "0:00")
    assert [text for *_, text in said] == ["0:00", "15:00", "30:00", "45:00", "1:00:00"]
    beats = [(10.0, "opening"), (5.0, "catalyst"), (30.0, "debate"), (30.0, "debate"), (25.0, "climax")]
    assert [mark.text for mark in structure_marks(beats)] == ["opening", "debate", "climax"]
    assert structure_marks([(30.0, "")]) == time_marks(0) == []


def test_the_line_of_tension_has_words() -> None:
    assert "highest in “Storm” at 90" in tension_words([("Calm", 0.2), ("Storm", 0.9), ("After", 0.3)])
    assert tension_words([]) == "No beats yet"


def test_an_empty_stage_teaches(seen: Visit) -> None:
    page = seen.by(seen.editor).get(seen.stage("beats")).text
    assert "No beats yet" in page
    assert "Write the beat sheet" in page


def test_the_board_shows_beats_their_length_and_tension(beaten: Visit) -> None:
    page = beaten.by(beaten.editor).get(beaten.stage("beats")).text
    assert page.count('class="beat-card"') == len(beats(beaten))
    assert "as long as the film" in page
    assert 'class="tension"' in page
    assert "data-handle" in page
    viewers = beaten.by(beaten.viewer).get(beaten.stage("beats")).text
    assert viewers.count('class="beat-card"') == len(beats(beaten))
    assert "data-handle" not in viewers


def test_a_beat_saves_itself(beaten: Visit) -> None:
    head = beats(beaten)[1]
    answer = save(beaten.by(beaten.editor), beaten, head, title='A "door" <b>', seconds="20.5", mood="")
    assert answer.status_code == 200
    now = beats(beaten)[1]
    assert answer.json()["expected"] == now.revision_id
    assert (now.content.title, now.content.seconds, now.content.mood) == ('A "door" <b>', 20.5, "neutral")
    assert now.content.plan == head.content.plan
    assert now.origin == "hand"
    assert "longer than the film" in beaten.by(beaten.viewer).get(beaten.stage("beats")).text


@pytest.mark.parametrize(
    ("field", "value"), [("seconds", "-1"), ("seconds", "soon"), ("title", " "), ("intensity", "2")]
)
def test_what_cannot_be_gets_a_sentence(beaten: Visit, field: str, value: str) -> None:
    head = beats(beaten)[0]
    answer = save(beaten.by(beaten.editor), beaten, head, **{field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert beats(beaten)[0].revision_id == head.revision_id


def test_two_who_write_one_beat_see_both_versions(beaten: Visit) -> None:
    head = beats(beaten)[0]
    save(beaten.by(beaten.owner), beaten, head, text="Alice's")
    answer = save(beaten.by(beaten.editor), beaten, head, text="Bob's")
    assert answer.status_code == 409
    assert "Alice&#x27;s" in answer.text
    assert "Bob&#x27;s" in answer.text
    assert answer.text.count("data-theirs") == 1  # only the field in which they differ


def test_dragging_moves_one_beat_and_writes_one_step(beaten: Visit) -> None:
    first, second, third, *_ = beats(beaten)
    with beaten.inside():
        before = Change.objects.count()
    answer = beaten.by(beaten.editor).post(
        beaten.stage("beats", "order"),
        {"order": [], "moved": str(first.node_id), "after": str(third.node_id), "expected": "x"},
        headers=JSON,
    )
    assert answer.status_code == 200
    assert slots(beaten)[:3] == [second.slot, third.slot, first.slot]
    with beaten.inside():
        assert Change.objects.count() == before + 1


@pytest.mark.parametrize(
    "data", [{}, {"moved": "nonsense"}, {"moved": "01a1f7f0-0000-7000-8000-000000000000"}]
)
def test_moving_what_is_gone_is_refused_with_a_sentence(beaten: Visit, data: dict[str, str]) -> None:
    answer = beaten.by(beaten.editor).post(beaten.stage("beats", "order"), data, headers=JSON)
    assert (answer.status_code, "removed meanwhile" in answer.json()["error"]) == (409, True)


def test_beats_move_one_place_without_dragging(beaten: Visit) -> None:
    browser, before = beaten.by(beaten.editor), slots(beaten)
    second, last = beats(beaten)[1].node_id, beats(beaten)[-1].node_id
    browser.post(beaten.stage("beats", second, "move"), {"earlier": ""})
    assert slots(beaten)[:2] == [before[1], before[0]]
    browser.post(beaten.stage("beats", second, "move"), {"earlier": ""})  # it is the first already
    browser.post(beaten.stage("beats", second, "move"), {"later": ""})
    browser.post(beaten.stage("beats", last, "move"), {"later": ""})  # it is the last already
    assert slots(beaten) == before


def test_a_beat_is_added_behind_another_or_at_the_end(beaten: Visit) -> None:
    browser, before = beaten.by(beaten.editor), slots(beaten)
    first = beats(beaten)[0].node_id
    answer = browser.post(beaten.stage("beats", "add"), {"after": str(first)})
    browser.post(beaten.stage("beats", "add"))
    assert slots(beaten) == [before[0], "h01", *before[1:], "h02"]
    assert answer["Location"].endswith(f"#beat-{beats(beaten)[1].node_id}")


def test_the_first_beat_may_be_a_persons(seen: Visit) -> None:
    seen.by(seen.editor).post(seen.stage("beats", "add"))
    assert slots(seen) == ["h01"]
    assert 'class="beat-card"' in seen.by(seen.editor).get(seen.stage("beats")).text


def test_removing_can_be_undone(beaten: Visit) -> None:
    browser, before = beaten.by(beaten.editor), slots(beaten)
    title = beats(beaten)[2].content.title
    answer = browser.post(beaten.stage("beats", beats(beaten)[2].node_id, "remove"))
    assert slots(beaten) == before[:2] + before[3:]
    assert f"Removed the beat {title}." in browser.get(answer["Location"]).text
    browser.post(beaten.stage("beats", "undo", answer["Location"].rpartition("=")[2]))
    assert slots(beaten) == before


def test_only_ones_own_change_is_offered_for_undo(beaten: Visit) -> None:
    answer = beaten.by(beaten.owner).post(beaten.stage("beats", beats(beaten)[2].node_id, "remove"))
    assert "data-undo" not in beaten.by(beaten.editor).get(answer["Location"]).text
    for odd in ("abc", "9" * 40, "-1"):
        assert beaten.by(beaten.editor).get(beaten.stage("beats") + f"?undo={odd}").status_code == 200


def test_what_a_hand_wrote_stays_when_the_sheet_is_drawn_anew(beaten: Visit) -> None:
    browser = beaten.by(beaten.editor)
    save(browser, beaten, beats(beaten)[0], title="Mine")
    browser.post(beaten.stage("beats", "add"))
    with beaten.inside():
        run_until(beaten.film, "beats", remake=["beats:beats"], only=["beats:beats"])
    assert beats(beaten)[0].content.title == "Mine"
    assert "h01" in slots(beaten)


def test_locked_beats_say_no_beside_the_field(beaten: Visit) -> None:
    head = beats(beaten)[0]
    with beaten.inside():
        lock_stage(beaten.film.branch, beaten.film.episode, "beats", by=beaten.owner)
    browser = beaten.by(beaten.editor)
    answer = save(browser, beaten, head, title="Late")
    assert (answer.status_code, "is locked on this branch" in str(answer.json())) == (422, True)
    assert browser.post(beaten.stage("beats", "add"), headers=JSON).status_code == 409
    assert "data-handle" not in browser.get(beaten.stage("beats")).text


def test_the_number_of_beats_does_not_change_the_number_of_queries(
    beaten: Visit, django_assert_max_num_queries: Any
) -> None:
    browser = beaten.by(beaten.editor)
    for _ in range(12):
        browser.post(beaten.stage("beats", "add"))
    browser.get(beaten.stage("beats"))
    with django_assert_max_num_queries(18):
        browser.get(beaten.stage("beats"))


@pytest.mark.parametrize("partial", ["beat-board", "beat-summary"])
def test_parts_of_the_page_are_fetched_by_themselves(beaten: Visit, partial: str) -> None:
    headers = {"HX-Request": "true", "HX-Target": f"section#{partial}"}
    text = beaten.by(beaten.viewer).get(beaten.stage("beats"), headers=headers).text.strip()
    assert f'id="{partial}"' in text.partition(">")[0]


NODE = "01a1f7f0-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    "rest", [("order",), ("add",), (NODE, "save"), (NODE, "move"), (NODE, "remove")], ids=" ".join
)
def test_every_change_is_guarded(seen: Visit, rest: tuple[str, ...]) -> None:
    foreign = seen.stage("beats", *rest, project=seen.other_film.project.pk)
    assert_guarded(seen, seen.stage("beats", *rest), foreign=foreign)
