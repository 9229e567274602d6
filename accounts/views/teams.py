"""The way in: the front page, one's teams, a new team."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.teams import create_team
from accounts.forms.teams import TeamForm
from accounts.kernel.doors import LAST_TEAM
from accounts.kernel.roles import ROLE_SENTENCES, Role
from accounts.queries.teams import home_team, memberships_of


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What the studio is, for strangers; for everybody else the team where they worked last."""
    if not request.user.is_authenticated:
        return render(request, "accounts/landing.html", {"embedded": settings.STUDIO_EMBEDDED})
    team = home_team(request.user, request.session.get(LAST_TEAM, ""))
    return redirect("projects:dashboard", team.slug) if team else redirect("accounts:teams")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def teams(request: HttpRequest) -> HttpResponse:
    """One's own teams, and the form for a new one."""
    form = TeamForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        team = create_team(form.cleaned_data["name"], by=request.user)  # type: ignore[arg-type]  # signed in
        messages.success(request, f"The team {team.name} is yours.")
        return redirect("projects:dashboard", team.slug)
    mine = [
        {
            "team": membership.team,
            "role": Role(membership.role),
            "sentence": ROLE_SENTENCES[Role(membership.role)],
        }
        for membership in memberships_of(request.user)  # type: ignore[arg-type]  # signed in
    ]
    return render(
        request, "accounts/teams.html", {"form": form, "mine": mine}, status=422 if form.errors else 200
    )
