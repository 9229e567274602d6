"""Titles and end credits as segments."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from pipeline.previz.camera.encode import encoder, to_yuv
from pipeline.previz.design.styles import StylePreset, style_of
from pipeline.previz.draw.finish import veil
from pipeline.previz.draw.geometry import ease
from pipeline.previz.draw.lettering import FACES, block, breadth, clean, face_of, fonts, line_of
from pipeline.previz.draw.raster import Pixels, over, rasterise
from pipeline.previz.draw.texture import noise

# What stands above the names, by language; where we lack the word, a point does.
_CAST = {
    "ar": "التمثيل", "cs": "HRAJÍ", "de": "BESETZUNG", "el": "ΔΙΑΝΟΜΗ", "en": "CAST", "es": "REPARTO",
    "fr": "DISTRIBUTION", "he": "שחקנים", "hi": "कलाकार", "it": "INTERPRETI", "ja": "出演", "ko": "출연",
    "nl": "ROLVERDELING", "pl": "OBSADA", "pt": "ELENCO", "ru": "В РОЛЯХ", "sv": "ROLLER", "th": "นักแสดง",
    "tr": "OYUNCULAR", "uk": "У РОЛЯХ", "zh": "演员",
}  # fmt: skip


def end_credits(title: str, cast: Sequence[str], language: str) -> list[str]:
    """The lines of a film's end credits: its title, who is in it, what it was made with."""
    heading = _CAST.get(language.lower().replace("_", "-").partition("-")[0], "·")
    return [title, "", *([heading, *cast, ""] if cast else []), "AIUTEUR"]


def titles(title: str, subtitle: str, frames: int, size: tuple[int, int], path: Path, style: str) -> None:
    """Write a title card of ``frames`` frames: the letters come up, drift closer, and go."""
    preset = style_of(style)
    ground, words = _ground(preset, *size), _words(preset, title, subtitle, *size)
    with encoder(Path(path), size) as write:
        for number in range(frames):
            at = number / max(1, frames - 1)
            see = ease(min(1.0, at / 0.28, (1 - at) / 0.2 if at > 0.8 else 1.0))
            write(_card(ground, words, 1 + 0.05 * at, see))


