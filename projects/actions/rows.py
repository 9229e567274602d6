"""The rows of a commit, each kind in one statement however many there are."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from projects.models.branches import Branch
from projects.models.nodes import Change, Revision

if TYPE_CHECKING:
    from projects.actions.commit import Edit

_NODES = """
INSERT INTO "projects_node" (team_id, project_id, created_at, id, kind, slot)
SELECT %s, %s, %s, v.* FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS v
"""
_REVISIONS = """
INSERT INTO "projects_revision" (team_id, project_id, author_id, created_at, node_id, parent_node, position,
    content_hash, payload, summary, deleted)
SELECT %s, %s, %s, %s, v.*
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::jsonb[], %s::jsonb[], %s::bool[]) AS v
ON CONFLICT (node_id, content_hash) DO NOTHING RETURNING node_id, id
"""
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
INSERT INTO "projects_head" (team_id, branch_id, kind, episode, node_id, revision_id, slot, parent_node,
    position, deleted, origin, built_digest, built_by)
SELECT %s, %s, v.* FROM unnest(%s::text[], %s::uuid[], %s::uuid[], %s::bigint[], %s::text[], %s::uuid[],
    %s::text[], %s::bool[], %s::text[], %s::text[], %s::uuid[]) AS v
"""
_CHANGE = """
WITH change AS (
    INSERT INTO "projects_change" (team_id, branch_id, kind, message, author_id, created_at)
    VALUES (%s, %s, %s, %s, %s, %s) RETURNING team_id, id
), items AS (
    INSERT INTO "projects_changeitem" (team_id, change_id, node_id, old_revision_id, new_revision_id)
    SELECT change.*, v.* FROM change, unnest(%s::uuid[], %s::bigint[], %s::bigint[]) AS v
)
SELECT id FROM change
"""


def write_nodes(branch: Branch, edits: "Iterable[Edit]") -> None:
    """Nodes that come into being."""
    rows = [(edit.known, edit.kind, edit.slot) for edit in edits]
    _run(_NODES, [branch.team_id, branch.project_id, timezone.now(), *_columns(rows)])


def write_revisions(branch: Branch, edits: "Iterable[Edit]", by: Any) -> dict[UUID, int]:
    """The revision of each edit's content by its node, made where it does not exist yet.

    One statement, and a second one where content was there before.
    """
    rows = {edit.known: _revision(edit) for edit in edits}
    author = by.pk if by else None
    values = [branch.team_id, branch.project_id, author, timezone.now(), *_columns(rows.values())]
    found = dict(_run(_REVISIONS, values))
    if len(found) < len(rows):
        hashes = {node: row[3] for node, row in rows.items() if node not in found}
        again = Revision.objects.filter(node_id__in=list(hashes), content_hash__in=list(hashes.values()))
        for node, text, pk in again.values_list("node_id", "content_hash", "pk"):
            if hashes[node] == text:
                found[node] = pk
    return found


def _revision(edit: "Edit") -> tuple[Any, ...]:
    content = edit.content
    texts = (json.dumps(content.payload()), json.dumps(content.summary()))
    return edit.known, edit.parent, edit.position, edit.content_hash(), *texts, edit.deleted


def move_heads(branch: Branch, edits: "Iterable[Edit]", revisions: dict[UUID, int]) -> set[UUID]:
    """Let heads show their new revisions. The nodes of those that still stood where the edits expected."""
    rows = [(edit.known, edit.expected, *_shown(edit, revisions)) for edit in edits]
    return {row[0] for row in _run(_MOVE, [*_columns(rows), branch.pk])}


def write_heads(branch: Branch, edits: "Iterable[Edit]", revisions: dict[UUID, int]) -> None:
    """Heads of nodes that the branch did not show."""
    rows = [(edit.kind, edit.episode, edit.known, *_shown(edit, revisions)) for edit in edits]
    _run(_HEADS, [branch.team_id, branch.pk, *_columns(rows)])


def _shown(edit: "Edit", revisions: dict[UUID, int]) -> tuple[Any, ...]:
    place = (edit.slot, edit.parent, edit.position, edit.deleted)
    return revisions[edit.known], *place, str(edit.origin), edit.built_digest, edit.built_by


def write_change(
    branch: Branch, edits: "Iterable[Edit]", revisions: dict[UUID, int], *, by: Any, kind: str, message: str
) -> Change:
    """The change that moved these heads, with its items."""
    change = Change(team_id=branch.team_id, branch=branch, kind=kind, message=message[:500], author=by)
    change.created_at = timezone.now()
    rows = [(edit.known, edit.expected, revisions[edit.known]) for edit in edits]
    own = [branch.team_id, branch.pk, str(kind), change.message, change.author_id, change.created_at]
    change.pk = _run(_CHANGE, [*own, *_columns(rows)])[0][0]
    change._state.adding = False
    return change


def _columns(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _run(statement: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
