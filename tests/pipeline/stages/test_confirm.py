"""Stage 11: the quote of what will really be made, what to mind, one start however often pressed."""

import re
from typing import Any

import pytest

from accounts.kernel.roles import Role
from accounts.models import User
from pipeline.models import Run
from projects.models import StageLock
from tests.factories.accounts import member
from tests.factories.shots import beside, heads, queries, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    found = visit()
    with found.inside():
        written(found.film, 2, 3)
    return found


@pytest.fixture
def producer(seen: Visit) -> User:
    return member(seen.team, "Paula", Role.PRODUCER)


def page(seen: Visit, *, by: Any = None) -> Any:
    return seen.by(by or seen.owner).get(seen.stage("confirm"))


def digest_on(text: str) -> str:
    return str(text.partition('name="digest" value="')[2].partition('"')[0])


def confirm(seen: Visit, by: User, digest: str) -> Any:
    return seen.by(by).post(seen.stage("confirm", "confirm"), {"digest": digest})


def test_an_empty_stage_teaches(db: None) -> None:
    assert "Nothing to render yet" in page(visit()).text


def test_the_quote_counts_what_is_missing_and_what_is_not_made_again(seen: Visit) -> None:
    answer = page(seen)
    assert "6 shots, 18.0 seconds of story." in answer.text
    assert "to make;" in answer.text
    assert "Confirm and render" in answer.text
    assert "free" in answer.text


def test_warnings_lead_to_their_shot(seen: Visit) -> None:
    with seen.inside():
        shot = heads(seen.film, "shot")[0]
        words = " ".join(["never"] * 60)
        said = [{"speaker": "character:mara", "text": words}]
        rewrite(seen.film, shot, utterances=said, cast=["character:ned"])
    text = page(seen).text
    assert f'/shots/?shot={shot.node_id}#shot-{shot.node_id}">Shot 1-1</a>' in text
    assert "s of words in a shot of 3.0 s" in text
    assert "Ned is in shot 1-1 but not in the scene" in text
    assert "6 frames are not approved yet" in text
    assert "Not locked yet" in text


def test_many_warnings_are_counted(db: None) -> None:
    found = visit()
    with found.inside():
        written(found.film, 1, 50)
        for shot in heads(found.film, "shot"):
            rewrite(found.film, shot, cast=["character:ned"])
    text = page(found).text
    assert text.count("is in shot") == 40
    assert re.search(r"And \d+ more\.", text)


def test_confirming_twice_starts_once(seen: Visit, producer: User) -> None:
    digest = digest_on(page(seen, by=producer).text)
    for _ in range(2):
        answer = confirm(seen, producer, digest)
        assert answer["Location"] == seen.stage("film")
    with seen.inside():
        assert Run.objects.filter(until="film").count() == 1
        assert StageLock.objects.filter(stage="confirm").count() == 1
    assert "Go to the film" in page(seen, by=producer).text


@pytest.mark.parametrize("digest", ["", "old"])
def test_a_quote_that_is_no_longer_true_starts_nothing(seen: Visit, producer: User, digest: str) -> None:
    answer = confirm(seen, producer, digest)
    assert answer.status_code == 409
    assert "Something changed since this quote was made" in answer.text
    with seen.inside():
        assert not Run.objects.exists()
        assert not StageLock.objects.exists()


def test_what_is_changed_after_the_quote_makes_it_untrue(seen: Visit, producer: User) -> None:
    digest = digest_on(page(seen, by=producer).text)
    with seen.inside():
        rewrite(seen.film, heads(seen.film, "shot")[0], frames=96)
    assert confirm(seen, producer, digest).status_code == 409


def test_only_a_producer_confirms(seen: Visit) -> None:
    address = seen.stage("confirm", "confirm")
    assert_guarded(
        seen, address, foreign=seen.stage("confirm", "confirm", project=seen.other_film.project.pk)
    )
    assert confirm(seen, seen.editor, "x").status_code == 403
    text = page(seen, by=seen.editor).text
    assert "A producer confirms." in text
    assert "Confirm and render" not in text


def test_the_number_of_shots_does_not_change_the_number_of_queries(seen: Visit) -> None:
    many = beside(seen, 2, 30)
    few = queries(seen.by(seen.owner), seen.stage("confirm"))
    assert queries(many.by(many.owner), many.stage("confirm")) == few <= 10
