"""What the command menu finds: projects, stages, scenes, people, and things to do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.roles import Role
from projects.forms.projects import SearchForm
from projects.queries.commands import find


@require_safe
@member_required()
def commands(request: TeamRequest) -> HttpResponse:
    """Links for ``?q=``, best first; a fragment."""
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    found = find(query, team=request.team.slug, role=Role(request.membership.role)) if query else []
    return render(request, "projects/commands.html", {"found": found})
