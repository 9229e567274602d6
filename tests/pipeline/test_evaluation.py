"""Evaluation: texts kept in sets, asked again with another template or model, scored, judged, paid once."""

import json
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.roles import Role
from billing.actions.ledger import grant
from billing.models import Hold
from billing.queries.ledger import balance, reconcile
from pipeline.actions.evaluation import begin_evaluation, carry_out, keep_case, queue_evaluation
from pipeline.actions.templates import keep_template
from pipeline.evaluation.asking import as_it_was
from pipeline.evaluation.scoring import scored, total
from pipeline.jobs import engine
from pipeline.models import EvaluationCase, EvaluationRun, EvaluationSet, Generation
from pipeline.prompting.purposes import PURPOSES
from pipeline.queries.evaluation import PREVIZ
from projects.kinds import Brief
from tests.factories.accounts import MembershipFactory
from tests.factories.films import run_until
from tests.factories.projects import World
from tests.factories.visitors import Visit, visit
from tests.pipeline.making_support import make
from tests.pipeline.providers.author import ANSWERS, connected, reply_to, writes, writing
from tests.pipeline.providers.wire import Asked, Reply, serving

OWN = "You are terse.\n---\nWrite treatment {{number}} in {{language}}.\n\n{{context}}\n"
ARGUMENTS = {"brief": Brief(idea="x", seconds=60).payload(), "index": 0, "beats": [{"seconds": 10}]}


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True


@pytest.fixture
def seen(db: None) -> Visit:
    return visit(seconds=15, title="The Door", logline="A keeper finds a door.")


def kept(made: World, step: str = "variant", name: str = "Doors") -> EvaluationSet:
    for row in Generation.objects.filter(step=step, state="done").select_related("project"):
        keep_case(row, name, by=made.user)
    return EvaluationSet.objects.get(name=name)


def asked(found: EvaluationSet, by: Any, **more: Any) -> EvaluationRun:
    setting = {"template": "studio", "link": PREVIZ, **more}
    run, _ = begin_evaluation(found, by=by, **setting)
    carry_out(run.pk, check=lambda: None, tell=lambda done, of: None)
    run.refresh_from_db()
    return run


def judges(asked: Asked) -> Reply:
    """Writes, and judges when it is asked to."""
    if '"mark"' in json.dumps(asked.data):
        return reply_to(asked, '{"mark": 7, "reason": "It is alive."}')
    return writes(asked)


def test_a_text_is_kept_as_it_was_told_and_answered(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, writes):
        make(seen.film, "variant:v1")
        case = kept(seen.film).cases.get()
    assert case.title == "The Door: Treatment variants, v1"
    assert case.answer["title"] == "The Door"
    assert "A lighthouse keeper finds a door" in case.told["prompt"]


def test_what_previz_wrote_can_be_kept_and_asked_of_a_model(seen: Visit) -> None:
    with seen.inside():
        run_until(seen.film, "screenplay")
        for step in ("variant", "beats", "script"):
            found = kept(seen.film, step)
        with serving(writes) as wire:
            connected(seen.film, wire, name="Ours")
            run = asked(found, seen.owner, link="Ours")
        assert found.cases.count() == len(run.results) == len(wire.asked)
    assert not any(result["error"] for result in run.results)
    assert all(0 < result["total"] <= 1 for result in run.results)


def test_keeping_twice_keeps_once_and_pictures_are_no_texts(seen: Visit) -> None:
    with seen.inside():
        make(seen.film, "variant:v1")
        kept(seen.film)
        assert kept(seen.film).cases.count() == 1
        row = Generation.objects.get()
        row.step = "frame"
        with pytest.raises(Refused, match="Only texts"):
            keep_case(row, "Doors", by=seen.owner)


def test_another_template_asks_with_the_same_material(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, writes, name="Ours") as wire:
        make(seen.film, "variant:v2")
        keep_template(PURPOSES["variant"], OWN, note="", by=seen.owner)
        run = asked(kept(seen.film), seen.owner, template="V1", link="Ours")
    then, now = (one.data["messages"] for one in wire.asked)
    assert now[0]["content"].startswith("You are terse.")
    material = then[1]["content"][then[1]["content"].index("<data ") : then[1]["content"].rindex("</data ")]
    assert material in now[1]["content"]
    assert run.results[0]["tokens"] == {"read": 100, "written": 20, "counted": True}


