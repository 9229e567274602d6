"""Transitions between two shots, and moves over a picture that somebody made elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from pipeline.previz.camera.acting import Cue
from pipeline.previz.camera.clip import Scenery, compose_frame, faded
from pipeline.previz.camera.encode import EncodingError, encoder, to_yuv
from pipeline.previz.draw.geometry import ease
from pipeline.previz.draw.moves import SUBJECT, view


@dataclass(frozen=True)
class Take:
    """A shot as one side of a transition: its specification, its whole length in frames, its speech."""

    spec: dict[str, Any]
    frames: int
    speech: Sequence[Cue] = ()


def transition(first: Take, second: Take, kind: str, frames: int, size: tuple[int, int], path: Path) -> None:
    """Write the frames in which ``first`` gives way to ``second``; both go on moving.

    They are the last frames of the one and the first of the other, so the clips around it are
    written with a ``span`` that leaves these out. ``kind`` is wipe or fade out; any other dissolves.
    """
    one, two = (Scenery(take.spec, take.frames, size, take.speech) for take in (first, second))
    mixed = {"wipe": _wiped, "fade out": _dipped}.get(kind, _dissolved)
    with encoder(Path(path), size) as write:
        for number in range(frames):
            share = ease((number + 1) / (frames + 1))
            before = compose_frame(one, max(0, first.frames - frames + number))
            after = compose_frame(two, min(number, second.frames - 1))
            write(mixed(before, after, share))


def _dissolved(before: np.ndarray, after: np.ndarray, share: float) -> np.ndarray:
    return cv2.addWeighted(before, 1 - share, after, share, 0)


def _dipped(before: np.ndarray, after: np.ndarray, share: float) -> np.ndarray:
    """Through black."""
    return faded(before, 1 - share * 2) if share < 0.5 else faded(after, share * 2 - 1)


def _wiped(before: np.ndarray, after: np.ndarray, share: float) -> np.ndarray:
    """A soft edge from left to right."""
    width = before.shape[1]
    soft = max(2, width // 24)
    edge = share * (width + 2 * soft) - soft
    ramp = np.clip((edge - np.arange(width, dtype=np.float32)) / soft + 0.5, 0, 1)
    weight = np.broadcast_to(ramp, before.shape[:2]).astype(np.float32)
    return cv2.blendLinear(after, before, np.ascontiguousarray(weight), np.ascontiguousarray(1 - weight))


def still(
    picture: Path, move: str, frames: int, size: tuple[int, int], path: Path, *, fade_in: int = 0,
        fade_out: int = 0
) -> None:  # fmt: skip
    """Write a segment that moves over a picture file, cropped to fill the frame.

    A picture has one depth, so moves through space become pans and zooms. Raises EncodingError when the
    file is no picture.
    """
    data = cv2.imdecode(np.frombuffer(Path(picture).read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if data is None:
        raise EncodingError("The picture could not be read.")
    width, height = size
    # Larger than the frame by what a move may need, so that no edge is ever seen.
    spare = 1.2 if move != "static" else 1.0
    cover = max(width * spare / data.shape[1], height * spare / data.shape[0])
    how = cv2.INTER_AREA if cover < 1 else cv2.INTER_CUBIC
    grown = cv2.resize(
        data,
        (max(width, round(data.shape[1] * cover)), max(height, round(data.shape[0] * cover))),
        interpolation=how,
    )
    pixels = to_yuv(cv2.cvtColor(grown, cv2.COLOR_BGR2BGRA))
    rows, columns = pixels.shape[:2]
    with encoder(Path(path), size) as write:
        for number in range(frames):
            seen = view(move, SUBJECT, number / max(1, frames - 1))
            scale = max(seen.scale, 1.0) / spare if spare > 1 else 1.0
            scale = max(scale, width / columns, height / rows)
            x, y = (
                width / 2 + seen.dx * width - scale * columns / 2,
                height / 2 + seen.dy * height - scale * rows / 2,
            )
            x, y = min(0.0, max(width - scale * columns, x)), min(0.0, max(height - scale * rows, y))
            way = np.array([[scale, 0, x + scale / 2 - 0.5], [0, scale, y + scale / 2 - 0.5]], np.float64)
            frame = cv2.warpAffine(pixels, way, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            share = min(1.0, (number + 1) / (fade_in + 1), (frames - number) / (fade_out + 1))
            write(faded(frame, share))
