"""Taking the next job: one statement that is fair between teams and keeps their limits."""

import time
from collections.abc import Sequence
from enum import Enum

from django.conf import settings
from django.db import connection

from accounts.kernel import scope
from pipeline.models import Job, Queue

_CLAIM = """
WITH t AS (
    SELECT team_id FROM "pipeline_jobteam"
    WHERE queued_{queue} > 0 AND running_{queue} < coalesce(max_running, %(limit)s)
    ORDER BY served_at LIMIT 1 FOR UPDATE SKIP LOCKED
), j AS (
    SELECT job.id FROM "pipeline_job" job, t
    WHERE job.team_id = t.team_id AND job.queue = %(queue)s AND job.state = 'queued'
    ORDER BY job.priority DESC, job.run_after, job.id LIMIT 1 FOR UPDATE OF job SKIP LOCKED
), u AS (
    UPDATE "pipeline_job" job SET state = 'running', attempts = attempts + 1, lease_token = lease_token + 1,
        lease_until = now() + make_interval(secs => %(lease)s), started_at = coalesce(started_at, now())
    FROM j WHERE job.id = j.id RETURNING job.id
), s AS (
    UPDATE "pipeline_jobteam" x SET served_at = clock_timestamp() FROM t WHERE x.team_id = t.team_id
)
SELECT t.team_id, u.id FROM t LEFT JOIN u ON true
"""
# The team was counted to have a job and has none free: count anew, in a statement of its own, because the
# claim's snapshot may be older than the team's lock. The lock is ours until commit.
_RECOUNT = """
UPDATE "pipeline_jobteam" SET queued_{queue} = (
    SELECT count(*) FROM "pipeline_job" WHERE team_id = %(team)s AND queue = %(queue)s AND state = 'queued')
WHERE team_id = %(team)s
"""
_READY = """
SELECT EXISTS (SELECT FROM "pipeline_jobteam"
    WHERE queued_{queue} > 0 AND running_{queue} < coalesce(max_running, %(limit)s))
"""
_TRIES = 25
_PAUSE_SECONDS = 0.02


class _Nothing(Enum):
    NONE_FREE = "no team with a job is free"
    MISCOUNTED = "the team chosen had none"


def claim(queues: Sequence[str]) -> Job | None:
    """The next due job of the first queue that has one, now leased to the caller; None if nothing is due."""
    for _ in range(_TRIES):
        miscounted = False
        for queue in queues:
            found = _claim(Queue(queue))
            if isinstance(found, Job):
                return found
            miscounted = miscounted or found is _Nothing.MISCOUNTED
        if miscounted:
            continue
        if not ready(queues):
            return None
        # Nothing claimed and yet something ready: other workers hold those teams' rows, for a moment.
        time.sleep(_PAUSE_SECONDS)
    return None


def ready(queues: Sequence[str]) -> bool:
    """Whether a job of these queues could start now."""
    with scope.worker(), connection.cursor() as cursor:
        for queue in queues:
            cursor.execute(_READY.format(queue=Queue(queue)), {"limit": settings.JOB_MAX_RUNNING_PER_TEAM})
            if cursor.fetchone()[0]:
                return True
    return False


def _claim(queue: Queue) -> Job | _Nothing:
    values: dict[str, str | int] = {
        "queue": str(queue),
        "limit": settings.JOB_MAX_RUNNING_PER_TEAM,
        "lease": settings.JOB_LEASE_SECONDS,
    }
    with scope.worker(), connection.cursor() as cursor:
        cursor.execute(_CLAIM.format(queue=queue), values)
        row = cursor.fetchone()
        if row is None:
            return _Nothing.NONE_FREE
        team, job = row
        if job is None:
            cursor.execute(_RECOUNT.format(queue=queue), {"team": team, "queue": str(queue)})
            return _Nothing.MISCOUNTED
        return Job.objects.get(pk=job)
