"""Titles set in type: broken into lines that fit, in the style's face."""

from xml.sax.saxutils import escape

from pipeline.previz.design.styles import StylePreset
from pipeline.previz.draw.faces import FONTS, OTHERS, breadth, joined, settable
from pipeline.previz.draw.raster import Pixels, rasterise

# Face of each kind of title: file, family, size relative to the frame, letter spacing in em, capitals.
FACES: dict[str, tuple[str, str, float, float, bool]] = {
    "cinema": ("JosefinSans-SemiBold.ttf", "Josefin Sans", 0.105, 0.16, True),
    "comic": ("Bangers-Regular.ttf", "Bangers", 0.17, 0.02, True),
    "book": ("CormorantGaramond-SemiBold.ttf", "Cormorant Garamond", 0.14, 0.01, False),
    "tall": ("Oswald-Medium.ttf", "Oswald", 0.135, 0.06, True),
    "retro": ("Righteous-Regular.ttf", "Righteous", 0.125, 0.04, False),
    "child": ("PatrickHand-Regular.ttf", "Patrick Hand", 0.16, 0.0, False),
    "noir": ("Limelight-Regular.ttf", "Limelight", 0.13, 0.03, False),
    "type": ("SpecialElite-Regular.ttf", "Special Elite", 0.1, 0.0, False),
    "sans": ("NotoSans-Medium.ttf", "Noto Sans", 0.05, 0.0, False),
}


def clean(text: str, limit: int = 160) -> str:
    """``text`` on one line, without what XML or our faces cannot hold, at most ``limit`` characters."""
    spaced = settable("".join(char if char.isprintable() else " " for char in text))
    return spaced if len(spaced) <= limit else spaced[: limit - 1].rstrip() + "…"


def face_of(style: StylePreset) -> tuple[str, str, float, float, bool]:
    """The face a style sets its titles in; see ``FACES``."""
    return FACES.get(style.font, FACES["sans"])


def broken(text: str, file: str, size: float, spacing: float, room: float) -> list[str]:
    """``text`` in lines of at most ``room``, as even as the words allow."""
    words = text.split(" ")
    lines: list[str] = []
    count = max(1, -(-int(breadth(text, file, size, spacing)) // max(1, int(room))))
    target = breadth(text, file, size, spacing) / count
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        wide = breadth(longer, file, size, spacing)
        if line and (wide > room or (wide > target * 1.12 and len(lines) < count - 1)):
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines or [""]


def fitted(
    text: str, file: str, size: float, spacing: float, room: tuple[float, float]
) -> tuple[list[str], float]:
    """Lines and a size at which they fit into ``room`` (width, height)."""
    for _ in range(14):
        lines = broken(text, file, size, spacing, room[0])
        widest = max(breadth(line, file, size, spacing) for line in lines)
        if widest <= room[0] and len(lines) * size * 1.08 <= room[1]:
            break
        size *= 0.88
    return lines, size


def line_of(
    text: str, family: str, size: float, at: tuple[float, float], colour: str, spacing: float = 0.0
) -> str:
    """One centred line as an SVG text element; the text is escaped here."""
    spacing = 0.0 if joined(text) else spacing
    return (
        f'<text x="{at[0] + spacing * size / 2:.1f}" y="{at[1]:.1f}" font-family="{family}, Noto Sans" '
        f'font-size="{size:.1f}" '
        f'text-anchor="middle" letter-spacing="{spacing * size:.2f}" fill="{colour}">{escape(text)}</text>'
    )


def fonts() -> list[str]:
    """Paths of all faces, in a fixed order."""
    return [str(FONTS / file) for file in dict.fromkeys([*(face[0] for face in FACES.values()), *OTHERS])]


def block(
    text: str, style: StylePreset, w: float, h: float, middle: float, colour: str, room: float = 0.82
) -> str:
    """A title as SVG, centred on the height ``middle``."""
    file, family, share, spacing, capitals = face_of(style)
    text = clean(text) or "Untitled"
    text = text.upper() if capitals else text
    lines, size = fitted(text, file, share * min(h, w * 0.8), spacing, (w * room, h * 0.5))
    top = middle - (len(lines) - 1) * size * 1.06 / 2 + size * 0.34
    return "".join(
        line_of(line, family, size, (w / 2, top + index * size * 1.06), colour, spacing)
        for index, line in enumerate(lines)
    )


def lettering(title: str, style: StylePreset, width: int, height: int) -> Pixels:
    """A title over a picture: light letters on a soft dark band at the foot, or ink on a paper band."""
    ink, ground = ("#2b2028", style.paper) if style.paper else ("#fff6e4", "#05040a")
    band = (
        '<defs><linearGradient id="band" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{ground}" stop-opacity="0"/><stop offset="0.45" '
        f'stop-color="{ground}" stop-opacity="0.78"/>'
        f'<stop offset="1" stop-color="{ground}" stop-opacity="0.92"/></linearGradient></defs>'
        f'<rect x="0" y="{height * 0.52:.0f}" width="{width}" height="{height * 0.48 + 1:.0f}" '
        'fill="url(#band)"/>'
    )
    text = block(title, style, width, height, height * 0.82, ink, 0.86)
    return rasterise(band + text, (0, 0, width, height), width, height, fonts())
