"""How two pictures share a frame. A picture is 4:2:0 in one array: Y, and below it U and V at half size."""

import cv2
import numpy as np

from pipeline.previz.camera.spot import Spot

_CLOSEST = 1.8  # how much a match cut may enlarge for a subject that is smaller than the one before
_ROOM = 1.3  # and how much merely to bring it where that one was


def dissolved(before: np.ndarray, after: np.ndarray, share: float) -> np.ndarray:
    """``share`` of the one picture over what is left of the other."""
    return cv2.addWeighted(before, 1 - share, after, share, 0)


def wiped(before: np.ndarray, after: np.ndarray, share: float) -> np.ndarray:
    """The one picture pushes in from the left over ``share`` of the frame, with a soft edge."""
    width = before.shape[1]
    soft = max(2, width // 24)
    edge = share * (width + 2 * soft) - soft
    parts = [
        _across(one, two, edge * one.shape[1] / width, soft * one.shape[1] / width)
        for one, two in zip(_planes(before), _planes(after), strict=True)
    ]
    return _whole(parts)


def _across(before: np.ndarray, after: np.ndarray, edge: float, soft: float) -> np.ndarray:
    ramp = np.clip((edge - np.arange(before.shape[1], dtype=np.float32)) / soft + 0.5, 0, 1)
    weight = np.ascontiguousarray(np.broadcast_to(ramp, before.shape), np.float32)
    return cv2.blendLinear(after, before, weight, 1 - weight)


def matched(picture: np.ndarray, wanted: Spot, own: Spot, share: float) -> np.ndarray:
    """The picture moved and enlarged so that what is at ``own`` stands at ``wanted``; ``share`` 0 leaves it.

    It is moved no further than it goes on filling the frame.
    """
    scale = 1 + (_enlarged(wanted, own) - 1) * share
    parts = []
    for plane in _planes(picture):
        height, width = plane.shape
        shifts = [
            min(0.0, max(side * (1 - scale), side * (own[axis] + (wanted[axis] - own[axis]) * share)
                - side * own[axis] * scale))
            for axis, side in enumerate((width, height))
        ]  # fmt: skip
        way = np.array(
            [[scale, 0, shifts[0] + (scale - 1) / 2], [0, scale, shifts[1] + (scale - 1) / 2]], np.float64
        )
        parts.append(
            cv2.warpAffine(
                plane, way, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
            )
        )
    return _whole(parts)


def _enlarged(wanted: Spot, own: Spot) -> float:
    """How much a match cut enlarges: to the size before, or as little as makes room to move."""
    room = max(
        part
        for here, there in zip(own[:2], wanted[:2], strict=True)
        for part in (there / max(here, 0.01), (1 - there) / max(1 - here, 0.01))
    )
    return max(1.0, min(_CLOSEST, wanted[2] / max(own[2], 0.01)), min(_ROOM, room))


def _planes(picture: np.ndarray) -> list[np.ndarray]:
    rows, width = picture.shape
    height = rows * 2 // 3
    half = (height // 2, width // 2)
    flat = picture.reshape(-1)[height * width :]
    return [
        picture[:height],
        flat[: half[0] * half[1]].reshape(half),
        flat[half[0] * half[1] :].reshape(half),
    ]


def _whole(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([part.reshape(-1) for part in parts]).reshape(-1, parts[0].shape[1])
