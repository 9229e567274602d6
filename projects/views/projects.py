"""One project: its door, its settings, and the way out."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from projects.actions.branches import archive_branch
from projects.actions.projects import (
    add_episode,
    archive_project,
    delete_project,
    loss_of,
    rename_project,
    restore_project,
)
from projects.forms.projects import EpisodeForm, RenameForm
from projects.models import Branch, Head, Project
from projects.queries.attention import stage_to_open
from projects.queries.projects import branch_or_404, episodes, main_branch, project_or_404

LOSSES = {
    "episodes": "Episodes",
    "branches": "Branches",
    "scenes": "Scenes",
    "shots": "Shots",
    "cuts": "Films",
}


@require_safe
@member_required()
def project(request: TeamRequest, project_id: UUID) -> HttpResponse:
    """Go to the stage that needs attention, on the main branch."""
    branch = main_branch(project_or_404(project_id))
    first = episodes(branch)[0]
    return redirect(_stage_url(request, branch, first, stage_to_open(branch, first.node_id)))


@require_safe
@member_required()
def project_settings(request: TeamRequest, project_id: UUID) -> HttpResponse:
    """Name, episodes, branches; archiving and deleting."""
    return _page(request, project_or_404(project_id))


@require_POST
@member_required(Role.EDITOR)
def rename(request: TeamRequest, project_id: UUID) -> HttpResponse:
    """Give the project another name. Nothing becomes stale by it."""
    found = project_or_404(project_id)
    form = RenameForm(request.POST)
    if not form.is_valid():
        return _page(request, found, rename_form=form, status=422)
    rename_project(found, form.cleaned_data["title"], by=request.user)
    messages.success(request, f"The project is called {form.cleaned_data['title']} now.")
    return redirect(_settings_url(request, found))


@require_POST
@member_required(Role.EDITOR)
def archive(request: TeamRequest, project_id: UUID) -> HttpResponse:
    """Put the project away; nothing is lost."""
    found = project_or_404(project_id)
    archive_project(found, by=request.user)
    messages.success(request, f"{found.title} is archived. It is kept whole and can be restored.")
    return redirect("projects:dashboard", request.team.slug)


@require_POST
@member_required(Role.EDITOR)
def restore(request: TeamRequest, project_id: UUID) -> HttpResponse:
    """Bring an archived project back."""
    found = project_or_404(project_id)
    restore_project(found, by=request.user)
    messages.success(request, f"{found.title} is back.")
    return redirect("projects:dashboard", request.team.slug)


@require_POST
@member_required(Role.ADMIN)
def delete(request: TeamRequest, project_id: UUID) -> HttpResponse:
    """Delete the project for good, once its title was typed."""
    found = project_or_404(project_id)
    try:
        delete_project(found, typed=request.POST.get("phrase", ""), by=request.user)
    except Refused as refusal:
        return _page(request, found, error=refusal, section="delete")
    messages.success(request, f"{found.title} is deleted.")
    return redirect("projects:dashboard", request.team.slug)


@require_POST
@member_required(Role.EDITOR)
def episode_add(request: TeamRequest, project_id: UUID) -> HttpResponse:
    """Open the next episode of a series and go there."""
    found = project_or_404(project_id)
    form = EpisodeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, episode_form=form, status=422)
    branch = branch_or_404(found, form.cleaned_data["branch"]) if form.cleaned_data["branch"] else None
    branch = branch or main_branch(found)
    branch.project = found
    try:
        made = add_episode(branch, by=request.user, title=form.cleaned_data["title"])
    except Refused as refusal:
        return _page(request, found, error=refusal, section="episodes")
    made = Head.objects.select_related("revision").get(pk=made.pk)
    messages.success(request, f"Episode {made.content.number} is open.")
    return redirect(_stage_url(request, branch, made, "idea"))


@require_POST
@member_required(Role.EDITOR)
def branch_archive(request: TeamRequest, project_id: UUID, branch: str) -> HttpResponse:
    """Hide a branch; its content stays, its name becomes free."""
    found = project_or_404(project_id)
    chosen = branch_or_404(found, branch)
    try:
        archive_branch(chosen, by=request.user)
    except Refused as refusal:
        return _page(request, found, error=refusal, section="branches")
    messages.success(request, f"The branch {chosen.name} is archived.")
    return redirect(f"{_settings_url(request, found)}#branches")


def _page(
    request: TeamRequest,
    found: Project,
    *,
    error: Refused | None = None,
    section: str = "",
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    """The settings; ``error`` is shown in its ``section``."""
    role = Role(request.membership.role)
    main = main_branch(found)
    heads = episodes(main)
    losses = asdict(loss_of(found))
    context = {
        "project": found,
        "project_url": reverse("projects:project", args=[request.team.slug, found.pk]),
        "can_edit": role.covers(Role.EDITOR),
        "can_delete": role.covers(Role.ADMIN),
        "is_series": found.kind == Project.Kind.SERIES,
        "episodes": [_episode_row(request, main, head) for head in heads],
        "branches": _branch_rows(request, found, heads[0]),
        "losses": [{"label": LOSSES[name], "count": count} for name, count in losses.items() if count],
        "rename_form": RenameForm(initial={"title": found.title}),
        "episode_form": EpisodeForm(),
        "error_in": section,
        "error": error.sentence if error else "",
        **forms,
    }
    return render_page(request, "projects/settings.html", context, status=error.status if error else status)


def _episode_row(request: TeamRequest, branch: Branch, head: Head) -> dict[str, Any]:
    content = head.content
    return {
        "number": content.number,
        "title": content.title or f"Episode {content.number}",
        "url": _stage_url(request, branch, head, "idea"),
    }


def _branch_rows(request: TeamRequest, found: Project, first: Head) -> list[dict[str, Any]]:
    rows = Branch.objects.open().filter(project=found).select_related("parent", "created_by")
    return [
        {
            "branch": branch,
            "url": _stage_url(request, branch, first, "idea"),
            "archive_url": reverse(
                "projects:branch_archive", args=[request.team.slug, found.pk, branch.slug]
            ),
        }
        for branch in rows.order_by("created_at")
    ]


def _settings_url(request: TeamRequest, found: Project) -> str:
    return reverse("projects:settings", args=[request.team.slug, found.pk])


def _stage_url(request: TeamRequest, branch: Branch, head: Head, stage: str) -> str:
    place = [request.team.slug, branch.project_id, branch.slug, head.content.number, stage]
    return reverse("pipeline:stage", args=place)
