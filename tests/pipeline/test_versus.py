"""A template against another one: who is ahead, by how much, and when that could be chance."""

from typing import Any

import pytest

from accounts.kernel.errors import Invalid
from pipeline.actions.evaluation import queue_evaluation
from pipeline.models import EvaluationRun, EvaluationSet
from pipeline.queries.evaluation import column_of
from pipeline.queries.versus import newest_pair, versus
from tests.factories.visitors import Visit, visit


@pytest.fixture
def seen(db: None) -> Visit:
    return visit(seconds=15)


def run(held: EvaluationSet, template: str, *totals: float | None, **more: Any) -> EvaluationRun:
    results = [
        {"case": str(number), "total": total, "judge": None, "cost_micro": 0, "seconds": 1.0, "error": ""}
        for number, total in enumerate(totals)
    ]
    made = {"link": "x", "name": "Ours", "state": "done", **more}
    return EvaluationRun.objects.create(set=held, template=template, results=results, **made)


def test_a_clear_lead_is_called_a_win_with_its_margin(seen: Visit) -> None:
    with seen.inside():
        held = EvaluationSet.objects.create(name="Doors")
        old = run(held, "1", *[0.5] * 6)
        new = run(held, "2", *[0.6] * 6)
        found = versus(column_of(new), column_of(old))
    assert found.sentence == (
        "Template 2 wins: 60 to 50 of 100, by 10, over 6 questions: better on 6, worse on 0, equal on 0."
    )
    assert found.chance == pytest.approx(2 / 64)


def test_a_small_lead_is_said_to_be_possibly_chance_and_failures_are_left_out(seen: Visit) -> None:
    with seen.inside():
        held = EvaluationSet.objects.create(name="Doors")
        old = run(held, "studio", 0.5, 0.8, 0.7, None)
        new = run(held, "2", 0.4, 0.7, 0.75, 0.9)
        found = versus(column_of(old), column_of(new))
        again = versus(column_of(new), column_of(new))
    assert (found.n, found.better, found.worse, found.unanswered) == (3, 1, 2, (1, 0))
    assert found.sentence.startswith("Template “studio” is ahead: 66.7 to 61.7 of 100, by 5,")
    assert "could be chance" in found.sentence
    assert again.sentence.startswith("Level at")


def test_the_page_pairs_the_newest_runs_of_the_same_model_with_different_templates(seen: Visit) -> None:
    with seen.inside():
        held = EvaluationSet.objects.create(name="Doors")
        older = run(held, "1", 0.5)
        run(held, "1", 0.5, link="another")
        newer = run(held, "2", 0.5)
        newest_first = [column_of(one) for one in held.runs.order_by("-created_at")]
        pair = newest_pair(newest_first)
        assert pair is not None
        assert (pair.first, pair.second) == (older, newer)
        assert newest_pair(newest_first[1:2]) is None
    here = f"/api/v1/teams/{seen.team.slug}/evaluation/{held.pk}/versus/"
    told = seen.by(seen.editor).get(here).json()
    assert [(one["first"], one["margin"], one["is_sure"]) for one in told] == [(str(older.pk), 0.0, False)]
    assert seen.by(seen.editor).get(here, {"first": str(older.pk)}).status_code == 404
    named = {"first": str(older.pk), "second": str(newer.pk)}
    assert seen.by(seen.editor).get(here, named).json() == told
    assert seen.by(seen.viewer).get(here).status_code == 403
    assert seen.by(seen.stranger).get(here).status_code == 404
    page = seen.by(seen.editor).get(seen.address("settings", "evaluation", held.pk)).text
    assert "One against the other" in page
    assert "Level at 50 of 100 over one question." in page


def test_one_press_asks_with_both_templates_and_the_same_one_twice_is_refused(seen: Visit) -> None:
    with seen.inside():
        held = EvaluationSet.objects.create(name="Doors")
        setting: dict[str, Any] = {"link": "previz", "judge": "", "by": seen.owner}
        queue_evaluation(held, template="in use", against="studio", **setting)
        assert list(held.runs.order_by("created_at").values_list("template", flat=True)) == [
            "studio",
            "in use",
        ]
        with pytest.raises(Invalid, match="another template"):
            queue_evaluation(held, template="V2", against="2", **setting)
