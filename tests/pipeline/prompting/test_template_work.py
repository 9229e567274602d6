"""Remarks followed as drafts, a model's proposals kept or left, and what each version has brought."""

import json
from typing import Any

import pytest

from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from pipeline.actions.improvements import ask_improvement, take_improvement
from pipeline.actions.questions import answer
from pipeline.actions.templates import keep_template, use_template
from pipeline.models import EvaluationCase, EvaluationRun, EvaluationSet, Generation, PromptTemplate
from pipeline.prompting.answers import Unfit
from pipeline.prompting.improvements import ImprovementAnswer, improvement_from
from pipeline.prompting.purposes import PURPOSES
from pipeline.providers.base import ProviderError
from pipeline.queries.effectiveness import effects_of
from pipeline.queries.improvements import proposal_of
from projects.actions.edits import edit
from tests.factories.accounts import member
from tests.factories.visitors import Visit, assert_guarded, visit
from tests.pipeline.making_support import make
from tests.pipeline.providers.author import says, writes, writing

VARIANT = PURPOSES["variant"]
VAGUE = VARIANT.text.replace("---", "You are very good.\n---")
BETTER = VARIANT.text.replace("---", "You keep to what is asked.\n---")
ARGUMENTS: dict[str, Any] = {
    "template": VARIANT.text,
    "variables": VARIANT.variables,
    "parts": list(VARIANT.parts),
    "has_context": True,
}


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.LOCAL_ENDPOINTS = True


@pytest.fixture
def seen(db: None) -> Visit:
    return visit(seconds=15, title="The Door", logline="A keeper finds a door.")


def here(seen: Visit, *rest: object) -> str:
    return seen.address("settings", "prompts", "variant", *rest)


def proposal(text: str = BETTER, change: str = "You keep to what is asked.") -> str:
    return json.dumps({"text": text, "reasons": [{"change": change, "why": "It was not said."}]})


def test_a_remark_is_followed_as_a_draft_that_nothing_uses(seen: Visit) -> None:
    with seen.inside():
        keep_template(VARIANT, VAGUE, note="", by=seen.owner)
    browser = seen.by(seen.owner)
    shown = browser.get(here(seen, "analysis")).text
    assert "You are very good." in shown
    assert "asks for nothing that could be checked" in shown
    browser.post(here(seen, "analysis", "follow"), {"version": 1, "number": 1})
    with seen.inside():
        first, draft = PromptTemplate.objects.order_by("version")
    assert (first.in_use, draft.in_use) == (True, False)
    assert draft.text == first.text.replace("very good", "good")
    after = browser.post(here(seen, "analysis", "follow"), {"version": 1, "number": 99}, follow=True)
    assert "no such remark any more" in after.text
    browser.post(here(seen), {"text": VAGUE + "- Say more.\n", "note": "", "sample": "", "draft": "1"})
    with seen.inside():
        assert PromptTemplate.objects.get(version=3).in_use is False


def test_a_model_proposes_and_a_producer_keeps_it_as_a_draft(seen: Visit) -> None:
    with seen.inside():
        with pytest.raises(Refused, match="make something first"):
            ask_improvement(VARIANT, 0, by=seen.owner)
        make(seen.film, "variant:v1")
        with pytest.raises(Refused, match="connected model"):
            ask_improvement(VARIANT, 0, by=seen.owner)
    assert "Where a model is connected" in seen.by(seen.owner).get(here(seen, "analysis")).text
    with seen.inside(), writing(seen.film, says(proposal())) as wire:
        row = ask_improvement(VARIANT, 0, by=seen.owner)
        with pytest.raises(Refused, match="already"):
            ask_improvement(VARIANT, 0, by=seen.owner)
        answer(row.pk, check=lambda: None, last=True)
        asked = wire.asked[0].data["messages"][1]["content"]
    assert "The newest answer for this purpose" in asked
    assert "{{context}} must stand once" in asked
    shown = seen.by(seen.editor).get(here(seen, "analysis")).text
    assert "<ins>You keep to what is asked.</ins>" in shown
    assert "Keep as a draft" not in shown, "editors may only leave it"
    decide = here(seen, "improve", row.pk)
    assert "needs the role producer" in seen.by(seen.editor).post(decide, {"take": "1"}, follow=True).text
    seen.by(seen.owner).post(decide, {"take": "1"})
    with seen.inside():
        kept = PromptTemplate.objects.get()
        assert (kept.text, kept.in_use, kept.note) == (BETTER, False, "Proposed by House model")
        row.refresh_from_db()
        with pytest.raises(Refused, match="decided on already"):
            take_improvement(row, VARIANT, by=seen.owner)
        found = proposal_of(VARIANT)
        assert found is not None
        assert (found.decided, found.is_open) == ("taken", False)


