"""Telling open pages what changed: a topic, and numbers; the pages fetch the rest where access is checked."""

import json
import logging
from functools import partial
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.db import connection, transaction
from django.utils import timezone
from redis.exceptions import RedisError

from accounts.kernel import scope
from accounts.kernel.connections import quick_redis
from accounts.kernel.prepared import keeping

log = logging.getLogger(__name__)

_NEXT = """
WITH feed AS (
    INSERT INTO "projects_feed" (team_id, project_id, last_seq) VALUES (%s, %s, 1)
    ON CONFLICT (project_id) DO UPDATE SET last_seq = "projects_feed".last_seq + 1
    RETURNING team_id, project_id, last_seq
)
INSERT INTO "projects_event" (team_id, project_id, seq, topic, data, created_at)
SELECT feed.*, %s, %s::jsonb, %s FROM feed RETURNING seq
"""
_KEEP_EVENTS = 2_000
_KEEP_DAYS = 7
_PRUNE = """
DELETE FROM "projects_event" e USING "projects_feed" f
WHERE f.project_id = e.project_id AND e.seq < f.last_seq
    AND (e.seq <= f.last_seq - %s OR e.created_at < now() - make_interval(days => %s))
"""


def group_of(project_id: UUID) -> str:
    """The channel group of a project's open pages."""
    return f"project.{project_id}"


def announce(project_id: UUID, topic: str, **data: Any) -> None:
    """Note that ``topic`` changed in a project and, once committed, tell its open pages.

    Must run inside a transaction in the team's scope, and late in it: the project's counter stays locked
    until commit. ``data`` must be JSON-ready and hold no content.
    """
    with keeping() as cursor:
        values = [scope.current().team, project_id, topic, json.dumps(data), timezone.now()]
        cursor.execute(_NEXT, values)
        seq = cursor.fetchone()[0]
    message = {"type": "project.event", "seq": seq, "topic": topic, "data": data}
    # robust: a page that cannot be told finds the event by its number when it reconnects.
    transaction.on_commit(partial(_tell, group_of(project_id), message), robust=True)


def _tell(group: str, message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    if isinstance(layer, RedisPubSubChannelLayer):
        # What the layer's group_send does, without an event loop and a connection for each call, and
        # without its seconds of retries when Redis is down.
        try:
            quick_redis().publish(f"asgi__group__{group}", layer.serialize(message))
        except RedisError as error:
            log.warning("open pages of %s were not told: %s", group, error)
    elif layer is not None:
        async_to_sync(layer.group_send)(group, message)


def prune_events() -> int:
    """Forget all but a project's newest 2,000 events, and those older than a week, for all teams.

    Answers how many. A page that asks for what came after a forgotten event is told to reload.
    """
    with scope.staff(), connection.cursor() as cursor:
        cursor.execute(_PRUNE, [_KEEP_EVENTS, _KEEP_DAYS])
        return int(cursor.rowcount)
