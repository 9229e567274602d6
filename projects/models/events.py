"""The gapless sequence of what happened in a project, so that a reconnecting page misses nothing."""

from django.db import models

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamRow
from projects.models.projects import Project


class Feed(TeamRow):
    """A project's counter. Its row lock makes the order of numbers the order of commits."""

    project = TeamForeignKey(Project, models.CASCADE, related_name="+")
    last_seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project"], name="feed_once_per_project")]

    def __str__(self) -> str:
        return f"feed of {self.project_id}"


class Event(TeamRow):
    """One thing that happened: a topic and a few numbers, never content."""

    project = TeamForeignKey(Project, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    topic = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "seq"], name="event_gapless_order")]

    def __str__(self) -> str:
        return f"{self.topic} {self.seq}"
