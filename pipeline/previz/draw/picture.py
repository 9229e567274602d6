"""Finished stills: a frame of a shot as PNG."""

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from pipeline.previz.design.styles import StylePreset, style_of
from pipeline.previz.draw.finish import Sprite, sprite, veil
from pipeline.previz.draw.hand import graded
from pipeline.previz.draw.layer import Layer
from pipeline.previz.draw.merging import joinable, merged, placed
from pipeline.previz.draw.moves import View, focus, view, walked, walkers
from pipeline.previz.draw.raster import Box, Pixels, over, png, remainder
from pipeline.previz.draw.stage import frame_for, layers, light_for

cv2.setNumThreads(1)  # a worker is one process of several; results must not depend on how many


def matrix(seen: View, made: Sprite, frame: tuple[float, float], width: int, height: int) -> np.ndarray:
    """The affine map from a sprite's pixels to the picture's."""
    w, h = frame
    out_x, out_y = width / w, height / h
    turn = np.deg2rad(seen.turn)
    cos, sin = np.cos(turn) * seen.scale, np.sin(turn) * seen.scale
    # sprite pixel -> frame unit -> turned and scaled about the middle -> shifted -> picture pixel
    step_x, step_y = made.box[2] / made.pixels.shape[1], made.box[3] / made.pixels.shape[0]
    x0, y0 = made.box[0] + step_x / 2 - w / 2, made.box[1] + step_y / 2 - h / 2
    return np.array(
        [
            [
                cos * step_x * out_x,
                -sin * step_y * out_x,
                (cos * x0 - sin * y0 + w / 2 + seen.dx * w) * out_x - 0.5,
            ],
            [
                sin * step_x * out_y,
                cos * step_y * out_y,
                (sin * x0 + cos * y0 + h / 2 + seen.dy * h) * out_y - 0.5,
            ],
        ],
        np.float64,
    )


def needed(seen: list[View], frame: tuple[float, float]) -> tuple[Box, float]:
    """The part of a layer that any of the views shows, and the largest scale among them."""
    w, h = frame
    lefts, tops, rights, bottoms = [], [], [], []
    for one in seen:
        turn = np.deg2rad(-one.turn)
        cos, sin = np.cos(turn) / one.scale, np.sin(turn) / one.scale
        for x, y in ((0, 0), (w, 0), (0, h), (w, h)):
            dx, dy = x - w / 2 - one.dx * w, y - h / 2 - one.dy * h
            lefts.append(cos * dx - sin * dy + w / 2)
            tops.append(sin * dx + cos * dy + h / 2)
    rights, bottoms = lefts, tops
    left, top = min(lefts) - 2, min(tops) - 2
    return (left, top, max(rights) + 2 - left, max(bottoms) + 2 - top), max(one.scale for one in seen)


def canvas(style: StylePreset, width: int, height: int) -> Pixels:
    """The empty sheet: paper, or black."""
    colour = style.paper or graded("#101018", style)
    blue, green, red = int(colour[5:7], 16), int(colour[3:5], 16), int(colour[1:3], 16)
    return np.full((height, width, 4), (blue, green, red, 255), np.uint8)


def rendered(spec: dict[str, Any], width: int, height: int, at: float = 0.0) -> Pixels:
    """A frame of a shot as opaque pixels."""
    style, light, frame = style_of(str(spec.get("style"))), light_for(spec), frame_for(spec)
    units, seconds, size = (frame.w, frame.h), at * STILL_SECONDS, (width, height)
    base = canvas(style, width, height)
    move, crossing = str(spec.get("move", "static")), walkers(spec.get("people", []), frame.size)
    soft_set, soft_people = (share * SOFT * height / frame.h for share in focus(move, at))

    def seen(layer: Layer) -> View:
        still = view(move, layer.depth, at, dutch=frame.angle == "dutch")
        return walked(still, layer.depth, layer.person, at, crossing)

    # A tilted camera bends what is upright before it moves: its view cannot be drawn into a layer then.
    upright = not frame.keystone
    drawn = [placed(layer, seen(layer), seconds) if upright else layer for layer in layers(spec, at)]
    for layer in merged(drawn, lambda one, two: upright or seen(one) == seen(two), seconds):
        if layer.person >= 0 and soft_set:
            base, soft_set = soften(base, soft_set), 0.0
        here = View() if upright and joinable(layer, seconds) else seen(layer)
        box, scale = needed([here], units)
        box = widened(box, layer, STILL_SECONDS)
        made = sprite(layer, box, max(width / frame.w, height / frame.h) * scale, style, light)
        if made is not None:
            if layer.person >= 0:
                made = replace(made, pixels=soften(made.pixels, soft_people))
            way = matrix(here, moved(made, seconds), units, width, height)
            lay(base, shown(made, way, size, layer.motion.strength(seconds)))
    cover = veil(style, width, height, float(spec.get("intensity", 0.5)))
    if cover is not None:
        over(base, cover)
    return base


SOFT = 7.0  # frame units of blur at the far end of a focus pull