def test_a_proposal_that_breaks_the_template_goes_back_and_then_is_thrown_away(seen: Visit) -> None:
    for text, change, wrong in (
        (VARIANT.text, "", "Nothing was changed"),
        (BETTER.replace("{{context}}", ""), "", "context"),
        (BETTER.replace("{{headings}}", "Some headings"), "", "headings}} was lost"),
        (BETTER, "You are a poet.", "do not stand in the new template"),
        (f"{BETTER}\n{{{{secret}}}}", "", "no variable secret"),
    ):
        with pytest.raises(Unfit, match=wrong):
            improvement_from(ImprovementAnswer.model_validate_json(proposal(text, change)), ARGUMENTS)
    with seen.inside():
        make(seen.film, "variant:v1")
        with writing(seen.film, says(proposal(VARIANT.text))) as wire:
            row = ask_improvement(VARIANT, 0, by=seen.owner)
            with pytest.raises(ProviderError):
                answer(row.pk, check=lambda: None, last=True)
        assert "Nothing was changed." in wire.asked[1].data["messages"][-1]["content"]
        assert not PromptTemplate.objects.exists()


def test_a_version_is_scored_by_what_became_of_its_answers(seen: Visit) -> None:
    with seen.inside(), writing(seen.film, says("no JSON"), writes):
        make(seen.film, "variant:v1")  # repaired: the second answer fits
        make(seen.film, "variant:v2")
        keep_template(VARIANT, BETTER, note="", by=seen.owner)
        make(seen.film, "variant:v3")
        use_template(VARIANT, 0, by=seen.owner)
        head = seen.film.head("variant", "v2")
        edit(head, {"text": "By hand."}, expected=head.revision_id, by=seen.owner)
        found = effects_of(VARIANT)
    assert dict(found[0].counted) == {"repaired": 1, "first": 1, "kept": 1, "edited": 1}
    assert (found[0].score, found[0].n, found[0].is_thin) == (50, 2, True)
    assert dict(found[1].counted) == {"first": 1, "kept": 1}
    assert found[1].score == 100
    shown = seen.by(seen.editor).get(here(seen)).text
    assert "1 of 2 answers fitted at once (1 repaired)." in shown
    assert "n = 2, too few to go by" in shown


def test_refusals_and_failures_count_and_evaluations_are_added_to_their_version(seen: Visit) -> None:
    with seen.inside():
        with writing(seen.film, says("never JSON")):
            make(seen.film, "variant:v1")
            Generation.objects.update(state="failed", provider="compatible")
        _row(seen, facts={"trouble": "refused"}, state="failed")
        held = EvaluationSet.objects.create(name="Doors")
        case = EvaluationCase.objects.create(
            set=held,
            purpose="variant",
            title="x",
            generation=seen.film.branch.pk,
            arguments={},
            told={},
            answer={},
        )
        results = [{"case": str(case.pk), "total": 0.5, "version": 2}, {"case": "gone", "total": 1.0}]
        EvaluationRun.objects.create(set=held, template="in use", link="x", name="x", results=results)
        found = effects_of(VARIANT)
    assert dict(found[0].counted) == {"refused": 1, "failed": 1}
    assert (found[2].totals, found[2].score, found[2].n) == ([0.5], 50, 1)
    assert "Evaluations gave 50 of 100 for one answer." in found[2].words


def _row(seen: Visit, **more: Any) -> Generation:
    told = {"told": {"purpose": "variant", "template": {"version": 0, "own": False}}}
    made = {"digest": "", "reuse_key": "", "model": "m", "provider": "compatible", "request": told}
    made |= {"step": "variant", "target": "variant:v1", **more}
    film = seen.film
    return Generation.objects.create(
        project=film.project, branch=film.branch.pk, episode=film.episode, **made
    )


def test_the_page_costs_as_many_queries_for_many_answers_as_for_few(
    seen: Visit, django_assert_max_num_queries: Any
) -> None:
    with seen.inside():
        for number in range(60):
            _row(seen, state="done", facts={"rounds": 1}, target=f"variant:{number}", reuse_key=str(number))
    browser = seen.by(seen.editor)
    browser.get(here(seen))
    with django_assert_max_num_queries(18):
        assert browser.get(here(seen)).status_code == 200


def test_strangers_viewers_and_editors_stay_within_what_they_may(seen: Visit) -> None:
    for rest, method in (("analysis",), "get"), (("analysis", "follow"), "post"), (("improve",), "post"):
        assert_guarded(seen, here(seen, *rest), method=method)
    editor = seen.by(seen.editor)
    assert editor.post(here(seen, "analysis", "follow"), {"version": 0, "number": 1}).status_code == 403
    assert editor.get(here(seen, "analysis"), {"version": "x"}).status_code == 404
    assert editor.get(here(seen, "analysis"), {"version": "7"}).status_code == 404
    assert_guarded(seen, here(seen, "improve", seen.film.branch.pk))
    producer = seen.by(member(seen.team, "Petra", Role.PRODUCER))
    assert producer.get(here(seen, "analysis")).status_code == 200
