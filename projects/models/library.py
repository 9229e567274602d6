"""Where assets of the team's library are used."""

from django.db import models

from accounts.kernel.fields import TeamForeignKey
from accounts.kernel.models import TeamRow
from assets.models import LibraryAsset
from projects.models.nodes import Node
from projects.models.projects import Project


class LibraryUse(TeamRow):
    """An asset of a project that followed one of the library at some time, on some branch.

    Whether it still does stands in the content of each branch; this is where to look.
    """

    asset = TeamForeignKey(LibraryAsset, models.CASCADE, related_name="uses")
    project = TeamForeignKey(Project, models.CASCADE, related_name="+")
    node = TeamForeignKey(Node, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "node"], name="library_use_once")]

    def __str__(self) -> str:
        return f"{self.asset_id} in {self.project_id}"
