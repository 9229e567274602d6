"""What jobs pay, and what becomes of what they held."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.kernel import scope
from accounts.models import Team
from billing.actions.ledger import grant, reserve
from billing.queries.ledger import balance, reconcile
from pipeline.actions.jobs import cancel_job, retry_job
from pipeline.jobs import engine, registry, tidy
from pipeline.models import Job
from tests.factories.accounts import TeamFactory
from tests.pipeline.jobs_support import queue_job, read_job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team(settings: Any) -> Any:
    settings.JOB_HANDLERS = []
    return TeamFactory()


def held(team: Team, amount: int) -> Any:
    with scope.team(team.pk):
        grant(team, 10_000_000, reason="Test", key="test")
        return reserve(team, amount, key=f"hold {amount}", source="test")


def test_a_job_pays_from_its_hold_in_the_transaction_that_ends_it(team: Team) -> None:
    hold = held(team, 5_000_000)
    job = queue_job(team, "test.charge", {"micro": 3_000_000}, hold=hold, cost_most=3_000_000)
    engine.serve(["media"])
    with scope.team(team.pk):
        assert (balance().wallet, balance().held, balance().spent) == (5_000_000, 2_000_000, 3_000_000)
    assert read_job(team, job).charged == 3_000_000


def test_a_job_cannot_charge_more_than_it_holds(team: Team) -> None:
    hold = held(team, 5_000_000)
    job = queue_job(team, "test.charge", {"micro": 2}, hold=hold, cost_most=1, max_attempts=1)
    engine.serve(["media"])
    job = read_job(team, job)
    assert (job.state, job.charged) == ("failed", 0)


def test_a_provider_that_charges_for_a_failure_is_paid(team: Team) -> None:
    hold = held(team, 5_000_000)
    job = queue_job(team, "test.charge", {"micro": 7, "fail": True}, hold=hold, cost_most=9)
    engine.serve(["media"])
    job = read_job(team, job)
    assert (job.state, job.charged) == ("failed", 7)


def age_ends(team: Team) -> None:
    with scope.team(team.pk):
        Job.objects.update(finished_at=timezone.now() - timedelta(minutes=1))


def test_what_dead_jobs_hold_is_given_back(team: Team) -> None:
    hold = held(team, 5_000_000)
    job = queue_job(team, "test.refuse", hold=hold, cost_most=5_000_000)
    other = queue_job(team, hold=hold, delay=60)
    engine.serve(["media"])
    age_ends(team)
    assert tidy.release_holds() == 0  # the other job may still need it
    with scope.team(team.pk):
        cancel_job(other, by=None)
    tidy.tell_ends()
    age_ends(team)
    assert tidy.release_holds() == 1
    with scope.team(team.pk):
        assert balance().wallet == 10_000_000
        assert reconcile().right
        retried = retry_job(job, by=None)
        assert retried.hold_id != hold.pk
        assert balance().held == 5_000_000
    assert tidy.release_holds() == 0


def test_a_hold_that_a_run_keeps_is_not_given_back(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "keeps_hold", [lambda hold: True])
    hold = held(team, 5_000_000)
    queue_job(team, hold=hold)
    engine.serve(["media"])
    age_ends(team)
    tidy.release_holds()
    with scope.team(team.pk):
        assert balance().held == 5_000_000