def test_the_same_question_to_previz_gives_the_same_scores_as_then(seen: Visit) -> None:
    with seen.inside():
        make(seen.film, "variant:v1")
        found = kept(seen.film)
        run = asked(found, seen.owner)
        assert run.results[0]["scores"] == as_it_was(found.cases.get())["scores"]
        assert run.results[0]["cost_micro"] == 0


def test_a_judge_gives_a_mark_with_a_reason(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, judges, name="Ours") as wire:
        make(seen.film, "variant:v1")
        run = asked(kept(seen.film), seen.owner, link="Ours", judge="Ours")
    assert run.results[0]["judge"] == {"value": 0.7, "reason": "It is alive."}
    assert "the answer" in wire.asked[-1].data["messages"][1]["content"]


def test_a_judge_that_cannot_be_read_gives_no_mark(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, writes, name="Ours"):
        make(seen.film, "variant:v1")
        run = asked(kept(seen.film), seen.owner, link="Ours", judge="Ours")
    assert run.results[0]["judge"]["value"] is None
    assert run.results[0]["error"] == ""


def test_an_answer_that_fails_is_said_and_the_others_are_asked(seen: Visit) -> None:
    def sometimes(asked: Asked) -> Reply:
        return reply_to(asked, "no") if "Write treatment 2" in json.dumps(asked.data) else writes(asked)

    with seen.inside(), serving(sometimes) as wire:
        run_until(seen.film, "treatment")
        connected(seen.film, wire, name="Ours")
        run = asked(kept(seen.film), seen.owner, link="Ours")
    assert run.state == "done"
    assert sorted(bool(result["error"]) for result in run.results) == [False, False, True]
    failed = next(result for result in run.results if result["error"])
    assert (failed["total"], failed["cost_micro"]) == (None, 0)


def test_after_a_crash_a_run_goes_on_and_asks_nothing_twice(seen: Visit) -> None:
    with seen.inside(), serving(writes) as wire:
        run_until(seen.film, "treatment")
        connected(seen.film, wire, name="Ours")
        found = kept(seen.film)
        run, _ = begin_evaluation(found, template="studio", link="Ours", by=seen.owner)

        def crash(done: int, of: int) -> None:
            raise RuntimeError

        with pytest.raises(RuntimeError):
            carry_out(run.pk, check=lambda: None, tell=crash)
        carry_out(run.pk, check=lambda: None, tell=lambda done, of: None)
    assert len(wire.asked) == 3


@pytest.mark.parametrize(("name", "value"), [("template", "V9"), ("template", "old"), ("link", "Nobody")])
def test_what_is_not_there_cannot_be_asked_with(seen: Visit, name: str, value: str) -> None:
    with seen.inside():
        make(seen.film, "variant:v1")
        with pytest.raises(Invalid, match="There is no"):
            asked(kept(seen.film), seen.owner, **{name: value})


SCRIPT = ANSWERS["script"]


@pytest.mark.parametrize(
    ("purpose", "good", "bad", "check"),
    [
        ("script", SCRIPT, f"{SCRIPT}\n{SCRIPT}", "one scene"),
        ("script", SCRIPT, "INT. A - DAY\n\n" + "She waits for him. " * 40, "variety"),
        (
            "brief",
            {"title": "The Door", "logline": "word " * 12},
            {"title": "a " * 9, "logline": "x"},
            "title",
        ),
        ("beats", [{"title": "a", "text": "b", "intensity": i / 5} for i in range(6)], [], "number of beats"),
        (
            "beats",
            [{"title": "a", "text": "b", "intensity": i / 5} for i in range(6)],
            [{"title": "a", "text": "b", "intensity": 0.5}] * 6,
            "rise",
        ),
        ("variant", {"text": "## Premise\n\nA.\n\n## Want\n\nB."}, {"text": "A. B."}, "headings"),
        (
            "variant",
            {"text": "She lights the lamp."},
            {"text": "Little did she know: a testament to time, a tapestry, bittersweet and palpable."},
            "plain words",
        ),
    ],
)
def test_a_check_tells_good_from_bad(purpose: str, good: Any, bad: Any, check: str) -> None:
    def value(data: Any) -> float:
        return next(one["value"] for one in scored(purpose, data, ARGUMENTS) if one["name"] == check)

    assert value(good) > value(bad)
    assert 0 <= total(scored(purpose, bad, ARGUMENTS)) <= 1


