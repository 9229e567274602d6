"""Colours as ``#rrggbb``: mixing, shading, measuring how far apart two are, and reading them from words."""

import colorsys
import re
from functools import lru_cache

_HEX = re.compile(r"#[0-9a-fA-F]{6}")

NAMED = {
    "black": "#2f2f39",
    "white": "#f1ede4",
    "ivory": "#efe6d0",
    "cream": "#ecdfc0",
    "grey": "#8b8d94",
    "gray": "#8b8d94",
    "silver": "#b9bec7",
    "charcoal": "#474a54",
    "slate": "#55616f",
    "red": "#b8352f",
    "crimson": "#9e1f35",
    "scarlet": "#cf3426",
    "maroon": "#6d2231",
    "burgundy": "#6b2038",
    "wine": "#6b2038",
    "rust": "#a4502c",
    "russet": "#a4562c",
    "orange": "#d9772b",
    "amber": "#d99a2f",
    "mustard": "#c4992f",
    "yellow": "#e3b52f",
    "gold": "#c9a13c",
    "golden": "#d3ac4c",
    "ochre": "#bb8935",
    "brown": "#6e4a31",
    "chestnut": "#6b3d26",
    "tan": "#b8946a",
    "beige": "#cdb894",
    "khaki": "#9c8f62",
    "camel": "#b48a58",
    "sand": "#cdb58a",
    "green": "#4b7f4a",
    "olive": "#6a6f3a",
    "emerald": "#1f7a56",
    "teal": "#256f76",
    "turquoise": "#3aa6a3",
    "mint": "#9accae",
    "moss": "#65713d",
    "blue": "#3560a0",
    "navy": "#2d4270",
    "indigo": "#3a3c78",
    "sky": "#7fb0d6",
    "azure": "#4a90c9",
    "cyan": "#3ba7bd",
    "purple": "#66407f",
    "violet": "#6f52a0",
    "lavender": "#a493c9",
    "lilac": "#b59bcb",
    "plum": "#633a5c",
    "magenta": "#a83a79",
    "pink": "#d98aa0",
    "rose": "#c86d7f",
    "coral": "#dd7560",
    "salmon": "#dd8d78",
    "peach": "#e8b08a",
    "copper": "#a5613a",
    "bronze": "#8f6a3a",
    "brass": "#b8933f",
    "denim": "#41597c",
    "ebony": "#2b2422",
}


@lru_cache(maxsize=8192)
def rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def hexed(red: float, green: float, blue: float) -> str:
    """``#rrggbb`` of three numbers from 0 to 1, clipped."""
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in (red, green, blue))


def safe(value: object, default: str) -> str:
    """``value`` when it is a plain ``#rrggbb``, else ``default``. Designs may have been edited by hand."""
    return value.lower() if isinstance(value, str) and _HEX.fullmatch(value) else default


@lru_cache(maxsize=8192)
def mix(first: str, second: str, share: float) -> str:
    """``first`` with ``share`` (0 to 1) of ``second`` in it."""
    a, b = rgb(first), rgb(second)
    return hexed(*(one + (two - one) * share for one, two in zip(a, b, strict=True)))


def darker(colour: str, amount: float) -> str:
    """Towards a cool near-black; shadows that keep a hue look like light, black ones like dirt."""
    return mix(colour, "#15121f", amount)


def lighter(colour: str, amount: float) -> str:
    """Towards a warm white."""
    return mix(colour, "#fff8ea", amount)


@lru_cache(maxsize=8192)
def adjusted(colour: str, hue: float = 0.0, saturation: float = 1.0, value: float = 1.0) -> str:
    """Turn the hue by ``hue`` (1 is the full circle) and multiply saturation and lightness."""
    h, light, s = colorsys.rgb_to_hls(*rgb(colour))
    return hexed(*colorsys.hls_to_rgb((h + hue) % 1, min(1, light * value), min(1, s * saturation)))


@lru_cache(maxsize=8192)
def multiplied(colour: str, by: tuple[float, float, float]) -> str:
    """Each channel times its factor: a surface under coloured light."""
    return hexed(*(one * two for one, two in zip(rgb(colour), by, strict=True)))


def luminance(colour: str) -> float:
    """Perceived brightness from 0 to 1 (Rec. 709 weights on the coded values)."""
    red, green, blue = rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=8192)
def lab(colour: str) -> tuple[float, float, float]:
    """CIE L*a*b* under D65: distances in it follow the eye."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(colour)]
    r, g, b = linear
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(first: str, second: str) -> float:
    """CIE76 difference: 2 is just seen, 20 is plainly another colour."""
    return float(sum((one - two) ** 2 for one, two in zip(lab(first), lab(second), strict=True)) ** 0.5)


_SHADES: dict[str, dict[str, float]] = {
    "dark": {"value": 0.66}, "deep": {"value": 0.72}, "light": {"value": 1.3}, "pale": {"value": 1.4,
        "saturation": 0.8},
    "bright": {"value": 1.1, "saturation": 1.25}, "faded": {"saturation": 0.6},
}  # fmt: skip


@lru_cache(maxsize=4096)
def _begins(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}")


def near_word(text: str, word: str, default: str = "") -> str:
    """The colour named at most three words before ``word`` in ``text``, as hex, or ``default``."""
    for match in _begins(word).finditer(text):
        phrase = re.split(r"[,.;:!?()]", text[: match.start()])[-1]
        before = re.findall(r"[a-z]+", phrase)[-4:]
        for index in range(len(before) - 1, max(-1, len(before) - 4), -1):
            if before[index] in ("and", "with", "under", "over"):
                break
            if before[index] in NAMED:
                return adjusted(NAMED[before[index]], **_SHADES.get(before[index - 1] if index else "", {}))
    return default
