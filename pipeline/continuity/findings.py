"""Findings: what a rule saw, quoted on both sides, and what would mend it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.continuity.film import Film, Quote
from projects.kinds.base import short_digest


class Severity(StrEnum):
    """How much a finding matters; a project may let faults stop the render."""

    FAULT = "fault"  # the audience will stumble over it
    WARNING = "warning"  # likely a mistake, perhaps meant
    NOTE = "note"  # craft: worth a look


class Confidence(StrEnum):
    """How surely a rule is right when it finds something."""

    CERTAIN = "certain"  # both sides are compared as they are written down
    LIKELY = "likely"  # one side is read from words or estimated: look before mending


@dataclass(frozen=True)
class Finding:
    """Something that does not fit together."""

    rule: str
    subject: str  # portable and unique under its rule: "s-b01/0020:character:mara"
    sentence: str
    quotes: tuple[Quote, ...]
    fix: str

    @property
    def key(self) -> str:
        """Names it through edits elsewhere: the same rule about the same thing."""
        return f"{self.rule}/{self.subject}"

    @property
    def fingerprint(self) -> str:
        """Changes with its sources: what was accepted as meant counts until one of them is changed."""
        return short_digest([self.key, self.sentence, *(quote.text for quote in self.quotes)])


@dataclass(frozen=True)
class Rule:
    """One rule of continuity. ``find`` yields what breaks it, in story order."""

    slug: str
    title: str
    severity: Severity
    confidence: Confidence
    explanation: str  # for people: what it looks at and why it matters
    sources: tuple[str, ...]  # what it reads: "shot.blocking", "scene.cast"
    find: Callable[[Film], Iterator[Finding]]
