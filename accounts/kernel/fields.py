"""Team rows point only at rows of their own team."""

from typing import Any

from django.db import models


class TeamForeignKey(models.ForeignKey):
    """A foreign key whose constraint is (team_id, x_id): a plain one would accept another team's row.

    Django makes no constraint of its own for it; ``IsolateTeam`` in the migration makes the composite one.
    """

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs
