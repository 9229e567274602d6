"""Projects: a film, series, campaign or picture set."""

from django.conf import settings
from django.db import models

from accounts.kernel.models import TeamModel, TeamQuerySet


class ProjectQuerySet(TeamQuerySet):
    """Projects by whether they are still worked on."""

    def open(self) -> "ProjectQuerySet":
        return self.filter(archived_at=None)

    def archived(self) -> "ProjectQuerySet":
        return self.exclude(archived_at=None)


class Project(TeamModel):
    """What a team works on. Its story lives on branches; this row is its name on the door."""

    class Kind(models.TextChoices):
        FILM = "film", "Film"
        SERIES = "series", "Series"
        CAMPAIGN = "campaign", "Campaign"
        PICTURES = "pictures", "Picture set"

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.FILM)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now_add=True)  # last activity, bumped by announcements
    archived_at = models.DateTimeField(null=True, blank=True)
    poster = models.CharField(max_length=64, blank=True)  # sha256 of a picture
    # A repeated submit of the same form finds the project it already made.
    form_key = models.CharField(max_length=64, blank=True)

    objects = ProjectQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["team", "-updated_at"], name="project_dashboard")]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "form_key"], condition=~models.Q(form_key=""), name="project_once_per_form"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["film", "series", "campaign", "pictures"]),
                name="project_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title
