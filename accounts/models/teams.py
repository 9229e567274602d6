"""Teams own everything; memberships say who may do what in them."""

from django.conf import settings
from django.db import models

from accounts.kernel.ids import uuid7
from accounts.kernel.models import TeamModel
from accounts.kernel.roles import Role


class Team(models.Model):
    """The tenant. Its slug stands in every address."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(TeamModel):
    """A person's place in a team. People see their own memberships before a team is chosen."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role, default=Role.EDITOR)
    preferences = models.JSONField(default=dict, blank=True)  # how the person likes their pages here, by page

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="membership_once_per_team"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"
