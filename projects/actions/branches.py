"""Forking, merging, archiving branches; locking and unlocking stages on them."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from projects.actions.commit import Edit, announce_kinds, commit
from projects.actions.events import announce
from projects.kinds.stages import STAGES
from projects.merging import merge_content
from projects.models.branches import Branch, StageLock
from projects.models.nodes import Change, Head
from projects.queries.diffs import Difference, Verdict, differences

_COPY_HEADS = """
INSERT INTO "projects_head" (team_id, branch_id, node_id, revision_id, base_revision_id, kind, slot, episode,
                             parent_node, position, deleted, origin, built_digest, built_by)
SELECT team_id, %s, node_id, revision_id, revision_id, kind, slot, episode,
       parent_node, position, deleted, origin, built_digest, built_by
FROM "projects_head" WHERE branch_id = %s AND NOT deleted
"""


@transaction.atomic
def fork(
    branch: Branch, name: str, *, by: Any, reason: str = "", unlock: str = "", episode: UUID | None = None
) -> Branch:
    """A new branch that starts where ``branch`` stands. Media and revisions are shared.

    Locks come along, except those of the stage ``unlock`` of ``episode`` and of all stages after it:
    that is how something decided is reopened. Raises Invalid for an empty or taken name.
    """
    name = " ".join(name.split())
    slug = slugify(name)[: Branch.NAME_MAX]
    if not slug:
        raise Invalid("Give the branch a name with letters or digits.", field="name")
    if len(name) > Branch.NAME_MAX:
        raise Invalid(f"A branch name has at most {Branch.NAME_MAX} characters.", field="name")
    taken = Invalid(f"There is already a branch called {name}.", field="name")
    if Branch.objects.open().filter(project_id=branch.project_id, slug=slug).exists():
        raise taken
    forked = Branch(
        project_id=branch.project_id, name=name, slug=slug, parent=branch, reason=reason[:500], created_by=by
    )
    try:
        with transaction.atomic():
            forked.save()
    except IntegrityError:  # somebody else took the name at the same moment
        raise taken from None
    with connection.cursor() as cursor:
        cursor.execute(_COPY_HEADS, [forked.pk, branch.pk])
    _copy_locks(branch, forked, unlock, episode)
    record("branch.forked", forked, by=by, source=branch.name, reason=reason, unlocked=unlock)
    announce(branch.project_id, "branches")
    return forked


def _copy_locks(branch: Branch, forked: Branch, unlock: str, episode: UUID | None) -> None:
    reopened = set(STAGES[STAGES.index(unlock) :]) if unlock else set()
    StageLock.objects.bulk_create(
        StageLock(branch=forked, episode=lock.episode, stage=lock.stage, locked_by_id=lock.locked_by_id)
        for lock in StageLock.objects.filter(branch=branch)
        if not (lock.stage in reopened and lock.episode == episode)
    )


@transaction.atomic
def archive_branch(branch: Branch, *, by: Any) -> None:
    """Hide a branch. Its content stays; its name becomes free again. The main branch stays open."""
    if branch.is_main:
        raise Refused("The main branch cannot be archived.")
    # Compare-and-set: two clicks, or two people, archive it once.
    if Branch.objects.open().filter(pk=branch.pk).update(archived_at=timezone.now()):
        record("branch.archived", branch, by=by)
        announce(branch.project_id, "branches")


@transaction.atomic
def lock_stage(branch: Branch, episode: UUID, stage: str, *, by: Any) -> StageLock:
    """Decide a stage: from now on the database refuses changes of its content on this branch. Idempotent."""
    lock, made = StageLock.objects.get_or_create(
        team_id=branch.team_id, branch=branch, episode=episode, stage=stage, defaults={"locked_by": by}
    )
    if made:
        record("stage.locked", branch, by=by, stage=stage, episode=str(episode))
        announce(branch.project_id, "content", branch=str(branch.pk), stages=[stage])
    return lock


@transaction.atomic
def merge(source: Branch, target: Branch, picks: list[UUID], *, by: Any) -> Change | None:
    """Take the picked nodes of ``source`` over into ``target`` as one change.

    Nodes that both changed are merged field by field. Raises Refused naming the first node whose
    fields conflict. Afterwards the source counts as merged there, so that a second merge shows only
    what is left.
    """
    wanted = {found.node: found for found in differences(source, target) if found.node in set(picks)}
    edits = [_merged(source, target, found) for found in wanted.values() if found.verdict != Verdict.SAME]
    change = commit(target, edits, by=by, kind=Change.Kind.MERGE, message=f"Merged from {source.name}")
    for edit in edits:
        taken = Head.objects.filter(branch=target, node_id=edit.known).values("revision_id")[:1]
        Head.objects.filter(branch=source, node_id=edit.known).update(base_revision_id=taken)
    record("branch.merged", target, by=by, source=source.name, nodes=len(edits))
    return change


def _merged(source: Branch, target: Branch, found: Difference) -> Edit:
    theirs = Head.objects.select_related("revision", "base_revision").get(branch=source, node_id=found.node)
    ours = Head.objects.select_related("revision").filter(branch=target, node_id=found.node).first()
    if ours is None:
        return Edit.of(theirs, expected=None, origin=theirs.origin)
    if found.verdict != Verdict.CONFLICT:
        return Edit.of(theirs, expected=ours.revision_id, origin=theirs.origin)
    base = theirs.base_revision or ours.revision
    merged, clashes = merge_content(base.payload, ours.revision.payload, theirs.revision.payload)
    if clashes or ours.deleted != theirs.deleted:
        fields = ", ".join(clashes) or "deleted on one side"
        raise Refused(f"{theirs.kind} {theirs.slot} was changed on both branches: {fields}.", code="conflict")
    content = type(theirs.content).model_validate(merged)
    return Edit.of(ours, content, origin=Head.Origin.HAND)


def accept(branch: Branch, digests: dict[UUID, str], *, by: Any) -> None:
    """Keep nodes as they are although their inputs changed: today's digests count as their origin."""
    heads = list(Head.objects.filter(branch=branch, node__in=list(digests)))
    for head in heads:
        head.built_digest = digests[head.node_id]
    Head.objects.bulk_update(heads, ["built_digest"])
    Change.objects.create(
        branch=branch, kind=Change.Kind.ACCEPT, message=f"Kept {len(heads)} as is", author=by
    )
    announce_kinds(branch, {head.kind for head in heads})
