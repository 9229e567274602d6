"""The line of tension over the beats, as an SVG path."""

from itertools import pairwise
from typing import NamedTuple

from projects.forms.fields import clock

WIDTH, HEIGHT, MARGIN = 100.0, 40.0, 4.0
_APART = 20.0  # percent of the width that a word takes on a phone
_QUARTERS = 4


class Mark(NamedTuple):
    """A word at the curve: where, in percent of its width; how it is anchored there (SVG); what it says."""

    at: str
    anchor: str
    text: str


def tension_path(beats: list[tuple[float, float]]) -> str:
    """A smooth path through (seconds, intensity 0 to 1) of each beat, in a box of 100 by 40.

    Time runs from left to right; each beat's point stands at its middle. Empty without beats.
    """
    total = sum(seconds for seconds, _ in beats)
    if not beats or total <= 0:
        return ""
    points, at = [], 0.0
    for seconds, intensity in beats:
        x = (at + seconds / 2) / total * WIDTH
        points.append((x, HEIGHT - MARGIN - intensity * (HEIGHT - 2 * MARGIN)))
        at += seconds
    points = [(0.0, points[0][1]), *points, (WIDTH, points[-1][1])]
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2  # horizontal tangents: the curve never overshoots a beat
        parts.append(f"C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}")
    return "".join(parts)


def tension_words(beats: list[tuple[str, float]]) -> str:
    """The curve for those who listen: where it begins, peaks and ends. ``beats`` are (title, intensity)."""
    if not beats:
        return "No beats yet"
    peak = max(beats, key=lambda beat: beat[1])
    return (
        f"Tension begins at {round(beats[0][1] * 100)} percent, is highest in “{peak[0]}”"
        f" at {round(peak[1] * 100)} and ends at {round(beats[-1][1] * 100)}."
    )


def edges_path(seconds: list[float]) -> str:
    """Where one beat ends and the next begins, as upright lines in the same box."""
    total = sum(seconds)
    if total <= 0:
        return ""
    at, parts = 0.0, []
    for length in seconds[:-1]:
        at += length
        parts.append(f"M{at / total * WIDTH:.1f} {HEIGHT - MARGIN:.0f}V{HEIGHT:.0f}")
    return "".join(parts)


def structure_marks(beats: list[tuple[float, str]]) -> list[Mark]:
    """What beats of (seconds, function) are for, at the middle of their time: as many as have room."""
    total = sum(seconds for seconds, _ in beats)
    if total <= 0:
        return []
    marks: list[Mark] = []
    start, taken = 0.0, -_APART
    for seconds, function in beats:
        x = (start + seconds / 2) / total * WIDTH
        start += seconds
        if function and x - taken >= _APART and function != (marks[-1].text if marks else ""):
            marks.append(_mark(x, function))
            taken = x
    return marks


def time_marks(total: float) -> list[Mark]:
    """The quarters of so many seconds, by the clock."""
    if total <= 0:
        return []
    parts = [part / _QUARTERS for part in range(_QUARTERS + 1)]
    return [_mark(part * WIDTH, clock(total * part)) for part in parts]


def _mark(x: float, text: str) -> Mark:
    edge = _APART / 2
    anchor = "start" if x < edge else "end" if x > WIDTH - edge else "middle"
    return Mark(f"{x:.1f}%", anchor, text)
