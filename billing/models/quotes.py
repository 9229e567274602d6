"""Quotes: what a plan would cost, line by line, before anything is spent."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamModel
from billing.models.ledger import Hold


class Quote(TeamModel):
    """Two numbers for one plan: what it costs now, and what it may cost at most.

    ``lines`` is a list of {label, provider, model, unit, count, count_most, unit_price, total_now,
    total_most}, money in micro-credits; an unknown price leaves a line and the quote without totals,
    and a quote without totals cannot be confirmed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        CONFIRMED = "confirmed", "Confirmed"
        EXPIRED = "expired", "Expired"

    project_id = models.UUIDField(null=True)  # projects stand above billing
    plan_digest = models.CharField(max_length=64)
    lines = models.JSONField(default=list)
    total_now = models.BigIntegerField(null=True)
    total_most = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    hold = TeamForeignKey(Hold, models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "confirmed", "expired"]), name="quote_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(hold__isnull=False), name="quote_confirmed_is_held"
            ),
        ]
        indexes = [models.Index(fields=["team", "project_id", "-created_at"], name="quote_newest")]

    def __str__(self) -> str:
        return f"quote {self.pk}"
