"""Something to be looked at or listened to before it is chosen: drawn and spoken by a job, and kept."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from projects.kinds import digest

KIND = "trial"


@dataclass(frozen=True)
class Trial:
    """What is tried: for each of its ``parts`` (JSON-ready, by name) one picture or one sound.

    ``version`` is that of the step which would make the real thing: a newer one is tried anew.
    """

    what: str  # "style" or "voices"
    title: str
    project: UUID
    version: int
    parts: dict[str, dict[str, Any]]

    @property
    def key(self) -> str:
        """Equal for equal trials of a project: what was made once is found again."""
        return f"{KIND}:{self.project}:{digest([self.what, self.version, self.parts])}"
