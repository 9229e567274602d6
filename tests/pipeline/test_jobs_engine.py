from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.kernel import scope
from accounts.kernel.connections import quick_redis
from accounts.kernel.errors import Refused
from accounts.models import Team
from pipeline.actions import bell
from pipeline.actions.jobs import NewJob, cancel_job, cancel_run, enqueue_many, retry_job
from pipeline.jobs import engine, registry, sweeper, tidy
from pipeline.jobs.claims import claim
from pipeline.jobs.context import JobContext, LostLease
from pipeline.models import Job
from tests.factories.accounts import TeamFactory
from tests.pipeline.jobs_support import queue_job, read_job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team(settings: Any) -> Any:
    settings.JOB_HANDLERS = []
    return TeamFactory()


@pytest.fixture
def listeners(monkeypatch: pytest.MonkeyPatch) -> Any:
    called = []
    monkeypatch.setattr(registry, "on_finish", called)
    return called


def hurry(team: Team) -> None:
    """Make every pause be over."""
    with scope.team(team.pk):
        Job.objects.filter(state="waiting").update(run_after=timezone.now())
    sweeper.sweep()


def test_a_job_runs_and_keeps_what_its_function_answers(team: Team) -> None:
    job = queue_job(team, args={"text": "a door in the sea"})
    assert engine.serve(["media"]) == 1
    job = read_job(team, job)
    assert (job.state, job.result, job.attempts) == ("done", {"noted": "a door in the sea"}, 1)
    assert all([job.started_at, job.finished_at, job.hooked_at])


def test_the_same_key_finds_the_job_it_made(team: Team) -> None:
    first = queue_job(team, idem_key="frame 1")
    assert queue_job(team, idem_key="frame 1").pk == first.pk
    assert engine.serve(["media"]) == 1
    assert queue_job(team, idem_key="frame 1").state == "done"


def test_the_same_key_of_another_team_is_another_job(team: Team) -> None:
    first = queue_job(team, idem_key="frame 1")
    assert queue_job(TeamFactory(), idem_key="frame 1").pk != first.pk


def test_higher_priority_goes_first_and_equals_in_the_order_given(team: Team) -> None:
    with scope.team(team.pk):
        news = [NewJob("test.note", {}, "media", str(n), priority=n == 3) for n in range(5)]
        enqueue_many(news)
    titles = [claim(["media"]).title for _ in range(4)]
    assert titles == ["3", "0", "1", "2"]


def test_a_worker_serves_its_first_queue_first(team: Team) -> None:
    queue_job(team, queue="export", title="later")
    queue_job(team, queue="interactive", title="sooner")
    assert claim(["interactive", "media", "export"]).title == "sooner"


def test_a_job_waits_for_what_it_needs(team: Team) -> None:
    first, second = queue_job(team), queue_job(team, title="second")
    third = queue_job(team, needs=[first, second])
    assert third.state == "blocked"
    engine.work(claim(["media"]))
    assert read_job(team, third).state == "blocked"
    assert engine.serve(["media"]) == 2
    assert read_job(team, third).state == "done"


def test_a_need_that_is_done_already_does_not_block(team: Team) -> None:
    first = queue_job(team)
    engine.serve(["media"])
    assert queue_job(team, needs=[first]).state == "queued"


def test_a_failure_is_tried_again_after_a_pause_that_holds_no_worker(team: Team) -> None:
    job = queue_job(team, "test.fail", max_attempts=2)
    other = queue_job(team)
    assert engine.serve(["media"]) == 2
    assert read_job(team, job).state == "waiting"
    assert read_job(team, other).state == "done"
    hurry(team)
    assert engine.serve(["media"]) == 1
    job = read_job(team, job)
    assert (job.state, job.attempts) == ("failed", 2)
    assert job.error == "Something unexpected happened (RuntimeError)."
    assert "the lamp broke" in job.trace


def test_a_refusal_is_kept_as_its_sentence_and_not_tried_again(team: Team) -> None:
    job = queue_job(team, "test.refuse")
    engine.serve(["media"])
    job = read_job(team, job)
    assert (job.state, job.error, job.attempts) == ("failed", "The scene has no shots yet.", 1)


def test_polling_a_provider_costs_no_attempt(team: Team) -> None:
    job = queue_job(team, "test.poll", max_attempts=1)
    for _ in range(2):
        engine.serve(["media"])
        assert read_job(team, job).state == "waiting"
        hurry(team)
    engine.serve(["media"])
    job = read_job(team, job)
    assert (job.state, job.result) == ("done", {"attempts": 1})


def test_a_delayed_job_is_not_due(team: Team) -> None:
    job = queue_job(team, delay=60)
    assert engine.serve(["media"]) == 0
    hurry(team)
    assert engine.serve(["media"]) == 1
    assert read_job(team, job).state == "done"


def test_a_kind_nobody_does_fails_with_a_trace(team: Team) -> None:
    job = queue_job(team, "test.unheard", max_attempts=1)
    engine.serve(["media"])
    assert "test.unheard" in read_job(team, job).trace


def test_an_unreachable_redis_does_not_keep_a_job_out(team: Team, settings: Any) -> None:
    quick_redis.cache_clear()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    try:
        job = queue_job(team)
    finally:
        quick_redis.cache_clear()
    assert read_job(team, job).state == "queued"


