"""Invitations by e-mail."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.kernel.models import TeamModel, TeamQuerySet
from accounts.kernel.roles import Role


class InvitationQuerySet(TeamQuerySet):
    """Invitations by their state."""

    def open(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn nor expired."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


class Invitation(TeamModel):
    """An address is asked into a team with a role. The link in the mail holds the secret, we its hash."""

    DAYS = 14

    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role, default=Role.EDITOR)
    secret_hash = models.CharField(max_length=64)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()  # type: ignore[misc]  # a narrower manager

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_one_open_per_address",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_known"),
        ]

    @property
    def state(self) -> str:
        """One of open, accepted, withdrawn, expired."""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at:
            return "withdrawn"
        return "open" if self.expires_at > timezone.now() else "expired"

    def __str__(self) -> str:
        return f"{self.email} to {self.team}"
