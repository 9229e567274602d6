"""A model as judge of style: quotes that stand in the text, priced first, out of date when things change."""

import json
from typing import Any

import pytest

from accounts.kernel.errors import Invalid, Refused
from accounts.models.audit import AuditRecord
from billing.actions.ledger import grant
from billing.money import credits_text
from billing.queries.ledger import balance
from pipeline.actions.capsules import choose_capsule
from pipeline.actions.connections import choose_models
from pipeline.actions.likeness import ask_likeness
from pipeline.actions.questions import answer
from pipeline.models import Generation
from pipeline.prompting.answers import Unfit
from pipeline.prompting.judgements import LikenessAnswer, likeness_from
from pipeline.providers.base import ProviderError
from pipeline.queries.likeness import Judgement, judgeable, judgements
from projects.actions.edits import edit
from projects.queries.story import load_story
from tests.factories.films import run_until
from tests.factories.visitors import Visit, assert_guarded, visit
from tests.pipeline.providers.author import says, writing

TEXT = "The lamp was cold. Nobody\nhad come up the stairs since the storm."


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True


@pytest.fixture
def seen(db: None) -> Visit:
    """A film with a treatment that is told by a capsule."""
    found = visit(seconds=15, title="The Door", logline="A keeper finds a door.")
    with found.inside():
        run_until(found.film, "treatment")
        choose_capsule(
            found.film.branch, found.film.episode, "writing", "preset:plain-report", by=found.owner
        )
        head = found.film.head("treatment", "treatment")
        edit(head, {"text": TEXT}, expected=head.revision_id, by=found.owner)
    return found


def verdict(*quotes: str, mark: int = 62) -> str:
    reasons = [
        {"quote": quote, "keeps": "yes", "about": "short sentences", "why": "It is plain."}
        for quote in quotes
    ]
    return json.dumps({"mark": mark, "summary": "It is plain and dry.", "reasons": reasons})


def ask(seen: Visit) -> Generation:
    return ask_likeness(seen.film.branch, seen.film.episode, "treatment", by=seen.owner)


def judged(seen: Visit) -> Generation:
    row = ask(seen)
    answer(row.pk, check=lambda: None, last=True)
    row.refresh_from_db()
    return row


def now(seen: Visit) -> Judgement:
    story = load_story(seen.film.branch, seen.film.episode)
    return judgements(story, judgeable(story))["treatment"]


def page(seen: Visit, by: Any = None) -> str:
    return str(seen.by(by or seen.editor).get(seen.stage("capsules")).text)


def test_a_model_gives_a_mark_with_quotes_and_the_page_shows_it_beside_the_measures(seen: Visit) -> None:
    assert "Where a model is connected, it can judge this too" in page(seen)
    with seen.inside(), writing(seen.film, says(verdict("Nobody had come up the stairs"))) as wire:
        row = judged(seen)
        assert AuditRecord.objects.filter(verb="likeness.asked").exists()
    asked = wire.asked[0].data["messages"]
    assert "How it shall be told" in asked[1]["content"]
    assert "The lamp was cold." in asked[1]["content"]
    shown = page(seen)
    assert "As a model reads it" in shown
    assert ">62<" in shown
    assert "Nobody had come up the stairs" in shown
    assert "What was it told?" in shown
    told = seen.by(seen.viewer).get(seen.stage("treatment", "told", row.pk)).text
    assert "The text to judge" in told
    assert "Keep in an evaluation set" not in told


def test_words_that_do_not_stand_in_the_text_are_sent_back_and_then_refused() -> None:
    made_up = LikenessAnswer.model_validate_json(verdict("The lamp was warm"))
    with pytest.raises(Unfit, match="do not stand in the text: “The lamp was warm”"):
        likeness_from(made_up, {"judged": TEXT})
    broken = LikenessAnswer.model_validate_json(verdict("“Nobody had come up”"))
    assert likeness_from(broken, {"judged": TEXT})["reasons"][0]["quote"] == "Nobody had come up"
    for answer_ in (verdict(mark=62), verdict("The lamp", mark=101), verdict("  ")):
        with pytest.raises(Unfit):
            likeness_from(LikenessAnswer.model_validate_json(answer_), {"judged": TEXT})


def test_a_judge_who_goes_on_making_things_up_is_not_believed(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(verdict("It was a dark and stormy night"))) as wire:
        with pytest.raises(ProviderError):
            judged(seen)
        assert now(seen).state == "failed"
    assert "Quote it word for word" in wire.asked[1].data["messages"][-1]["content"]
    assert "It could not be judged" in page(seen)


@pytest.mark.parametrize("what", ["text", "capsule"])
def test_a_judgement_is_out_of_date_when_the_text_or_the_capsule_changes(seen: Visit, what: str) -> None:
    with seen.inside(), writing(seen.film, says(verdict("The lamp was cold"))):
        judged(seen)
        assert not now(seen).is_old
        if what == "text":
            head = seen.film.head("treatment", "treatment")
            edit(head, {"text": f"{TEXT} Then it burnt."}, expected=head.revision_id, by=seen.owner)
        else:
            branch, episode = seen.film.branch, seen.film.episode
            choose_capsule(branch, episode, "writing", "preset:deadpan", by=seen.owner)
        assert now(seen).is_old
    assert "out of date" in page(seen)


def test_a_studio_model_is_priced_and_held_before_it_is_asked(seen: Visit, settings: Any) -> None:
    settings.STUDIO_TEXT_MODELS = [("openai", "gpt-6-luna", "sk-studio")]
    with seen.inside():
        choose_models(["studio:openai"], house_last=True, by=seen.owner)
        with pytest.raises(Refused, match="role producer"):
            ask_likeness(seen.film.branch, seen.film.episode, "treatment", by=seen.editor)
        grant(seen.team, 100_000_000, reason="for the test", key="test")
        most = 48 * 10_000 + 4 * 50_000
        assert f"{credits_text(most)} credits at most" in page(seen)
        row = ask(seen)
        assert (row.quoted_micro, balance().held) == (most, most)
        with pytest.raises(Refused, match="already"):
            ask(seen)
    assert "Being read." in page(seen)


def test_what_cannot_be_judged_is_said(seen: Visit) -> None:
    with seen.inside():
        with pytest.raises(Refused, match="connected model"):
            ask(seen)
        with pytest.raises(Invalid, match="no text"):
            ask_likeness(seen.film.branch, seen.film.episode, "screenplay", by=seen.owner)
    said = seen.by(seen.editor).post(seen.stage("capsules", "judge"), {"stage": "astrology"}, follow=True)
    assert "There is no text here" in said.text


def test_only_editors_of_the_team_ask(seen: Visit) -> None:
    other = seen.stage("capsules", "judge", project=seen.other_film.project.pk)
    assert_guarded(seen, seen.stage("capsules", "judge"), foreign=other)
