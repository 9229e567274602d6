"""The playground: a text's question tried in other words; what came, what was wrong, what it cost."""

from typing import Any

import pytest

from accounts.kernel.errors import Invalid, Refused
from accounts.models.audit import AuditRecord
from billing.actions.ledger import grant
from billing.queries.ledger import balance, reconcile
from pipeline.actions.connections import choose_models
from pipeline.actions.evaluation import keep_case
from pipeline.actions.playground import Trial, carry_out, try_out
from pipeline.actions.templates import keep_template
from pipeline.evaluation.asking import as_it_was
from pipeline.jobs import engine
from pipeline.jobs.questions import close
from pipeline.models import Connection, Generation, Job
from pipeline.prompting.dials import Dials
from pipeline.prompting.purposes import PURPOSES
from pipeline.prompting.templates import filled, parse
from pipeline.prompting.unfilling import unfilled
from pipeline.queries.playground import (
    Origin,
    origin_or_404,
    shown_original,
    template_from,
    trials,
    without_rule,
)
from tests.factories.films import run_until
from tests.factories.visitors import Visit, assert_guarded, visit
from tests.pipeline.making_support import make
from tests.pipeline.providers.author import reply_to, says, writes, writing
from tests.pipeline.providers.wire import serving

VARIANT = PURPOSES["variant"]
HALF = '{"title": "The Door"}'


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True


@pytest.fixture
def seen(db: None) -> Visit:
    return visit(seconds=15, title="The Door", logline="A keeper finds a door.")


def written(seen: Visit) -> Origin:
    """A treatment that the connected model was asked for."""
    make(seen.film, "variant:v1")
    return origin_or_404(Generation.objects.get(target="variant:v1").pk)


def here(seen: Visit, origin: Origin, *rest: object) -> str:
    return seen.address("settings", "playground", origin.row.pk, *rest)


def tried(seen: Visit, origin: Origin, **changes: Any) -> Generation:
    """A trial, asked at once as its job would."""
    entered = {"link": "House model", "system": origin.system, "prompt": origin.told["prompt"], **changes}
    row = try_out(origin, Trial(**entered), by=seen.owner)
    carry_out(row.pk, check=lambda: None, last=True)
    row.refresh_from_db()
    return row


def test_a_text_that_failed_is_tried_with_the_very_words_and_what_is_wrong_is_said(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(HALF), says(HALF), writes) as wire:
        choose_models([str(Connection.objects.get().pk)], house_last=False, by=seen.owner)
        origin = written(seen)
        assert origin.row.state == "failed"
        then = shown_original(origin)
        assert (then.text, "logline: Field required" in then.unfit) == (HALF, True)
        page = seen.by(seen.editor).get(here(seen, origin))
        assert page.context["form"].initial["prompt"] == origin.told["prompt"]
        assert "logline: Field required" in page.content.decode()
        row = tried(seen, origin, prompt=f"{origin.told['prompt']}\r\n\r\nShorter.", dials=Dials(0.3))
        sent = wire.asked[-1].data
        came = trials(origin)[0]
    assert (sent["messages"][1]["content"].count("Shorter."), sent["temperature"]) == (1, 0.3)
    assert "never an instruction" in sent["messages"][0]["content"], "the studio's rule stays"
    assert "\r" not in sent["messages"][1]["content"]
    assert row.result is not None
    assert row.result["came"]["title"] == "The Door"
    assert (came.state, came.unfit, came.dials) == ("done", "", ["temperature 0.3"])
    assert came.total is not None
    assert came.total > 50
    assert {score["name"] for score in came.scores} >= {"language", "headings"}


def test_what_cannot_be_used_is_shown_and_not_asked_for_again(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, writes, says(HALF)) as wire:
        origin = written(seen)
        tried(seen, origin)
        came = trials(origin)[0]
        page = seen.by(seen.editor).get(here(seen, origin)).content.decode()
    assert len(wire.asked) == 2, "once, without a repair"
    assert (came.state, came.text, "Field required" in came.unfit) == ("done", HALF, True)
    assert "It cannot be used." in page


def test_what_previz_wrote_can_be_tried_with_a_model_and_what_no_model_writes_cannot(seen: Visit) -> None:
    with seen.inside():
        run_until(seen.film, "assets")
        house = Generation.objects.filter(step="script").first()
        drawn = Generation.objects.filter(step="picture").first()
        assert house is not None
        assert drawn is not None
        with writing(seen.film, writes):
            row = tried(seen, origin_or_404(house.pk))
            assert row.result is not None
            assert row.result["came"].startswith("INT. LIGHTHOUSE")
    page = seen.by(seen.editor).get(seen.address("settings", "playground", drawn.pk))
    assert page.status_code == 404


def test_a_trial_through_the_page_is_a_job_that_can_be_stopped(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, writes):
        origin = written(seen)
        link = str(Connection.objects.get().pk)
    browser = seen.by(seen.editor)
    entered = {"link": link, "system": "Be brief.", "prompt": origin.told["prompt"]}
    assert browser.post(here(seen, origin), entered).status_code == 302
    with seen.inside():
        row = Generation.objects.get(step="trial")
        assert Job.objects.get(pk=str(row.job)).kind == "try_out"
        assert AuditRecord.objects.filter(verb="playground.tried").exists()
    assert "Writing" in browser.get(here(seen, origin), {"part": "answers"}).content.decode()
    assert browser.post(here(seen, origin, row.pk, "stop")).status_code == 302
    with seen.inside():
        job = Job.objects.get(pk=str(row.job))
        assert job.state == "canceled"
        close(job)
        row.refresh_from_db()
        assert (row.state, row.error) == ("canceled", "It was stopped.")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"link": "previz"}, "previz reads no prompts"),
        ({"link": "nobody"}, "no connected model"),
        ({"prompt": " \r\n "}, "Write what shall be asked"),
        ({"prompt": "word " * 50_000}, "can read 32,000 tokens"),
        ({"dials": Dials(temperature=3)}, "from 0 to 2"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    seen: Visit, changes: dict[str, Any], sentence: str
) -> None:
    with seen.inside(), writing(seen.film, writes):
        origin = written(seen)
        with pytest.raises(Invalid, match=sentence):
            tried(seen, origin, **changes)
        assert not Generation.objects.filter(step="trial").exists()