def credits(lines: Sequence[str], frames: int, size: tuple[int, int], path: Path, style: str) -> None:
    """Write end credits of ``frames`` frames: the lines roll up, or stand still where they all fit.

    The first line is the title; a line after an empty one is a heading. See ``end_credits``.
    """
    preset = style_of(style)
    ground = _ground(preset, *size)
    roll = _roll(preset, [clean(line, 90) for line in lines], *size)
    height = size[1]
    stands = roll.shape[0] <= height
    with encoder(Path(path), size) as write:
        for number in range(frames):
            at = number / max(1, frames - 1)
            see = ease(min(1.0, at / 0.12, (1 - at) / 0.12))
            shift = 0.0 if stands else -0.7 * height + (roll.shape[0] + 0.2 * height) * at
            way = np.array([[1, 0, 0], [0, 1, -shift]], np.float64)
            piece = cv2.warpAffine(roll, way, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
            write(_laid(ground, piece, see))


def _ground(style: StylePreset, width: int, height: int) -> np.ndarray:
    """What the letters stand on: the style's paper, or a deep ground with a breath of light in it."""
    if style.paper:
        blue, green, red = (int(style.paper[i : i + 2], 16) for i in (5, 3, 1))
        base = np.full((height, width, 4), (blue, green, red, 255), np.uint8)
        grain = noise(width, height, 2.0, 51) * 2.2 + noise(width, height, 40.0, 52) * 1.6
        base[:, :, :3] = np.clip(base[:, :, :3].astype(np.float32) + grain[:, :, None], 0, 255).astype(
            np.uint8
        )
        return to_yuv(base)
    tones = {"comic": (70, 24, 40), "tall": (40, 26, 24), "retro": (52, 22, 44), "noir": (20, 20, 20)}
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    light = np.clip(1 - np.sqrt(x * x * 0.8 + (y + 0.1) ** 2 * 1.1), 0, 1) ** 1.3
    base = np.zeros((height, width, 4), np.uint8)
    for channel, part in enumerate(tones.get(style.font, (34, 24, 18))):
        base[:, :, channel] = (8.5 + light * part * 1.5 + noise(width, height, 1.0, 53) * 0.6).astype(
            np.uint8
        )
    base[:, :, 3] = 255
    cover = veil(style, width, height)
    if cover is not None:
        over(base, cover)
    return to_yuv(base)


def ink_of(style: StylePreset) -> tuple[str, str]:
    """Colours of the title and of what stands beside it."""
    if style.paper:
        return ("#2c2430", "#6d6066") if style.texture != "wax" else ("#c8452f", "#3a6ea8")
    return {
        "comic": ("#ffd23f", "#ffffff"),
        "retro": ("#ffb3c7", "#e8d8f0"),
        "noir": ("#f2f2f2", "#a8a8a8"),
    }.get(style.font, ("#f6ead2", "#b9ab93"))


def _words(style: StylePreset, title: str, subtitle: str, width: int, height: int) -> Pixels:
    strong, quiet = ink_of(style)
    body = block(title, style, width, height, height * (0.46 if subtitle else 0.5), strong)
    if subtitle:
        file, family = FACES["sans"][:2]
        text, small = clean(subtitle, 120), min(height, width) * 0.034
        while breadth(text, file, small, 0.08) > width * 0.86:
            small *= 0.9
        body += line_of(text, family, small, (width / 2, height * 0.74), quiet, 0.08)
    body += (
        f'<path d="M{width * 0.44:.0f} {height * 0.66:.0f}H{width * 0.56:.0f}" stroke="{quiet}" '
        f'stroke-width="{max(1, height / 360):.1f}" opacity="0.7"/>'
        if subtitle
        else ""
    )
    return to_yuv(rasterise(body, (0, 0, width, height), width, height, fonts()))


def _roll(style: StylePreset, lines: list[str], width: int, height: int) -> Pixels:
    """All lines under each other: the title, then blocks parted by empty lines, each with its heading."""
    strong, quiet = ink_of(style)
    step = min(height, width) * 0.066
    # What does not fit at once becomes a long strip that rolls.
    total = height if step * (len(lines) + 1) < height * 0.92 else int(step * (len(lines) + 1))
    top = (total - step * (len(lines) - 1)) / 2
    sans, own = FACES["sans"], face_of(style)
    parts = []
    for index, line in enumerate(lines):
        heading = index > 0 and not lines[index - 1]
        face, size, spacing = (sans, step * 0.42, 0.2) if heading else (sans, step * 0.6, 0.02)
        if index == 0:
            face, size, spacing = own, step * 1.05, min(0.06, own[3])
        while line and breadth(line, face[0], size, spacing) > width * 0.9:
            size *= 0.92
        at = (width / 2, top + index * step)
        parts.append(line_of(line, face[1], size, at, quiet if heading else strong, spacing) if line else "")
    return to_yuv(rasterise("".join(parts), (0, 0, width, total), width, total, fonts()))


def _card(ground: np.ndarray, words: Pixels, scale: float, see: float) -> np.ndarray:
    height, width = ground.shape[:2]
    way = np.array([[scale, 0, width / 2 * (1 - scale)], [0, scale, height / 2 * (1 - scale)]], np.float64)
    piece = cv2.warpAffine(
        words, way, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
    )
    return _laid(ground, piece, see)


def _laid(ground: np.ndarray, piece: np.ndarray, see: float) -> np.ndarray:
    """``piece`` over ``ground``, as visible as ``see`` says."""
    shown = cv2.convertScaleAbs(piece, alpha=see) if see < 1 else piece
    rest = cv2.cvtColor(cv2.bitwise_not(cv2.extractChannel(shown, 3)), cv2.COLOR_GRAY2BGRA)
    out = cv2.multiply(ground, rest, scale=1 / 255)
    out = cv2.add(out, shown)
    out[:, :, 3] = 255
    return out
