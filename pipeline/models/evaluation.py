"""Evaluation: questions that were asked once, kept in named sets, to be asked again and compared."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamModel


class EvaluationSet(TeamModel):
    """A named set of questions."""

    name = models.CharField(max_length=80)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="evaluation_set_once_per_name")]

    def __str__(self) -> str:
        return self.name


class EvaluationCase(TeamModel):
    """One question of a set, with everything needed to ask it again under another template.

    ``told`` is what the writer was told, ``arguments`` what the step asked for, ``answer`` what came then: so
    the case stays as it was when its film changes or is deleted.
    """

    set = TeamForeignKey(EvaluationSet, models.CASCADE, related_name="cases")
    purpose = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    generation = models.UUIDField()  # where it came from
    arguments = models.JSONField()
    told = models.JSONField()
    answer = models.JSONField()  # as the step's writer answers
    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["set", "generation"], name="evaluation_case_once_per_set")
        ]

    def __str__(self) -> str:
        return self.title


class EvaluationRun(TeamModel):
    """A set asked again, with one template and one model."""

    class State(models.TextChoices):
        RUNNING = "running", "Working"
        DONE = "done", "Done"
        FAILED = "failed", "Stopped"

    set = TeamForeignKey(EvaluationSet, models.CASCADE, related_name="runs")
    template = models.CharField(max_length=20)  # "studio", "in use" or a version's number
    link = models.CharField(max_length=60)  # a connection's key, "studio:google" or "previz"
    name = models.CharField(max_length=80)  # of the model, as it was then
    judge = models.CharField(max_length=60, blank=True)  # the link of the model that judges
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    note = models.CharField(max_length=500, blank=True)
    results = models.JSONField(default=list)  # one for each case: pipeline/evaluation/scoring.py
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["running", "done", "failed"]), name="evaluation_run_state_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, template {self.template}"
