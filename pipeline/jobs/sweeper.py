"""The sweeper: once a second, makes good what died. Any number may run; one of them acts."""

import logging
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from accounts.kernel import scope
from pipeline.actions.bell import MOST_BELLS, bells, ring
from pipeline.jobs import tidy
from pipeline.jobs.context import tell_state
from pipeline.models import Job, Queue
from projects.actions.events import prune_events

log = logging.getLogger(__name__)

_LOCK = 0x6A6F6273  # "jobs"
_DEAD = """
UPDATE "pipeline_job" SET lease_until = NULL, lease_token = lease_token + 1,
    state = CASE WHEN cancel_requested THEN 'canceled' WHEN attempts < max_attempts THEN 'queued'
        ELSE 'failed' END,
    error = CASE WHEN cancel_requested THEN 'Canceled.' WHEN attempts < max_attempts THEN error
        ELSE 'The worker stopped in the middle of it, ' || attempts || ' times.' END,
    finished_at = CASE WHEN cancel_requested OR attempts >= max_attempts THEN now() END
WHERE id IN (SELECT id FROM "pipeline_job" WHERE state = 'running' AND lease_until < now()
    ORDER BY id FOR UPDATE SKIP LOCKED)
RETURNING team_id, id, state
"""
_DUE = """
UPDATE "pipeline_job" SET state = 'queued' WHERE id IN (SELECT id FROM "pipeline_job"
    WHERE state = 'waiting' AND run_after <= now() ORDER BY id FOR UPDATE SKIP LOCKED)
"""
_READY = """
SELECT coalesce(sum(least(queued_{queue}, coalesce(max_running, %(limit)s) - running_{queue})), 0)::int
FROM "pipeline_jobteam" WHERE queued_{queue} > 0 AND running_{queue} < coalesce(max_running, %(limit)s)
"""
_REPAIR = """
WITH counted AS (
    SELECT t.id, {counts} FROM "pipeline_jobteam" t LEFT JOIN "pipeline_job" j
        ON j.team_id = t.team_id AND j.state IN ('queued', 'running') GROUP BY t.id
)
UPDATE "pipeline_jobteam" t SET {values} FROM counted c WHERE c.id = t.id AND ({differs})
"""


@dataclass(frozen=True)
class Sweep:
    """What one pass did. ``acted`` False: another sweeper was at it."""

    acted: bool = False
    dead: int = 0
    due: int = 0
    rung: int = 0


def sweep() -> Sweep:
    """Requeue or fail jobs whose worker died, queue what is due, ring for what is ready."""
    with scope.worker(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return Sweep()
        cursor.execute(_DEAD)
        dead: list[tuple[UUID, UUID, str]] = cursor.fetchall()
        cursor.execute(_DUE)
        due = cursor.rowcount
    for team, job, state in dead:
        log.warning("the worker of job %s died; it is %s now", job, state)
        with scope.team(team):
            tell_state(Job.objects.get(pk=job))
    return Sweep(acted=True, dead=len(dead), due=due, rung=_ring())


def _ring() -> int:
    """Ring where jobs are ready, or ends untold, and fewer bells hang than they need."""
    needs = {}
    with scope.worker(), connection.cursor() as cursor:
        for queue in Queue:
            cursor.execute(_READY.format(queue=queue), {"limit": settings.JOB_MAX_RUNNING_PER_TEAM})
            needs[queue] = min(MOST_BELLS, cursor.fetchone()[0])
    if not needs[Queue.INTERACTIVE] and (tidy.untold() or tidy.idle_holds()):
        needs[Queue.INTERACTIVE] = 1
    rung = 0
    for queue, need in needs.items():
        if need and (hanging := bells(queue)) is not None and need > hanging:
            rung += ring(queue, need - hanging)
    return rung


def repair() -> int:
    """Count every team's jobs anew. Answers how many teams had drifted; more than none is worth a look."""
    columns = [(f"{state}_{queue}", state, queue) for state in ("queued", "running") for queue in Queue]
    counts = ", ".join(
        f"count(*) FILTER (WHERE j.state = '{state}' AND j.queue = '{queue}')::int AS {name}"
        for name, state, queue in columns
    )
    values = ", ".join(f"{name} = c.{name}" for name, _, _ in columns)
    differs = " OR ".join(f"t.{name} <> c.{name}" for name, _, _ in columns)
    with scope.worker(), connection.cursor() as cursor:
        # Lock first, count in a second statement: its snapshot then holds whatever moved the counts.
        cursor.execute('SELECT FROM "pipeline_jobteam" ORDER BY team_id FOR UPDATE')
        cursor.execute(_REPAIR.format(counts=counts, values=values, differs=differs))
        drifted = cursor.rowcount
    if drifted:
        log.warning("the job counts of %s teams had drifted", drifted)
    return drifted


class Rounds:
    """Which slower duties are due beside the sweep: ``tick()`` once a second."""

    _REPAIR_SECONDS = timedelta(minutes=1).total_seconds()
    _PRUNE_SECONDS = timedelta(hours=1).total_seconds()

    def __init__(self) -> None:
        self._repaired = self._pruned = time.monotonic()

    def tick(self) -> Sweep:
        """Sweep, and once a minute repair, and once an hour forget old events, jobs and chosen files."""
        swept, now = sweep(), time.monotonic()
        if swept.acted and now - self._repaired > self._REPAIR_SECONDS:
            self._repaired = now
            repair()
        if swept.acted and now - self._pruned > self._PRUNE_SECONDS:
            self._pruned = now
            prune_events()
            tidy.forget_old_jobs()
            tidy.forget_staged_texts()
        return swept
