"""From a layer to finished pixels: raster, focus, rim light, glow, the style's tool, the veil over all."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from pipeline.previz.design.colour import rgb
from pipeline.previz.design.styles import StylePreset
from pipeline.previz.draw.hand import graded
from pipeline.previz.draw.keystone import growth, homography, seen, shown_by
from pipeline.previz.draw.layer import Layer
from pipeline.previz.draw.light import Light
from pipeline.previz.draw.raster import Box, Pixels, rasterise
from pipeline.previz.draw.texture import Patch, noise, textured


@dataclass
class Sprite:
    """A layer as pixels: they show ``box`` (frame units) at ``density`` pixels per unit."""

    layer: Layer
    pixels: Pixels
    box: Box
    density: float
    border: int = cv2.BORDER_CONSTANT  # what is beyond the pixels
    hides: bool = False  # it covers all that is below it


def zoomed(box: Box, layer: Layer) -> Box:
    """``box`` of the layer's drawing in the frame, after its zoom."""
    ax, ay = layer.anchor[0] * layer.frame[0], layer.anchor[1] * layer.frame[1]
    return (
        ax + (box[0] - ax) * layer.zoom,
        ay + (box[1] - ay) * layer.zoom,
        box[2] * layer.zoom,
        box[3] * layer.zoom,
    )


def sprite(layer: Layer, view: Box, density: float, style: StylePreset, light: Light) -> Sprite | None:
    """The layer's pixels for what of it can be seen in ``view`` (frame units); None where that is nothing."""
    box = view
    if any(layer.drift):
        box = (0.0, 0.0, float(layer.frame[0]), float(layer.frame[1]))  # one tile, repeated without end
    elif layer.box is not None:
        left, top, right, bottom = _edges(layer, zoomed(layer.box, layer), view)
        if right - left < 2 or bottom - top < 2:
            return None
        box = (left, top, right - left, bottom - top)
    # What is soft, far out of focus or mere glow, needs no more pixels than its softness leaves.
    soft = layer.blur * density
    fine = density * min(layer.fineness, 0.25 if soft > 6 else 0.5 if soft > 1.4 or layer.motion.pulse else 1)
    width, height = max(2, round(box[2] * fine)), max(2, round(box[3] * fine))
    pixels = finished(_drawn(layer, box, width, height), layer, fine, style, light)
    if any(layer.drift):
        return Sprite(layer, pixels, box, fine, cv2.BORDER_WRAP)
    if layer.box is None and pixels[:, :, 3].min() == 255:
        return Sprite(layer, pixels, box, fine, cv2.BORDER_REPLICATE, hides=True)
    return cropped(Sprite(layer, pixels, box, fine)) if layer.person < 0 else Sprite(layer, pixels, box, fine)


def _edges(layer: Layer, held: Box, view: Box) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what of ``held`` is seen in ``view``."""
    if layer.keystone:
        # First what is in sight: beyond the camera's own height, a homography turns things upside down.
        held = seen(layer.keystone, layer.frame, _shared(held, shown_by(layer.keystone, layer.frame, view)))
    left, top, wide, high = _shared(held, view)
    return left, top, left + wide, top + high


def _shared(one: Box, two: Box) -> Box:
    left, top = max(one[0], two[0]), max(one[1], two[1])
    right, bottom = min(one[0] + one[2], two[0] + two[2]), min(one[1] + one[3], two[1] + two[3])
    return left, top, max(0.0, right - left), max(0.0, bottom - top)


def cropped(whole: Sprite) -> Sprite | None:
    """``whole`` without its empty edges; what reaches an edge goes on beyond it."""
    rows, columns = whole.pixels.shape[:2]
    left, top, width, height = cv2.boundingRect(cv2.extractChannel(whole.pixels, 3))
    if width == 0 or height == 0:
        return None
    if (width, height) == (columns, rows):
        return Sprite(whole.layer, whole.pixels, whole.box, whole.density, cv2.BORDER_REPLICATE)
    # One empty pixel around, so that an edge inside the picture blends out instead of being cut.
    left, top = max(0, left - 1), max(0, top - 1)
    right, bottom = min(columns, left + width + 2), min(rows, top + height + 2)
    step_x, step_y = whole.box[2] / columns, whole.box[3] / rows
    box = (
        whole.box[0] + left * step_x,
        whole.box[1] + top * step_y,
        (right - left) * step_x,
        (bottom - top) * step_y,
    )
    pixels = np.ascontiguousarray(whole.pixels[top:bottom, left:right])
    return Sprite(whole.layer, pixels, box, whole.density)


def _source(layer: Layer, box: Box) -> Box:
    """What of the layer's drawing shows in ``box`` of the frame."""
    ax, ay = layer.anchor[0] * layer.frame[0], layer.anchor[1] * layer.frame[1]
    return (
        ax + (box[0] - ax) / layer.zoom,
        ay + (box[1] - ay) / layer.zoom,
        box[2] / layer.zoom,
        box[3] / layer.zoom,
    )


