"""Generations: the one record of "a model made this". It serves history, cost, reuse, retry and audit."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamModel, TeamQuerySet


class GenerationQuerySet(TeamQuerySet):
    """Generations by how they ended."""

    def done(self) -> "GenerationQuerySet":
        return self.filter(state__in=("done", "alternate"))


class Generation(TeamModel):
    """One run of one model for one target, with everything that went in and came out."""

    class State(models.TextChoices):
        RUNNING = "running", "Working"
        DONE = "done", "Done"
        ALTERNATE = "alternate", "Kept as a take"  # came late: something newer stood there
        FAILED = "failed", "Failed"
        CANCELED = "canceled", "Canceled"

    project = TeamForeignKey("projects.Project", models.CASCADE, related_name="generations")
    branch = models.UUIDField()
    episode = models.UUIDField()
    step = models.CharField(max_length=30)
    target = models.CharField(max_length=200)  # the target's key
    node = models.UUIDField(null=True)
    claim = models.BigIntegerField(null=True)  # the revision that stood there when it started
    digest = models.CharField(max_length=64)
    reuse_key = models.CharField(max_length=64)  # digest, provider, model, parameters and take
    inputs = models.JSONField(default=dict)  # role to hash: names the field when it becomes stale
    request = models.JSONField(default=dict)  # exactly what was asked
    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=80)
    seed = models.BigIntegerField(default=0)
    take = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    result = models.JSONField(null=True)  # contents made, ready to be applied again elsewhere
    media = models.JSONField(default=list)  # sha256 of files made
    facts = models.JSONField(default=dict)  # tokens, operation ids
    error = models.TextField(blank=True)
    quoted_micro = models.BigIntegerField(default=0)
    cost_micro = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0)
    job = models.UUIDField(null=True)
    run = models.UUIDField(null=True)
    reused_from = models.UUIDField(null=True)  # nothing was made: this earlier generation had the same inputs
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    objects = GenerationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            # Nothing is made twice in a team: the second finds the first.
            models.UniqueConstraint(
                fields=["team", "reuse_key"],
                condition=Q(state="done", reused_from=None),
                name="generation_made_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["running", "done", "alternate", "failed", "canceled"]),
                name="generation_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "reuse_key"], name="generation_reuse"),
            models.Index(fields=["project", "target", "-created_at"], name="generation_history"),
            models.Index(fields=["run", "state"], name="generation_of_run"),
            # What connected models did or could not, day by day: previz makes a hundred times as many.
            models.Index(
                fields=["team", "created_at"],
                condition=~Q(provider="previz") | Q(facts__has_key="passed_over"),
                name="generation_by_models",
            ),
        ]

    def __str__(self) -> str:
        return self.target
