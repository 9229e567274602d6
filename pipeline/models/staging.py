"""Files that were chosen and read, and are looked at before they become part of a story."""

from django.conf import settings
from django.db import models

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamModel
from projects.models import Project


class StagedText(TeamModel):
    """One chosen file of one person. It is theirs alone until it is brought in, and forgotten after a while.

    With an ``error`` it could not be read, and there is no ``content``.
    """

    project = TeamForeignKey(Project, models.CASCADE, related_name="+")
    branch = models.UUIDField()
    episode = models.UUIDField()  # node of the episode
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()  # in the order that the person wants
    name = models.CharField(max_length=255)
    bytes = models.BigIntegerField()  # of the file, as large as it says it is
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.CharField(max_length=500, blank=True)
    format = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=20, blank=True)
    pages = models.PositiveIntegerField(default=0)  # of paper; 0 where files have none
    words = models.PositiveIntegerField(default=0)
    opening = models.TextField(blank=True)
    content = models.JSONField(null=True)  # what was read: text, fountain

    class Meta:
        indexes = [models.Index(fields=["project", "created_by", "place"], name="staged_in_order")]

    def __str__(self) -> str:
        return self.name