def test_bells_do_not_pile_up(team: Team) -> None:
    quick_redis().flushdb()
    with scope.team(team.pk):
        enqueue_many([NewJob("test.note", {}, "media", str(n)) for n in range(50)])
    assert bell.bells("media") == bell.MOST_BELLS
    quick_redis().flushdb()
    assert sweeper.sweep().rung == 4  # as many as the team may run at once


def test_a_worker_that_lost_its_lease_cannot_write(team: Team) -> None:
    job = queue_job(team)
    mine = claim(["media"])
    with scope.team(team.pk):
        Job.objects.filter(pk=job.pk).update(lease_token=99)
    context = JobContext(mine)
    with scope.team(team.pk, tx=False), pytest.raises(LostLease):
        context.progress(1, 1)
    engine.work(mine)
    job = read_job(team, job)
    assert (job.state, job.result) == ("running", None)


def expire(team: Team) -> None:
    with scope.team(team.pk):
        Job.objects.filter(state="running").update(lease_until=timezone.now())


def test_the_sweeper_gives_a_dead_workers_job_to_another(team: Team) -> None:
    job = queue_job(team)
    claim(["media"])
    assert sweeper.sweep().dead == 0
    expire(team)
    assert sweeper.sweep().dead == 1
    assert engine.serve(["media"]) == 1
    assert (read_job(team, job).state, read_job(team, job).attempts) == ("done", 2)


def test_a_job_that_kills_its_workers_ends_as_failed(team: Team) -> None:
    job = queue_job(team, max_attempts=1)
    claim(["media"])
    expire(team)
    sweeper.sweep()
    job = read_job(team, job)
    assert (job.state, job.error) == ("failed", "The worker stopped in the middle of it, 1 times.")


def test_two_sweepers_do_not_act_at_once(team: Team) -> None:
    with scope.worker(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [sweeper._LOCK])
        with ThreadPoolExecutor(1) as pool:
            assert not pool.submit(in_thread(sweeper.sweep)).result().acted


def in_thread(function: Any) -> Any:
    def call() -> Any:
        try:
            return function()
        finally:
            connection.close()

    return call


def test_a_canceled_job_takes_those_that_wait_for_it_along(team: Team) -> None:
    first = queue_job(team)
    second = queue_job(team, needs=[first])
    third = queue_job(team, needs=[second])
    with scope.team(team.pk):
        cancel_job(first, by=None)
    assert {read_job(team, job).state for job in (first, second, third)} == {"canceled"}
    assert engine.serve(["media"]) == 0


def test_canceling_a_run_leaves_other_runs_and_ended_jobs_alone(team: Team) -> None:
    run, other = TeamFactory().pk, TeamFactory().pk
    done = queue_job(team, run_id=run)
    engine.serve(["media"])
    mine, theirs = queue_job(team, run_id=run), queue_job(team, run_id=other)
    with scope.team(team.pk):
        assert cancel_run(run, by=None) == 1
    states = [read_job(team, job).state for job in (done, mine, theirs)]
    assert states == ["done", "canceled", "queued"]


def test_a_running_job_that_is_canceled_ends_as_canceled(team: Team) -> None:
    job = queue_job(team)
    mine = claim(["media"])
    with scope.team(team.pk):
        assert cancel_job(job, by=None).state == "running"
    mine.cancel_requested = True
    engine.work(mine)
    assert read_job(team, job).state == "canceled"


def test_only_what_failed_can_be_retried(team: Team) -> None:
    job = queue_job(team)
    with scope.team(team.pk), pytest.raises(Refused):
        retry_job(job, by=None)


def test_a_retry_runs_again_with_all_attempts(team: Team) -> None:
    job = queue_job(team, "test.refuse")
    engine.serve(["media"])
    with scope.team(team.pk):
        retried = retry_job(job, by=None)
    assert (retried.state, retried.attempts, retried.error) == ("queued", 0, "")
    assert engine.serve(["media"]) == 1


def test_listeners_hear_of_every_end_once(team: Team, listeners: list[Any]) -> None:
    heard = []
    listeners.append(lambda job: heard.append((job.title, job.state)))
    queue_job(team, title="works")
    queue_job(team, "test.refuse", title="fails")
    canceled = queue_job(team, title="stopped", delay=60)
    with scope.team(team.pk):
        cancel_job(canceled, by=None)
    engine.serve(["media"])
    engine.serve(["media"])
    assert sorted(heard) == [("fails", "failed"), ("stopped", "canceled"), ("works", "done")]


def test_a_failing_listener_cannot_fail_the_job_and_is_called_again(team: Team, listeners: list[Any]) -> None:
    calls = []

    def listen(job: Any) -> None:
        calls.append(job.pk)
        if len(calls) == 1:
            raise RuntimeError("not now")

    listeners.append(listen)
    job = queue_job(team)
    engine.serve(["media"])
    assert read_job(team, job).state == "done"
    assert read_job(team, job).hooked_at is None
    assert tidy.tell_ends() == 0  # after a pause, not at once
    with scope.team(team.pk):
        Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(minutes=1))
    assert tidy.tell_ends() == 1
    assert (len(calls), tidy.tell_ends()) == (2, 0)


def test_what_a_listener_queues_is_worked_on_by_the_same_worker(team: Team, listeners: list[Any]) -> None:
    listeners.append(lambda job: job.title == "first" and queue_job(team, title="second") and None)
    queue_job(team, title="first")
    assert engine.serve(["media"]) == 2
