"""A judge that sees: pictures shown to a model, held to words of their capsule, priced first."""

import base64
import io
import json
from typing import Any

import pytest
from PIL import Image

from accounts.kernel.errors import Invalid, Refused
from assets.actions.media import keep_bytes
from billing.actions.ledger import grant
from billing.money import credits_text
from pipeline.actions.capsules import choose_capsule
from pipeline.actions.connections import choose_models
from pipeline.actions.questions import answer
from pipeline.actions.resemblance import ask_resemblance
from pipeline.capsules import seen_manner
from pipeline.models import Connection, Generation
from pipeline.prompting.answers import Unfit
from pipeline.prompting.judgements import ResemblanceAnswer, resemblance_from
from pipeline.providers.base import ProviderError
from pipeline.providers.text.seeing import pictures_of
from pipeline.queries.resemblance import Look, looks_at, visible
from projects.queries.story import load_story
from tests.factories.pictures import encoded, scene
from tests.factories.shots import heads, rewrite, written
from tests.factories.visitors import Visit, assert_guarded, visit
from tests.pipeline.providers.author import connected, says
from tests.pipeline.providers.wire import serving

SAID = "Grey harbour fog.\n\nDo:\n- Let edges dissolve."


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True


@pytest.fixture
def seen(db: None) -> Visit:
    """Two shots with frames of their own, made by a visual capsule."""
    found = visit()
    with found.inside():
        written(found.film, 1, 2)
        for number, head in enumerate(heads(found.film, "frame")):
            kept = keep_bytes(encoded(scene(1600, 900 + number)), "image/png")
            rewrite(found.film, head, media=kept.sha256)
        choose_capsule(found.film.branch, found.film.episode, "visual", "preset:woodcut", by=found.owner)
    return found


def verdict(seen: Visit, *, mark: int = 40, quote: str = "") -> str:
    with seen.inside():
        story = load_story(seen.film.branch, seen.film.episode)
        words = quote or seen_manner(visible(story)["frames"][0].guide).split(".")[0]
    reason = {"quote": words, "aspect": "line", "keeps": "no", "seen": "The edges at the left are soft."}
    return json.dumps({"mark": mark, "summary": "It is too soft.", "reasons": [reason]})


def now(seen: Visit) -> list[Look]:
    story = load_story(seen.film.branch, seen.film.episode)
    return looks_at(story, visible(story)).get("frames", [])


def ask(seen: Visit) -> list[Generation]:
    return ask_resemblance(seen.film.branch, seen.film.episode, "frames", by=seen.owner)


def page(seen: Visit) -> str:
    return str(seen.by(seen.editor).get(seen.stage("capsules")).text)


def test_each_picture_is_shown_small_and_judged_with_words_of_the_capsule(seen: Visit) -> None:
    assert "Where a model that sees pictures is connected" in page(seen)
    told = verdict(seen)
    with seen.inside(), serving(says(told)) as wire:
        connected(seen.film, wire)
        with pytest.raises(Refused, match="No connected model sees pictures"):
            ask(seen)
        assert "No connected model sees pictures." in page(seen)
        _sees(seen)
        assert "2 pictures, each one question" in page(seen)
        for row in ask(seen):
            answer(row.pk, check=lambda: None, last=True)
        with pytest.raises(Refused, match="judged as it is"):
            ask(seen)
        found = now(seen)
    sent = wire.asked[0].data["messages"][1]["content"]
    shown = Image.open(io.BytesIO(base64.b64decode(sent[0]["image_url"]["url"].partition(",")[2])))
    assert (shown.format, max(shown.size)) == ("JPEG", 1024)
    assert "How it shall look" in sent[1]["text"]
    assert [(one.mark, one.word, one.state) for one in found] == [(40, "apart", "done")] * 2
    assert found[0].reasons[0].seen == "The edges at the left are soft."
    text = page(seen)
    assert "As a model sees it" in text
    assert "All are judged as they are." in text
    assert "The edges at the left are soft." in text


def _sees(seen: Visit) -> None:
    from django.core.cache import cache

    Connection.objects.update(sees=True)
    cache.clear()


