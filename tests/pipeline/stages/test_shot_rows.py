"""Stage 7: shots split, merged, moved, doubled and removed; each step taken back and put back."""

from itertools import pairwise
from typing import Any

import pytest

from pipeline.actions.shot_surgery import move_shots, slot_after
from projects.models import Change, Head, Revision
from tests.factories.shots import heads, rewrite, written
from tests.factories.visitors import JSON, Visit, assert_guarded, visit

LINES = [
    {"speaker": "character:mara", "text": "The door is open."},
    {"speaker": "character:ned", "text": "It was never closed, and nobody has told you so until today."},
]


@pytest.fixture
def seen(db: None) -> Visit:
    """A scene of four shots."""
    found = visit(title="The door")
    with found.inside():
        written(found.film, 1, 4)
    return found


def shots(seen: Visit) -> list[Head]:
    with seen.inside():
        return heads(seen.film, "shot")


def press(seen: Visit, *rest: object, by: Any = None, **data: Any) -> Any:
    browser = seen.by(by or seen.editor)
    return browser.post(seen.stage("shots", *rest), data, headers=JSON)


def nodes(seen: Visit) -> list[Any]:
    return [head.node_id for head in shots(seen)]


@pytest.mark.parametrize(("seconds", "frames"), [("1", 24), ("1,04", 25), ("0.05", 1), ("2.96", 71)])
def test_a_split_keeps_every_frame_and_every_word(seen: Visit, seconds: str, frames: int) -> None:
    head = shots(seen)[1]
    with seen.inside():
        rewrite(seen.film, head, utterances=LINES, action="She stands. He comes in.", transition="dissolve")
    answer = press(seen, head.node_id, "split", seconds=seconds)
    assert answer.status_code == 200
    first, second = shots(seen)[1:3]
    assert (first.content.frames, second.content.frames) == (frames, 72 - frames)
    said = [line.text for each in (first, second) for line in each.content.utterances]
    assert said == [line["text"] for line in LINES]
    assert (first.content.transition, second.content.transition) == ("cut", "dissolve")
    assert f"{first.content.action} {second.content.action}" == "She stands. He comes in."
    assert answer.json()["shot"] == str(second.node_id)
    assert len(shots(seen)) == 5


@pytest.mark.parametrize("seconds", ["0", "3", "3.1", "-1", "soon", "", "1e400"])
def test_a_split_outside_the_shot_is_refused(seen: Visit, seconds: str) -> None:
    answer = press(seen, shots(seen)[0].node_id, "split", seconds=seconds)
    assert answer.status_code == 422
    assert answer.json()["detail"].endswith(".")
    assert len(shots(seen)) == 4


def test_split_and_merged_a_shot_is_as_it_was(seen: Visit) -> None:
    head = shots(seen)[1]
    with seen.inside():
        rewrite(seen.film, head, utterances=LINES, action="She stands. He comes in.", transition="dissolve")
    was = shots(seen)[1].content
    made = press(seen, head.node_id, "split", seconds="1.5").json()["shot"]
    assert press(seen, "merge", shot=[made, head.node_id]).status_code == 200
    assert shots(seen)[1].content == was


def test_merged_shots_last_as_long_and_say_all_in_order(seen: Visit) -> None:
    first, second, third, _ = shots(seen)
    with seen.inside():
        rewrite(seen.film, first, utterances=LINES[:1], cast=["character:mara"], frames=25)
        rewrite(
            seen.film, second, utterances=LINES[1:], cast=["character:ned"], notes="Rain", sounds=["door"]
        )
    answer = press(seen, "merge", shot=[head.node_id for head in (third, first, second)])
    assert answer.json()["said"] == "Merged 3 shots."
    merged = shots(seen)[0].content
    assert merged.frames == 25 + 72 + 72
    assert [line.text for line in merged.utterances] == [line["text"] for line in LINES]
    assert (merged.cast, merged.notes, merged.sounds) == (
        ["character:mara", "character:ned"],
        "Rain",
        ["door"],
    )
    assert len(shots(seen)) == 2


