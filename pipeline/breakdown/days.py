"""Story days: which scenes play on the same day, by what the headings say of time."""

import re
from collections.abc import Iterable

from projects.screenplay.scenes import parse_heading

# How late in the day a heading's word is. DAY may be any hour of light, so it never opens a day after MORNING
# or AFTERNOON; other languages' words for it count alike.
_HOURS = (
    (1, r"DAWN|SUNRISE|AUBE|DAYBREAK"),
    (2, r"MORNING|MORGEN|MATIN|MATTINA|УТРО|ΠΡΩΙ|朝|BREAKFAST"),
    (3, r"NOON|MIDDAY|LUNCH"),
    (4, r"AFTERNOON"),
    (5, r"EVENING|DUSK|SUNSET|TWILIGHT|MAGIC HOUR|ABEND|SOIR|SERA|TARDE|ВЕЧЕР|夕|晚"),
    (6, r"NIGHT|MIDNIGHT|NACHT|NUIT|NOCHE|NOTTE|NOITE|НОЧЬ|ΝΥΧΤΑ|夜"),
    (0, r"DAY|JOUR|D[IÍ]A|GIORNO|TAG|ДЕНЬ|ΜΕΡΑ|ΗΜΕΡΑ|日|昼"),  # some hour of light
)
_PATTERNS = [(hour, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for hour, words in _HOURS]
_ANOTHER = re.compile(
    r"\b(?:NEXT|FOLLOWING)\s+(?:DAY|MORNING|AFTERNOON|EVENING|NIGHT|WEEK|MONTH|YEAR)\b"
    r"|\b(?:DAYS?|WEEKS?|MONTHS?|YEARS?)\s+(?:LATER|EARLIER|BEFORE|AFTER)\b|\bTOMORROW\b|\bFLASHBACK\b",
    re.IGNORECASE,
)
_ON = re.compile(r"\b(?:CONTINUOUS|LATER|SAME(?:\s+TIME)?|THAT)\b", re.IGNORECASE)
_EVENING = 5  # from here on, DAY is the day after


def story_days(scenes: Iterable[tuple[str, int]]) -> list[int]:
    """The story day of each scene, from 1, given as (heading, day that a person set or 0) in story order.

    A day begins where a heading says so ("NEXT MORNING", "TWO DAYS LATER") or its hour is earlier than the
    hour before it: DAY after NIGHT, MORNING after EVENING. Headings that name no hour go on. A day set by a
    person counts from there on.
    """
    days: list[int] = []
    day, before = 1, -1
    for heading, fixed in scenes:
        told = parse_heading(heading).time or ""
        hour = _hour(told)
        if fixed:
            day = fixed
        elif days and (_ANOTHER.search(heading) or _earlier(hour, before, told)):
            day += 1
        days.append(day)
        before = hour if hour >= 0 else before
    return days


def _hour(told: str) -> int:
    """How late it is: 1 dawn to 6 night, 0 by day, -1 where nothing is said."""
    return next((hour for hour, pattern in _PATTERNS if pattern.search(told)), -1)


def _earlier(hour: int, before: int, told: str) -> bool:
    """Whether an hour can only be of the day after."""
    if hour < 0 or before < 0 or _ON.search(told):
        return False
    return before >= _EVENING if hour == 0 else hour < before
