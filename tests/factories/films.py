"""Runs carried out in the test's own process: the same jobs, without workers."""

from typing import Any

from pipeline.actions.making import Order, make_targets
from pipeline.actions.runs import advance, start_run
from pipeline.models import Job, JobState, Run
from tests.factories.projects import World


def run_until(made: World, until: str, **more: Any) -> Run:
    """Make everything up to a stage, here and now."""
    run = start_run(made.branch, made.episode, until=until, by=made.user, **more)
    return carry_out(run)


def carry_out(run: Run) -> Run:
    """Do the run's jobs one after the other until it has ended."""
    for _ in range(60):
        jobs = list(Job.objects.filter(run_id=run.pk).active())  # type: ignore[attr-defined]
        for job in jobs:
            order = Order(
                run.branch, run.episode, run.created_by, job.pk, run.pk, frozenset(run.remake), lambda: None
            )
            make_targets(order, job.args["keys"], lambda done, total, text: None)
            Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
        run.refresh_from_db()
        if run.state != Run.State.RUNNING:
            return run
        advance(run.pk)
    raise AssertionError("the run did not come to rest")
