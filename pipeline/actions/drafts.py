"""What a model is writing right now, for people who wait: kept in Redis for a moment, nowhere else."""

import json
import time
from typing import Any
from uuid import UUID

from django.db import transaction
from redis.exceptions import RedisError

from pipeline.models import Generation
from projects.actions.events import announce
from projects.connections import quick_redis

EVERY = 0.7  # seconds between two looks of a page
KEPT = 30  # seconds that a draft is kept after its last word
SHOWN = 1_200  # characters of its end

_KEY = "draft:{}"


class Draft:
    """The text of one generation while it is written."""

    def __init__(self, generation: Generation) -> None:
        self._key, self._project = _KEY.format(generation.pk), generation.project_id
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


def drafts_of(generations: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """The drafts (by, text, words) of generations that are being written now."""
    if not generations:
        return {}
    try:
        found = quick_redis().mget([_KEY.format(pk) for pk in generations])
    except RedisError:
        return {}
    return {pk: json.loads(kept) for pk, kept in zip(generations, found, strict=True) if kept}
