"""How an attempt at a job ends: one transaction for money, state, dependents and the news of it."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from billing.actions.ledger import capture
from pipeline.actions.bell import ring
from pipeline.jobs.context import JobContext, LostLease, tell_state
from pipeline.models import Job, JobState
from pipeline.models.jobs import ENDED

log = logging.getLogger(__name__)

_TRIES = 4
_FREE = """
UPDATE "pipeline_job" SET unmet = unmet - 1, run_after = now(),
    state = CASE WHEN unmet = 1 THEN 'queued' ELSE state END
WHERE id IN (SELECT id FROM "pipeline_job" WHERE state = 'blocked'
    AND id IN (SELECT job_id FROM "pipeline_jobdep" WHERE needs_id = %s) ORDER BY id FOR UPDATE)
RETURNING queue, state
"""


@dataclass(frozen=True)
class Ending:
    """What becomes of a job after an attempt. ``costs_attempt`` False: as if the attempt had not been."""

    state: JobState
    result: dict[str, Any] | None = None
    error: str = ""
    trace: str = ""
    pause: float = 0.0
    costs_attempt: bool = True


def end(context: JobContext, ending: Ending) -> Job:
    """Write ``ending``, take the charges, free dependents, announce. LostLease if the job is another's.

    A deadlock with a page that locks in another order is tried again: the work itself is already done.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            with transaction.atomic():
                return _end(context, ending)
        except OperationalError:
            if attempt == _TRIES or not connection.is_usable():
                raise
            log.info("ending a job collided with another transaction; trying again", exc_info=True)
    raise AssertionError("unreachable")


def _end(context: JobContext, ending: Ending) -> Job:
    job = context.job
    # Jobs before money before announcements: whoever locks several of them keeps this order.
    mine = Job.objects.filter(pk=job.pk, lease_token=job.lease_token, state=JobState.RUNNING)
    if not mine.update(**_values(ending), charged=F("charged") + context.charges):
        raise LostLease
    if context.charges and job.hold_id is not None:
        key = f"job:{job.pk}:{job.lease_token}"
        capture(job.hold_id, context.charges, key=key, reason=job.title)
    job.refresh_from_db()
    if job.state == JobState.DONE:
        free_dependents(job)
    if job.state == JobState.QUEUED:
        transaction.on_commit(partial(ring, job.queue), robust=True)
    tell_state(job)
    return job


def _values(ending: Ending) -> dict[str, Any]:
    values: dict[str, Any] = {
        "state": ending.state,
        "error": ending.error,
        "trace": ending.trace,
        "lease_until": None,
    }
    if not ending.costs_attempt:
        values["attempts"] = F("attempts") - 1
    if ending.state in ENDED:
        values["finished_at"] = timezone.now()
    if ending.state == JobState.DONE:
        values |= {"result": ending.result, "progress_done": F("progress_total")}
    if ending.state == JobState.WAITING:
        values["run_after"] = timezone.now() + timedelta(seconds=ending.pause)
    return values


def free_dependents(job: Job) -> None:
    """Queue the jobs that waited for this one alone. In the transaction that ends it."""
    with connection.cursor() as cursor:
        cursor.execute(_FREE, [job.pk])
        queues = {queue for queue, state in cursor.fetchall() if state == JobState.QUEUED}
    for queue in queues:
        transaction.on_commit(partial(ring, queue), robust=True)
