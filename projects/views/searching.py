"""Search over a team's films."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.pages import render_page
from projects.forms.searching import FindForm
from projects.queries.searching import GROUPS
from projects.queries.team_search import PROJECTS, ProjectFinds, search_team


@require_safe
@member_required()
def search(request: TeamRequest) -> HttpResponse:
    """The films whose main branch says ``?q=``, each with how often and its first lines."""
    form = FindForm(request.GET)
    wanted = form.wanted() if form.is_valid() else None
    rows, is_cut = search_team(wanted) if wanted and wanted.terms else ([], False)
    asked = {name: value if name == "q" else 1 for name, value in form.cleaned_data.items() if value}
    context = {
        "form": form,
        "asked": bool(wanted and wanted.terms),
        "films": [_film(request, row, asked) for row in rows],
        "is_cut": is_cut,
        "most": PROJECTS,
        "search_url": request.path,
    }
    return render_page(request, "projects/search.html", context, partial="found")


def _film(request: TeamRequest, row: ProjectFinds, asked: dict[str, Any]) -> dict[str, Any]:
    place = [request.team.slug, row.project.pk]
    try:
        url = f"{reverse('pipeline:search', args=[*place, row.branch, 1])}?{urlencode(asked)}"
    except NoReverseMatch:  # a page of an app above, which this studio does without
        url = reverse("projects:project", args=place)
    lines = [(GROUPS[find.group][0], find.quotes[0].pieces) for find in row.first]
    return {"title": row.project.title, "count": row.count, "url": url, "lines": lines}
