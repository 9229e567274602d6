"""How the team in scope lets models write: its dials and style preset for each purpose."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.cache import cache

from accounts.kernel import scope
from pipeline.models import Tuning
from pipeline.prompting.dials import AS_MADE, Dials
from pipeline.prompting.purposes import PURPOSES

SECONDS = 60  # a team's dials are looked up again after this, or at once when they change here
MANNER = "manner"  # the piece of context that a writing capsule speaks in


@dataclass(frozen=True)
class Tuned:
    """The team's policy for one purpose."""

    dials: Dials = AS_MADE
    capsule: str = ""  # its name
    ref: str = ""
    guide: dict[str, Any] = field(default_factory=dict)

    def arguments(self, purpose: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """A step's arguments with the preset, where the purpose has a manner and the film chose none."""
        if not self.guide or arguments.get("capsule") or not has_manner(purpose):
            return arguments
        return {**arguments, "capsule": self.guide}

    @property
    def words(self) -> list[str]:
        """What is set, as people say it."""
        return [*self.dials.words, *([f"in the manner of {self.capsule}"] if self.capsule else [])]


AS_EVER = Tuned()


def has_manner(purpose: str) -> bool:
    """Whether what is written for a purpose follows a writing capsule."""
    return MANNER in PURPOSES[purpose].needs


def tuned(purpose: str) -> Tuned:
    """The team's policy for a purpose. Kept for a minute, as every page's quote asks for it."""
    return tunings().get(purpose, AS_EVER)


def tunings() -> dict[str, Tuned]:
    """The team's policy for each purpose that has one."""
    team = scope.current().team
    if team is None:
        return {}
    found: dict[str, Tuned] | None = cache.get(_cached(team))
    if found is None:
        found = {row.purpose: tuned_of(row) for row in Tuning.objects.all()}
        cache.set(_cached(team), found, SECONDS)
    return found


def tuned_of(row: Tuning) -> Tuned:
    """A row as a policy."""
    dials = Dials(row.temperature, row.effort, row.longest)
    return Tuned(dials, row.capsule_name, row.capsule, row.guide)


def forget_tunings(team: UUID) -> None:
    """Look them up again the next time."""
    cache.delete(_cached(team))


def written_at_most(purpose: str, over: Dials = AS_MADE) -> int:
    """Tokens of an answer at most: what was asked for now, the team's policy, or as the purpose is made."""
    return over.over(tuned(purpose).dials).longest or PURPOSES[purpose].writes


def _cached(team: UUID) -> str:
    return f"tunings:{team}"
