"""A Redis connection for what may fail: bells and news."""

from functools import cache

from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry


@cache
def quick_redis() -> Redis:
    """Gives up at once, where redis-py's own default tries for seconds; forks get sockets of their own."""
    return Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=0.25,
        socket_timeout=1.0,
        retry=Retry(NoBackoff(), 0),
    )
