"""Working: claim a job, do it under a lease, write how it ended, tell who waits for it."""

import logging
import signal
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from accounts.kernel import scope
from accounts.kernel.errors import Refused
from pipeline.actions.bell import ring
from pipeline.jobs import registry, tidy
from pipeline.jobs.children import kill_children
from pipeline.jobs.claims import claim, ready
from pipeline.jobs.context import Again, Canceled, JobContext, LostLease, Stopped
from pipeline.jobs.endings import Ending, end
from pipeline.jobs.heartbeat import Heartbeat
from pipeline.models import Job, JobState

log = logging.getLogger(__name__)

SERVE_SECONDS = 20.0
_LONGEST_PAUSE = 60.0
_LONGEST_WAIT = 900.0


class _Station:
    """What this process works on now, for its signal handlers."""

    context: JobContext | None = None
    cut_in: bool = False  # whether the running function may be cut into
    stopping: bool = False


station = _Station()


def serve(queues: Sequence[str], *, seconds: float = SERVE_SECONDS) -> int:
    """Do due jobs of ``queues``, the first queue first, until none is left or ``seconds`` are over.

    Answers how many jobs were worked on. The last one may take longer than ``seconds``.
    """
    registry.load()
    until, count = time.monotonic() + seconds, 0
    while not station.stopping and time.monotonic() < until:
        job = claim(queues)
        if job is not None:
            work(job)
            count += 1
        elif not tidy.tell_ends():  # what waited for an end may have queued more
            break
    else:
        tidy.tell_ends()  # however busy: others may wait for them
        if not station.stopping and ready(queues):
            ring(queues[0])
    tidy.release_holds()
    return count


def work(job: Job) -> None:
    """Do a claimed job and write how it ended. Only a lost lease or a lost database leaves it running."""
    context = JobContext(job)
    with scope.team(job.team_id, tx=False):
        ending = _attempt(context)
        if ending is None:
            return
        try:
            ended = _end(context, ending)
        except LostLease:
            log.warning("job %s was given to another worker", job.pk)
            return
    if ended.state in (JobState.DONE, JobState.FAILED, JobState.CANCELED):
        tidy.tell_end(ended.team_id, ended.pk)


def _end(context: JobContext, ending: Ending) -> Job:
    try:
        return end(context, ending)
    except Refused as refusal:  # its credits are not held any more: the work must not be given away
        context.charges = 0
        return end(context, Ending(JobState.FAILED, error=refusal.sentence))


def _attempt(context: JobContext) -> Ending | None:
    job = context.job
    try:
        with _on_station(context), Heartbeat(context, _interrupt):
            if job.cancel_requested:
                raise Canceled
            result = registry.work_of(job.kind)(context)
        return Ending(JobState.DONE, result=result or {})
    except Canceled:
        _clean_up()
        return Ending(JobState.CANCELED, error="Canceled.")
    except Stopped:
        _clean_up()
        return Ending(JobState.QUEUED, costs_attempt=False)
    except LostLease:
        _clean_up()
        return None
    except Again as again:
        return Ending(JobState.WAITING, pause=again.seconds, costs_attempt=False)
    except Refused as refusal:
        return _refused(context, refusal)
    except Exception as error:  # noqa: BLE001  # whatever a function raises ends its job, not the worker
        return _failure(context, error)


def _refused(context: JobContext, refusal: Refused) -> Ending:
    if getattr(refusal, "retry", False):  # a provider that was busy, say
        return _failure(context, refusal)
    return Ending(JobState.FAILED, error=refusal.sentence)


def _failure(context: JobContext, error: Exception) -> Ending:
    job, trace = context.job, traceback.format_exc()
    log.error("job %s (%s) failed at attempt %s", job.pk, job.kind, job.attempts, exc_info=error)
    _clean_up()
    sentence = getattr(error, "sentence", "") or f"Something unexpected happened ({type(error).__name__})."
    # An error that knows better than to be tried again says so: a provider that refused for good.
    if getattr(error, "retry", True) and job.attempts < job.max_attempts:
        # A provider may say itself when it will answer again.
        pause = max(min(_LONGEST_PAUSE, 2.0**job.attempts), min(_LONGEST_WAIT, getattr(error, "after", 0.0)))
        return Ending(JobState.WAITING, error=sentence, trace=trace, pause=pause)
    return Ending(JobState.FAILED, error=sentence, trace=trace)


def _clean_up() -> None:
    """After a function that was cut short: no child program lives on, and no half-used connection."""
    if _in_main_thread():
        kill_children()
    if not connection.in_atomic_block:
        connection.close()


@contextmanager
def _on_station(context: JobContext) -> Iterator[None]:
    """Let signals reach the function, and only it: what writes its end is never cut into."""
    if not _in_main_thread():
        yield
        return
    signal.signal(signal.SIGUSR1, _cut_in)  # and left there: its default would end the process
    station.context, station.cut_in = context, True
    if station.stopping:
        context.stop(Stopped)
    try:
        yield
    finally:
        station.cut_in, station.context = False, None


def _interrupt() -> None:
    """Cut into the running function from another thread, if it may be cut into."""
    if station.cut_in:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)


def _cut_in(number: int, frame: Any) -> None:
    # Never inside a transaction: the connection would be left in the middle of a query.
    if station.cut_in and station.context is not None and not connection.in_atomic_block:
        station.context.check()


def stop(number: int = 0, frame: Any = None) -> None:
    """Signal handler: give the running job back to the queue and take no more."""
    station.stopping = True
    if station.context is not None:
        station.context.stop(Stopped)
        _cut_in(number, frame)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