def test_pages_lead_from_a_text_to_its_set_and_compare(seen: Visit) -> None:
    with seen.inside():
        make(seen.film, "variant:v1")
        pk = Generation.objects.get().pk
    browser = seen.by(seen.editor)
    assert b"Keep in an evaluation set" in browser.get(seen.stage("treatment", "told", pk)).content
    answer = browser.post(seen.stage("treatment", "told", pk, "keep"), {"name": "Doors"})
    page = browser.get(answer.url).content.decode()
    assert "The Door: Treatment variants, v1" in page
    assert browser.post(answer.url + "run/", {"template": "studio", "link": "previz"}).status_code == 302
    with seen.inside():
        run = EvaluationRun.objects.get()
        carry_out(run.pk, check=lambda: None, tell=lambda done, of: None)
        case = EvaluationCase.objects.get()
    assert "previz, template studio" in browser.get(answer.url).content.decode()
    assert "Variety" in browser.get(f"{answer.url}{case.pk}/").content.decode()
    assert b"Doors" in browser.get(seen.address("settings", "evaluation")).content
    browser.post(f"{answer.url}{case.pk}/drop/")
    with seen.inside():
        assert not EvaluationSet.objects.exists()


def test_strangers_and_viewers_stay_outside(seen: Visit) -> None:
    with seen.inside():
        make(seen.film, "variant:v1")
        found, pk = kept(seen.film), Generation.objects.get().pk
        case = found.cases.get()
    address = seen.address("settings", "evaluation", found.pk)
    stranger = MembershipFactory(role=Role.OWNER)
    other = Client()
    other.force_login(stranger.user)
    elsewhere = address.replace(seen.team.slug, stranger.team.slug)
    for method, more in (("get", ""), ("get", f"{case.pk}/"), ("post", "run/"), ("post", f"{case.pk}/drop/")):
        assert getattr(seen.by(seen.stranger), method)(address + more).status_code == 404
        assert getattr(seen.by(seen.viewer), method)(address + more).status_code == 403
        assert getattr(other, method)(elsewhere + more).status_code == 404
    keep = seen.stage("treatment", "told", pk, "keep")
    assert seen.by(seen.viewer).post(keep, {"name": "x"}).status_code == 403
    assert seen.by(seen.owner).post(keep.replace(str(pk), str(uuid4())), {"name": "x"}).status_code == 404


def test_the_command_asks_compares_and_says_what_is_not_there(seen: Visit) -> None:
    with seen.inside():
        make(seen.film, "variant:v1")
        kept(seen.film)
    told = StringIO()
    call_command("evaluate", "Doors", team=seen.team.slug, template="studio", stdout=told)
    assert "previz, template studio" in told.getvalue()
    assert "The Door: Treatment variants, v1" in told.getvalue()
    with pytest.raises(CommandError, match="There are: Doors"):
        call_command("evaluate", "Windows", team=seen.team.slug)
    with pytest.raises(CommandError, match="no connected model Nobody"):
        call_command("evaluate", "Doors", team=seen.team.slug, model="Nobody")


@pytest.mark.django_db(transaction=True)
def test_a_studio_model_is_paid_for_once_by_its_tokens(settings: Any) -> None:
    seen = visit(seconds=15, title="The Door", logline="A keeper finds a door.")
    with serving(writes) as wire:
        settings.STUDIO_TEXT_MODELS = [("openai", "gpt-6-luna", "sk-studio")]
        settings.PROVIDER_ADDRESSES = {"openai": f"{wire.address}/v1"}
        with seen.inside():
            make(seen.film, "variant:v1")
            found = kept(seen.film)
            grant(seen.team, 100_000_000, reason="for the test", key="test")
            before = balance().wallet
            with pytest.raises(Refused, match="role producer"):
                queue_evaluation(found, template="studio", link="studio:openai", judge="", by=seen.editor)
            queue_evaluation(found, template="studio", link="studio:openai", judge="", by=seen.owner)
        assert engine.serve(["interactive"]) == 1
    with seen.inside():
        assert EvaluationRun.objects.get().state == "done"
        assert balance().spent == 100 * 10 + 20 * 50
        assert Hold.objects.latest("id").captured == 2_000
        assert reconcile().right
        assert before > balance().wallet
