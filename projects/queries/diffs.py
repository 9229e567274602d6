"""What differs between two branches, node by node."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import connection

from projects.models.branches import Branch
from projects.models.nodes import Revision


class Verdict(StrEnum):
    """What a merge of the source into the target would do with a node."""

    SAME = "same"
    TAKE = "take"  # only the source changed it, or it is new there
    KEEP = "keep"  # only the target changed it
    CONFLICT = "conflict"  # both did


@dataclass(frozen=True)
class Difference:
    """One node whose heads differ between two branches."""

    node: UUID
    kind: str
    slot: str
    verdict: Verdict
    source_revision: int | None
    target_revision: int | None
    source_base: int | None


_DIFFER = """
SELECT coalesce(s.node_id, t.node_id), coalesce(s.kind, t.kind), coalesce(s.slot, t.slot),
       s.revision_id, t.revision_id, s.base_revision_id
FROM (SELECT * FROM "projects_head" WHERE branch_id = %s) s
FULL JOIN (SELECT * FROM "projects_head" WHERE branch_id = %s) t ON s.node_id = t.node_id
WHERE s.revision_id IS DISTINCT FROM t.revision_id
ORDER BY 2, 3
"""


def differences(source: Branch, target: Branch) -> list[Difference]:
    """Nodes whose heads differ, with what a merge of ``source`` into ``target`` would do. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFER, [source.pk, target.pk])
        return [
            Difference(node, kind, slot, _verdict(theirs, ours, base), theirs, ours, base)
            for node, kind, slot, theirs, ours, base in cursor.fetchall()
        ]


def _verdict(theirs: int | None, ours: int | None, base: int | None) -> Verdict:
    if theirs == ours:
        return Verdict.SAME
    if theirs is None or theirs == base:
        return Verdict.KEEP
    if ours is None or ours == base:
        return Verdict.TAKE
    return Verdict.CONFLICT


def changed_fields(old: Revision | None, new: Revision | None) -> list[str]:
    """Names of the content fields in which two revisions differ, in the order of the content."""
    before = old.payload if old else {}
    after = new.payload if new else {}
    names = [*after, *(name for name in before if name not in after)]
    return [name for name in names if before.get(name) != after.get(name)]
