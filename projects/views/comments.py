"""The thread of comments on a part of a story: read by everybody in the team, written from reviewer up.

Any page shows one with ``{% include "projects/_comments.html" %}`` and the node's id; see docs/comments.md.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from projects.actions.comments import MODERATORS, WRITERS, add_comment, edit_comment, remove_comment
from projects.models import Comment, Node
from projects.queries.comments import comment_or_404, node_or_404, thread


@require_http_methods(["GET", "HEAD"])
@member_required()
def comments(request: TeamRequest, project_id: UUID, node: UUID) -> HttpResponse:
    """The thread of a node."""
    return _page(request, node_or_404(project_id, node))


@require_POST
@member_required(WRITERS)
def comment_add(request: TeamRequest, project_id: UUID, node: UUID) -> HttpResponse:
    """Say something (``text``)."""
    found, text = node_or_404(project_id, node), request.POST.get("text", "")
    return _done(request, found, lambda: add_comment(found, text, by=request.user), new=text)


@require_POST
@member_required(WRITERS)
def comment_edit(request: TeamRequest, project_id: UUID, comment: UUID) -> HttpResponse:
    """Change one's own comment (``text``)."""
    found, text = comment_or_404(project_id, comment), request.POST.get("text", "")
    return _done(request, found.node, lambda: edit_comment(found, text, by=request.user))


@require_POST
@member_required(WRITERS)
def comment_remove(request: TeamRequest, project_id: UUID, comment: UUID) -> HttpResponse:
    """Remove a comment."""
    found, role = comment_or_404(project_id, comment), Role(request.membership.role)
    return _done(request, found.node, lambda: remove_comment(found, by=request.user, role=role))


def _done(request: TeamRequest, node: Node, act: Callable[[], Comment], *, new: str = "") -> HttpResponse:
    """``new``: the text of a comment that is added; the form that sent it comes back empty, or as it was."""
    try:
        act()
    except Refused as refusal:
        return _page(request, node, error=refusal.sentence, typed=new, status=refusal.status)
    if request.htmx:
        return _page(request, node, sent=bool(new))
    return redirect(reverse("projects:comments", args=[request.team.slug, node.project_id, node.pk]))


def _page(
    request: TeamRequest,
    node: Node,
    *,
    error: str = "",
    typed: str = "",
    sent: bool = False,
    status: int = 200,
) -> HttpResponse:
    role = Role(request.membership.role)
    context: dict[str, Any] = {
        "node": node,
        "project": node.project,
        "thread": thread(node.pk),
        "text_max": Comment.TEXT_MAX,
        "may_write": role.covers(WRITERS),
        "may_moderate": role.covers(MODERATORS),
        "error": error,
        "typed": typed,
        "sent": sent,
    }
    template = "projects/comments.html" + ("#thread" if request.htmx else "")
    response = TemplateResponse(request, template, context, status=status)
    response["Vary"] = "HX-Request"
    return response
