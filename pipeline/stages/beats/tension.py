"""The line of tension over the beats, as an SVG path."""

from itertools import pairwise

WIDTH, HEIGHT, MARGIN = 100.0, 40.0, 4.0


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
