"""Frames made ready for paper: decoded once, at about the size they are printed in."""

import math
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from pipeline.boards.printing import Jpeg

QUALITY = 82
SPARE = 1.5  # a JPEG this much wider than needed is taken as it is: encoding again costs time and detail


def jpeg_of(path: Path, wide: int) -> Jpeg:
    """A kept picture as a JPEG at least ``wide`` pixels wide, if it was, and less than twice that."""
    with Image.open(path) as kept:  # reads the head alone
        (width, height), plain = kept.size, kept.format == "JPEG" and kept.mode == "RGB"
    if plain and width <= SPARE * wide:
        return Jpeg(path.read_bytes(), width, height)
    pixels = _pixels(path, width, wide)
    done, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise ValueError(f"a picture of {width} x {height} pixels could not be written as a JPEG")
    return Jpeg(data.tobytes(), pixels.shape[1], pixels.shape[0])


def opened(path: Path, wide: int) -> Image.Image:
    """A kept picture, at least ``wide`` pixels wide, if it was, and less than twice that."""
    with Image.open(path) as kept:
        width = kept.width
    return Image.fromarray(cv2.cvtColor(_pixels(path, width, wide), cv2.COLOR_BGR2RGB))


def _pixels(path: Path, width: int, wide: int) -> np.ndarray:
    """Made smaller by a whole number: that averages each pixel from the same count, and is quickest."""
    pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if pixels is None:  # what OpenCV cannot read, Pillow does
        with Image.open(path) as kept:
            pixels = cv2.cvtColor(np.asarray(kept.convert("RGB")), cv2.COLOR_RGB2BGR)
    part = max(1, math.floor(width / wide))
    if part == 1:
        return pixels
    size = (max(1, pixels.shape[1] // part), max(1, pixels.shape[0] // part))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
