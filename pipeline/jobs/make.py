"""The jobs that make targets, and what follows when one has ended."""

import logging
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Sum

from accounts.kernel.errors import Refused
from pipeline.actions.asking import BROKEN_OFF, close_running, sentence_of
from pipeline.actions.making import Order, make_targets
from pipeline.actions.runs import advance, give_up
from pipeline.jobs.context import JobContext
from pipeline.jobs.registry import handler, keeps_hold, on_finish
from pipeline.models import Generation, Job, Run

log = logging.getLogger(__name__)


@handler("make")
def make(context: JobContext) -> dict[str, Any]:
    """Make the targets that the job names, for its run."""
    with transaction.atomic():
        runs = Run.objects.select_related("branch__project", "created_by")
        run = runs.filter(pk=context.args["run"]).first()
    if run is None:
        raise Refused("The project that this was for has been deleted.")
    order = Order(
        branch=run.branch,
        episode=run.episode,
        by=run.created_by,
        job=context.job.pk,
        run=run.pk,
        remake=frozenset(run.remake),
        check=context.check,
        candidates=run.candidates,
        guidance=run.guidance,
        like=run.like,
        last=context.job.attempts >= context.job.max_attempts,
    )
    try:
        return dict(make_targets(order, context.args["keys"], context.progress))
    finally:
        _charge(context)


def _charge(context: JobContext) -> None:
    """Charge what this job has made and not paid yet, however the attempt ends, and whichever made it."""
    with transaction.atomic():
        made = Generation.objects.filter(job=context.job.pk, reused_from=None).done()
        cost = made.aggregate(sum=Sum("cost_micro"))["sum"] or 0
    owed = min(cost, context.job.cost_most) - context.job.charged
    if owed > 0:
        context.charge(owed)


def go_on(job: Job) -> None:
    """When a job of a run has ended, queue what has become ready, or end the run.

    A run that cannot go on ends with a sentence: one that waits for ever would keep its episode busy.
    """
    if job.run_id is None:
        return
    canceled = job.state == Job.State.CANCELED
    state = Generation.State.CANCELED if canceled else Generation.State.FAILED
    close_running(job.pk, state, job.error or BROKEN_OFF)
    try:
        advance(UUID(str(job.run_id)))
    except DatabaseError:
        raise  # told again in a moment
    except Exception as error:
        log.exception("run %s cannot go on", job.run_id)
        give_up(UUID(str(job.run_id)), sentence_of(error))


def run_is_open(hold: int) -> bool:
    """A run's hold stays open between its jobs; the run itself gives back what is left."""
    return Run.objects.filter(hold_id=hold, state=Run.State.RUNNING).exists()


on_finish.append(go_on)
keeps_hold.append(run_is_open)
