"""Trends: what the models did, counted by the database, day by day; for those who spend."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pipeline.charts import bars, lines
from pipeline.models import Generation
from pipeline.queries.trends import Wanted, trends
from tests.factories.visitors import Visit, assert_guarded, visit


@pytest.fixture
def seen(db: None) -> Visit:
    return visit()


def told(seen: Visit, *, days: int = 0, tokens: tuple[int, int] = (100, 20), **more: Any) -> Generation:
    """A text that a model was asked for."""
    facts = {"spent": {"read": tokens[0], "written": tokens[1]}, **more.pop("facts", {})}
    values = {"step": "variant", "provider": "openai", "model": "gpt-6-luna", "state": "done", **more}
    row = Generation.objects.create(
        project=seen.film.project,
        branch=seen.film.branch.pk,
        episode=seen.film.episode,
        target=f"{values['step']}:v1",
        digest="",
        reuse_key=uuid4().hex,
        facts=facts,
        **values,
    )
    Generation.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=days))
    return row


def a_month(seen: Visit) -> None:
    for seconds in (1, 2, 3, 4, 30):
        told(seen, seconds=seconds, cost_micro=2_000_000)
    own = {"own_key": True, "list_micro": 500_000}
    told(seen, days=2, step="script", provider="google", model="gemini-3.8-flash", seconds=7, facts=own)
    told(seen, days=2, state="failed", facts={"trouble": "refused"})
    told(seen, days=2, state="failed", error="Ours declined to write this. You were not charged.", facts={})
    told(seen, days=2, state="failed", error="Ours cannot be reached.")
    told(seen, provider="previz", model="previz-1", facts={"passed_over": ["Ours cannot be reached."]})
    told(seen, provider="previz", model="previz-1")  # its own work
    told(seen, provider="own", model="")  # a picture that somebody brought
    told(seen, days=40)  # before
    told(seen, reused_from=uuid4())
    told(seen, state="running")


def test_figures_are_those_of_the_period_and_each_question_counts_once(seen: Visit) -> None:
    with seen.inside():
        a_month(seen)
        found = trends(Wanted())
        week = trends(Wanted(days=7, model="openai/gpt-6-luna", step="variant"))
        longer = trends(Wanted(days=90))
    total = found.total
    assert (total.asked, total.done, total.failed, total.refused, total.passed_over) == (10, 7, 3, 2, 1)
    assert (total.read, total.written) == (1_000, 200)
    assert (total.charged_micro, total.listed_micro) == (10_000_000, 500_000)
    luna = next(group.figures for group in found.models if group.key == "openai/gpt-6-luna")
    assert (luna.p50, round(luna.p95 or 0, 1)) == (3.0, 24.8)
    assert [group.title for group in found.models][-1] == "previz, in a model's place"
    assert {group.key: group.figures.asked for group in found.steps} == {"script": 1, "variant": 9}
    assert len(found.days) == 30
    assert [day.figures.asked for day in found.days][-3:] == [4, 0, 6]
    assert week.total.asked == 8
    assert longer.total.asked == 11


def test_a_thousand_questions_take_as_many_queries_as_one(seen: Visit) -> None:
    with seen.inside():
        told(seen)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(
                connection,
            ) as caught:
                trends(Wanted())
            counts.append(len(caught))
            kept = {"project": seen.film.project, "branch": uuid4(), "episode": uuid4(), "provider": "google"}
            Generation.objects.bulk_create(
                Generation(
                    **kept, step="script", target="script:b1", digest="", reuse_key=uuid4().hex, state="done"
                )
                for _ in range(1_000)
            )
    assert counts == [5, 5]


def test_the_page_shows_charts_and_the_same_figures_as_tables(seen: Visit) -> None:
    address = seen.address("settings", "models", "trends")
    with seen.inside():
        empty = seen.by(seen.owner).get(address).content.decode()
        a_month(seen)
        page = seen.by(seen.owner).get(address).content.decode()
        odd = seen.by(seen.owner).get(address, {"days": "9", "model": "no/body", "step": "x" * 99})
    assert "No connected model was asked anything" in empty
    assert page.count('class="chart-drawing"') == 4
    assert "gemini-3.8-flash" in page
    assert "10 credits" in page
    assert "style=" not in page
    assert odd.status_code == 200
    assert "that fits this choice" in odd.content.decode()


def test_only_those_who_spend_see_them_and_only_their_own(seen: Visit) -> None:
    address = seen.address("settings", "models", "trends")
    assert_guarded(seen, address, method="get")
    assert seen.by(seen.editor).get(address).status_code == 403
    with seen.inside():
        a_month(seen)
    elsewhere = address.replace(seen.team.slug, seen.other_film.project.team.slug)
    assert "gpt-6-luna" not in seen.by(seen.stranger).get(elsewhere).content.decode()


def test_a_line_has_a_gap_where_nothing_was_asked_and_bars_stand_upon_each_other() -> None:
    line = lines("Seconds", {"p50": [1.0, 2.0, None, 4.0]})
    assert line.paths == ("M5 76h0 L15 52 M35 4h0",)
    assert line.top == "4.0"
    stacked = bars("Tokens", {"Read": [30, 0], "Written": [10, 20]})
    assert [(bar.series, bar.y, bar.height) for bar in stacked.bars] == [(1, 28, 72), (2, 4, 24), (2, 52, 48)]
    assert stacked.width == 20
    assert bars("None", {"Read": []}).bars == ()
