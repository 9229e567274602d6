"""Papers, waxes, washes and grains: what a style's tools leave on a layer's pixels."""

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from pipeline.previz.design.chance import seed_of
from pipeline.previz.design.colour import rgb
from pipeline.previz.design.styles import StylePreset
from pipeline.previz.draw.raster import Pixels

Field = np.ndarray  # float32, height x width


_SIDE = 1024  # pixels of the square field that pictures of all sizes share; larger ones see it mirrored
_BYTE = np.float32(31)  # noise is kept in bytes, a quarter of floats: 31 of them stand for 1


def noise(width: int, height: int, cell: float, seed: int) -> Field:
    """Smooth noise around 0, about 1 strong, its blobs ``cell`` pixels large."""
    return _floats(_bytes(width, height, cell, seed))


def _floats(kept: np.ndarray) -> Field:
    return kept.astype(np.float32) / _BYTE


def _bytes(width: int, height: int, cell: float, seed: int) -> np.ndarray:
    if max(width, height) > 2 * _SIDE:  # 4K: rare, and its blobs are large
        return _noise.__wrapped__(width, height, cell, seed)
    kept = _noise(_SIDE, _SIDE, cell, seed)
    right, below = max(0, width - _SIDE), max(0, height - _SIDE)
    if right or below:
        kept = cv2.copyMakeBorder(kept, 0, below, 0, right, cv2.BORDER_REFLECT)
    return kept[:height, :width]


@lru_cache(maxsize=16)
def _noise(width: int, height: int, cell: float, seed: int) -> Field:
    shape = (max(2, int(height / cell) + 2), max(2, int(width / cell) + 2))
    rough = np.random.default_rng(seed).standard_normal(shape, np.float32)
    field = cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC)
    kept = (field * _BYTE).clip(-127, 127).astype(np.int8)
    kept.setflags(write=False)
    return kept


@dataclass(frozen=True)
class Patch:
    """Where a piece of a picture lies in the whole: its grain must continue the whole's."""

    x: int
    y: int
    width: int  # of the whole
    height: int

    def noise(self, pixels: Pixels, cell: float, seed: int, name: str = "") -> Field:
        """The whole's noise, as far as ``pixels`` reaches; each ``name`` reads it from a side of its own."""
        rows, columns = pixels.shape[:2]
        whole = _bytes(self.width, self.height, max(1.0, cell), seed)
        if name:
            side = seed_of("side", name, seed)
            whole = whole[:: 1 if side & 1 else -1, :: 1 if side & 2 else -1]
        return _floats(whole[self.y : self.y + rows, self.x : self.x + columns])


