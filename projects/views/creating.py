"""A new project, from one sentence or from a whole brief with texts."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Invalid
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from projects.actions.projects import create_project
from projects.forms.briefs import ProjectForm
from projects.kinds import Brief
from projects.materials import Brought, has_scenes
from projects.models import Project
from projects.queries.projects import episodes, main_branch
from projects.screenplay import fountain
from projects.signals import texts_brought
from projects.views.dashboard import creation


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Role.EDITOR)
def create(request: TeamRequest) -> HttpResponse:
    """The form on a page of its own, and what it makes. A repeated submit finds the project it made."""
    if request.method != "POST":
        return _page(request, None)
    form = ProjectForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    try:
        project = _make(request, form)
    except Invalid as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else "idea", refusal.sentence)
        return _page(request, form)
    url = reverse("projects:project", args=[request.team.slug, project.pk])
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


@transaction.atomic
def _make(request: TeamRequest, form: ProjectForm) -> Project:
    """The project with its texts, or nothing. Raises Invalid."""
    key, brought, brief = form.cleaned_data["idempotency_key"], form.brought(), form.brief()
    if key and (made := Project.objects.filter(form_key=key).first()):
        return made
    kind = form.cleaned_data["kind"] or Project.Kind.FILM
    project = create_project(brief, by=request.user, kind=kind, title=_title(brief, brought), form_key=key)
    if brought:
        branch = main_branch(project)
        branch.project = project
        episode = episodes(branch)[0].node_id
        texts_brought.send(Project, branch=branch, episode=episode, texts=brought, by=request.user)
    return project


def _title(brief: Brief, brought: list[Brought]) -> str:
    """The title that was given, or where there is no idea to take one from, the text's own."""
    if brief.title or brief.idea or not brought:
        return brief.title
    first = next((text for text in brought if has_scenes(text)), brought[0])
    own = fountain.parse(first.fountain).title if first.fountain else ""
    return (own or first.name.rpartition(".")[0] or first.name)[:200]


def _page(request: TeamRequest, form: ProjectForm | None) -> HttpResponse:
    status = 422 if form and form.errors else 200
    return render_page(
        request, "projects/create.html", creation(request, form), partial="new-project", status=status
    )
