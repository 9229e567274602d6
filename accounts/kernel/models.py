"""Bases of every row that belongs to a team."""

from typing import Any

from django.db import models

from accounts.kernel import scope
from accounts.kernel.ids import uuid7


class TeamQuerySet(models.QuerySet):
    """Fills the team from the scope, so that no caller has to repeat it."""

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        objs = list(objs)
        for row in objs:
            row.fill_team()
        return super().bulk_create(objs, *args, **kwargs)


class TeamRow(models.Model):
    """A row of one team with a number as key: for what is numerous and never named outside."""

    team = models.ForeignKey(
        "accounts.Team", models.CASCADE, editable=False, db_index=False, related_name="+"
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        abstract = True

    def fill_team(self) -> None:
        """Take the team of the scope unless one is set."""
        if self.team_id is None and (team := scope.current().team):
            self.team_id = team

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_team()
        super().save(*args, **kwargs)


class TeamModel(TeamRow):
    """A row of one team with a UUID version 7 as key: for what an address or the API names."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
