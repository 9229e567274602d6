"""The door of every page under ``/t/<team>/``: members only, in their team's scope."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from accounts.kernel import scope
from accounts.kernel.prepared import Prepared
from accounts.kernel.roles import Role
from accounts.models.teams import Membership, Team
from accounts.models.users import User

LAST_TEAM = "last_team"  # in the session: where "/" leads

View = Callable[..., HttpResponse]


class TeamRequest(HttpRequest):
    """A request that has passed the door."""

    user: User
    team: Team
    membership: Membership
    teams: list[Team]
    htmx: Any


_MEMBERSHIPS = Prepared(
    lambda user: Membership.objects.select_related("team").filter(user_id=user).order_by("team__name"),
    user=UUID(int=1),
)


def memberships_of(user: User) -> list[Membership]:
    """The user's memberships with their teams, by the teams' names."""
    with scope.member(user.pk):
        return _MEMBERSHIPS.all(user=user.pk)


def membership_of(user: User, slug: str) -> Membership:
    """The user's membership of a team. Raises Http404 for strangers and unknown teams alike."""
    return _in_team(memberships_of(user), slug)


_MEMBERSHIP = Prepared(
    lambda user, slug: Membership.objects.select_related("team").filter(user_id=user, team__slug=slug),
    user=UUID(int=1),
    slug="of a team",
)


def membership_here(user: User, slug: str) -> Membership | None:
    """The user's membership of the team that is in scope, if that is the one called ``slug``."""
    return _MEMBERSHIP.first(user=user.pk, slug=slug)


def _in_team(memberships: list[Membership], slug: str) -> Membership:
    found = next((membership for membership in memberships if membership.team.slug == slug), None)
    if found is None:
        raise Http404("No such team.")
    return found


def _sign_in_first(request: Any) -> HttpResponse:
    """The sign-in page and back; for a fragment 401, or htmx would put that page where the fragment was."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path())


def member_required(role: Role = Role.VIEWER) -> Callable[[View], View]:
    """Admit members of the team in the URL; strangers get 404, weaker roles 403.

    The view runs in one transaction in the team's scope, and lazy templates render inside it:
    outside, row-level security would show them nothing.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, team: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _sign_in_first(request)
            memberships = memberships_of(request.user)
            membership = _in_team(memberships, team)
            request.teams = [other.team for other in memberships]  # for the switcher
            request.membership, request.team = membership, membership.team
            if request.session.get(LAST_TEAM) != team:
                request.session[LAST_TEAM] = team
            if not Role(membership.role).covers(role):
                raise PermissionDenied(f"This needs the role {role.label.lower()}.")
            with scope.team(membership.team_id, user=request.user.pk):
                response: Any = view(request, *args, **kwargs)
                if hasattr(response, "render") and not response.is_rendered:
                    response = response.render()
                return response

        guarded.checks_membership = role  # type: ignore[attr-defined]  # read by tests/architecture
        return guarded

    return decorate
