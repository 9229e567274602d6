"""What became of a question that somebody asked the team's models (``pipeline/actions/questions.py``)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pipeline.models import Generation
from pipeline.queries.telling import cost_words


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question's row as a page shows it. ``is_old``: what it is about reads otherwise by now."""

    pk: UUID
    state: str
    by: str  # who was asked, or who answered in the end
    cost: str
    note: str
    decided: str  # "taken", "left" or empty
    is_old: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to decide."""
        return self.state == Generation.State.DONE and not self.decided and not self.is_old


def answered(row: Generation) -> dict[str, Any]:
    """What every ``Answer`` says of its row."""
    return {
        "pk": row.pk,
        "state": str(row.state),
        "by": str(row.facts.get("asked") or row.provider),
        "cost": cost_words(row),
        "note": row.error,
        "decided": str(row.facts.get("decided", "")),
    }
