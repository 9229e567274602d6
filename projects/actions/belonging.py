"""Which episode things belong to: that of what they stand under."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from projects.models import Branch

_TREE = """
WITH RECURSIVE tree(node_id, episode) AS (
    {roots}
  UNION
    SELECT h.node_id, t.episode FROM tree t
    JOIN "projects_head" h ON h.branch_id = %(branch)s AND h.parent_node = t.node_id
)
UPDATE "projects_head" h SET episode = t.episode FROM tree t
WHERE h.branch_id = %(branch)s AND h.node_id = t.node_id AND h.episode IS DISTINCT FROM t.episode
"""
_GIVEN = "SELECT n, %(episode)s::uuid FROM unnest(%(nodes)s::uuid[]) AS n"
_BY_PARENT = """
    SELECT h.node_id, CASE p.kind WHEN 'episode' THEN p.node_id ELSE p.episode END
    FROM "projects_head" h
    JOIN "projects_head" p ON p.branch_id = h.branch_id AND p.node_id = h.parent_node
    WHERE h.branch_id = %(branch)s AND h.node_id = ANY(%(nodes)s::uuid[])
"""


def belong(branch: Branch, nodes: Iterable[UUID], episode: UUID) -> int:
    """Let ``nodes`` and everything under them, deleted or not, belong to ``episode``; how many changed.

    No revision is made: to which episode something belongs is no content. One statement.
    """
    return _carried_out(_GIVEN, branch, nodes, episode=episode)


def settle(branch: Branch, nodes: Iterable[UUID]) -> int:
    """Let ``nodes`` and everything under them belong to the episode they stand in now. One statement."""
    return _carried_out(_BY_PARENT, branch, nodes)


def _carried_out(roots: str, branch: Branch, nodes: Iterable[UUID], **more: object) -> int:
    values: dict[str, Any] = {"branch": branch.pk, "nodes": list(nodes), **more}
    if not values["nodes"]:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_TREE.format(roots=roots), values)
        return int(cursor.rowcount)
