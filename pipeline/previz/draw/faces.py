"""Which face sets which character: the style's own, Noto Sans beside it, and Noto faces of other scripts."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parent.parent / "fonts"

# What the style's face lacks is set by the first of these that has it.
OTHERS = (
    *("NotoSans-Medium.ttf", "NotoSansHebrew-Medium.ttf", "NotoSansArabic-Medium.ttf"),
    *("NotoSansThai-Medium.ttf", "NotoSansDevanagari-Medium.ttf"),
    *("NotoSansSC-Medium.ttf", "NotoSansJP-Medium.ttf", "NotoSansKR-Medium.ttf"),
)
_NOBODYS = "\U0010fffe"  # no face has it: what is drawn for it is drawn for everything that is missing
_JOINED = ((0x0590, 0x08FF), (0x0900, 0x0E7F), (0xFB1D, 0xFEFC))  # letters that touch, or carry marks


@lru_cache(maxsize=32)
def metrics(file: str) -> ImageFont.FreeTypeFont:
    """The face of a file at 100 pixels."""
    return ImageFont.truetype(str(FONTS / file), 100, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=32)
def _box(file: str) -> bytes:
    return bytes(metrics(file).getmask(_NOBODYS))


@lru_cache(maxsize=4096)
def has(file: str, character: str) -> bool:
    """Whether a face has a character of its own, not a box in its place."""
    return character.isspace() or bytes(metrics(file).getmask(character)) != _box(file)


@lru_cache(maxsize=4096)
def setter(file: str, character: str) -> str | None:
    """The face that sets a character where ``file`` is wanted; None where none has it."""
    return next((face for face in (file, *OTHERS) if has(face, character)), None)


def settable(text: str) -> str:
    """``text`` as it can be set: what no face has loses its marks, and goes where that does not help.

    A title never shows empty boxes.
    """
    out = ""
    for character in text:
        if setter(OTHERS[0], character) is not None:
            out += character
            continue
        plain = unicodedata.normalize("NFKD", character)
        out += "".join(part for part in plain if setter(OTHERS[0], part) and not unicodedata.combining(part))
    return " ".join(out.split())


def joined(text: str) -> bool:
    """Whether letters of ``text`` touch each other: space between them would tear words apart."""
    return any(first <= ord(character) <= last for character in text for first, last in _JOINED)


def breadth(text: str, file: str, size: float, spacing: float) -> float:
    """How wide ``text`` runs at ``size`` in the face ``file``, letter spacing included."""
    wide, held, face = 0.0, "", file
    for character in text:
        wanted = setter(file, character) or file
        if wanted != face and held:
            wide, held = wide + float(metrics(face).getlength(held)), ""
        face, held = wanted, held + character
    wide += float(metrics(face).getlength(held)) if held else 0.0
    apart = 0.0 if joined(text) else spacing * size * max(0, len(text) - 1)
    return wide * size / 100 + apart
