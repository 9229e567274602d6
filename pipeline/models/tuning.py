"""How a team lets models write, purpose by purpose."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kernel.models import TeamModel


class Tuning(TeamModel):
    """The dials of one purpose (pipeline/prompting/dials.py), and its style capsule preset.

    Null: as models are made. ``guide`` is what the capsule said when it was chosen, as films keep it too; it
    counts where a film has chosen no capsule of its own.
    """

    purpose = models.CharField(max_length=30)
    temperature = models.FloatField(null=True, blank=True)
    effort = models.CharField(max_length=10, blank=True)
    longest = models.PositiveIntegerField(null=True, blank=True)  # tokens
    capsule = models.CharField(max_length=60, blank=True)  # "preset:noon-desert", or a capsule's id
    capsule_name = models.CharField(max_length=200, blank=True)
    guide = models.JSONField(default=dict, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "purpose"], name="tuning_once_per_purpose"),
            models.CheckConstraint(
                condition=Q(temperature=None) | Q(temperature__gte=0, temperature__lte=2),
                name="tuning_temperature_bounded",
            ),
            models.CheckConstraint(
                condition=Q(effort__in=["", "low", "medium", "high"]), name="tuning_effort_known"
            ),
        ]

    def __str__(self) -> str:
        return f"tuning of {self.purpose}"
