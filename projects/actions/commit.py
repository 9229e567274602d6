"""The one writer of story content: a batch of edits becomes revisions, moved heads and one change.

Compare-and-set: each edit names the revision it was made from. If another stands there by now,
nothing of the batch is written, and the caller learns what stands there. At most eight statements,
however many edits.
"""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from accounts.kernel.errors import Conflict, Refused
from projects.actions.events import announce
from projects.kinds import Content, digest
from projects.kinds.stages import STAGE_OF_KIND
from projects.models.branches import Branch
from projects.models.nodes import Change, ChangeItem, Head, Node, Revision

LOCKED = "AI001"  # what the database raises for a locked stage: migration 0003_guards
LOCKED_CODE = "locked"  # of the Refused that follows from it


@dataclass(frozen=True)
class Edit:
    """One node's next revision on a branch. Make it with ``new`` or ``of``."""

    kind: str
    slot: str
    content: Content
    position: str
    parent: UUID | None = None
    episode: UUID | None = None
    node: UUID | None = None  # None: a node that does not exist yet
    expected: int | None = None  # the revision this edit was made from; None: no head yet on the branch
    deleted: bool = False
    origin: str = Head.Origin.HAND
    built_digest: str = ""
    built_by: UUID | None = None

    @classmethod
    def new(cls, content: Content, slot: str, position: str = "V", **rest: Any) -> "Edit":
        """A node that comes into being."""
        return cls(kind=content.kind, slot=slot, content=content, position=position, **rest)

    @classmethod
    def of(cls, head: Head, content: Content | None = None, **changes: Any) -> "Edit":
        """The next revision of what ``head`` shows; ``changes`` name any other field."""
        base = cls(
            kind=head.kind,
            slot=head.slot,
            content=content if content is not None else head.content,
            position=head.position,
            parent=head.parent_node,
            episode=head.episode,
            node=head.node_id,
            expected=head.revision_id,
            deleted=head.deleted,
            # What it was built from stays known when a hand changes it: its inputs can still be compared.
            built_digest=head.built_digest,
            built_by=head.built_by,
        )
        return replace(base, **changes)

    @property
    def known(self) -> UUID:
        """The node; by the time anything is written every edit has one."""
        if self.node is None:
            raise LookupError("this edit has no node yet")
        return self.node

    def content_hash(self) -> str:
        """Address of the revision: content and structure together."""
        return digest([self.content.payload(), str(self.parent or ""), self.position, self.deleted])


def commit(
    branch: Branch, edits: list[Edit], *, by: Any, kind: str = Change.Kind.EDIT, message: str = ""
) -> Change | None:
    """Write ``edits`` as one change, or nothing. Returns None when no head would move.

    Raises Conflict when a head has moved on, and Refused when a stage is locked.
    """
    try:
        with transaction.atomic():
            return _commit(branch, edits, by=by, kind=kind, message=message)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != LOCKED:
            raise
        stage = str(error).split()[1]
        sentence = f"The stage {stage} is locked on this branch. Change it on a new branch."
        raise Refused(sentence, code=LOCKED_CODE) from error


def _commit(branch: Branch, edits: list[Edit], *, by: Any, kind: str, message: str) -> Change | None:
    edits = _with_nodes(branch, edits)
    if not edits:
        return None
    revisions = _revisions(branch, edits, by)
    moved = [edit for edit in edits if revisions[edit.known] != edit.expected]
    _move_heads(branch, edits, revisions)
    change = None
    if moved:
        change = Change.objects.create(branch=branch, kind=kind, message=message[:500], author=by)
        ChangeItem.objects.bulk_create(
            ChangeItem(
                change=change,
                node_id=edit.known,
                old_revision_id=edit.expected,
                new_revision_id=revisions[edit.known],
            )
            for edit in moved
        )
    announce_kinds(branch, {edit.kind for edit in edits})
    return change


def announce_kinds(branch: Branch, kinds: set[str]) -> None:
    """Tell open pages which stages' content has moved on this branch."""
    stages = sorted({STAGE_OF_KIND.get(kind, "project") for kind in kinds})
    announce(branch.project_id, "content", branch=str(branch.pk), stages=stages)


def _with_nodes(branch: Branch, edits: list[Edit]) -> list[Edit]:
    """Give new edits their nodes."""
    fresh = [
        Node(team_id=branch.team_id, project_id=branch.project_id, kind=edit.kind, slot=edit.slot)
        for edit in edits
        if edit.node is None
    ]
    Node.objects.bulk_create(fresh)
    keys = iter(fresh)
    return [edit if edit.node else replace(edit, node=next(keys).pk) for edit in edits]


def _revisions(branch: Branch, edits: list[Edit], by: Any) -> dict[UUID, int]:
    """The revision of each edit's content, made where it does not exist yet."""
    hashes = {edit.known: edit.content_hash() for edit in edits}
    Revision.objects.bulk_create(
        (
            Revision(
                project_id=branch.project_id,
                node_id=edit.known,
                parent_node=edit.parent,
                position=edit.position,
                content_hash=hashes[edit.known],
                payload=edit.content.payload(),
                summary=edit.content.summary(),
                deleted=edit.deleted,
                author=by,
            )
            for edit in edits
        ),
        ignore_conflicts=True,
    )
    rows = Revision.objects.filter(node_id__in=list(hashes), content_hash__in=list(set(hashes.values())))
    found = {(node, text): pk for node, text, pk in rows.values_list("node_id", "content_hash", "pk")}
    return {node: found[node, text] for node, text in hashes.items()}


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


def _move_heads(branch: Branch, edits: list[Edit], revisions: dict[UUID, int]) -> None:
    existing = [edit for edit in edits if edit.expected is not None]
    if existing:
        columns: list[list[Any]] = [
            [edit.known for edit in existing],
            [edit.expected for edit in existing],
            [revisions[edit.known] for edit in existing],
            [edit.slot for edit in existing],
            [edit.parent for edit in existing],
            [edit.position for edit in existing],
            [edit.deleted for edit in existing],
            [str(edit.origin) for edit in existing],
            [edit.built_digest for edit in existing],
            [edit.built_by for edit in existing],
        ]
        with connection.cursor() as cursor:
            cursor.execute(_MOVE, [*columns, branch.pk])
            moved = {row[0] for row in cursor.fetchall()}
        late = [edit for edit in existing if edit.known not in moved]
        if late:
            raise _conflict(branch, late[0])
    Head.objects.bulk_create(
        Head(
            branch=branch,
            node_id=edit.known,
            revision_id=revisions[edit.known],
            kind=edit.kind,
            slot=edit.slot,
            episode=edit.episode,
            parent_node=edit.parent,
            position=edit.position,
            deleted=edit.deleted,
            origin=edit.origin,
            built_digest=edit.built_digest,
            built_by=edit.built_by,
        )
        for edit in edits
        if edit.expected is None
    )


def _conflict(branch: Branch, edit: Edit) -> Conflict:
    head = Head.objects.filter(branch=branch, node_id=edit.known).select_related("revision__author").first()
    who = str(head.revision.author) if head and head.revision.author else "Someone"
    return Conflict(f"{who} changed this while you were working on it.", current=head)
