"""Finished stills: a frame of a shot as PNG."""

from typing import Any

import cv2
import numpy as np

from pipeline.previz.design.styles import StylePreset, style_of
from pipeline.previz.draw.finish import Sprite, sprite, veil
from pipeline.previz.draw.hand import graded
from pipeline.previz.draw.moves import View, view
from pipeline.previz.draw.raster import Box, Pixels, over, png
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
            [cos * step_x * out_x, -sin * step_y * out_x, (cos * x0 - sin * y0 + w / 2 + seen.dx * w) * out_x - 0.5],
            [sin * step_x * out_y, cos * step_y * out_y, (sin * x0 + cos * y0 + h / 2 + seen.dy * h) * out_y - 0.5],
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
    units = (frame.w, frame.h)
    base = canvas(style, width, height)
    dutch = frame.angle == "dutch"
    for layer in layers(spec, at):
        seen = view(str(spec.get("move", "static")), layer.depth, at, dutch=dutch)
        box, scale = needed([seen], units)
        made = sprite(layer, box, max(width / frame.w, height / frame.h) * scale, style, light)
        if made is not None:
            lay(base, made, matrix(seen, made, units, width, height))
    cover = veil(style, width, height, float(spec.get("intensity", 0.5)))
    if cover is not None:
        over(base, cover)
    return base


def lay(base: Pixels, made: Sprite, way: np.ndarray) -> None:
    """Blend a sprite into the picture, touching only the pixels that it covers."""
    height, width = base.shape[:2]
    rows, columns = made.pixels.shape[:2]
    corners = way @ np.array([[0, columns, 0, columns], [0, 0, rows, rows], [1, 1, 1, 1]], np.float64)
    left, top = (max(0, int(np.floor(corners[axis].min())) - 1) for axis in (0, 1))
    right, bottom = min(width, int(np.ceil(corners[0].max())) + 1), min(height, int(np.ceil(corners[1].max())) + 1)
    if right - left < 1 or bottom - top < 1:
        return
    shifted = way - np.array([[0, 0, left], [0, 0, top]])
    border = cv2.BORDER_REPLICATE if made.layer.box is None else cv2.BORDER_CONSTANT
    piece = cv2.warpAffine(made.pixels, shifted, (right - left, bottom - top), flags=cv2.INTER_LINEAR, borderMode=border)
    target = base[top:bottom, left:right]
    if made.layer.depth >= 1.0 and made.layer.box is None:
        target[:] = piece
        return
    over(target, piece)


def picture(spec: dict[str, Any], width: int, height: int, at: float = 0.0) -> bytes:
    """A frame of the shot ``spec`` as PNG. ``at`` runs from 0, its first frame, to 1, its last."""
    return png(rendered(spec, width, height, at))
