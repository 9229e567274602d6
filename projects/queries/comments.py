"""Threads of comments."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count
from django.http import Http404

from accounts.kernel.prepared import Prepared
from projects.models import Comment, Node

SHOWN = 200


_NODE = Prepared(
    lambda project, node: Node.objects.select_related("project").filter(pk=node, project_id=project),
    project=UUID(int=1),
    node=UUID(int=2),
)


def node_or_404(project_id: UUID, node: UUID) -> Node:
    """A node of a project of the team in scope. Raises Http404."""
    found = _NODE.first(project=project_id, node=node)
    if found is None:
        raise Http404("No such thing in this project.")
    return found


def comment_or_404(project_id: UUID, comment: UUID) -> Comment:
    """A comment in a project of the team in scope. Raises Http404."""
    found = Comment.objects.select_related("node").filter(pk=comment, project_id=project_id).first()
    if found is None:
        raise Http404("No such comment.")
    return found


def thread(node: UUID) -> list[Comment]:
    """The newest comments on a node, oldest of them first, with their authors. One query."""
    rows = Comment.objects.filter(node_id=node).select_related("author").order_by("-created_at", "-pk")
    return list(rows[:SHOWN])[::-1]


def comment_counts(nodes: Iterable[UUID]) -> dict[UUID, int]:
    """How many comments there are on each of many nodes. One query; nodes without any are left out."""
    rows = Comment.objects.filter(node_id__in=list(nodes), removed_at=None)
    return dict(rows.values_list("node_id").annotate(Count("pk")))
