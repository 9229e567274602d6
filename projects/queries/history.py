"""What was done lately to parts of a story."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from projects.models import Branch, Change, ChangeItem, Head

SHOWN = 8
OWN_MOST = 200  # a person's own changes that can be taken back one by one
VERSIONS = 30


@dataclass(frozen=True)
class Version:
    """One version of a node as a list shows it, newest first."""

    revision: int
    content: dict[str, Any]
    fields: tuple[str, ...]  # that differ from the version before
    message: str
    author: Any
    made_at: datetime
    branch: str  # where it was made, if not on this branch
    current: bool


def versions_of(branch: Branch, node: UUID, shown: int) -> list[Version]:
    """The newest versions of a node, on whichever branch they were made; ``shown`` is the revision there now.

    One query. A version that was brought back is listed where it was brought back.
    """
    items = ChangeItem.objects.filter(node_id=node, new_revision__deleted=False).select_related(
        "old_revision", "new_revision", "change__author", "change__branch"
    )
    found: list[Version] = []
    for item in items.order_by("-change_id")[:VERSIONS]:
        content, before = item.new_revision.payload, item.old_revision.payload if item.old_revision else {}
        found.append(
            Version(
                revision=item.new_revision_id,
                content=content,
                fields=tuple(name for name in content if before and content[name] != before.get(name)),
                message=item.change.message,
                author=item.change.author,
                made_at=item.change.created_at,
                branch="" if item.change.branch_id == branch.pk else item.change.branch.name,
                current=item.new_revision_id == shown,
            )
        )
    return found


def recent_changes(branch: Branch, kinds: Iterable[str], *, limit: int = SHOWN) -> list[Change]:
    """The newest changes on a branch that touched content of the given kinds, with authors. One query."""
    touched = Change.objects.filter(branch=branch, kinds__overlap=list(kinds))
    return list(touched.select_related("author").order_by("-created_at", "-pk")[:limit])


def own_changes(branch: Branch, episode: UUID, kinds: Iterable[str], by: Any) -> list[Change]:
    """A person's latest own changes of an episode's content of some kinds, oldest first. One query."""
    heads = Head.objects.filter(branch=branch, node=OuterRef("node"), kind__in=list(kinds), episode=episode)
    touched = ChangeItem.objects.filter(Exists(heads), change=OuterRef("pk"))
    rows = Change.objects.filter(Exists(touched), branch=branch, author=by).order_by("-pk")
    return list(rows[:OWN_MOST])[::-1]
