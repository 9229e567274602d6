"""Whether subtitles keep the rules, and where they do not."""

from dataclasses import dataclass

from pipeline.previz.cut.subtitles import (
    GAP,
    LINE,
    LINES,
    LONGEST,
    READING,
    SHORTEST,
    Subtitle,
)
from pipeline.previz.cut.text import width

_SLACK = 0.002  # seconds that rounding to milliseconds may cost


@dataclass(frozen=True)
class Breach:
    """A broken rule: which subtitle (from 1), the rule's name and what was found."""

    number: int
    rule: str  # "short", "long", "lines", "wide", "fast", "gap", "order", "empty"
    found: float


def breaches(shown: list[Subtitle], *, reading: float = READING) -> list[Breach]:
    """Every rule of reading that ``shown`` breaks, in order; an empty list means none."""
    found: list[Breach] = []
    for number, subtitle in enumerate(shown, start=1):
        found += _alone(number, subtitle, reading)
        if number < len(shown):
            gap = shown[number].start - subtitle.end
            if shown[number].start < subtitle.start:
                found.append(Breach(number, "order", gap))
            elif gap < GAP - _SLACK:
                found.append(Breach(number, "gap", gap))
    return found


def _alone(number: int, subtitle: Subtitle, reading: float) -> list[Breach]:
    seconds = subtitle.end - subtitle.start
    rows = subtitle.text.split("\n")
    read = width(subtitle.text.replace("\n", " ")) / max(seconds, 0.001)
    widest = max(width(row) for row in rows)
    rules = (
        ("empty", not subtitle.text.strip(), 0.0),
        ("short", seconds < SHORTEST - _SLACK, seconds),
        ("long", seconds > LONGEST + _SLACK, seconds),
        ("lines", len(rows) > LINES, float(len(rows))),
        ("wide", widest > LINE, float(widest)),
        ("fast", read > reading + 0.5, read),
    )
    return [Breach(number, rule, round(value, 3)) for rule, broken, value in rules if broken]
