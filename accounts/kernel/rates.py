"""How often one person may ask the API."""

import logging
import time
from typing import Any

from redis.exceptions import RedisError
from rest_framework.throttling import UserRateThrottle

from accounts.kernel.connections import quick_redis

log = logging.getLogger(__name__)


class PersonRate(UserRateThrottle):
    """Counts a person's requests in each minute (or what the rate says), in one trip to Redis.

    REST framework's own keeps the moment of every request of the last minute, and reads and writes them all
    at each. Without Redis nobody is held up.
    """

    num_requests: int
    duration: int  # seconds

    def allow_request(self, request: Any, view: Any) -> bool:
        key = self.get_cache_key(request, view)
        if not key or not self.duration:
            return True
        window, self._gone = divmod(time.time(), self.duration)
        counter = f"{key}:{window:.0f}"
        counting = quick_redis().pipeline(transaction=False)
        counting.incr(counter)
        counting.expire(counter, self.duration)
        try:
            asked: int = counting.execute()[0]
        except RedisError as error:
            log.warning("requests are not counted: %s", error)
            return True
        return asked <= self.num_requests

    def wait(self) -> float:
        """Seconds until they may ask again."""
        return float(self.duration - self._gone)
