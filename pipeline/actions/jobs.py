"""Queueing, canceling and retrying jobs: in the caller's transaction, in the team's scope."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.kernel.errors import Refused
from accounts.models import User
from billing.actions.ledger import reserve
from billing.models import Hold
from pipeline.actions.bell import ring
from pipeline.models import Job, JobDep, JobState, Queue
from pipeline.models.jobs import ACTIVE
from projects.actions.events import announce


@dataclass(frozen=True)
class NewJob:
    """A job to queue. ``cost_most``, micro-credits, is what it may take from ``hold``; ``delay`` is seconds.

    ``needs`` are jobs that must be done first. A repeated ``idem_key`` finds the job it made before.
    """

    kind: str
    args: dict[str, Any]
    queue: str
    title: str
    project_id: UUID | None = None
    run_id: UUID | None = None
    idem_key: str | None = None
    priority: int = 0
    delay: float = 0
    max_attempts: int = 3
    hold: Hold | None = None
    cost_most: int = 0
    needs: Sequence[Job] = field(default=())


def enqueue(  # noqa: PLR0913  # every field of NewJob, by name
    kind: str,
    args: dict[str, Any],
    *,
    queue: str,
    title: str,
    project_id: UUID | None = None,
    run_id: UUID | None = None,
    by: User | None = None,
    idem_key: str | None = None,
    priority: int = 0,
    delay: float = 0,
    max_attempts: int = 3,
    hold: Hold | None = None,
    cost_most: int = 0,
    needs: Sequence[Job] = (),
) -> Job:
    """Queue one job; see ``NewJob``. With an ``idem_key`` used before: the job of then, in any state."""
    new = NewJob(
        kind=kind,
        args=args,
        queue=queue,
        title=title,
        project_id=project_id,
        run_id=run_id,
        idem_key=idem_key,
        priority=priority,
        delay=delay,
        max_attempts=max_attempts,
        hold=hold,
        cost_most=cost_most,
        needs=needs,
    )
    return enqueue_many([new], by=by)[0]


@transaction.atomic
def enqueue_many(news: Iterable[NewJob], *, by: User | None = None) -> list[Job]:
    """Queue jobs, to be claimed in this order where priorities are equal. Answers one for each, in order."""
    news = list(news)
    unmet = _unmet({need.pk for new in news for need in new.needs})
    start = timezone.now()
    rows = [_row(new, number, start, unmet, by) for number, new in enumerate(news)]
    Job.objects.bulk_create(rows, ignore_conflicts=True)
    kept = _kept([row.idem_key for row in rows if row.idem_key])
    jobs = [kept.get(row.idem_key or "", row) for row in rows]
    made = [(job, new) for job, row, new in zip(jobs, rows, news, strict=True) if job.pk == row.pk]
    JobDep.objects.bulk_create(
        [JobDep(job=job, needs=need) for job, new in made for need in {n.pk: n for n in new.needs}.values()]
    )
    _ring_and_tell([job for job, _ in made])
    return jobs


def _unmet(needs: set[UUID]) -> set[UUID]:
    # Locked, so that none of them ends between this look and the row that waits for it.
    rows = Job.objects.filter(pk__in=needs).order_by("pk").select_for_update()
    return {job.pk for job in rows if job.state != JobState.DONE}


def _row(new: NewJob, number: int, start: Any, unmet: set[UUID], by: User | None) -> Job:
    waits_for = len({need.pk for need in new.needs} & unmet)
    state = JobState.BLOCKED if waits_for else JobState.WAITING if new.delay > 0 else JobState.QUEUED
    return Job(
        kind=new.kind,
        args=new.args,
        queue=Queue(new.queue),
        title=new.title[:200],
        project_id=new.project_id,
        run_id=new.run_id,
        idem_key=new.idem_key,
        priority=new.priority,
        max_attempts=new.max_attempts,
        hold=new.hold,
        cost_most=new.cost_most,
        created_by=by,
        state=state,
        unmet=waits_for,
        # A microsecond apart, so that equal priorities are claimed in the order given.
        run_after=start + timedelta(seconds=new.delay, microseconds=number),
    )


def _kept(keys: list[str]) -> dict[str, Job]:
    return {job.idem_key or "": job for job in Job.objects.filter(idem_key__in=keys)} if keys else {}


def _ring_and_tell(jobs: list[Job]) -> None:
    due = Counter(job.queue for job in jobs if job.state == JobState.QUEUED)
    for queue, count in due.items():
        transaction.on_commit(partial(ring, queue, count), robust=True)
    for project in sorted({job.project_id for job in jobs if job.project_id}):
        announce(project, "jobs", state="queued")


@transaction.atomic
def cancel_job(job: Job, *, by: User | None) -> Job:
    """Cancel a job and those that wait for it. What runs stops within 3 s; what has ended stays as it is."""
    _cancel([job.pk])
    job.refresh_from_db()
    return job


@transaction.atomic
def cancel_run(run_id: UUID, *, by: User | None) -> int:
    """Cancel whatever of a run has not ended. Answers how many jobs that concerned."""
    return _cancel(list(Job.objects.of_run(run_id).active().values_list("pk", flat=True)))


def _cancel(ids: list[UUID]) -> int:
    """Cancel these jobs and, in turn, all that wait for them."""
    touched: dict[UUID, Job] = {}
    while ids:
        rows = Job.objects.filter(pk__in=ids, state__in=ACTIVE).order_by("pk").select_for_update()
        found = {job.pk: job for job in rows if job.pk not in touched}
        touched |= found
        running = [pk for pk, job in found.items() if job.state == JobState.RUNNING]
        others = [pk for pk in found if pk not in running]
        Job.objects.filter(pk__in=running).update(cancel_requested=True)
        Job.objects.filter(pk__in=others).update(
            state=JobState.CANCELED, cancel_requested=True, finished_at=timezone.now()
        )
        waiting = Job.objects.filter(needs__needs__in=list(found), state=JobState.BLOCKED)
        ids = list(waiting.values_list("pk", flat=True))
    for project in sorted({job.project_id for job in touched.values() if job.project_id}):
        announce(project, "jobs", state="canceled")
    if touched:
        # Workers tell who waits for the end of these jobs.
        transaction.on_commit(partial(ring, Queue.INTERACTIVE), robust=True)
    return len(touched)


@transaction.atomic
def retry_job(job: Job, *, by: User | None) -> Job:
    """Queue a failed or canceled job again, from the step it failed in. Holds its credits anew if need be.

    Raises Refused if the job has not failed, and OutOfCredits if its credits can no longer be held.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in (JobState.FAILED, JobState.CANCELED):
        raise Refused("Only a job that failed or was canceled can be tried again.")
    _hold_again(job, by)
    job.state, job.attempts, job.cancel_requested = JobState.QUEUED, 0, False
    job.error = job.trace = job.progress_text = ""
    job.progress_done = job.hook_failures = 0
    job.finished_at = job.started_at = job.hooked_at = None
    job.run_after = timezone.now()
    job.save()
    _ring_and_tell([job])
    return job


def _hold_again(job: Job, by: User | None) -> None:
    if job.hold is None or job.hold.settled_at is None:
        return
    job.hold = reserve(
        job.team_id,
        job.cost_most - job.charged,
        key=f"job:{job.pk}:retry:{job.hold_id}",
        source=job.title,
        by=by,
        project_id=job.project_id,
    )
    job.hold_closed = False
