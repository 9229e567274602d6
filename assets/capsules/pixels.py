"""Measures of pictures: light, contrast, colour, warmth, grain and line, and the colours they are made of.

Arithmetic on pixels, no model: the same picture always measures the same. Colours are compared in OKLab
(B. Ottosson, 2020), where equal distances look equally far apart.
"""

import io
from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image

SIDE = 480  # pixels of the longer side at which everything is measured, so that sizes compare
COLOURS = 5

LABELS = {
    "lightness": "Lightness",
    "contrast": "Contrast",
    "saturation": "Colourfulness",
    "warmth": "Warmth",
    "grain": "Grain",
    "line": "Drawn line",
    "palette": "Colours",
}
# Far more than pictures have: what is shown to people runs from 0 to 100 of these.
WHOLE = {"lightness": 1.0, "contrast": 1.0, "saturation": 0.25, "warmth": 0.15, "grain": 0.06, "line": 0.25}


@dataclass(frozen=True)
class Measured:
    """What a picture measures: ``values`` by name (``LABELS``), its colours with their shares."""

    values: dict[str, float] = field(default_factory=dict)
    palette: tuple[tuple[str, float], ...] = ()


def measure(data: bytes) -> Measured:
    """The measures of a picture file of the studio's own. Raises OSError when it cannot be read."""
    with Image.open(io.BytesIO(data)) as opened:
        opened.draft("RGB", (SIDE * 2, SIDE * 2))
        image = opened.convert("RGB")
    image.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    pixels = np.asarray(image)
    lab = oklab(pixels)
    light, chroma = lab[..., 0], np.hypot(lab[..., 1], lab[..., 2])
    low, high = np.percentile(light, [4, 96])
    values = {
        "lightness": float(light.mean()),
        "contrast": float(high - low),
        "saturation": float(chroma.mean()),
        "warmth": float((lab[..., 2] + 0.4 * lab[..., 1]).mean()),
        "grain": _grain(light),
        "line": _line(light),
    }
    return Measured({name: round(value, 4) for name, value in values.items()}, _palette(image))


def oklab(pixels: np.ndarray) -> np.ndarray:
    """sRGB pixels (0 to 255) as OKLab: L from 0 to 1, a and b around 0."""
    part = pixels.astype(np.float32) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    cones = np.cbrt(linear @ _TO_CONES.T)
    return np.asarray(cones @ _TO_LAB.T, dtype=np.float32)


_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)


def _grain(light: np.ndarray) -> float:
    """Noise where the picture is flat: the median distance from the local mean, away from edges."""
    smooth = cv2.GaussianBlur(light, (0, 0), 1.6)
    edges = cv2.magnitude(cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1))
    flat = edges <= np.percentile(edges, 60)
    return float(np.median(np.abs(light - smooth)[flat]) * 1.4826)


def _line(light: np.ndarray) -> float:
    """Share of the picture that is a thin stroke, darker than both its sides."""
    closed = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    return float(((closed - light) > 0.12).mean())


def _palette(image: Image.Image) -> tuple[tuple[str, float], ...]:
    small = image.copy()
    small.thumbnail((160, 160), Image.Resampling.BOX)
    few = small.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    table, total = few.getpalette() or [], few.width * few.height
    counted = sorted(few.getcolors() or [], key=lambda pair: (-pair[0], pair[1]))
    found = []
    for count, number in counted:
        start = 3 * int(str(number))
        red, green, blue = table[start : start + 3]
        found.append((f"#{red:02x}{green:02x}{blue:02x}", round(count / total, 4)))
    return tuple(found)


def colour_distance(palette: tuple[tuple[str, float], ...], wanted: list[str]) -> float:
    """How far a picture's colours are from ``wanted`` ones: each to its nearest, by the share it covers."""
    if not palette or not wanted:
        return 0.0
    own, aims = _lab([colour for colour, _ in palette]), _lab(wanted)
    nearest = np.linalg.norm(own[:, None] - aims[None], axis=2).min(axis=1)
    shares = np.array([share for _, share in palette])
    return float((nearest * shares).sum() / shares.sum())


def _lab(colours: list[str]) -> np.ndarray:
    return oklab(np.array([[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in colours]))
