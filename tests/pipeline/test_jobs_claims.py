"""Fairness and limits, with many threads claiming at once."""

import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.db import connection

from accounts.kernel import scope
from accounts.models import Team
from pipeline.actions.jobs import NewJob, enqueue_many
from pipeline.jobs import sweeper
from pipeline.jobs.claims import claim
from pipeline.jobs.context import JobContext
from pipeline.jobs.endings import Ending, end
from pipeline.models import Job, JobState
from tests.factories.accounts import TeamFactory

pytestmark = pytest.mark.django_db(transaction=True)


def fill(team: Team, count: int) -> None:
    with scope.team(team.pk):
        enqueue_many([NewJob("test.note", {}, "media", str(n)) for n in range(count)])


def together(count: int, work: Callable[[], None]) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_teams_are_served_in_turn(settings: LazySettings) -> None:
    settings.JOB_MAX_RUNNING_PER_TEAM = 100
    teams = [TeamFactory() for _ in range(10)]
    for team in teams:
        fill(team, 6)
    claimed = Counter(job.team_id for job in (claim(["media"]) for _ in range(30)) if job)
    assert set(claimed.values()) == {3}
    assert len(claimed) == 10


def test_a_team_at_its_limit_is_passed_over(settings: LazySettings) -> None:
    settings.JOB_MAX_RUNNING_PER_TEAM = 2
    busy, free = TeamFactory(), TeamFactory()
    fill(busy, 5)
    fill(free, 1)
    claimed = Counter(job.team_id for job in (claim(["media"]) for _ in range(6)) if job)
    assert claimed == {busy.pk: 2, free.pk: 1}


def test_no_team_runs_more_than_its_limit_and_none_is_left_out(settings: LazySettings) -> None:
    settings.JOB_MAX_RUNNING_PER_TEAM = 2
    teams = [TeamFactory() for _ in range(3)]
    for team in teams:
        fill(team, 20)
    most, lock, running = Counter[str](), threading.Lock(), Counter[str]()
    repaired: list[int] = []

    def work() -> None:
        while job := claim(["media"]):
            name = str(job.team_id)
            with lock:
                running[name] += 1
                most[name] = max(most[name], running[name])
            time.sleep(0.005)
            with lock:
                running[name] -= 1
            with scope.team(job.team_id, tx=False):
                end(JobContext(job), Ending(JobState.DONE, result={}))
            repaired.append(sweeper.repair())

    together(6, work)
    while claim(["media"]):  # a thread may leave while others hold the rows it needs
        pytest.fail("a job was left behind by all threads")
    assert max(most.values()) <= 2
    assert sum(repaired) == 0  # repair found nothing to correct, though it ran in the middle of it
    for team in teams:
        with scope.team(team.pk):
            assert Counter(Job.objects.values_list("state", "attempts")) == {("done", 1): 20}
