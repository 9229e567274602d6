"""The jobs that make targets, and what follows when one has ended."""

from typing import Any
from uuid import UUID

from django.db import transaction

from pipeline.actions.making import Order, make_targets
from pipeline.actions.runs import advance
from pipeline.jobs.context import JobContext
from pipeline.jobs.registry import handler, keeps_hold, on_finish
from pipeline.models import Job, Run


@handler("make")
def make(context: JobContext) -> dict[str, Any]:
    """Make the targets that the job names, for its run."""
    with transaction.atomic():
        run = Run.objects.select_related("branch", "created_by").get(pk=context.args["run"])
    order = Order(
        branch=run.branch,
        episode=run.episode,
        by=run.created_by,
        job=context.job.pk,
        run=run.pk,
        remake=frozenset(run.remake),
        check=context.check,
    )
    counts = make_targets(order, context.args["keys"], context.progress)
    if counts["cost_micro"]:
        context.charge(counts["cost_micro"])
    return dict(counts)


def go_on(job: Job) -> None:
    """When a job of a run has ended, queue what has become ready, or end the run."""
    if job.run_id is not None:
        advance(UUID(str(job.run_id)))


def run_is_open(hold: int) -> bool:
    """A run's hold stays open between its jobs; the run itself gives back what is left."""
    return Run.objects.filter(hold_id=hold, state=Run.State.RUNNING).exists()


on_finish.append(go_on)
keeps_hold.append(run_is_open)
