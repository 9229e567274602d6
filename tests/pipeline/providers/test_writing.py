"""Stories written by connected models: every way it can go ends in a clear state, and nobody pays twice."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from accounts.kernel import scope
from accounts.kernel.roles import Role
from billing.actions.ledger import grant
from billing.models import Quote
from billing.queries.ledger import balance, reconcile
from pipeline.actions import drafts
from pipeline.actions.connections import NewConnection, choose_models, connect_model
from pipeline.actions.importing import Brought, bring_material
from pipeline.actions.runs import start_run
from pipeline.context.framing import framed
from pipeline.context.refitting import refitted
from pipeline.jobs import engine, sweeper
from pipeline.models import Connection, Generation, Job, Run
from pipeline.providers.base import ProviderError
from pipeline.queries.drafts import drafts_of
from pipeline.queries.plans import plan_for
from pipeline.queries.quotes import price_of, quote_of
from pipeline.queries.telling import told_text, writing_of
from pipeline.registry import STEP_OF
from projects.models import Head
from tests.factories.films import run_until
from tests.factories.projects import World, membership, world
from tests.pipeline.making_support import make
from tests.pipeline.providers.author import ANSWERS, PROSE, connected, reply_to, says, writes, writing
from tests.pipeline.providers.wire import Asked, Chat, Reply, Responses, serving

GOOD = json.dumps(ANSWERS["variant"])
RUSSIAN = json.dumps(ANSWERS["variant"] | {"text": "Смотрительница маяка находит дверь в море. " * 20})


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.TEXT_SECONDS, settings.LOCAL_ENDPOINTS = 2, True


@pytest.fixture
def made(db: None) -> Iterator[World]:
    person = membership(role=Role.PRODUCER)
    with scope.team(person.team_id, user=person.user_id):
        yield world(person.user, person.team, seconds=15, title="The Door", logline="A keeper finds a door.")


def newest(step: str = "variant") -> Generation:
    return Generation.objects.filter(step=step).latest("created_at")


def alone(made: World) -> None:
    """Without previz behind the model."""
    choose_models(
        [str(pk) for pk in Connection.objects.values_list("pk", flat=True)], house_last=False, by=made.user
    )


@pytest.mark.parametrize("provider", ["google", "openai", "compatible"])
def test_a_story_is_written_by_the_connected_model_up_to_the_screenplay(
    made: World, settings: Any, provider: str
) -> None:
    with serving(writes) as wire:
        settings.PROVIDER_ADDRESSES = {"google": wire.address, "openai": f"{wire.address}/v1"}
        address = f"{wire.address}/v1" if provider == "compatible" else ""
        connect_model(NewConnection("Ours", provider, "m-1", "sk-very-secret", address), by=made.user)
        run = run_until(made, "screenplay")
    assert run.state == Run.State.DONE, run.note
    assert [head.content.title for head in _heads(made, "variant")] == ["The Door"] * 3
    beats = _heads(made, "beat")
    assert [beat.content.title for beat in beats] == ["Step 1", "Step 2", "Step 3"]
    scripts = _heads(made, "script")
    assert len(scripts) == 3
    assert all(script.content.heading == "INT. LIGHTHOUSE - NIGHT" for script in scripts)
    assert len(wire.asked) == 3 + 1 + 3, "each text is one question"
    written = Generation.objects.filter(provider=provider, state="done")
    assert all(one.facts["tokens"] == {"read": 100, "written": 20, "counted": True} for one in written)
    assert not any(one.cost_micro for one in written), "the team's own key is billed by its provider"


def _heads(made: World, kind: str) -> list[Head]:
    rows = Head.objects.filter(branch=made.branch, kind=kind, deleted=False).select_related("revision")
    return list(rows.order_by("position"))


def test_what_previz_makes_of_a_models_story_goes_on_to_the_shots(made: World) -> None:
    with writing(made, writes):
        run = run_until(made, "shots")
    assert run.state == Run.State.DONE, run.note
    keys = {head.content.key for head in _heads(made, "asset")}
    assert "location:lighthouse" in keys
    mara = next(head.content for head in _heads(made, "asset") if head.content.type == "character")
    assert "oilskin" in f"{mara.wardrobe} {mara.definition}"


def test_the_page_is_told_beforehand_who_writes_and_afterwards_who_did(made: World) -> None:
    with writing(made, writes, name="Our model"):
        lines = quote_of(plan_for(made.branch, made.episode, until="treatment")).lines
        assert "by Our model, else previz" in lines[0].label
        assert (lines[0].provider, lines[0].total_most) == ("compatible", 0)
        make(made, "variant:v1")
    assert (newest().provider, newest().model) == ("compatible", "m-1")
    assert newest().facts["asked"] == "Our model"


def test_wrong_json_is_repaired_once_and_the_model_is_told_what_was_wrong(made: World) -> None:
    with writing(made, says('{"title": "The Door"}'), says(GOOD)) as wire:
        assert make(made, "variant:v1") == {"made": 1, "reused": 0, "failed": 0}
    back = wire.asked[1].data["messages"]
    assert back[2] == {"role": "assistant", "content": '{"title": "The Door"}'}
    assert "logline: Field required" in back[3]["content"]
    assert newest().facts["rounds"] == 2
    assert newest().facts["spent"]["read"] == 200


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("", "empty"),
        ("I would rather not.", "Invalid JSON"),
        (RUSSIAN, "another language"),
        (json.dumps(ANSWERS["variant"] | {"text": "No."}), "only a sentence"),
    ],
    ids=["empty", "no JSON", "another language", "hardly anything"],
)
def test_what_cannot_be_used_is_asked_for_again_and_then_previz_writes(
    made: World, bad: str, told: str
) -> None:
    with writing(made, says(bad)) as wire:
        assert make(made, "variant:v1")["made"] == 1
    assert len(wire.asked) == 2
    assert told in wire.asked[1].data["messages"][-1]["content"]
    assert (newest().provider, newest().cost_micro) == ("previz", 0)
    assert "answered twice" in newest().facts["passed_over"][0]


def test_half_an_answer_is_asked_for_again_shorter(made: World) -> None:
    def cut(asked: Asked) -> Reply:
        reply = reply_to(asked, GOOD[:200])
        return Reply(text=str(reply.text).replace('"stop"', '"length"'), kind="text/event-stream")

    with writing(made, cut, says(GOOD)) as wire:
        assert make(made, "variant:v1")["made"] == 1
    assert "broke off" in wire.asked[1].data["messages"][-1]["content"]
    assert newest().provider == "compatible"


def test_without_previz_behind_it_a_useless_answer_fails_in_words_and_costs_nothing(made: World) -> None:
    with writing(made, says("nothing")):
        alone(made)
        assert make(made, "variant:v1") == {"made": 0, "reused": 0, "failed": 1}
    assert newest().state == "failed"
    assert (
        newest().error
        == "House model answered twice with something that cannot be used. You were not charged."
    )
    assert newest().cost_micro == 0


def test_a_refusal_is_the_persons_to_answer_and_no_other_model_is_tried(made: World) -> None:
    with writing(made, Chat.filtered()) as wire:
        assert make(made, "variant:v1")["failed"] == 1
    assert len(wire.asked) == 1
    assert "declined to write this" in newest().error
    assert newest().state == "failed"


@pytest.mark.parametrize("status", [429, 500], ids=["busy", "a fault"])
def test_what_may_pass_is_left_to_the_next_attempt_and_the_last_one_falls_back(
    made: World, status: int
) -> None:
    with writing(made, Chat.fails(status, after=34)) as wire:
        with pytest.raises(ProviderError) as caught:
            make(made, "variant:v1", last=False)
        assert (caught.value.retry, caught.value.after) == (True, 34)
        assert newest().state == "failed"
        assert make(made, "variant:v1", last=True)["made"] == 1
    assert len(wire.asked) == 2
    assert newest().provider == "previz"


def test_a_model_that_hangs_is_given_up_and_the_next_in_line_writes(made: World, settings: Any) -> None:
    settings.TEXT_SECONDS = 0.3
    with serving(Reply(hang=True)) as slow, serving(writes) as quick:
        connected(made, slow, name="Slow")
        connected(made, quick, name="Quick")
        assert make(made, "variant:v1")["made"] == 1
    assert newest().facts["asked"] == "Quick"
    assert "Slow did not answer within 0.3 seconds" in newest().facts["passed_over"][0]


def test_a_wrong_key_is_passed_over_at_once_and_said(made: World) -> None:
    with writing(made, Chat.fails(401)):
        assert make(made, "variant:v1", last=False)["made"] == 1
    assert newest().provider == "previz"
    assert "does not accept its key" in newest().facts["passed_over"][0]


def test_what_previz_wrote_instead_is_not_taken_for_the_models_answer(made: World) -> None:
    with writing(made, Chat.fails(401), writes):
        make(made, "variant:v1")
        head = made.head("variant", "v1")
        assert head.content.text != ANSWERS["variant"]["text"] + "\n"
        make(made, "variant:v1", remake=frozenset(["variant:v1"]))
    assert newest().provider == "compatible"
    assert newest().reused_from is None


def test_an_equal_question_is_answered_from_what_was_written_before(made: World) -> None:
    with writing(made, writes) as wire:
        make(made, "variant:v1")
        Head.objects.filter(kind="variant").update(built_digest="older")
        assert make(made, "variant:v1") == {"made": 0, "reused": 1, "failed": 0}
    assert len(wire.asked) == 1


def test_a_model_that_reads_less_than_the_question_has_is_passed_over(made: World) -> None:
    with serving(Chat.fails(401)) as first, serving(writes) as small:
        connected(made, first, name="Large")
        connected(made, small, name="Small", reads=100)
        make(made, "variant:v1")
    assert small.asked == []
    assert "can read less" in newest().facts["passed_over"][1]


def test_a_fall_back_that_reads_less_gets_a_question_cut_for_it_and_the_page_says_so(made: World) -> None:
    novel = "The tide came in and the lamp went out. " * 1_500  # 15,000 tokens
    bring_material(made.branch, made.episode, Brought("novel.txt", "text", novel), by=made.user)
    with serving(Chat.fails(401)) as first, serving(writes) as small:
        connected(made, first, name="Large")
        connected(made, small, name="Small", reads=4_000)
        make(made, "variant:v1")
    sent = small.asked[0].data["messages"][1]["content"]
    whole = newest().request["told"]
    assert whole["tokens"] > 4_000 > len(sent) / 4
    assert "A lighthouse keeper finds a door" in sent, "the brief is whole"
    assert "tokens of this were left out]" in sent
    kept = told_text(newest())["told"]
    assert (kept["prompt"] in sent, kept["budget"]) == (True, 4_000)
    cut = next(piece for piece in kept["pieces"] if piece["name"] == "material")
    assert (cut["share"], cut["tokens"]) == ("cut", whole["pieces"][-1]["tokens"])
    assert (
        "Small reads 4000 tokens at most: texts that were brought in were cut for it."
        in writing_of(newest()).note
    )


def test_a_question_whose_heart_does_not_fit_is_not_cut(made: World) -> None:
    told = {
        "system": "You write.",
        "prompt": f"Say it.\n\n{framed('0123abcd', 'The brief', 'a door ' * 900)}\n\nNow.",
        "pieces": [{"name": "brief", "title": "The brief", "share": "whole", "tokens": 1_575, "kept": 1_575}],
        "tokens": 1_600,
        "budget": 8_000,
    }
    assert refitted(told, 1_600) is told
    assert refitted(told, 1_000) is None
    assert refitted({**told, "pieces": []}, 1_000) is None


def test_studio_models_cost_credits_by_the_tokens_of_the_answer_that_is_used(
    made: World, settings: Any
) -> None:
    with serving(Responses.streams("{}"), says(GOOD)) as wire:
        settings.STUDIO_TEXT_MODELS = [("openai", "gpt-6-luna", "sk-studio")]
        settings.PROVIDER_ADDRESSES = {"openai": f"{wire.address}/v1"}
        choose_models(["studio:openai"], house_last=True, by=made.user)
        grant(made.team, 100_000_000, reason="for the test", key="test")
        quote = quote_of(plan_for(made.branch, made.episode, until="treatment"))
        run = run_until(made, "treatment")
    assert run.state == Run.State.DONE, run.note
    # $0.10 and $0.50 for a million tokens; 32,000 read and 6,000 written at most, three times.
    assert quote.total_most == 3 * (320_000 + 300_000)
    assert Quote.objects.get(pk=run.quote).total_most == quote.total_most
    costs = Generation.objects.filter(step="variant", state="done").values_list("cost_micro", flat=True)
    assert list(costs) == [100 * 10 + 20 * 50] * 3, "one round each, though the first took two"
    assert wire.asked[0].headers["authorization"] == "Bearer sk-studio"


def test_one_more_take_by_a_studio_model_names_its_price(made: World, settings: Any) -> None:
    settings.STUDIO_TEXT_MODELS = [("openai", "gpt-6-luna", "sk-studio")]
    choose_models(["studio:openai"], house_last=True, by=made.user)
    # 32,000 tokens read at 10 micro-credits and 6,000 written at 50.
    assert price_of(STEP_OF["variant"]) == 320_000 + 300_000
    assert price_of(STEP_OF["treatment"]) == 0, "taking over is previz'"


def test_a_studio_model_without_a_price_starts_nothing(made: World, settings: Any) -> None:
    settings.STUDIO_TEXT_MODELS = [("openai", "gpt-of-tomorrow", "sk-studio")]
    choose_models(["studio:openai"], house_last=True, by=made.user)
    with pytest.raises(Exception, match="no price"):
        run_until(made, "treatment")


def test_the_text_can_be_watched_while_it_is_written(made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "EVERY", 0.0)
    with writing(made, writes):
        make(made, "variant:v1")
    shown = drafts_of([newest().pk])[newest().pk]
    assert shown["by"] == "House model"
    assert PROSE[:40] in shown["text"]
    assert "{" not in shown["text"], "a person watches a story, not its JSON"


@pytest.mark.django_db(transaction=True)
def test_what_failed_and_was_tried_again_is_charged_once(settings: Any) -> None:
    """By the engine itself: a fault, a pause, then the answer; the rest of the hold goes back."""
    settings.STUDIO_TEXT_MODELS = [("openai", "gpt-6-luna", "sk-studio")]
    person = membership(role=Role.PRODUCER)
    scoped = {"pk": person.team_id, "user": person.user_id}
    with serving(Responses.fails(500), writes) as wire:
        settings.PROVIDER_ADDRESSES = {"openai": f"{wire.address}/v1"}
        with scope.team(**scoped):
            made = world(person.user, person.team, seconds=15, title="The Door", logline="A keeper.")
            choose_models(["studio:openai"], house_last=True, by=person.user)
            grant(person.team_id, 100_000_000, reason="for the test", key="test")
            before = balance().wallet
            run = start_run(made.branch, made.episode, until="treatment", only=["variant:v1"], by=person.user)
        for _ in range(3):
            engine.serve(["interactive"])
            with scope.team(**scoped):
                Job.objects.filter(state="waiting").update(run_after=timezone.now())
            sweeper.sweep()
    with scope.team(**scoped):
        states = Generation.objects.order_by("created_at").values_list("state", "provider", "cost_micro")
        assert list(states) == [("failed", "openai", 0), ("done", "openai", 2_000)]
        run.refresh_from_db()
        assert balance().held == 0
        assert before - balance().wallet == balance().spent == 2_000
        assert reconcile().right