def test_words_that_the_capsule_does_not_say_are_sent_back_and_then_refused(seen: Visit) -> None:
    for told, wrong in (
        (verdict(seen, quote="neon signs"), "does not say these words: “neon signs”"),
        (verdict(seen, mark=101, quote="edges dissolve"), "between 0 and 100"),
        (json.dumps({"mark": 5, "summary": "", "reasons": []}), "at least one reason"),
    ):
        with pytest.raises(Unfit, match=wrong):
            resemblance_from(ResemblanceAnswer.model_validate_json(told), {"said": SAID})
    kept = resemblance_from(
        ResemblanceAnswer.model_validate_json(verdict(seen, quote="“Let edges dissolve.”")), {"said": SAID}
    )
    assert kept["reasons"][0]["quote"] == "Let edges dissolve"
    with seen.inside(), serving(says(verdict(seen, quote="neon signs"))) as wire:
        connected(seen.film, wire)
        _sees(seen)
        row = ask(seen)[0]
        with pytest.raises(ProviderError):
            answer(row.pk, check=lambda: None, last=True)
    assert "Quote it word for word" in json.dumps(wire.asked[1].data)


def test_a_judgement_goes_out_of_date_with_its_capsule_and_a_new_picture_is_asked_alone(seen: Visit) -> None:
    with seen.inside(), serving(says(verdict(seen))) as wire:
        connected(seen.film, wire)
        _sees(seen)
        for row in ask(seen):
            answer(row.pk, check=lambda: None, last=True)
        kept = keep_bytes(encoded(scene(800, 800)), "image/png")
        rewrite(seen.film, heads(seen.film, "frame")[0], media=kept.sha256)
        assert [row.request["told"]["pictures"] for row in ask(seen)] == [[kept.sha256]]
        choose_capsule(seen.film.branch, seen.film.episode, "visual", "preset:harbour-fog", by=seen.owner)
        assert {one.is_old for one in now(seen)} == {True}
    assert "out of date" in page(seen)


def test_a_studio_model_is_priced_for_every_picture_and_held_before_it_sees_one(
    seen: Visit, settings: Any
) -> None:
    settings.STUDIO_TEXT_MODELS = [("openai", "gpt-6-luna", "sk-studio")]
    with seen.inside():
        choose_models(["studio:openai"], house_last=True, by=seen.owner)
        grant(seen.team, 100_000_000, reason="for the test", key="test")
        most = 2 * (8 * 10_000 + 3 * 50_000)
        assert f"{credits_text(most)} credits at most" in page(seen)
        assert sum(row.quoted_micro for row in ask(seen)) == most
        with pytest.raises(Invalid, match="no pictures here"):
            ask_resemblance(seen.film.branch, seen.film.episode, "astrology", by=seen.owner)


def test_a_picture_that_is_gone_or_broken_is_not_sent(seen: Visit) -> None:
    with seen.inside():
        broken = keep_bytes(b"no picture", "image/png").sha256
        for sha in (broken, "0" * 64):
            with pytest.raises(ProviderError, match="no longer there"):
                pictures_of({"pictures": [sha]})


def test_programs_ask_and_read_too_and_only_editors_of_the_team(seen: Visit) -> None:
    here = f"/api/v1/teams/{seen.team.slug}/projects/{seen.film.project.pk}/capsules/"
    body = {"stage": "frames"}
    with seen.inside(), serving(says(verdict(seen))) as wire:
        connected(seen.film, wire)
        _sees(seen)
        asked = seen.by(seen.editor).post(f"{here}look/", body, "application/json")
        assert (asked.status_code, len(asked.json())) == (202, 2)
        answer(asked.json()[0]["id"], check=lambda: None, last=True)
    told = seen.by(seen.viewer).get(here).json()["pictures"]
    assert sorted((one["mark"], one["state"]) for one in told) == [(0, "running"), (40, "done")]
    assert seen.by(seen.viewer).post(f"{here}look/", body, "application/json").status_code == 403
    assert seen.by(seen.stranger).post(f"{here}look/", body, "application/json").status_code == 404
    foreign = seen.stage("capsules", "judge", project=seen.other_film.project.pk)
    assert_guarded(seen, seen.stage("capsules", "judge"), foreign=foreign)
