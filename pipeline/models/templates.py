"""Templates of prompts: what a team tells models, version by version."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kernel.models import TeamModel


class PromptTemplate(TeamModel):
    """One version of a team's own template for a purpose. Versions are never changed, only followed.

    At most one is in use; while none is, the studio's own template is.
    """

    purpose = models.CharField(max_length=30)
    version = models.PositiveIntegerField()
    text = models.TextField()
    note = models.CharField(max_length=200, blank=True)  # why it was changed
    in_use = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "purpose", "version"], name="template_once_per_version"),
            models.UniqueConstraint(
                fields=["team", "purpose"], condition=Q(in_use=True), name="template_one_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"
