"""Keeps a running job's lease, and hears when it is canceled."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone

from accounts.kernel import scope
from pipeline.jobs.context import Canceled, JobContext, LostLease, tell_state
from pipeline.models import Job, JobState

log = logging.getLogger(__name__)

BEAT_SECONDS = 1.0


class Heartbeat(threading.Thread):
    """A thread beside a job's function. Short jobs end before its first beat, so they cost no connection.

    ``interrupt`` is called once a beat while the work must stop but goes on, to cut into a function that
    never calls ``check()``.
    """

    def __init__(self, context: JobContext, interrupt: Callable[[], None]) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self._context, self._interrupt = context, interrupt
        self._ended = threading.Event()
        self._renewed = time.monotonic()
        self._told = False

    def __enter__(self) -> "Heartbeat":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self.join(BEAT_SECONDS)

    def run(self) -> None:
        beaten = False
        while not self._ended.wait(BEAT_SECONDS if not self._context.cancel_event.is_set() else 0.5):
            if self._context.cancel_event.is_set():
                self._interrupt()
            beaten = self._beat() or beaten
        if beaten:
            connections.close_all()

    def _beat(self) -> bool:
        try:
            self._look()
        except DatabaseError:
            log.warning("heartbeat could not reach the database", exc_info=True)
            connections.close_all()
            if time.monotonic() - self._renewed > settings.JOB_LEASE_SECONDS:
                self._context.stop(LostLease)  # the sweeper may have given the job away
        return True

    def _look(self) -> None:
        job = self._context.job
        with scope.team(job.team_id):
            mine = Job.objects.filter(pk=job.pk, lease_token=job.lease_token, state=JobState.RUNNING)
            canceled = mine.values_list("cancel_requested", flat=True).first()
            if canceled is None:
                self._context.stop(LostLease)
            elif time.monotonic() - self._renewed > settings.JOB_LEASE_SECONDS / 3:
                mine.update(lease_until=timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS))
                self._renewed = time.monotonic()
            if not self._told:  # that it runs; short jobs end before anyone could read it
                self._told = True
                tell_state(job)
        if canceled:
            self._context.stop(Canceled)
