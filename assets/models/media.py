"""Files, addressed by what is in them."""

from django.db import models

from accounts.kernel.models import TeamModel


class Media(TeamModel):
    """One file of a team. Equal bytes are one file; its name in the store is its SHA-256."""

    class Kind(models.TextChoices):
        IMAGE = "image", "Picture"
        VIDEO = "video", "Video"
        AUDIO = "audio", "Sound"
        TEXT = "text", "Text"

    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=Kind)
    mime = models.CharField(max_length=80)
    size = models.BigIntegerField()  # bytes
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    seconds = models.FloatField(null=True)
    uploaded_name = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "sha256"], name="media_once_per_team"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["image", "video", "audio", "text"]), name="media_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"
