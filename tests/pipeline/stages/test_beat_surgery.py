"""Beats split, merged, numbered; and the questions that a sheet raises."""

import pytest

from pipeline.actions.beat_surgery import halves
from pipeline.actions.beats import beat_heads, sheet_of
from pipeline.stages.beats.findings import findings
from projects.kinds import Beat
from projects.models import Head
from tests.factories.films import run_until
from tests.factories.visitors import Visit, assert_guarded, visit


@pytest.fixture
def told(db: None) -> Visit:
    seen = visit()
    with seen.inside():
        run_until(seen.film, "beats")
    return seen


def beats(seen: Visit) -> list[Head]:
    with seen.inside():
        sheet = sheet_of(seen.film.branch, seen.film.episode)
        assert sheet is not None
        return beat_heads(seen.film.branch, sheet.node_id)


def post(seen: Visit, *rest: object, **data: str) -> str:
    return str(seen.by(seen.editor).post(seen.stage("beats", *rest), data).url)


def test_a_beat_is_split_between_sentences_and_the_split_is_taken_back(told: Visit) -> None:
    before = beats(told)
    first = next(head for head in before if halves(head.content.text)[1])
    at = before.index(first)
    url = post(told, first.node_id, "split")
    after = beats(told)
    assert len(after) == len(before) + 1
    one, two = after[at].content, after[at + 1].content
    assert f"{one.text} {two.text}".split() == first.content.text.split()
    assert one.seconds + two.seconds == pytest.approx(first.content.seconds)
    told.by(told.editor).post(told.stage("beats", "undo", url.partition("undo=")[2].partition("#")[0]))
    assert [head.content for head in beats(told)] == [head.content for head in before]


def test_two_beats_are_merged(told: Visit) -> None:
    before = beats(told)
    post(told, before[0].node_id, "merge")
    after = beats(told)
    assert len(after) == len(before) - 1
    assert before[1].content.text in after[0].content.text
    assert after[0].content.seconds == pytest.approx(before[0].content.seconds + before[1].content.seconds)
    post(told, after[-1].node_id, "merge")  # nothing comes after the last
    assert len(beats(told)) == len(after)


def test_a_beat_is_put_to_a_number(told: Visit) -> None:
    before = [head.node_id for head in beats(told)]
    post(told, before[0], "move", to="3")
    assert [head.node_id for head in beats(told)][:3] == [before[1], before[2], before[0]]
    post(told, before[0], "move", to="999")
    assert beats(told)[-1].node_id == before[0]


def test_another_structure_makes_what_was_told_stale(told: Visit) -> None:
    post(told, "structure", structure="heros-journey")
    with told.inside():
        assert Head.objects.get(branch=told.film.branch, kind="brief").content.structure == "heros-journey"
    assert "structure changed" in told.by(told.viewer).get(told.stage("treatment")).text
    post(told, "structure", structure="no such")
    with told.inside():
        assert Head.objects.get(branch=told.film.branch, kind="brief").content.structure == "heros-journey"


def test_beats_are_for_editors(told: Visit) -> None:
    node = beats(told)[0].node_id
    for rest in ((node, "split"), (node, "merge"), ("structure",)):
        assert_guarded(told, told.stage("beats", *rest))


def sheet(*changes: dict[str, object]) -> list[Beat]:
    plain = [
        Beat(title=f"Beat {n}", text=f"Step {n} happens. Mara is there.", seconds=10, intensity=n / 10)
        for n in range(1, 9)
    ]
    for change in changes:
        at = int(str(change.pop("at")))
        plain[at] = plain[at].model_copy(update=change)
    return plain


def test_a_sound_sheet_raises_no_question() -> None:
    assert findings(sheet(), 80, ["Mara"]) == []
    assert findings([], 80, []) == []


@pytest.mark.parametrize(
    ("change", "beat", "kind", "words"),
    [
        ({"at": 2, "seconds": 40}, 3, "pace", "4.0 times as long"),
        ({"at": 4, "seconds": 1}, 5, "pace", "over before it is seen"),
        ({"at": 1, "text": ""}, 2, "story", "Nothing happens"),
        ({"at": 5, "text": "Step 2 happens. Mara is there."}, 6, "story", "same happens in beat 2"),
        ({"at": 1, "intensity": 1.0}, 2, "tension", "long before the end"),
        ({"at": 7, "text": "Suddenly Otto is here. Mara too."}, 8, "story", "Otto comes from nowhere"),
        ({"at": 1, "text": "Otto brings a letter. Mara takes it."}, 2, "story", "Otto is here once"),
    ],
)
def test_a_question_quotes_its_line_and_says_what_to_do(
    change: dict[str, object], beat: int, kind: str, words: str
) -> None:
    found = findings(sheet(change), 0, ["Mara", "Otto"])
    finding = next(each for each in found if words in each.problem)
    assert (finding.beat, finding.kind) == (beat, kind)
    assert finding.suggestion
    if "Otto" in words:
        assert "Otto" in finding.quote
    assert not [
        each for each in findings(sheet(), 0, ["Mara", "Otto"]) if words in each.problem
    ]  # gone with it


def test_flat_tension_and_one_mood_are_noticed() -> None:
    flat = [beat.model_copy(update={"intensity": 0.5, "mood": "sad"}) for beat in sheet()]
    problems = " ".join(each.problem for each in findings(flat, 0, []))
    assert "stays at 50%" in problems
    assert "in a row are sad" in problems


def test_too_much_for_the_film_is_noticed() -> None:
    assert "the story has 50" in findings(sheet(), 50, [])[0].problem


def test_the_page_shows_the_questions(told: Visit) -> None:
    node = beats(told)[0].node_id
    revision = beats(told)[0].revision_id
    data = {"title": "Begin", "text": "", "seconds": "300", "intensity": "0.2", "expected": revision}
    told.by(told.editor).post(told.stage("beats", node, "save"), data)
    page = told.by(told.viewer).get(told.stage("beats")).text
    assert "Nothing happens here yet." in page
    assert "a reader would ask" in page