def test_only_neighbours_of_one_scene_are_merged(seen: Visit) -> None:
    first, _, third, last = shots(seen)
    far = press(seen, "merge", shot=[first.node_id, third.node_id])
    assert far.status_code == 409
    assert "follow one another" in far.json()["detail"]
    assert press(seen, "merge", shot=[last.node_id]).status_code == 409
    with seen.inside():
        for head in (first, shots(seen)[1]):
            rewrite(seen.film, head, frames=400 * 24)
    assert "at most ten minutes" in press(seen, "merge", shot=[first.node_id]).json()["detail"]
    assert len(shots(seen)) == 4


@pytest.mark.parametrize(
    ("chosen", "to", "order"),
    [
        ([3], 1, [3, 0, 1, 2]),
        ([0], 4, [1, 2, 3, 0]),
        ([0], 99, [1, 2, 3, 0]),
        ([2, 1], 1, [1, 2, 0, 3]),
        ([0, 3], 2, [1, 0, 3, 2]),
        ([1], 2, [0, 1, 2, 3]),
    ],
)
def test_shots_are_put_at_a_place_by_number(
    seen: Visit, chosen: list[int], to: int, order: list[int]
) -> None:
    before = nodes(seen)
    answer = press(seen, "place", shot=[before[at] for at in chosen], to=to)
    assert answer.status_code == 200
    assert nodes(seen) == [before[at] for at in order]


def test_the_same_place_again_and_again_keeps_the_order(seen: Visit) -> None:
    for turn in range(12):
        before = shots(seen)
        with seen.inside():
            move_shots(seen.film.branch, before[-1:], 2, by=seen.editor)
        expected = [before[0], before[-1], *before[1:-1]]
        assert nodes(seen) == [head.node_id for head in expected], turn
    positions = [head.position for head in shots(seen)]
    assert all(low < high for low, high in pairwise(positions))


def test_doubled_shots_stand_behind_the_last_and_say_nothing(seen: Visit) -> None:
    first, second, *_ = shots(seen)
    with seen.inside():
        rewrite(seen.film, first, utterances=LINES, notes="Rain")
    press(seen, "duplicate", shot=[first.node_id, second.node_id])
    now = shots(seen)
    assert [head.content.action for head in now[2:4]] == [first.content.action, second.content.action]
    assert [head.content.utterances for head in now[2:4]] == [[], []]
    assert len({head.slot for head in now}) == len(now) == 6


def test_where_numbers_are_given_what_comes_between_gets_a_letter(seen: Visit) -> None:
    with seen.inside():
        for number, head in enumerate(shots(seen), 1):
            rewrite(seen.film, head, number=str(number * 10))
    first, second, *_ = shots(seen)
    press(seen, first.node_id, "add")
    press(seen, "duplicate", shot=[first.node_id])
    press(seen, second.node_id, "split", seconds="1")
    assert [head.content.number for head in shots(seen)] == ["10", "A10A", "10A", "20", "20A", "30", "40"]


def test_slots_sort_behind_and_never_collide() -> None:
    taken: set[str] = set()
    for _ in range(40):
        taken.add(slot_after("0010", taken))
    assert len(taken) == 40


def test_shots_that_are_spoken_in_are_not_removed_and_lines_go_to_neighbours(seen: Visit) -> None:
    first, second, third, _ = shots(seen)
    with seen.inside():
        rewrite(seen.film, second, utterances=LINES)
    refused = press(seen, "remove", shot=[first.node_id, second.node_id])
    assert "Somebody speaks in one of these shots" in refused.json()["detail"]
    assert press(seen, second.node_id, "words", line=1, earlier=1).status_code == 409
    press(seen, second.node_id, "words", line=0, earlier=1)
    press(seen, second.node_id, "words", line=0)
    said = [[line.text for line in head.content.utterances] for head in shots(seen)]
    assert said == [[LINES[0]["text"]], [], [LINES[1]["text"]], []]
    assert press(seen, first.node_id, "words", line=0, earlier=1).status_code == 409
    assert press(seen, "remove", shot=[second.node_id]).status_code == 200
    assert nodes(seen) == [first.node_id, third.node_id, shots(seen)[-1].node_id]


