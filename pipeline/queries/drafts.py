"""The texts that are being written right now, as workers keep them in Redis: pipeline/actions/drafts.py."""

import json
from typing import Any
from uuid import UUID

from redis.exceptions import RedisError

from accounts.kernel.connections import quick_redis


def key_of(generation: UUID) -> str:
    """Where a generation's draft is kept."""
    return f"draft:{generation}"


def drafts_of(generations: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """The drafts (by, text, words) of generations that are being written now; none without Redis."""
    if not generations:
        return {}
    try:
        found = quick_redis().mget([key_of(pk) for pk in generations])
    except RedisError:
        return {}
    return {pk: json.loads(kept) for pk, kept in zip(generations, found, strict=True) if kept}
