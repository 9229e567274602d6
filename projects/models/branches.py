"""Branches: lines of a story's development, and the locks of their stages."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamModel, TeamQuerySet, TeamRow
from projects.models.projects import Project


class BranchQuerySet(TeamQuerySet):
    """Branches by whether they are still worked on."""

    def open(self) -> "BranchQuerySet":
        return self.filter(archived_at=None)


class Branch(TeamModel):
    """One line of a project's story, forked from another. It holds one head per node."""

    NAME_MAX = 60

    project = TeamForeignKey(Project, models.CASCADE, related_name="branches")
    name = models.CharField(max_length=NAME_MAX)
    slug = models.SlugField(max_length=NAME_MAX)
    parent = TeamForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    reason = models.CharField(max_length=500, blank=True)
    is_main = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = BranchQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "project", "slug"],
                condition=Q(archived_at=None),
                name="branch_slug_unique_while_open",
            ),
            models.UniqueConstraint(
                fields=["team", "project"], condition=Q(is_main=True), name="branch_one_main"
            ),
            models.CheckConstraint(
                condition=Q(is_main=False) | Q(archived_at=None), name="branch_main_stays_open"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StageLock(TeamRow):
    """A stage of an episode is decided on a branch: its content cannot change there, only on a fork.

    Stages whose content belongs to the whole project (assets) are locked with no episode.
    The database enforces it: see migration ``0003_guards``.
    """

    branch = TeamForeignKey(Branch, models.CASCADE, related_name="locks")
    episode = models.UUIDField(null=True, blank=True)  # node of the episode
    stage = models.CharField(max_length=20)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    locked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "branch", "episode", "stage"], name="stage_lock_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage} on {self.branch}"
