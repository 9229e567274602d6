"""What a model is writing right now, for people who wait: kept in Redis for a moment, nowhere else."""

import json
import time

from django.db import transaction
from redis.exceptions import RedisError

from accounts.kernel.connections import quick_redis
from pipeline.models import Generation
from pipeline.queries.drafts import key_of
from projects.actions.events import announce

EVERY = 0.7  # seconds between two looks of a page
KEPT = 30  # seconds that a draft is kept after its last word
SHOWN = 1_200  # characters of its end


class Draft:
    """The text of one generation while it is written."""

    def __init__(self, generation: Generation) -> None:
        self._key, self._project = key_of(generation.pk), generation.project_id
        self._target, self._told_at = generation.target, 0.0

    def show(self, name: str, text: str) -> None:
        """Show what there is of it, now and then. Without Redis nobody sees it, and nothing else happens."""
        now = time.monotonic()
        if not text or now - self._told_at < EVERY:
            return
        self._told_at = now
        try:
            shown = {"by": name, "text": text[-SHOWN:], "words": len(text.split())}
            quick_redis().set(self._key, json.dumps(shown), ex=KEPT)
        except RedisError:
            return
        with transaction.atomic():
            announce(self._project, "writing", target=self._target)
