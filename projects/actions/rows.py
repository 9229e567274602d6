"""The rows of a commit, each kind in one statement however many there are: they go there as one JSON text."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts.kernel.prepared import keeping
from projects.models.branches import Branch
from projects.models.nodes import Change, Revision

if TYPE_CHECKING:
    from projects.actions.commit import Edit

_NODES = """
INSERT INTO "projects_node" (team_id, project_id, created_at, id, kind, slot)
SELECT %s::uuid, %s::uuid, %s::timestamptz, v.*
FROM jsonb_to_recordset(%s::jsonb) AS v(node uuid, kind text, slot text)
"""
_REVISIONS = """
INSERT INTO "projects_revision" (team_id, project_id, author_id, created_at, node_id, parent_node, position,
    content_hash, payload, summary, deleted)
SELECT %s::uuid, %s::uuid, %s::uuid, %s::timestamptz, v.*
FROM jsonb_to_recordset(%s::jsonb) AS v(node uuid, parent uuid, position text, hash text, payload jsonb,
    summary jsonb, deleted bool)
ON CONFLICT (node_id, content_hash) DO NOTHING RETURNING node_id, id
"""
# Planned anew each time: from the arrays PostgreSQL sees how few heads it is to look up by their keys.
_MOVE = """
UPDATE "projects_head" h SET revision_id = v.revision, slot = v.slot, parent_node = v.parent,
    position = v.position, deleted = v.deleted, origin = v.origin, built_digest = v.built_digest,
    built_by = v.built_by
FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[], %s::text[], %s::uuid[], %s::text[], %s::bool[],
    %s::text[], %s::text[], %s::uuid[])
    AS v(node, expected, revision, slot, parent, position, deleted, origin, built_digest, built_by)
WHERE h.branch_id = %s AND h.node_id = v.node AND h.revision_id = v.expected
RETURNING h.node_id
"""
_HEADS = """
INSERT INTO "projects_head" (team_id, branch_id, node_id, revision_id, slot, parent_node, position, deleted,
    origin, built_digest, built_by, kind, episode)
SELECT %s::uuid, %s::uuid, v.*
FROM jsonb_to_recordset(%s::jsonb) AS v(node uuid, revision bigint, slot text, parent uuid, position text,
    deleted bool, origin text, built_digest text, built_by uuid, kind text, episode uuid)
"""
_CHANGE = """
WITH change AS (
    INSERT INTO "projects_change" (team_id, branch_id, kind, message, kinds, author_id, created_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING team_id, id
), items AS (
    INSERT INTO "projects_changeitem" (team_id, change_id, node_id, old_revision_id, new_revision_id)
    SELECT change.*, v.*
    FROM change, jsonb_to_recordset(%s::jsonb) AS v(node uuid, expected bigint, revision bigint)
)
SELECT id FROM change
"""


def write_nodes(branch: Branch, edits: "Iterable[Edit]") -> None:
    """Nodes that come into being."""
    rows = [{"node": edit.known, "kind": edit.kind, "slot": edit.slot} for edit in edits]
    _run(_NODES, branch.team_id, branch.project_id, timezone.now(), _text(rows))


def write_revisions(branch: Branch, edits: "Iterable[Edit]", by: Any) -> dict[UUID, int]:
    """The revision of each edit's content by its node, made where it does not exist yet.

    One statement, and a second one where content was there before.
    """
    rows = [_revision(edit) for edit in edits]
    author = by.pk if by else None
    found: dict[UUID, int] = dict(
        _run(_REVISIONS, branch.team_id, branch.project_id, author, timezone.now(), _text(rows))
    )
    hashes = {row["node"]: row["hash"] for row in rows if row["node"] not in found}
    if hashes:
        again = Revision.objects.filter(node_id__in=list(hashes), content_hash__in=list(hashes.values()))
        for node, text, pk in again.values_list("node_id", "content_hash", "pk"):
            if hashes[node] == text:
                found[node] = pk
    return found


def _revision(edit: "Edit") -> dict[str, Any]:
    return {
        "node": edit.known,
        "parent": edit.parent,
        "position": edit.position,
        "hash": edit.content_hash(),
        "payload": edit.content.payload(),
        "summary": edit.content.summary(),
        "deleted": edit.deleted,
    }


def move_heads(branch: Branch, edits: "Iterable[Edit]", revisions: dict[UUID, int]) -> set[UUID]:
    """Let heads show their new revisions. The nodes of those that still stood where the edits expected."""
    rows = [{"node": edit.known, "expected": edit.expected} | _shown(edit, revisions) for edit in edits]
    columns = [list(column) for column in zip(*(row.values() for row in rows), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [*columns, branch.pk])
        return {row[0] for row in cursor.fetchall()}


def write_heads(branch: Branch, edits: "Iterable[Edit]", revisions: dict[UUID, int]) -> None:
    """Heads of nodes that the branch did not show."""
    rows = [
        {"node": edit.known, "kind": edit.kind, "episode": edit.episode} | _shown(edit, revisions)
        for edit in edits
    ]
    _run(_HEADS, branch.team_id, branch.pk, _text(rows))


def _shown(edit: "Edit", revisions: dict[UUID, int]) -> dict[str, Any]:
    return {
        "revision": revisions[edit.known],
        "slot": edit.slot,
        "parent": edit.parent,
        "position": edit.position,
        "deleted": edit.deleted,
        "origin": str(edit.origin),
        "built_digest": edit.built_digest,
        "built_by": edit.built_by,
    }


def write_change(
    branch: Branch, edits: "Iterable[Edit]", revisions: dict[UUID, int], *, by: Any, kind: str, message: str
) -> Change:
    """The change that moved these heads, with its items."""
    change = Change(team_id=branch.team_id, branch=branch, kind=kind, message=message[:500], author=by)
    change.created_at = timezone.now()
    edits = list(edits)
    change.kinds = sorted({edit.kind for edit in edits})
    rows = [
        {"node": edit.known, "expected": edit.expected, "revision": revisions[edit.known]} for edit in edits
    ]
    own = (branch.team_id, branch.pk, str(kind), change.message, change.kinds)
    change.pk = _run(_CHANGE, *own, change.author_id, change.created_at, _text(rows))[0][0]
    change._state.adding = False
    return change


def _text(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, default=str)  # keys are UUIDs


def _run(statement: str, *values: Any) -> list[Any]:
    with keeping() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