def wobble(pixels: Pixels, amount: float, unit: float, name: str, patch: Patch) -> Pixels:
    """Shift every pixel a little, neighbours alike: a hand that is not quite steady."""
    height, width = pixels.shape[:2]
    if amount <= 0 or width < 4 or height < 4:
        return pixels
    dx, dy = (patch.noise(pixels, max(2.0, 15 * stepped(unit)), 51 + axis, name) for axis in (0, 1))
    grid_x, grid_y = grid(width, height)
    reach = np.float32(amount * unit * 0.75)
    return cv2.remap(
        pixels, grid_x + dx * reach, grid_y + dy * reach, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def stepped(unit: float) -> float:
    """``unit`` in steps of a fourth of an octave, so that layers that a camera shows nearer or further share
    their grain: making it costs more than anything that is done with it.
    """
    return 2 ** (round(4 * math.log2(max(unit, 0.01))) / 4)


def grid(width: int, height: int) -> tuple[Field, Field]:
    """The x of every column and the y of every row, to be added to fields of that size."""
    return np.arange(width, dtype=np.float32)[None, :], np.arange(height, dtype=np.float32)[:, None]


def _scaled(pixels: Pixels, factor: Field) -> Pixels:
    """Colours times ``factor`` (0 to 2), never above alpha (they are premultiplied)."""
    # In eighths of bits less than floats would, but in a fifth of their time: 128 stands for 1.
    by = cv2.convertScaleAbs(factor, alpha=128)
    scaled = cv2.multiply(pixels, cv2.merge((by, by, by, np.full_like(by, 128))), scale=1 / 128)
    return cv2.min(scaled, cv2.cvtColor(pixels[:, :, 3], cv2.COLOR_GRAY2BGRA))


def _grey(pixels: Pixels) -> Field:
    return cv2.cvtColor(pixels, cv2.COLOR_BGRA2GRAY).astype(np.float32) / 255


def _towards(pixels: Pixels, paper: str, share: Field) -> Pixels:
    """Mix the paper's colour in where ``share`` (0 to 1) says so; alpha stays."""
    by = cv2.convertScaleAbs(share, alpha=255)
    laid = cv2.multiply(by, pixels[:, :, 3], scale=1 / 255)  # how much paper lies over each pixel
    parts = [cv2.multiply(laid, part) for part in reversed(rgb(paper))]
    kept = cv2.multiply(pixels, cv2.cvtColor(cv2.bitwise_not(by), cv2.COLOR_GRAY2BGRA), scale=1 / 255)
    return cv2.add(kept, cv2.merge([*parts, laid]))


def wash(pixels: Pixels, style: StylePreset, unit: float, patch: Patch) -> Pixels:
    """Watercolour: uneven pigment, darker where a wash ended, paper grain."""
    grey = _grey(pixels)
    edge = np.abs(grey - cv2.GaussianBlur(grey, (0, 0), max(0.8, 3.2 * unit)))
    pool = patch.noise(pixels, 150 * unit, 11) * 0.5 + patch.noise(pixels, 40 * unit, 12) * 0.22
    grain = patch.noise(pixels, 1.6 * unit, 13) * 0.022
    out = _scaled(pixels, 1.03 - np.clip(edge * 1.3, 0, 0.34) + grain + pool * 0.02)
    # Light washes let more paper through than dark ones.
    thin = 0.03 + (0.11 + 0.1 * pool) * np.clip(grey * 1.25, 0.1, 1.0)
    return _towards(out, style.paper, np.clip(thin, 0, 0.45).astype(np.float32))


@lru_cache(maxsize=4)
def _strokes(width: int, height: int, unit: float) -> Field:
    """Waxy strokes at a slant over a whole picture, in bytes as noise is."""
    size = int(np.hypot(width, height)) + 4
    rough = noise(size, size, max(1.0, 1.4 * unit), 21)
    field = (
        cv2.blur(rough, (max(3, int(34 * unit)), 1)) * 2.4 + noise(size, size, max(2.0, 30 * unit), 22) * 0.3
    )
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), 38, 1.0)
    turn[:, 2] -= ((size - width) // 2, (size - height) // 2)
    field = cv2.warpAffine(field, turn, (width, height), borderMode=cv2.BORDER_REFLECT)
    kept = (field * _BYTE).clip(-127, 127).astype(np.int8)
    kept.setflags(write=False)
    return kept


def wax(pixels: Pixels, style: StylePreset, unit: float, patch: Patch, strength: float = 1.0) -> Pixels:
    """Crayon: strokes in one direction that leave paper between them; lines stay dense."""
    rows, columns = pixels.shape[:2]
    least = (
        1280 if min(patch.width, patch.height) > 60 else 256
    )  # one field for all layers of a usual picture
    sides = (max(least, -(-side // 512) * 512) for side in (patch.width, patch.height))
    field = _floats(_strokes(*sides, unit)[patch.y : patch.y + rows, patch.x : patch.x + columns])
    light = np.clip(_grey(pixels) * 2.2 - 0.3, 0, 1)
    grain = patch.noise(pixels, 1.2 * unit, 23)
    share = np.clip(0.13 + 0.26 * field + 0.08 * grain, 0, 0.7) * (0.3 + 0.7 * light) * strength
    return _towards(pixels, style.paper, share.astype(np.float32))


def pressed(pixels: Pixels, style: StylePreset, unit: float, patch: Patch) -> Pixels:
    """Crayon on people: pressed harder, so that faces are not crossed out."""
    return wax(pixels, style, unit, patch, 0.45)


def pencil(pixels: Pixels, style: StylePreset, unit: float, patch: Patch) -> Pixels:
    """Storyboard: hatching in the darks over marker grey, paper in the lights."""
    x, y = grid(pixels.shape[1], pixels.shape[0])
    slant = (x + patch.x + (y + patch.y) * 0.8) * np.float32(0.62 / max(0.5, unit))
    hatch = 0.5 + 0.5 * np.sin(slant + patch.noise(pixels, 40 * unit, 32) * 1.6)
    grey = _grey(pixels)
    dark = np.clip(0.72 - grey, 0, 1)
    out = _scaled(pixels, 1 - dark * hatch * 0.34 + patch.noise(pixels, 1.3 * unit, 31) * 0.02)
    return _towards(out, style.paper, np.clip((grey - 0.36) * 2.4, 0, 0.88).astype(np.float32))


def tone(pixels: Pixels, style: StylePreset, unit: float, patch: Patch) -> Pixels:
    """Screentone: dots in the half-tones."""
    x, y = grid(pixels.shape[1], pixels.shape[0])
    x, y = x + patch.x, y + patch.y
    step = np.float32(2 * np.pi / max(3.0, 6.0 * unit))
    dots = np.sin((x + y) * step * 0.7071) * np.sin((x - y) * step * 0.7071)
    grey = _grey(pixels)
    middle = np.exp(-(((grey - 0.34) / 0.16) ** 2))
    return _scaled(pixels, 1 - 0.17 * middle * (dots > 0.1))


_TOOLS = {"wash": wash, "wax": wax, "pencil": pencil, "tone": tone}
_ON_PEOPLE = {**_TOOLS, "wax": pressed}


def textured(
    pixels: Pixels, style: StylePreset, unit: float, name: str, patch: Patch | None = None
) -> Pixels:
    """A layer's pixels as the style's tool leaves them. ``unit`` is pixels per frame unit."""
    patch = patch or Patch(0, 0, pixels.shape[1], pixels.shape[0])
    pixels = wobble(pixels, style.wobble, unit, name, patch)
    grain = stepped(unit)
    tool = (_ON_PEOPLE if name.startswith("person") else _TOOLS).get(style.texture)
    return tool(pixels, style, grain, patch) if tool else pixels