def test_a_scene_without_shots_gets_its_first(seen: Visit) -> None:
    press(seen, "remove", shot=nodes(seen))
    assert shots(seen) == []
    with seen.inside():
        scene = heads(seen.film, "scene")[0]
    assert "Add a shot" in seen.by(seen.editor).get(seen.stage("shots")).text
    press(seen, scene.node_id, "begin")
    assert len(shots(seen)) == 1
    assert press(seen, scene.node_id, "begin").status_code == 409


def test_own_steps_go_back_and_forth_as_new_revisions(seen: Visit) -> None:
    start = [head.content for head in shots(seen)]
    node = nodes(seen)[0]
    press(seen, node, "split", seconds="1")
    press(seen, "place", shot=[node], to=3)
    after = [head.content for head in shots(seen)]
    with seen.inside():
        kept = Revision.objects.count()
    assert press(seen, "back").json()["said"] == "Undid: Moved a shot."
    press(seen, "back")
    assert [head.content for head in shots(seen)] == start
    assert press(seen, "back").status_code == 409
    press(seen, "forth")
    assert press(seen, "forth").json()["said"] == "Redid: Moved a shot."
    assert [head.content for head in shots(seen)] == after
    assert press(seen, "forth").status_code == 409
    press(seen, "back")
    press(seen, node, "add")
    assert "nothing to redo" in press(seen, "forth").json()["detail"]
    with seen.inside():
        assert Revision.objects.count() >= kept
        assert Change.objects.filter(undoes__isnull=False).count() == 5


def test_everybody_undoes_their_own_steps_and_keeps_the_others(seen: Visit) -> None:
    head = shots(seen)[0]
    cell = {"id": str(head.node_id), "field": "notes", "value": "Bob was here", "expected": head.revision_id}
    press(seen, "cell", **cell)
    now = shots(seen)[0]
    theirs = cell | {"field": "action", "value": "Alice acts", "expected": now.revision_id}
    press(seen, "cell", by=seen.owner, **theirs)
    assert press(seen, "back").status_code == 200
    assert (shots(seen)[0].content.notes, shots(seen)[0].content.action) == ("", "Alice acts")
    press(seen, "forth")
    press(
        seen, "cell", by=seen.owner, **cell | {"value": "Alice too", "expected": shots(seen)[0].revision_id}
    )
    refused = press(seen, "back")
    assert refused.status_code == 409
    assert refused.json()["detail"] == "Alice changed this since."
    assert shots(seen)[0].content.notes == "Alice too"


@pytest.mark.parametrize("rest", ["back", "forth", "cells", "duplicate", "merge", "place", "remove", "take"])
def test_steps_are_for_editors_of_the_team(seen: Visit, rest: str) -> None:
    foreign = seen.stage("shots", rest, project=seen.other_film.project.pk)
    assert_guarded(seen, seen.stage("shots", rest), foreign=foreign)


@pytest.mark.parametrize("rest", ["duplicate", "merge", "place", "remove"])
def test_shots_that_are_gone_or_named_wrongly_are_refused(seen: Visit, rest: str) -> None:
    for shot in ([], ["nonsense"], [seen.film.episode]):
        answer = press(seen, rest, shot=shot, to="1")
        assert answer.status_code == 409
        assert answer.json()["detail"].endswith(".")
    for to in ("0", "x", "", "-1", "9" * 40):
        assert press(seen, "place", shot=nodes(seen)[:1], to=to).status_code == 422
