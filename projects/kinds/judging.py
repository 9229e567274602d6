"""What people decided: about the findings of continuity, and which names are one."""

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


class NameDecision(Part):
    """Two names that a person said are one, or are two."""

    one: str  # asset key that the one name makes: "character:lindquist"
    two: str
    same: bool
    by: str  # who said so, by name


class Naming(Content):
    """Which names mean the same, as people decided: every later extraction keeps to it. One for a project."""

    kind: ClassVar[str] = "naming"

    decisions: list[NameDecision] = Field(default_factory=list)
