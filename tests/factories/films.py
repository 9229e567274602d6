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
        if carry_wave(run).state != Run.State.RUNNING:
            return run
    raise AssertionError("the run did not come to rest")


def carry_wave(run: Run) -> Run:
    """Do the jobs that wait now, and let the run go on from there."""
    for job in jobs_of(run):
        order = Order(
            run.branch,
            run.episode,
            run.created_by,
            job.pk,
            run.pk,
            frozenset(run.remake),
            candidates=run.candidates,
            guidance=run.guidance,
            like=run.like,
        )
        make_targets(order, job.args["keys"], lambda done, total, text: None)
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    advance(run.pk)
    run.refresh_from_db()
    return run


def jobs_of(run: Run) -> list[Job]:
    """The jobs of a run that have not ended."""
    return list(Job.objects.filter(run_id=run.pk).active())  # type: ignore[attr-defined]
