"""The one writer of story content: a batch of edits becomes revisions, moved heads and one change.

Compare-and-set: each edit names the revision it was made from. If another stands there by now,
nothing of the batch is written, and the caller learns what stands there. At most seven statements,
however many edits.
"""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction

from accounts.kernel.errors import Conflict, Refused
from accounts.kernel.ids import uuid7
from projects.actions.events import announce
from projects.actions.rows import move_heads, write_change, write_heads, write_nodes, write_revisions
from projects.kinds import Content, digest
from projects.kinds.stages import STAGE_OF_KIND
from projects.models.branches import Branch
from projects.models.nodes import Change, Head

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


@dataclass(frozen=True)
class Written:
    """What came of edits."""

    change: Change | None  # None: no head would move
    revisions: dict[UUID, int]  # what each edit's node shows now, in the order of the edits


def commit(
    branch: Branch, edits: list[Edit], *, by: Any, kind: str = Change.Kind.EDIT, message: str = ""
) -> Change | None:
    """Write ``edits`` as one change, or nothing. Returns None when no head would move.

    Raises Conflict when a head has moved on, and Refused when a stage is locked.
    """
    return write(branch, edits, by=by, kind=kind, message=message).change


def write(
    branch: Branch, edits: list[Edit], *, by: Any, kind: str = Change.Kind.EDIT, message: str = ""
) -> Written:
    """As ``commit``, for who wants to know the revisions too."""
    if not edits:
        return Written(None, {})
    try:
        with transaction.atomic():
            return _write(branch, edits, by=by, kind=kind, message=message)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != LOCKED:
            raise
        stage = str(error).split()[1]
        sentence = f"The stage {stage} is locked on this branch. Change it on a new branch."
        raise Refused(sentence, code=LOCKED_CODE) from error


def _write(branch: Branch, edits: list[Edit], *, by: Any, kind: str, message: str) -> Written:
    fresh = [edit.node is None for edit in edits]
    edits = [edit if edit.node else replace(edit, node=uuid7()) for edit in edits]
    if any(fresh):
        write_nodes(branch, [edit for edit, is_new in zip(edits, fresh, strict=True) if is_new])
    found = write_revisions(branch, edits, by)
    revisions = {edit.known: found[edit.known] for edit in edits}
    _show(branch, edits, revisions)
    moved = [edit for edit in edits if revisions[edit.known] != edit.expected]
    change = write_change(branch, moved, revisions, by=by, kind=kind, message=message) if moved else None
    announce_kinds(branch, {edit.kind for edit in edits})
    return Written(change, revisions)


def announce_kinds(branch: Branch, kinds: set[str]) -> None:
    """Tell open pages which stages' content has moved on this branch."""
    stages = sorted({STAGE_OF_KIND.get(kind, "project") for kind in kinds})
    announce(branch.project_id, "content", branch=str(branch.pk), stages=stages)


def _show(branch: Branch, edits: list[Edit], revisions: dict[UUID, int]) -> None:
    existing = [edit for edit in edits if edit.expected is not None]
    if existing:
        moved = move_heads(branch, existing, revisions)
        late = [edit for edit in existing if edit.known not in moved]
        if late:
            raise _conflict(branch, late[0])
    if fresh := [edit for edit in edits if edit.expected is None]:
        write_heads(branch, fresh, revisions)


def _conflict(branch: Branch, edit: Edit) -> Conflict:
    head = Head.objects.filter(branch=branch, node_id=edit.known).select_related("revision__author").first()
    who = str(head.revision.author) if head and head.revision.author else "Someone"
    return Conflict(f"{who} changed this while you were working on it.", current=head)
