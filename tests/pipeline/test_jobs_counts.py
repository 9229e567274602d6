"""The counts of a team's jobs, which decide who is served."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.kernel import scope
from accounts.models import Team
from pipeline.actions.jobs import cancel_job
from pipeline.jobs import engine, sweeper, tidy
from pipeline.jobs.claims import claim
from pipeline.models import Job, JobState, JobTeam
from tests.factories.accounts import TeamFactory
from tests.pipeline.jobs_support import queue_job, read_job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team(settings: Any) -> Any:
    settings.JOB_HANDLERS = []
    return TeamFactory()


def counts(team: Team) -> Any:
    with scope.team(team.pk):
        row = JobTeam.objects.get()
        return row.queued_media, row.running_media


def test_the_counts_follow_every_change(team: Team) -> None:
    first, second = queue_job(team), queue_job(team)
    assert counts(team) == (2, 0)
    mine = claim(["media"])
    assert counts(team) == (1, 1)
    engine.work(mine)
    assert counts(team) == (1, 0)
    with scope.team(team.pk):
        cancel_job(second, by=None)
        Job.objects.filter(pk=first.pk).delete()
    assert counts(team) == (0, 0)
    assert sweeper.repair() == 0


def test_a_drifted_count_starves_nobody_and_is_put_right(team: Team) -> None:
    queue_job(team)
    engine.serve(["media"])
    others = [TeamFactory() for _ in range(3)]
    for other in others:
        queue_job(other)
    with scope.team(team.pk):
        JobTeam.objects.update(queued_media=5, served_at=timezone.now() - timedelta(days=1))
    assert {claim(["media"]).team_id for _ in range(3)} == {other.pk for other in others}
    assert counts(team) == (0, 0)


def test_repair_corrects_what_drifted(team: Team) -> None:
    queue_job(team)
    with scope.team(team.pk):
        JobTeam.objects.update(queued_media=7, running_media=3, queued_export=2)
    assert sweeper.repair() == 1
    assert counts(team) == (1, 0)
    assert sweeper.repair() == 0


def test_states_that_do_not_exist_are_refused_by_the_database(team: Team) -> None:
    job = queue_job(team)
    with pytest.raises(IntegrityError), scope.team(team.pk):
        Job.objects.filter(pk=job.pk).update(state="lost")
    assert JobState(read_job(team, job).state) == JobState.QUEUED


def test_jobs_that_ended_well_are_forgotten_after_two_months(team: Team) -> None:
    old, failed, new = queue_job(team), queue_job(team, "test.refuse"), queue_job(team)
    needing = queue_job(team, "test.file", {"path": "/dev/null"}, needs=[old])
    engine.serve(["media"])
    with scope.team(team.pk):
        gone = Job.objects.filter(pk__in=[old.pk, failed.pk, needing.pk])
        gone.update(finished_at=timezone.now() - timedelta(days=61))
    assert tidy.forget_old_jobs() == 2
    with scope.team(team.pk):
        assert set(Job.objects.values_list("pk", flat=True)) == {failed.pk, new.pk}
    assert counts(team) == (0, 0)
