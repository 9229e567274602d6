"""What people decided about the findings of continuity."""

from typing import ClassVar

from pydantic import Field

from projects.kinds.base import Content, Part

REASON_MAX = 500


class Accepted(Part):
    """A finding that is meant: it counts as settled until one of its sources changes."""

    key: str  # the rule and its subject
    fingerprint: str  # of the finding when it was accepted
    sentence: str
    reason: str = Field(max_length=REASON_MAX)
    by: str  # who accepted it, by name


class Continuity(Content):
    """Which findings of an episode are meant, and whether faults that are not stop the render."""

    kind: ClassVar[str] = "continuity"

    gate: bool = False
    accepted: list[Accepted] = Field(default_factory=list)
