"""What of a frame is hidden by layers in front: behind a wall only the window needs to be painted."""

import cv2
import numpy as np

from pipeline.previz.draw.finish import Sprite

Part = tuple[
    int, int, int, int
]  # left, top, right, bottom in pixels of the frame; nothing where left >= right
_SURE = 2  # pixels around a gap, for edges that blend


def gap_of(made: Sprite) -> Part | None:
    """The part of a sprite that something behind it shows through; None where it does not cover all around.

    Where the gap reaches an edge of the sprite it goes on without end, as the sprite does.
    """
    if made.border != cv2.BORDER_REPLICATE:
        return None
    rows, columns = made.pixels.shape[:2]
    clear = cv2.bitwise_not(cv2.extractChannel(made.pixels, 3))
    left, top, width, height = cv2.boundingRect(clear)
    if not width:
        return 0, 0, 0, 0
    far = 1 << 20
    right, bottom = left + width, top + height
    return (
        left - 1 if left else -far,  # the last whole pixel blends into the first clear one
        top - 1 if top else -far,
        right if right < columns else far,
        bottom if bottom < rows else far,
    )


def seen_through(gap: Part, way: np.ndarray, size: tuple[int, int]) -> Part:
    """The part of a frame of ``size`` that a gap shows when its sprite is warped by ``way``."""
    if gap[0] >= gap[2]:
        return 0, 0, 0, 0
    corners = way @ np.array(
        [[gap[0], gap[2], gap[0], gap[2]], [gap[1], gap[1], gap[3], gap[3]], [1, 1, 1, 1]]
    )
    (left, top), (right, bottom) = corners.min(axis=1), corners.max(axis=1)
    return (
        max(0, int(np.floor(left)) - _SURE),
        max(0, int(np.floor(top)) - _SURE),
        min(size[0], int(np.ceil(right)) + _SURE),
        min(size[1], int(np.ceil(bottom)) + _SURE),
    )


def shared(one: Part, other: Part) -> Part:
    """What two parts have in common."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
