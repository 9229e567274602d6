"""Budgets: caps that stop a run before it starts."""

from django.db import models
from django.db.models import Q

from accounts.kernel.models import TeamModel


class Budget(TeamModel):
    """At most so many micro-credits for the whole team, a project, a member, or the whole team in one day.

    ``subject`` is the project's or the member's key; empty for the team and the day.
    """

    class Scope(models.TextChoices):
        TEAM = "team", "The whole team"
        PROJECT = "project", "One project"
        MEMBER = "member", "One member"
        DAY = "day", "The team, each day"

    scope = models.CharField(max_length=10, choices=Scope)
    subject = models.UUIDField(null=True, blank=True)
    limit_micro = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "scope", "subject"], name="budget_once_per_subject", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(scope__in=["team", "project", "member", "day"]), name="budget_scope_known"
            ),
            models.CheckConstraint(
                condition=Q(scope__in=["project", "member"], subject__isnull=False)
                | Q(scope__in=["team", "day"], subject__isnull=True),
                name="budget_names_its_subject",
            ),
            models.CheckConstraint(condition=Q(limit_micro__gte=0), name="budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} budget {self.limit_micro}"
