"""A camera that looks up or down: verticals lean together, what is nearer to it grows.

A tilted camera maps an upright picture by a homography (Hartley and Zisserman, Multiple View Geometry,
2nd edition, 8.4.2). Here it leaves the rows ``HIGHER`` and ``LOWER`` where they are: heads keep their
room and feet their ground.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from pipeline.previz.draw.geometry import Point
from pipeline.previz.draw.raster import Box

HIGHER, LOWER, MIDDLE = 0.12, 0.93, 0.52  # shares of the frame's height; widths keep their size in the middle


@lru_cache(maxsize=64)
def homography(keystone: float, width: float, height: float) -> np.ndarray:
    """Frame units of an upright picture to those of a tilted camera's.

    ``keystone`` is how much wider things become from the foot of the frame to its top: negative looks up.
    """
    lean = keystone / height
    near = 1 - keystone * MIDDLE  # the divisor is 1 in the middle row
    first, last = HIGHER * height, LOWER * height
    stretch, shift = near + lean * (first + last), -lean * first * last
    middle = width / 2
    # x' = middle + (x - middle) / d and y' = (stretch * y + shift) / d, where d = near + lean * y.
    return np.array([[1.0, middle * lean, middle * (near - 1)], [0.0, stretch, shift], [0.0, lean, near]])


def moved(keystone: float, frame: tuple[float, float], points: Sequence[Point]) -> list[Point]:
    """Where points of the upright picture are seen."""
    if not keystone:
        return list(points)
    return _through(homography(keystone, *frame), points)


def seen(keystone: float, frame: tuple[float, float], box: Box) -> Box:
    """The smallest box that holds what is seen of ``box``."""
    return _bounds(homography(keystone, *frame), box)


def shown_by(keystone: float, frame: tuple[float, float], box: Box) -> Box:
    """The smallest box of the upright picture that holds everything seen in ``box``."""
    return _bounds(np.linalg.inv(homography(keystone, *frame)), box)


def growth(keystone: float, height: float, box: Box) -> float:
    """How many times larger the largest thing in ``box`` of the upright picture becomes."""
    rows = (box[1], box[1] + box[3])
    return max(1 / max(0.4, 1 + keystone * (row / height - MIDDLE)) for row in rows)


def _through(matrix: np.ndarray, points: Sequence[Point]) -> list[Point]:
    found = matrix @ np.array([[x for x, _ in points], [y for _, y in points], [1.0] * len(points)])
    return [(float(x / d), float(y / d)) for x, y, d in found.T]


def _bounds(matrix: np.ndarray, box: Box) -> Box:
    x, y, w, h = box
    corners = _through(matrix, [(x, y), (x + w, y), (x, y + h), (x + w, y + h)])
    xs, ys = [at for at, _ in corners], [at for _, at in corners]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
