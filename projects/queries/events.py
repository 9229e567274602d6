"""What happened in a project since a page last looked."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.kernel import scope
from projects.models.events import Event, Feed


@dataclass(frozen=True)
class Missed:
    """``last`` is the number of the newest event; ``forgotten`` says that some in between are gone."""

    last: int
    events: list[dict[str, Any]] = field(default_factory=list)
    forgotten: bool = False


def missed(team_id: UUID, project_id: UUID, since: int | None) -> Missed:
    """The events after number ``since``, in order; none for None. Opens the team's scope itself."""
    with scope.team(team_id):
        last = Feed.objects.filter(project_id=project_id).values_list("last_seq", flat=True).first() or 0
        if since is None or since == last:
            return Missed(last)
        rows = Event.objects.filter(project_id=project_id, seq__gt=since, seq__lte=last).order_by("seq")
        events = [dict(row) for row in rows.values("seq", "topic", "data")]
    # A number from the future: the database is another one than the page knew.
    if since > last or len(events) < last - since:
        return Missed(last, forgotten=True)
    return Missed(last, events)


def newest_seq(project_id: UUID) -> int:
    """The number of a project's newest event, for a page to start its feed from. In the team's scope."""
    return Feed.objects.filter(project_id=project_id).values_list("last_seq", flat=True).first() or 0
