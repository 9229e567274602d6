"""A team's projects, and the one field in which a new one begins."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.ids import uuid7
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.queries.media import address
from projects.forms.briefs import ProjectForm
from projects.kinds.presets import ASPECTS, MODES, PRESETS
from projects.models import Project
from projects.queries.dashboard import Card, cards
from projects.queries.projects import project_list

PER_PAGE = 48
EXAMPLES = (
    "A lighthouse keeper finds a door in the sea.",
    "Two sisters inherit a hotel that has one room too many.",
    "The last bus driver of a drowned city still keeps to the timetable.",
)


@require_safe
@member_required()
def dashboard(request: TeamRequest) -> HttpResponse:
    """The posters, open or archived, and the form for a new project."""
    archived = request.GET.get("show") == "archived"
    page = Paginator(project_list(archived=archived), PER_PAGE).get_page(request.GET.get("page"))
    can_edit = Role(request.membership.role).covers(Role.EDITOR)
    context = {
        "posters": [poster(request, card, can_edit=can_edit) for card in cards(page.object_list)],
        "page": page,
        "archived": archived,
        "tabs": _tabs(request, archived=archived),
        "previous_url": _page_url(request, page.number - 1),
        "next_url": _page_url(request, page.number + 1),
        "can_edit": can_edit,
        **creation(request),
    }
    return render_page(request, "projects/dashboard.html", context, partial="project-grid")


def creation(request: TeamRequest, form: ProjectForm | None = None) -> dict[str, Any]:
    """What ``projects/_new_form.html`` needs."""
    return {
        "form": form or ProjectForm(initial={"idea": request.GET.get("idea", "")[:500]}),
        "presets": PRESETS,
        "aspects": ASPECTS,
        "modes": MODES,
        "examples": EXAMPLES,
        "form_key": (form and form["idempotency_key"].value()) or uuid7().hex,
        "has_demo": settings.STUDIO_EMBEDDED and not request.team.is_demo,
    }


def _page_url(request: TeamRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def poster(request: TeamRequest, card: Card, *, can_edit: bool) -> dict[str, Any]:
    """A card with its addresses and its menu, for ``ui/poster_card.html``."""
    project, team = card.project, request.team.slug
    return {
        "title": project.title,
        "url": reverse("projects:project", args=[team, project.pk]),
        "poster": address(team, card.poster, "png") if card.poster else "",
        "sentence": card.sentence,
        "stages": card.stages,
        "progress": card.progress,
        "state": card.state,
        "when": project.updated_at,
        "menu_id": f"menu-{project.pk}",
        "menu": _menu(team, project) if can_edit else [],
    }


def _menu(team: str, project: Project) -> list[dict[str, Any]]:
    settings_url = reverse("projects:settings", args=[team, project.pk])
    put_away = (
        {"label": "Restore", "icon": "restore", "post": True, "url": _url("restore", team, project)}
        if project.archived_at
        else {"label": "Archive", "icon": "archive", "post": True, "url": _url("archive", team, project)}
    )
    return [
        {"label": "Rename", "icon": "edit", "url": f"{settings_url}#name"},
        {"label": "Branches and episodes", "icon": "branch", "url": f"{settings_url}#branches"},
        put_away,
        {"separator": True},
        {"label": "Delete", "icon": "trash", "kind": "danger", "url": f"{settings_url}#delete"},
    ]


def _url(name: str, team: str, project: Project) -> str:
    return reverse(f"projects:{name}", args=[team, project.pk])


def _tabs(request: TeamRequest, *, archived: bool) -> list[dict[str, Any]]:
    here = reverse("projects:dashboard", args=[request.team.slug])
    counted: list[tuple[str, str, Any, bool]] = [
        ("Projects", here, Project.objects.open(), not archived),
        ("Archived", f"{here}?show=archived", Project.objects.archived(), archived),
    ]
    return [
        {"label": label, "url": url, "count": rows.count(), "current": current}
        for label, url, rows, current in counted
    ]
