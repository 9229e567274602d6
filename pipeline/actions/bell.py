"""The doorbell: RQ messages without arguments that tell workers to look for work in PostgreSQL."""

import logging

from redis.exceptions import RedisError
from rq import Queue as Bell
from rq.serializers import JSONSerializer

from accounts.kernel.connections import quick_redis

log = logging.getLogger(__name__)

# A worker that answers takes job after job, so a queue needs no more bells than it has workers to wake.
MOST_BELLS = 8
_ANSWER = "pipeline.jobs.worker.answer"
_HOURS = {"interactive": 1, "media": 2, "export": 8}  # RQ's own limit, far above what a job may take


def ring(queue: str, times: int = 1) -> int:
    """Wake up to ``times`` workers of ``queue``; call it after commit. Answers how many bells were rung.

    Never raises for a Redis that does not answer.
    """
    bell = Bell(queue, connection=quick_redis(), serializer=JSONSerializer)
    rung = 0
    try:
        for _ in range(min(times, MOST_BELLS - bell.count)):
            bell.enqueue(
                _ANSWER, job_timeout=_HOURS[queue] * 3600, result_ttl=0, failure_ttl=60, description="bell"
            )
            rung += 1
    except RedisError as error:
        log.warning("the bell of %s did not ring: %s", queue, error)
    return rung


def bells(queue: str) -> int | None:
    """How many bells no worker has answered yet; None if Redis does not say."""
    try:
        return int(Bell(queue, connection=quick_redis(), serializer=JSONSerializer).count)
    except RedisError:
        return None
