"""Models that a team has connected with its own keys, and which of them makes what."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kernel.models import TeamModel


class Connection(TeamModel):
    """A model of a provider, reached with the team's own key, which is kept sealed and never shown again."""

    class Provider(models.TextChoices):
        GOOGLE = "google", "Google Gemini"
        OPENAI = "openai", "OpenAI"
        COMPATIBLE = "compatible", "Own endpoint (OpenAI-compatible)"

    class State(models.TextChoices):
        UNTESTED = "untested", "Not tested yet"
        TESTING = "testing", "Being tested"
        WORKS = "works", "Works"
        FAILS = "fails", "Does not work"

    name = models.CharField(max_length=80)
    provider = models.CharField(max_length=20, choices=Provider)
    model = models.CharField(max_length=80)
    address = models.URLField(max_length=300, blank=True)  # of an own endpoint
    sealed = models.TextField()  # the key: pipeline/providers/sealing.py
    reads = models.PositiveIntegerField(default=32_000)  # tokens that one question may have at most
    sees = models.BooleanField(default=False)  # whether it may be shown pictures
    state = models.CharField(max_length=10, choices=State, default=State.UNTESTED)
    note = models.CharField(max_length=300, blank=True)  # what the last test said
    tested_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "name"], name="connection_once_per_name"),
            models.CheckConstraint(
                condition=Q(provider__in=["google", "openai", "compatible"]), name="connection_provider_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["untested", "testing", "works", "fails"]),
                name="connection_state_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Routing(TeamModel):
    """Which models a team lets do a capability, first choice first. Without a row previz does it."""

    capability = models.CharField(max_length=20)
    order = models.JSONField(default=list)  # connections' keys, or "studio:<provider>"
    house_last = models.BooleanField(default=True)  # previz does it when none of them answers

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "capability"], name="routing_once_per_capability")
        ]

    def __str__(self) -> str:
        return f"routing of {self.capability}"
