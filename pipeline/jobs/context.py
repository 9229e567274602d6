"""What a job's function may ask of the engine while it works."""

import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from redis.exceptions import RedisError

from accounts.kernel.connections import quick_redis
from billing.money import credits_text
from pipeline.jobs import children
from pipeline.models import Job, JobState, JobStep
from projects.actions.events import announce

PROGRESS_SECONDS = 0.4  # at most 2.5 writes a second for each job
PROJECT_MILLISECONDS = 330  # at most 3 messages a second for each project


class Canceled(BaseException):
    """Someone canceled the job. A BaseException, so that a handler's ``except Exception`` lets it through."""


class Stopped(BaseException):
    """The worker is asked to end: the job goes back to the queue and costs no attempt."""


class LostLease(BaseException):
    """Another worker may have the job by now: nothing more may be written."""

    may_write = False


class Again(Exception):
    """Call the handler again after ``seconds``, holding no worker meanwhile: a provider is not ready yet.

    Costs no attempt. Keep what must not happen twice in ``JobContext.step``.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class JobContext:
    """A running job: its arguments, its progress, its steps and its end.

    ``cancel_event`` is set when the work must stop, for whatever reason; ``check()`` says why.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.args: dict[str, Any] = job.args
        self.cancel_event = threading.Event()
        self.charges = 0
        self._reason: type[BaseException] = Canceled
        self._told_at = 0.0

    def stop(self, reason: type[BaseException]) -> None:
        """Make ``check()`` raise ``reason`` from now on. The first reason counts."""
        if not self.cancel_event.is_set():
            self._reason = reason
            self.cancel_event.set()

    def check(self) -> None:
        """Raise if the work must stop: Canceled, Stopped or LostLease. Call it between pieces of work."""
        if self.cancel_event.is_set():
            raise self._reason

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Show ``done`` of ``total`` on open pages. Cheap to call often: what comes too fast is left out."""
        self.check()
        now = time.monotonic()
        if now - self._told_at < PROGRESS_SECONDS and done < total:
            return
        self._told_at = now
        with transaction.atomic():
            self._write(progress_done=done, progress_total=total, progress_text=text[:200])
            self.job.progress_done, self.job.progress_total, self.job.progress_text = done, total, text[:200]
            tell_progress(self.job)

    def step(self, name: str, work: Callable[[], Any]) -> Any:
        """The result of ``work()``, which runs once even if the job runs several times. Must be JSON-ready.

        The result is kept after ``work`` returns; what a process that dies in between leaves behind must
        itself bear repeating.
        """
        self.check()
        with transaction.atomic():
            kept = JobStep.objects.filter(job=self.job, step=name).first()
        if kept is not None:
            return kept.result
        result = work()
        with transaction.atomic():
            self._write(lease_token=self.job.lease_token)  # only while the lease is ours
            JobStep.objects.create(job=self.job, step=name, result=result)
        return result

    def submitted(self, operation: str) -> None:
        """Keep a provider's operation id, before polling it: a paid submission is never sent twice."""
        with transaction.atomic():
            self._write(external_op=operation)
        self.job.external_op = operation

    def charge(self, micro: int) -> None:
        """Take ``micro`` micro-credits from the job's hold in the transaction that ends this attempt.

        Also when the attempt fails: for work that a provider charges in any case. Raises ValueError above
        what is left of ``job.cost_most``.
        """
        most = self.job.cost_most - self.job.charged
        if micro < 0 or self.charges + micro > most:
            raise ValueError(
                f"{credits_text(self.charges + micro)} credits, at most {credits_text(most)} held"
            )
        self.charges += micro

    def run(
        self,
        command: Sequence[str | Path],
        *,
        feed: bytes | None = None,
        folder: Path | None = None,
        seconds: float | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a program to its end. It is killed within 2 s of a cancel.

        Raises subprocess.CalledProcessError for any exit code but 0, subprocess.TimeoutExpired
        after ``seconds``, and what ``check()`` raises.
        """
        return children.run(command, check=self.check, feed=feed, folder=folder, seconds=seconds)

    def _write(self, **values: Any) -> None:
        mine = Job.objects.filter(pk=self.job.pk, lease_token=self.job.lease_token, state=JobState.RUNNING)
        if not mine.update(**values):
            raise LostLease


def tell_state(job: Job) -> None:
    """Announce a job's state to its project's pages: topic "jobs", in the caller's transaction."""
    if job.project_id is not None:
        announce(job.project_id, "jobs", job=str(job.pk), state=str(job.state), **_numbers(job))


def tell_progress(job: Job) -> None:
    """Announce how far a job is: topic "progress" for "job-<key>"; now and then, per project."""
    if job.project_id is not None and _is_time(job.project_id):
        announce(job.project_id, "progress", target=f"job-{job.pk}", **_numbers(job))


def _numbers(job: Job) -> dict[str, Any]:
    run = str(job.run_id) if job.run_id else None
    return {"run": run, "kind": job.kind, "done": job.progress_done, "total": job.progress_total}


def _is_time(project_id: UUID) -> bool:
    """Whether no worker told the project's pages of progress a moment ago."""
    try:
        return bool(quick_redis().set(f"progress:{project_id}", 1, nx=True, px=PROJECT_MILLISECONDS))
    except RedisError:
        return True
