"""The team's settings page: its members, invitations, name, and the way out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.invitations import invite, withdraw_invitation
from accounts.actions.members import change_role, remove_member
from accounts.actions.teams import leave_team, rename_team
from accounts.forms.teams import InvitationForm, RoleForm, TeamForm, roles_up_to
from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import ROLE_SENTENCES, Role
from accounts.models import Invitation, Membership
from accounts.queries.teams import roster_for
from accounts.views.tabs import settings_tabs


@require_safe
@member_required()
def team_settings(request: TeamRequest) -> HttpResponse:
    """The page that every form below comes back to."""
    return _page(request)


@require_POST
@member_required(Role.ADMIN)
def team_rename(request: TeamRequest) -> HttpResponse:
    """Give the team another name."""
    form = TeamForm(request.POST)
    if not form.is_valid():
        return _page(request, "name", name_form=form, status=422)
    try:
        rename_team(request.team, form.cleaned_data["name"], was=form.cleaned_data["was"], by=request.user)
    except Refused as error:
        return _page(request, "name", error=error)
    messages.success(request, f"The team is called {request.team.name} now.")
    return redirect(_here(request))


@require_POST
@member_required()
def team_leave(request: TeamRequest) -> HttpResponse:
    """Give up one's own membership."""
    try:
        leave_team(request.team, by=request.user)
    except Refused as error:
        return _page(request, "leave", error=error)
    messages.success(request, f"You have left {request.team.name}.")
    return redirect("accounts:teams")


@require_POST
@member_required(Role.ADMIN)
def member_role(request: TeamRequest, membership_id: UUID) -> HttpResponse:
    """Give a member another role."""
    membership = get_object_or_404(Membership.objects.select_related("team"), pk=membership_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, "members", error=Refused("Choose one of the roles."))
    try:
        changed = change_role(membership, **form.cleaned_data, by=request.user)
    except Refused as error:
        return _page(request, "members", error=error)
    messages.success(request, f"{changed.user} is {Role(changed.role).label.lower()} now.")
    return _done(request, "members")


@require_POST
@member_required(Role.ADMIN)
def member_remove(request: TeamRequest, membership_id: UUID) -> HttpResponse:
    """Take a member out of the team."""
    membership = get_object_or_404(Membership.objects.select_related("team", "user"), pk=membership_id)
    try:
        remove_member(membership, by=request.user)
    except Refused as error:
        return _page(request, "members", error=error)
    messages.success(request, f"{membership.user} is no longer a member.")
    if membership.user_id == request.user.pk:
        return redirect("accounts:teams")
    return _done(request, "members")


@require_POST
@member_required(Role.ADMIN)
def invitation_send(request: TeamRequest) -> HttpResponse:
    """Ask somebody in, for the first time or again."""
    form = InvitationForm(request.POST, own=Role(request.membership.role))
    if not form.is_valid():
        return _page(request, "invitations", invitation_form=form, status=422)
    try:
        invitation = invite(request.team, **form.cleaned_data, by=request.user, link=_link_of(request))
    except Refused as error:
        return _page(request, "invitations", invitation_form=form, error=error)
    messages.success(request, f"The invitation to {invitation.email} is on its way.")
    return _done(request, "invitations")


@require_POST
@member_required(Role.ADMIN)
def invitation_withdraw(request: TeamRequest, invitation_id: UUID) -> HttpResponse:
    """Make an open invitation worthless."""
    invitation = get_object_or_404(Invitation.objects.select_related("team"), pk=invitation_id)
    try:
        withdraw_invitation(invitation, by=request.user)
    except Refused as error:
        return _page(request, "invitations", error=error)
    messages.success(request, f"The invitation to {invitation.email} no longer works.")
    return _done(request, "invitations")


def _here(request: TeamRequest) -> str:
    return reverse("accounts:team_settings", args=[request.team.slug])


def _link_of(request: HttpRequest) -> Any:
    return lambda secret: request.build_absolute_uri(reverse("accounts:invitation", args=[secret]))


def _done(request: TeamRequest, section: str) -> HttpResponse:
    """The section anew for htmx, the page anew for everybody else."""
    if not request.htmx:
        return redirect(f"{_here(request)}#{section}")
    request.membership.refresh_from_db(fields=["role"])
    return _page(request, section)


def _page(
    request: TeamRequest, section: str = "", *, error: Refused | None = None, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page, or its ``section`` for htmx; ``error`` is shown in that section."""
    own = Role(request.membership.role)
    roles = roles_up_to(own)
    context = {
        "tabs": settings_tabs(request, "accounts:team_settings"),
        "roster": roster_for(request.membership, roles=roles),
        "role_sentences": [(role.label, ROLE_SENTENCES[role]) for role in Role],
        "may_manage": own.covers(Role.ADMIN),
        "invitations": Invitation.objects.open().select_related("invited_by").order_by("email"),
        "name_form": TeamForm(initial={"name": request.team.name, "was": request.team.name}),
        "invitation_form": InvitationForm(own=own),
        "error_in": section if error else "",
        "error": error.sentence if error else "",
        **forms,
    }
    status = error.status if error else status
    return render_page(request, "accounts/team_settings.html", context, partial=section, status=status)
