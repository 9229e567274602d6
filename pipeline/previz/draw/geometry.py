"""Points, curves and limbs as SVG path data. Coordinates: x to the right, y down."""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

Point = tuple[float, float]


def lerp(first: float, second: float, share: float) -> float:
    """The number ``share`` of the way from ``first`` to ``second``."""
    return first + (second - first) * share


def between(first: Point, second: Point, share: float) -> Point:
    """The point ``share`` of the way from ``first`` to ``second``."""
    return lerp(first[0], second[0], share), lerp(first[1], second[1], share)


def toward(start: Point, degrees: float, length: float) -> Point:
    """``length`` away from ``start``; 0 degrees hangs straight down, positive swings to the right."""
    angle = math.radians(degrees)
    return start[0] + math.sin(angle) * length, start[1] + math.cos(angle) * length


def ease(share: float) -> float:
    """Smootherstep: starts and ends without a jerk (Perlin 2002)."""
    share = min(1.0, max(0.0, share))
    return share * share * share * (share * (share * 6 - 15) + 10)


def polygon(points: Sequence[Point]) -> str:
    """A closed path with straight sides."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def line(points: Sequence[Point]) -> str:
    """An open path with straight sides."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def rect(x: float, y: float, width: float, height: float, radius: float = 0.0) -> str:
    """A rectangle, with round corners when ``radius`` is given."""
    if radius <= 0:
        return f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}Z"
    r = min(radius, abs(width) / 2, abs(height) / 2)
    return (
        f"M{x + r:.1f} {y:.1f}h{width - 2 * r:.1f}a{r:.1f} {r:.1f} 0 0 1 {r:.1f} {r:.1f}v{height - 2 * r:.1f}"
        f"a{r:.1f} {r:.1f} 0 0 1 {-r:.1f} {r:.1f}h{2 * r - width:.1f}a{r:.1f} {r:.1f} 0 0 1 {-r:.1f} {-r:.1f}"
        f"v{2 * r - height:.1f}a{r:.1f} {r:.1f} 0 0 1 {r:.1f} {-r:.1f}Z"
    )


def ellipse(x: float, y: float, rx: float, ry: float | None = None) -> str:
    """A circle, or an ellipse when ``ry`` is given."""
    ry = rx if ry is None else ry
    return (
        f"M{x - rx:.1f} {y:.1f}a{rx:.1f} {ry:.1f} 0 1 1 {2 * rx:.1f} 0"
        f"a{rx:.1f} {ry:.1f} 0 1 1 {-2 * rx:.1f} 0Z"
    )


def smooth(points: Sequence[Point], *, closed: bool = True, tension: float = 0.5) -> str:
    """A Catmull-Rom curve through ``points`` as cubic Béziers; ``tension`` 0 is straight, 0.5 is round."""
    count = len(points)
    if count < 3:
        return line(points)
    reach = tension / 3 * 2
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for index in range(count if closed else count - 1):
        before = points[(index - 1) % count] if closed or index else points[0]
        start, end = points[index], points[(index + 1) % count]
        after = points[(index + 2) % count] if closed or index + 2 < count else end
        path.append(
            f"C{start[0] + (end[0] - before[0]) * reach / 2:.1f} "
            f"{start[1] + (end[1] - before[1]) * reach / 2:.1f} "
            f"{end[0] - (after[0] - start[0]) * reach / 2:.1f} "
            f"{end[1] - (after[1] - start[1]) * reach / 2:.1f} "
            f"{end[0]:.1f} {end[1]:.1f}"
        )
    return "".join(path) + ("Z" if closed else "")


def spine(points: Sequence[Point], steps: int = 5) -> list[Point]:
    """More points along the Catmull-Rom curve through ``points``: ``steps`` for each stretch."""
    out: list[Point] = []
    count = len(points)
    for index in range(count - 1):
        p0, p1 = points[max(0, index - 1)], points[index]
        p2, p3 = points[index + 1], points[min(count - 1, index + 2)]
        for step in range(steps):
            t = step / steps
            out.append((_catmull(p0[0], p1[0], p2[0], p3[0], t), _catmull(p0[1], p1[1], p2[1], p3[1], t)))
    return [*out, points[-1]]


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


def sides(points: Sequence[Point], radii: Sequence[float], steps: int = 5) -> tuple[list[Point], list[Point]]:
    """Both edges of a limb along ``points`` that is ``radii`` thick at each of them."""
    middle = spine(points, steps)
    left: list[Point] = []
    right: list[Point] = []
    last = len(middle) - 1
    for index, (x, y) in enumerate(middle):
        ax, ay = middle[max(0, index - 1)]
        bx, by = middle[min(last, index + 1)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        nx, ny = (by - ay) / length, -(bx - ax) / length
        at = index / steps
        low = min(int(at), len(radii) - 2)
        share = at - low
        radius = lerp(radii[low], radii[low + 1], share * share * (3 - 2 * share))
        left.append((x + nx * radius, y + ny * radius))
        right.append((x - nx * radius, y - ny * radius))
    return left, right


def tube(points: Sequence[Point], radii: Sequence[float], *, cap: bool = True) -> str:
    """The outline of a limb; ``cap`` rounds its end."""
    left, right = sides(points, radii)
    end = radii[-1]
    tail = f"A{end:.1f} {end:.1f} 0 0 1 " if cap else "L"
    back = "L".join(f"{x:.1f} {y:.1f}" for x, y in reversed(right))
    head = radii[0]
    return (
        "M"
        + "L".join(f"{x:.1f} {y:.1f}" for x, y in left)
        + tail
        + back
        + f"A{head:.1f} {head:.1f} 0 0 1 "
        + (f"{left[0][0]:.1f} {left[0][1]:.1f}Z")
    )


_TOKEN = re.compile(r"[MLHVCSQTAZmlhvcsqtaz]|-?\d*\.?\d+(?:e-?\d+)?")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}


@lru_cache(maxsize=4096)
def bounds(path: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom that hold a path and its control points."""
    xs, ys, x, y, start = [], [], 0.0, 0.0, (0.0, 0.0)
    tokens, at, command = _TOKEN.findall(path), 0, "M"
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
            if command in "Zz":
                x, y = start
                continue
        count = _TAKES[command.upper()]
        numbers = [float(token) for token in tokens[at : at + count]]
        at += count
        pairs, around = _pairs(command.upper(), numbers, x, y, relative=command.islower())
        for px, py in pairs:
            xs += [px - around, px + around]
            ys += [py - around, py + around]
        x, y = pairs[-1]
        if command in "Mm":
            start, command = (x, y), "L" if command == "M" else "l"
    return min(xs), min(ys), max(xs), max(ys)


def _pairs(
    command: str, numbers: list[float], x: float, y: float, *, relative: bool
) -> tuple[list[Point], float]:
    """The points one command touches, and how far around them its curve may reach."""
    ox, oy = (x, y) if relative else (0.0, 0.0)
    if command == "H":
        return [(ox + numbers[0], y)], 0.0
    if command == "V":
        return [(x, oy + numbers[0])], 0.0
    if command == "A":
        return [(ox + numbers[5], oy + numbers[6])], max(abs(numbers[0]), abs(numbers[1]))
    return [(ox + numbers[i], oy + numbers[i + 1]) for i in range(0, len(numbers), 2)], 0.0
