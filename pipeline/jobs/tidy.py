"""What is left to do after a job has ended: telling who waits for it, giving back what it held."""

import logging
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from accounts.kernel import scope
from billing.actions.ledger import release
from pipeline.jobs import registry
from pipeline.models import Job

log = logging.getLogger(__name__)

_UNTOLD = """
SELECT team_id, id FROM "pipeline_job"
WHERE hooked_at IS NULL AND state IN ('done', 'failed', 'canceled') AND hook_failures < 12
    AND (state = 'canceled' AND hook_failures = 0
        OR finished_at < now() - make_interval(secs => 2 * 2 ^ hook_failures))
ORDER BY finished_at LIMIT 20
"""
_KEEP_DAYS = 60
_OLD = """
SELECT id FROM "pipeline_job" WHERE finished_at < now() - make_interval(days => %s) AND hooked_at IS NOT NULL
    AND state IN ('done', 'canceled') AND (hold_id IS NULL OR hold_closed) LIMIT 2000
"""
_STAGED_DAYS = 2
_LEFT_LYING = 'DELETE FROM "pipeline_stagedtext" WHERE created_at < now() - make_interval(days => %s)'
_IDLE_HOLDS = """
SELECT DISTINCT team_id, hold_id FROM "pipeline_job" job
WHERE hold_id IS NOT NULL AND NOT hold_closed AND hooked_at IS NOT NULL
    AND finished_at < now() - interval '30 seconds'
    AND NOT EXISTS (SELECT FROM "pipeline_job" other WHERE other.hold_id = job.hold_id
        AND (other.hooked_at IS NULL OR other.state IN ('blocked', 'queued', 'running', 'waiting')))
LIMIT 50
"""


def tell_ends() -> int:
    """Tell the ends that were not told: of jobs canceled on a page, or whose worker died right after."""
    return sum(tell_end(team, job) for team, job in untold())


def untold() -> list[tuple[UUID, UUID]]:
    """Team and key of ended jobs whose listeners must be called (again) now."""
    with scope.worker(), connection.cursor() as cursor:
        cursor.execute(_UNTOLD)
        return cursor.fetchall()


def tell_end(team: UUID, job: UUID) -> bool:
    """Call the listeners of one ended job, once: together with the note that they were called."""
    try:
        with scope.team(team):
            row = Job.objects.select_for_update(skip_locked=True).filter(pk=job, hooked_at=None).first()
            if row is None or row.is_active:
                return False
            for listen in registry.on_finish:
                listen(row)
            Job.objects.filter(pk=job).update(hooked_at=timezone.now())
    except Exception:
        log.exception("a listener to the end of job %s failed; it will be called again", job)
        with scope.team(team):
            Job.objects.filter(pk=job).update(hook_failures=F("hook_failures") + 1)
        return False
    return True


def idle_holds() -> list[tuple[UUID, int]]:
    """Team and number of holds none of whose jobs is still to run."""
    with scope.worker(), connection.cursor() as cursor:
        cursor.execute(_IDLE_HOLDS)
        return cursor.fetchall()


def release_holds() -> int:
    """Give back what dead jobs still hold. Answers how many holds were looked at."""
    holds = idle_holds()
    for team, hold in holds:
        with scope.team(team), transaction.atomic():
            if any(keeps(hold) for keeps in registry.keeps_hold):
                continue
            Job.objects.filter(hold_id=hold).update(hold_closed=True)
            release(hold, key=f"hold:{hold}:idle", reason="Work ended")
    return len(holds)


def forget_old_jobs() -> int:
    """Remove jobs that ended well, or were canceled, two months ago; answers how many. Generations stay."""
    with scope.worker(), connection.cursor() as cursor:
        cursor.execute(_OLD, [_KEEP_DAYS])
        old = [row[0] for row in cursor.fetchall()]
        cursor.execute('DELETE FROM "pipeline_jobstep" WHERE job_id = ANY(%s)', [old])
        cursor.execute(
            'DELETE FROM "pipeline_jobdep" WHERE job_id = ANY(%s) OR needs_id = ANY(%s)', [old, old]
        )
        cursor.execute('DELETE FROM "pipeline_job" WHERE id = ANY(%s)', [old])
    return len(old)


def forget_staged_texts() -> int:
    """Remove files that were looked at two days ago and never brought in; answers how many."""
    with scope.worker(), connection.cursor() as cursor:
        cursor.execute(_LEFT_LYING, [_STAGED_DAYS])
        return int(cursor.rowcount)
