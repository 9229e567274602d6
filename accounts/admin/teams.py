"""Teams, members, invitations, for support."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.actions.members import appoint_owner
from accounts.admin.readonly import LookOnly
from accounts.kernel.audit import record
from accounts.kernel.roles import Role
from accounts.models import Invitation, Membership, Team


class MemberInline(admin.TabularInline):
    """Who is in the team."""

    model = Membership
    extra = 0
    can_delete = False
    fields = readonly_fields = ("user", "role", "created_at")

    def has_add_permission(self, request: HttpRequest, obj: Team | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("user", "team")


@admin.register(Team)
class TeamAdmin(LookOnly):
    """Teams and their members."""

    list_display = ("name", "slug", "is_demo", "created_at")
    list_filter = ("is_demo", "created_at")
    search_fields = ("name", "slug", "id")
    ordering = ("-created_at",)
    inlines = (MemberInline,)


@admin.register(Membership)
class MembershipAdmin(LookOnly):
    """Memberships, and a way out for teams that lost their owner."""

    list_display = ("user", "team", "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("user", "team")
    search_fields = ("user__email", "user__name", "team__name", "team__slug")
    ordering = ("-created_at",)
    actions = ("make_owner",)

    @admin.action(description="Make owner, where a team has lost its own", permissions=["change"])
    def make_owner(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        for membership in queryset.exclude(role=Role.OWNER).select_related("team", "user"):
            appoint_owner(membership, by=request.user)  # type: ignore[arg-type]  # staff are signed in
            self.log_change(request, membership, "Made owner.")
            self.message_user(request, f"{membership.user} owns {membership.team} now.", messages.SUCCESS)


@admin.register(Invitation)
class InvitationAdmin(LookOnly):
    """Invitations without their secrets, and a way to withdraw them."""

    list_display = ("email", "team", "role", "state", "invited_by", "expires_at")
    list_filter = ("role", "expires_at")
    list_select_related = ("team", "invited_by")
    search_fields = ("email", "team__name", "team__slug")
    ordering = ("-created_at",)
    exclude = ("secret_hash",)
    actions = ("withdraw",)

    @admin.action(description="Withdraw these invitations", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        for invitation in queryset.filter(accepted_at=None, withdrawn_at=None).select_related("team"):
            invitation.withdrawn_at = timezone.now()
            invitation.save(update_fields=["withdrawn_at"])
            record("invitation.withdrawn", invitation, by=request.user, as_staff=True)
            self.log_change(request, invitation, "Withdrawn.")
