"""Moves over a picture that somebody made elsewhere."""

from pathlib import Path

import cv2
import numpy as np

from pipeline.previz.camera.clip import Handle, fade, faded
from pipeline.previz.camera.encode import EncodingError, encoder, to_yuv
from pipeline.previz.draw.moves import SUBJECT, view


def still(
    picture: Path, move: str, frames: int, size: tuple[int, int], path: Path, *, fade_in: int = 0,
    fade_out: int = 0, handle: Handle | None = None,
) -> None:  # fmt: skip
    """Write a segment that moves over a picture file, cropped to fill the frame.

    A picture has one depth, so moves through space become pans and zooms. Raises EncodingError when the
    file is no picture.
    """
    data = cv2.imdecode(np.frombuffer(Path(picture).read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if data is None:
        raise EncodingError("The picture could not be read.")
    # Larger than the frame by what a move may need, so that no edge is ever seen.
    spare = 1.2 if move != "static" else 1.0
    pixels = _covering(data, size, spare)
    with encoder(Path(path), size) as write:
        for number in range(frames):
            frame = _seen(pixels, move, number / max(1, frames - 1), size, spare)
            write(faded(frame, fade(number, frames, fade_in, fade_out)))
    if handle is not None:
        with encoder(handle.path, size) as write:
            for number in range(frames, frames + handle.frames):
                write(_seen(pixels, move, number / max(1, frames - 1), size, spare))


def _covering(data: np.ndarray, size: tuple[int, int], spare: float) -> np.ndarray:
    """The picture in YUV, large enough to fill a frame of ``size`` and ``spare`` times that."""
    width, height = size
    cover = max(width * spare / data.shape[1], height * spare / data.shape[0])
    how = cv2.INTER_AREA if cover < 1 else cv2.INTER_CUBIC
    wanted = (max(width, round(data.shape[1] * cover)), max(height, round(data.shape[0] * cover)))
    return to_yuv(cv2.cvtColor(cv2.resize(data, wanted, interpolation=how), cv2.COLOR_BGR2BGRA))


def _seen(pixels: np.ndarray, move: str, at: float, size: tuple[int, int], spare: float) -> np.ndarray:
    """The frame that the camera sees ``at`` (0 to 1) of its way over the picture."""
    width, height = size
    rows, columns = pixels.shape[:2]
    seen = view(move, SUBJECT, at)
    scale = max(seen.scale, 1.0) / spare if spare > 1 else 1.0
    scale = max(scale, width / columns, height / rows)
    x, y = (
        width / 2 + seen.dx * width - scale * columns / 2,
        height / 2 + seen.dy * height - scale * rows / 2,
    )
    x, y = min(0.0, max(width - scale * columns, x)), min(0.0, max(height - scale * rows, y))
    way = np.array([[scale, 0, x + scale / 2 - 0.5], [0, scale, y + scale / 2 - 0.5]], np.float64)
    return cv2.warpAffine(pixels, way, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