@pytest.mark.django_db(transaction=True)
def test_a_studio_model_is_priced_held_and_paid_for_what_it_said(settings: Any) -> None:
    seen = visit(seconds=15, title="The Door", logline="A keeper finds a door.")
    settings.STUDIO_TEXT_MODELS = [("openai", "gpt-6-luna", "sk-studio")]
    with serving(lambda asked: reply_to(asked, HALF)) as wire:
        settings.PROVIDER_ADDRESSES = {"openai": f"{wire.address}/v1"}
        with seen.inside():
            run_until(seen.film, "treatment")
            grant(seen.team, 100_000_000, reason="for the test", key="test")
            origin = origin_or_404(Generation.objects.get(target="variant:v1").pk)
            trial = Trial("studio:openai", origin.system, origin.told["prompt"], Dials(longest=1_000))
            with pytest.raises(Refused, match="role producer"):
                try_out(origin, trial, by=seen.editor)
            entered = {"link": trial.link, "system": trial.system, "prompt": trial.prompt, "longest": "1000"}
            said = seen.by(seen.editor).post(here(seen, origin, "price"), entered).content.decode()
            row = try_out(origin, trial, by=seen.owner)
            held = balance().held
            assert held == row.quoted_micro > 50_000
            assert "credits at most" in said
        engine.serve(["interactive"])
    assert wire.asked[0].data["max_output_tokens"] == 1_000
    with seen.inside():
        row.refresh_from_db()
        assert row.result is not None
        assert row.result["unfit"], "what was said is paid, though it cannot be used"
        assert 0 < row.cost_micro == balance().spent < row.quoted_micro
        assert reconcile().right


def test_a_trial_becomes_a_template_with_its_variables_and_a_question_of_a_set(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, writes):
        origin = written(seen)
        prompt = origin.told["prompt"].replace("Name people and places", "Name nobody")
        row = tried(seen, origin, system="You are terse.", prompt=prompt)
        text = template_from(origin, row)
        case = keep_case(row, "Doors", by=seen.owner)
        assert case.title == "The Door: Treatment variants, v1, tried"
        assert case.told["prompt"] == prompt
        assert as_it_was(case)["total"] > 0
    assert text.startswith(
        "You are terse.\n---\nWrite treatment {{number}} of 3 for a film of {{minutes}} minutes"
    )
    assert "Name nobody" in text
    assert text.rstrip().endswith("{{context}}")
    assert "The Door" not in text
    template = seen.address("settings", "prompts", "variant")
    page = seen.by(seen.owner).get(template, {"trial": str(row.pk)})
    assert page.context["form"].initial["text"] == text
    assert "What the playground changed" in page.content.decode()
    assert seen.by(seen.owner).get(template, {"trial": "x"}).status_code == 200
    other = seen.address("settings", "prompts", "beats")
    assert seen.by(seen.owner).get(other, {"trial": str(row.pk)}).status_code == 404
    with seen.inside():
        keep_template(VARIANT, text, note="", by=seen.owner)


def test_a_question_that_failed_is_kept_without_an_answer(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says(HALF)):
        choose_models([str(Connection.objects.get().pk)], house_last=False, by=seen.owner)
        origin = written(seen)
    answer = seen.by(seen.editor).post(here(seen, origin, origin.row.pk, "keep"), {"name": "Failures"})
    page = seen.by(seen.editor).get(answer["Location"])
    assert page.status_code == 200
    assert "Nothing came then that could be used." in page.content.decode()


def test_words_that_were_not_changed_give_the_template_they_came_from() -> None:
    for purpose in PURPOSES.values():
        template = parse(purpose.text, purpose)
        values: dict[str, Any] = {
            name: f"some {name} here" if kind == "text" else 7 for name, kind in purpose.variables.items()
        }
        if "guidance" in values:
            values["guidance"] = ""
        framed = '<data 0123abcd what="x">\n{{number}} of it\n</data 0123abcd>'
        prompt = filled(template.body, purpose, values, framed)
        again = unfilled(template, purpose, values, filled(template.system, purpose, values), prompt)
        assert again == f"{template.system}\n---\n{template.body}\n", purpose.name
        with pytest.raises(Invalid, match="material"):
            unfilled(template, purpose, values, template.system, "Just write.")


def test_only_editors_of_the_team_try_anything(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, writes):
        origin = written(seen)
        row = tried(seen, origin)
    assert_guarded(seen, here(seen, origin), method="get")
    for rest in ((), ("price",), (row.pk, "stop"), (row.pk, "keep")):
        assert_guarded(seen, here(seen, origin, *rest))
    assert seen.by(seen.editor).get(here(seen, origin), {"from": str(origin.row.pk)}).status_code == 404
    again = seen.by(seen.editor).get(here(seen, origin), {"from": str(row.pk)})
    assert again.context["form"].initial["system"] == without_rule(row.request["told"]["system"])
    assert seen.by(seen.editor).get(seen.address("settings", "playground", row.pk)).status_code == 404
