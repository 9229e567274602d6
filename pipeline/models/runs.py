"""Runs: "make everything until here", asked for once, carried by many jobs."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamModel


class Run(TeamModel):
    """A plan being carried out. All of its progress is recomputed from rows: no counter can hang it."""

    class State(models.TextChoices):
        RUNNING = "running", "Working"
        DONE = "done", "Done"
        FAILED = "failed", "Stopped"
        CANCELED = "canceled", "Canceled"

    project = TeamForeignKey("projects.Project", models.CASCADE, related_name="runs")
    branch = TeamForeignKey("projects.Branch", models.CASCADE, related_name="+")
    episode = models.UUIDField()
    until = models.CharField(max_length=20)  # stage
    only = models.JSONField(default=list)  # only these target keys; empty: all
    remake = models.JSONField(default=list)  # keys to be made again though fresh: another take
    # Of what is remade: how many candidates, drawn aside for somebody to choose from, and what to mind.
    candidates = models.PositiveSmallIntegerField(default=0)
    guidance = models.CharField(max_length=500, blank=True)
    like = models.CharField(max_length=200, blank=True)  # key of the target that other takes shall resemble
    approve = models.BooleanField(default=False)  # lock each stage as it is complete
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    total = models.PositiveIntegerField(default=0)  # targets known so far
    note = models.CharField(max_length=500, blank=True)  # a sentence: what stopped it
    quote = models.UUIDField(null=True)
    hold = TeamForeignKey("billing.Hold", models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    form_key = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            # One run at a time works on an episode of a branch; a second press joins it.
            models.UniqueConstraint(
                fields=["branch", "episode"], condition=Q(state="running"), name="run_one_per_episode"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["running", "done", "failed", "canceled"]), name="run_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"run until {self.until}"
