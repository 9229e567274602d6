"""Style capsules: a team's own ways of telling and showing, with every version kept."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamModel, TeamQuerySet
from assets.capsules.content import Capsule as Content


class CapsuleQuerySet(TeamQuerySet):
    """Capsules by who may see them."""

    def seen_by(self, user: Any) -> "CapsuleQuerySet":
        """Those shared with the team, and one's own."""
        return self.filter(Q(shared=True) | Q(author=user))


class Capsule(TeamModel):
    """Who a capsule is; what it says is in its versions, of which ``latest`` is the newest's number."""

    class Medium(models.TextChoices):
        WRITING = "writing", "Writing"
        VISUAL = "visual", "Visual"

    medium = models.CharField(max_length=10, choices=Medium)
    name = models.CharField(max_length=120)
    shared = models.BooleanField(default=True)  # otherwise its author's alone
    latest = models.PositiveIntegerField(default=1)
    copied_from = models.CharField(
        max_length=160, blank=True
    )  # "preset:noon-desert", a capsule's or a file's name
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = CapsuleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(medium__in=["writing", "visual"]), name="capsule_medium_known")
        ]
        indexes = [models.Index(fields=["team", "medium", "name"], name="capsule_library")]

    def __str__(self) -> str:
        return self.name


class CapsuleVersion(TeamModel):
    """What a capsule said at one moment; never changed."""

    capsule = TeamForeignKey(Capsule, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    payload = models.JSONField()
    note = models.CharField(max_length=200, blank=True)  # what was done: "Edited", "Derived from 3 samples"
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["capsule", "number"], name="capsule_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="capsule_version_positive"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def content(self) -> Content:
        """What it says, typed. Raises pydantic.ValidationError if it no longer fits."""
        return Content.model_validate(self.payload)


NEWEST = Q(number=F("capsule__latest"))