def soften(pixels: Pixels, sigma: float) -> Pixels:
    """``pixels`` out of focus by ``sigma`` pixels; large blurs are made at half size."""
    if sigma < 0.3:
        return pixels
    if sigma < 2:
        return cv2.GaussianBlur(pixels, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (max(1, width // 2), max(1, height // 2)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / 2, borderType=cv2.BORDER_REPLICATE)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)


def widened(box: Box, layer: Layer, seconds: float) -> Box:
    """``box`` and what a layer's own motion brings into it within ``seconds``."""
    (sx, sy), (gx, gy) = layer.motion.sway, (part * seconds for part in layer.motion.glide)
    left, right = max(0.0, gx) + abs(sx), max(0.0, -gx) + abs(sx)
    top, bottom = max(0.0, gy) + abs(sy), max(0.0, -gy) + abs(sy)
    return box[0] - left, box[1] - top, box[2] + left + right, box[3] + top + bottom


def moved(made: Sprite, seconds: float) -> Sprite:
    """A sprite where its own motion has brought it after ``seconds``."""
    dx, dy = made.layer.motion.shift(seconds)
    dx, dy = dx + made.layer.drift[0] * seconds, dy + made.layer.drift[1] * seconds
    return (
        replace(made, box=(made.box[0] + dx, made.box[1] + dy, made.box[2], made.box[3]))
        if dx or dy
        else made
    )


@dataclass
class Shown:
    """A sprite as one frame shows it: where, its pixels, and what they leave of those below."""

    left: int
    top: int
    pixels: Pixels
    rest: Pixels | None  # None: it hides everything


def shown(made: Sprite, way: np.ndarray, size: tuple[int, int], strength: float = 1.0) -> Shown | None:
    """A sprite warped into a frame of ``size`` (width, height); None where nothing of it is in there."""
    if made.border == cv2.BORDER_WRAP:
        piece = tiled(made.pixels, way, size)
        return Shown(0, 0, piece, remainder(piece))
    left, top, right, bottom = _covered(size, made, way)
    if right - left < 1 or bottom - top < 1:
        return None
    shifted = way - np.array([[0, 0, left], [0, 0, top]])
    piece = cv2.warpAffine(
        made.pixels, shifted, (right - left, bottom - top), flags=cv2.INTER_LINEAR, borderMode=made.border
    )
    if made.hides:
        return Shown(left, top, piece, None)
    if strength < 1:
        piece = cv2.convertScaleAbs(piece, alpha=strength)
    return Shown(left, top, piece, remainder(piece))


def tiled(tile: Pixels, way: np.ndarray, size: tuple[int, int]) -> Pixels:
    """``size`` (width, height) filled with ``tile``, repeated without end and warped by ``way``.

    What shows is put together first: a warp that wraps by itself takes five times as long. A tile that is
    only shifted moves by whole pixels, for what falls is too quick to see more.
    """
    if np.allclose(way[:, :2], np.eye(2), atol=1e-6):
        left, top = (-round(float(part)) for part in way[:, 2])
        return _repeated(tile, left, top, size)
    back = cv2.invertAffineTransform(way)
    corners = back @ np.array([[0, size[0], 0, size[0]], [0, 0, size[1], size[1]], [1, 1, 1, 1]], np.float64)
    left, top = (int(np.floor(corners[axis].min())) - 1 for axis in (0, 1))
    right, bottom = (int(np.ceil(corners[axis].max())) + 2 for axis in (0, 1))
    source = _repeated(tile, left, top, (right - left, bottom - top))
    moved = way.copy()
    moved[:, 2] += way[:, :2] @ (left, top)
    return cv2.warpAffine(source, moved, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _repeated(tile: Pixels, left: int, top: int, size: tuple[int, int]) -> Pixels:
    """The part of an endless field of ``tile`` that begins at ``left``, ``top``."""
    out = np.empty((size[1], size[0], 4), np.uint8)
    rows, columns = tile.shape[:2]
    for y in range(-(top % rows), size[1], rows):
        for x in range(-(left % columns), size[0], columns):
            part = tile[max(0, -y) : size[1] - y, max(0, -x) : size[0] - x]
            out[max(0, y) : y + rows, max(0, x) : x + columns] = part
    return out


def lay(base: Pixels, piece: Shown | None) -> None:
    """Blend ``piece`` into a picture, in place; RGB and YUV alike."""
    if piece is None:
        return
    rows, columns = piece.pixels.shape[:2]
    target = base[piece.top : piece.top + rows, piece.left : piece.left + columns]
    if piece.rest is None:
        target[:] = piece.pixels
        return
    cv2.multiply(target, piece.rest, dst=target, scale=1 / 255)
    cv2.add(target, piece.pixels, dst=target)


def _covered(size: tuple[int, int], made: Sprite, way: np.ndarray) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what a sprite touches."""
    width, height = size
    if made.border != cv2.BORDER_CONSTANT:
        return 0, 0, width, height
    rows, columns = made.pixels.shape[:2]
    corners = way @ np.array([[0, columns, 0, columns], [0, 0, rows, rows], [1, 1, 1, 1]], np.float64)
    left, top = (max(0, int(np.floor(corners[axis].min())) - 1) for axis in (0, 1))
    right, bottom = (
        min(limit, int(np.ceil(corners[axis].max())) + 1) for axis, limit in ((0, width), (1, height))
    )
    return left, top, right, bottom


STILL_SECONDS = 4.0  # how long the shot of a still is taken to be


def picture(spec: dict[str, Any], width: int, height: int, at: float = 0.0) -> bytes:
    """A frame of the shot ``spec`` as PNG. ``at`` runs from 0, its first frame, to 1, its last."""
    return png(rendered(spec, width, height, at))
