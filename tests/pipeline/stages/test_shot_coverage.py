"""Stage 7: a scene's coverage looked at before it is taken or left; every line with its shot."""

from typing import Any

import pytest

from pipeline.continuity import read_film
from pipeline.queries.continuity import judged
from pipeline.queries.plans import plan_for
from pipeline.shotlist.lines import SceneLines, lines_of
from pipeline.stages.shots.stage import words_are_said
from projects.models import Head
from projects.queries.story import load_story
from tests.factories.shots import beside, heads, queries, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit

TEXT = """INT. ROOM 1 - DAY

Mara stands at the door. Rain runs down the glass.

MARA
It is late.

NED
(quietly)
It was always late. Nobody told you.
"""


@pytest.fixture
def seen(db: None) -> Visit:
    """A scene in which two people speak, with three silent shots."""
    found = visit(title="The door")
    with found.inside():
        written(found.film, 1, 3)
        rewrite(found.film, heads(found.film, "script")[0], text=TEXT)
        rewrite(found.film, heads(found.film, "scene")[0], cast=["character:mara", "character:ned"])
    return found


def shots(seen: Visit) -> list[Head]:
    with seen.inside():
        return heads(seen.film, "shot")


def scene(seen: Visit) -> Any:
    with seen.inside():
        return heads(seen.film, "scene")[0].node_id


def look(seen: Visit, query: str = "") -> Any:
    return seen.by(seen.editor).get(seen.stage("shots", scene(seen), "coverage") + query)


def take(seen: Visit, looked: Any, **more: Any) -> Any:
    data = {
        "basis": looked.context["basis"],
        "take": looked.context["take"],
        "seconds": looked.context["wanted"],
    }
    address = seen.stage("shots", scene(seen), "coverage", "take")
    return seen.by(seen.editor).post(address, data | more, follow=True)


def checked(seen: Visit) -> SceneLines:
    with seen.inside():
        story = load_story(seen.film.branch, seen.film.episode)
        return next(iter(lines_of(read_film(story), judged(story).open)))


def test_a_suggestion_is_looked_at_and_changes_nothing(seen: Visit) -> None:
    before = [head.revision_id for head in shots(seen)]
    looked = look(seen, "?seconds=12")
    assert "It was always late. Nobody told you." in looked.text
    assert "Coverage suggested for" in looked.text
    assert "taking it replaces them" in looked.text
    assert all(row["reason"] for row in looked.context["suggested"])
    assert [head.revision_id for head in shots(seen)] == before
    assert look(seen, "?seconds=12").context["suggested"] == looked.context["suggested"]


def test_a_suggestion_that_is_taken_says_every_line_once_and_can_be_undone(seen: Visit) -> None:
    before = [head.content for head in shots(seen)]
    assert [line.state for line in checked(seen).lines] == ["missing", "missing"]
    looked = look(seen, "?seconds=20")
    done = take(seen, looked)
    assert f"The scene has {len(looked.context['suggested'])} shots now." in done.text
    found = checked(seen)
    assert [line.state for line in found.lines] == ["said", "said"]
    assert found.gaps == []
    assert sum(head.content.frames for head in shots(seen)) >= 20 * 24
    undo = done.redirect_chain[0][0].rpartition("=")[2]
    seen.by(seen.editor).post(seen.stage("shots", "undo", undo))
    assert [head.content for head in shots(seen)] == before


def test_a_suggestion_for_what_has_changed_is_not_taken(seen: Visit) -> None:
    looked = look(seen)
    with seen.inside():
        rewrite(seen.film, heads(seen.film, "script")[0], text=TEXT.replace("late", "early"))
    before = [head.revision_id for head in shots(seen)]
    assert "The scene has changed since." in take(seen, looked).text
    assert [head.revision_id for head in shots(seen)] == before


@pytest.mark.parametrize(
    "query", ["?take=x&seconds=soon", "?seconds=nan", "?seconds=-5&take=-1", "?take=9999999999"]
)
def test_what_cannot_be_read_counts_as_not_said(seen: Visit, query: str) -> None:
    assert look(seen, query).status_code == 200


def test_lines_are_told_with_their_shots_and_gaps_with_their_reasons(seen: Visit) -> None:
    first, second, _ = shots(seen)
    said = [
        {"speaker": "character:mara", "text": "It is late."},
        {"speaker": "character:ned", "text": "It was always late."},
    ]
    with seen.inside():
        rewrite(seen.film, first, utterances=said[:1], action="")
        rewrite(seen.film, second, utterances=said[1:], frames=12)
    found = checked(seen)
    assert [(line.cue, line.state, len(line.shots)) for line in found.lines] == [
        ("MARA", "said", 1),
        ("NED", "partly", 1),
    ]
    page = seen.by(seen.viewer).get(seen.stage("shots", "lines")).text
    assert "1 of 2 lines of the script are said once" in page
    assert "Nothing says what happens in it." in page
    assert "s of words in 0.5 s." in page
    assert "Nobody says “nobody told you”" in page
    with seen.inside():
        rewrite(seen.film, shots(seen)[2], utterances=said[:1])
    assert any("says “it is late” where" in sentence for _, sentence in checked(seen).gaps)


def test_a_list_is_locked_once_every_line_is_said_or_meant_otherwise(seen: Visit) -> None:
    with seen.inside():
        before = words_are_said(plan_for(seen.film.branch, seen.film.episode))
    assert len(before) == 1
    assert before[0].startswith("Nobody says “it is late")
    take(seen, look(seen))
    with seen.inside():
        assert words_are_said(plan_for(seen.film.branch, seen.film.episode)) == []


def test_lines_cost_as_many_questions_for_many_shots(seen: Visit) -> None:
    few = queries(seen.by(seen.editor), seen.stage("shots", "lines"))
    many = beside(seen, 20, 15)
    assert queries(many.by(many.editor), many.stage("shots", "lines")) == few <= 10


def test_coverage_is_for_editors(seen: Visit) -> None:
    for rest in (("coverage",), ("coverage", "take")):
        foreign = seen.stage("shots", scene(seen), *rest, project=seen.other_film.project.pk)
        method = "get" if len(rest) == 1 else "post"
        assert_guarded(seen, seen.stage("shots", scene(seen), *rest), method=method, foreign=foreign)
    assert seen.by(seen.stranger).get(seen.stage("shots", "lines")).status_code == 404
    assert seen.by(seen.owner).get(seen.stage("shots", seen.film.episode, "coverage")).status_code == 302