def _drawn(layer: Layer, box: Box, width: int, height: int) -> Pixels:
    """What of a layer's drawing is seen in ``box`` of the frame, in ``width`` x ``height`` pixels."""
    if not layer.keystone:
        return rasterise(layer.body, _source(layer, box), width, height)
    upright = shown_by(layer.keystone, layer.frame, box)
    grown = min(1.5, growth(layer.keystone, layer.frame[1], upright))
    columns, rows = (
        max(2, round(side * grown * pixels / own))
        for side, pixels, own in zip(upright[2:], (width, height), box[2:], strict=True)
    )
    pixels = rasterise(layer.body, _source(layer, upright), columns, rows)
    way = (
        _to_pixels(box, width, height)
        @ homography(layer.keystone, *layer.frame)
        @ np.linalg.inv(_to_pixels(upright, columns, rows))
    )
    return cv2.warpPerspective(
        pixels, way, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def _to_pixels(box: Box, width: int, height: int) -> np.ndarray:
    """Frame units to the middles of the pixels that show ``box``."""
    x, y = width / box[2], height / box[3]
    return np.array([[x, 0, -box[0] * x - 0.5], [0, y, -box[1] * y - 0.5], [0, 0, 1]], np.float64)


MARGIN = 10  # pixels around a patch, so that blurs and shifts inside it see what surrounds it


def patch_of(
    whole: Sprite, layer: Layer, area: Box, style: StylePreset, light: Light
) -> tuple[int, int, Pixels] | None:
    """New pixels for ``area`` (frame units) of a sprite whose layer is now ``layer``: left, top, pixels."""
    rows, columns = whole.pixels.shape[:2]
    area = seen(layer.keystone, layer.frame, area) if layer.keystone else area
    step_x, step_y = whole.box[2] / columns, whole.box[3] / rows
    left, top = max(0, int((area[0] - whole.box[0]) / step_x)), max(0, int((area[1] - whole.box[1]) / step_y))
    right = min(columns, int((area[0] + area[2] - whole.box[0]) / step_x) + 1)
    bottom = min(rows, int((area[1] + area[3] - whole.box[1]) / step_y) + 1)
    if right - left < 2 or bottom - top < 2:
        return None
    x0, y0 = max(0, left - MARGIN), max(0, top - MARGIN)
    x1, y1 = min(columns, right + MARGIN), min(rows, bottom + MARGIN)
    box = (whole.box[0] + x0 * step_x, whole.box[1] + y0 * step_y, (x1 - x0) * step_x, (y1 - y0) * step_y)
    pixels = _drawn(layer, box, x1 - x0, y1 - y0)
    pixels = finished(pixels, layer, whole.density, style, light, Patch(x0, y0, columns, rows))
    return left, top, pixels[top - y0 : bottom - y0, left - x0 : right - x0]


def finished(
    pixels: Pixels, layer: Layer, density: float, style: StylePreset, light: Light, patch: Patch | None = None
) -> Pixels:
    """Rim light, the style's tool, glow and focus, in this order."""
    if layer.light > 0:
        pixels = rim(pixels, style, light, layer.light, density)
    if not any(layer.drift):  # what repeats without end must meet itself at its edges
        pixels = textured(pixels, style, density, layer.name, patch)
    if layer.person < 0 and style.bloom > 0 and layer.box is None and not any(layer.drift):
        pixels = bloom(pixels, style.bloom, density)
    if layer.blur * density > 0.4:
        pixels = cv2.GaussianBlur(pixels, (0, 0), layer.blur * density, borderType=cv2.BORDER_REPLICATE)
    return pixels


def rim(pixels: Pixels, style: StylePreset, light: Light, strength: float, density: float) -> Pixels:
    """A bright edge on the side of the light, and a soft fall of shade across the rest."""
    alpha = pixels[:, :, 3]
    wide = max(1.0, 2.6 * density)
    move = np.array([[1, 0, -light.key_side * wide], [0, 1, wide * 0.7]], np.float64)
    away = cv2.warpAffine(alpha, move, alpha.shape[::-1], flags=cv2.INTER_LINEAR)
    edge = cv2.GaussianBlur(cv2.subtract(alpha, away), (0, 0), max(0.5, 0.7 * density))
    power = {"night": 1.0, "dusk": 0.75, "dawn": 0.65, "evening": 0.7}.get(light.time, 0.42) * strength
    red, green, blue = rgb(graded(light.key, style))
    glow = edge.astype(np.float32) * power
    out = pixels.copy()
    for channel, part in enumerate((blue, green, red)):
        lit = cv2.add(pixels[:, :, channel], (glow * part).astype(np.uint8))
        out[:, :, channel] = cv2.min(lit, alpha)
    return out


def bloom(pixels: Pixels, strength: float, density: float) -> Pixels:
    """Let bright parts glow into their surroundings."""
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (max(2, width // 8), max(2, height // 8)), interpolation=cv2.INTER_AREA)
    bright = cv2.subtract(small, (176, 176, 176, 255))
    if not bright.any():
        return pixels
    glow = cv2.GaussianBlur(
        cv2.convertScaleAbs(bright, alpha=strength * 1.6), (0, 0), max(0.6, 4.2 * density)
    )
    lit = cv2.add(pixels, cv2.resize(glow, (width, height), interpolation=cv2.INTER_LINEAR))
    alpha = pixels[:, :, 3]
    return lit if alpha.min() == 255 else cv2.min(lit, cv2.cvtColor(alpha, cv2.COLOR_GRAY2BGRA))


def veil(style: StylePreset, width: int, height: int, intensity: float = 0.5) -> Pixels | None:
    """What lies over every frame of a style: a vignette, or the bare edge of the paper. Premultiplied."""
    return _veil(style, width, height, round(intensity, 2))


@lru_cache(maxsize=3)
def _veil(style: StylePreset, width: int, height: int, intensity: float) -> Pixels | None:
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    if style.texture in ("wash", "wax"):
        unit = min(width, height) / 720
        rough = (
            noise(width, height, max(2, 60 * unit), 41) * 0.006
            + noise(width, height, max(1, 9 * unit), 42) * 0.0035
        )
        away = np.maximum(np.abs(x) ** 6, np.abs(y) ** 6) ** (1 / 6) + rough
        share = np.clip((away - 0.968) / 0.012, 0, 1)
        return _sheet(style.paper, share)
    if style.vignette <= 0.01:
        return None
    away = np.sqrt((x * 0.9) ** 2 + (y * 0.86) ** 2)
    share = np.clip((away - 0.52) / 0.85, 0, 1) ** 1.6 * style.vignette * (0.75 + 0.5 * intensity)
    share = share + noise(width, height, 1.0, 43) * (
        0.0022 * (share > 0.004)
    )  # or the fall of light shows in bands
    return _sheet("#07060d", share)


def _sheet(colour: str, share: np.ndarray) -> Pixels:
    red, green, blue = rgb(colour)
    alpha = (share * 255).clip(0, 255).astype(np.uint8)
    made = cv2.merge([cv2.multiply(alpha, part) for part in (blue, green, red)] + [alpha])
    made.setflags(write=False)
    return made
