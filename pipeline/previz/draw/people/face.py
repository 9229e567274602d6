"""The shape of a head and its skin: contour, ears, nose, shadows, age and marks.

A head is 200 units tall around (0, 0) and looks to the right by ``turn``: 0 is frontal, 1 is three-quarter.
Every point is given twice, frontal and three-quarter, and lies in between; left is the mirror of right.
"""

from dataclasses import dataclass
from typing import Any

from pipeline.previz.design.colour import darker, mix
from pipeline.previz.draw.geometry import Point, ellipse, lerp, smooth
from pipeline.previz.draw.hand import Sheet

Pair = tuple[float, float, float, float]  # frontal x, y; three-quarter x, y

_CONTOUR: tuple[Pair, ...] = (
    (0, -98, -6, -98), (48, -85, 44, -88), (74, -46, 65, -50), (75, -14, 63, -18), (72, 18, 66, 18),
    (61, 56, 57, 52), (42, 83, 46, 82), (17, 98, 36, 97), (-17, 98, 12, 99), (-42, 83, -22, 86),
    (-61, 56, -48, 62), (-72, 18, -68, 24), (-75, -14, -82, -10), (-74, -46, -88, -46), (-48, -85, -60, -86),
)  # fmt: skip
# How much each contour point follows the jaw's and the cheek's width.
_JAW = (0, 0, 0, 0, 0, 0.6, 1, 0.9, 0.9, 1, 0.6, 0, 0, 0, 0)
_CHEEK = (0, 0, 0, 0, 0.8, 1, 0.6, 0, 0, 0.6, 1, 0.8, 0, 0, 0)
# How much it belongs to the chin.
_CHIN = (0, 0, 0, 0, 0, 0.1, 0.42, 1, 1, 0.42, 0.1, 0, 0, 0, 0)
# How much rounder a child's is there.
_BABY = (0, 0, 0, 0, 0.03, 0.12, 0.26, 0.5, 0.5, 0.26, 0.12, 0.03, 0, 0, 0)


@dataclass(frozen=True)
class Face:
    """One head as it is turned and lit: what all its parts are placed by."""

    design: dict[str, Any]
    turn: float = 0.5  # 0 frontal to 1 three-quarter
    pitch: float = 0.0  # positive looks down
    detail: int = 2  # 0 a dot in a landscape, 4 an extreme close-up
    shade_left: bool = True  # the side away from the light, in the head's own coordinates
    back: bool = False
    wide: float = 1.0  # the style's idea of a face
    chin: float = 1.0

    @property
    def young(self) -> float:
        """1 for a small child, 0 for an adult."""
        return {"child": 1.0, "teen": 0.35}.get(str(self.design.get("age")), 0.0)

    def number(self, name: str, low: float, high: float, default: float) -> float:
        """A number of the design, kept in bounds: designs may have been edited by hand."""
        value = self.design.get(name, default)
        return min(high, max(low, float(value))) if isinstance(value, int | float) else default

    def at(self, pair: Pair) -> Point:
        """Where a point of the head lies at this turn."""
        x, y = lerp(pair[0], pair[2], self.turn), lerp(pair[1], pair[3], self.turn)
        return x, y

    def feature(self, pair: Pair) -> Point:
        """Where a point on the front of the face lies, nodding included."""
        x, y = self.at(pair)
        return x, y + self.pitch * 16 + self.young * 9

    @property
    def eye_line(self) -> float:
        return self.feature((0, 4, 0, 4))[1]

    def contour(self) -> list[Point]:
        jaw = self.number("jaw", -1, 1, 0) * (1 - 0.7 * self.young)
        cheek = self.number("cheek", -1, 1, 0) * (1 - 0.5 * self.young)
        length = self.number("face_length", -1, 1, 0) - 0.35 * self.young
        points = []
        for pair, by_jaw, by_cheek, baby, chin in zip(_CONTOUR, _JAW, _CHEEK, _BABY, _CHIN, strict=True):
            x, y = self.at(pair)
            middle = 24 * self.turn
            x = middle + (x - middle) * (
                1 + 0.17 * jaw * by_jaw + 0.1 * cheek * by_cheek + self.young * baby
            ) * (1 + (self.wide - 1) * (pair[1] > -40) + (self.chin - 1) * chin * (1 - 0.6 * self.young))
            y += (y > 0) * length * y * 0.09 + self.pitch * 5 * (y > 40)
            points.append((x, y))
        return points

    def outline(self) -> str:
        return smooth(self.contour())


def ear(sheet: Sheet, face: Face, x: float, size: float) -> None:
    """One ear, its middle at ``x``."""
    skin = str(face.design["skin"])
    y = 8 + face.young * 6 - face.pitch * 8
    sheet.fill(ellipse(x, y, 13 * size, 22), skin)
    if face.detail >= 2:
        sheet.stroke(
            f"M{x - 4 * size:.1f} {y - 12:.1f}q{10 * size:.1f} 6 {4 * size:.1f} 24", darker(skin, 0.3), 2.4
        )


def skin(sheet: Sheet, face: Face) -> None:
    """Ears, the face's surface and its shadows."""
    tone = str(face.design["skin"])
    outline = face.outline()
    if face.turn < 0.45:
        ear(sheet, face, lerp(75, 60, face.turn), 1 - face.turn)
    sheet.fill(outline, tone)
    _cheeks(sheet, face, outline, tone)
    _turned_away(sheet, face, outline)
    _age(sheet, face, tone)
    ear(sheet, face, lerp(-76, -60, face.turn), 1.0)


def _turned_away(sheet: Sheet, face: Face, outline: str) -> None:
    shift = 24 * face.turn
    if face.shade_left:
        path = (
            f"M-130 -110L{-52 + shift:.0f} -110C{-30 + shift:.0f} -40 {-58 + shift:.0f} 0 "
            f"{-44 + shift:.0f} 30"
            f"C{-36 + shift:.0f} 64 {-24 + shift:.0f} 76 {-2 + shift:.0f} 130L-130 130Z"
        )
    else:
        edge = 46 + shift * 0.55
        path = (
            f"M130 -110L{edge:.0f} -110C{edge - 8:.0f} -40 {edge + 8:.0f} 10 {edge - 4:.0f} 40"
            f"C{edge - 10:.0f} 70 {edge - 26:.0f} 84 {edge - 38:.0f} 130L130 130Z"
        )
    sheet.shadow(path, outline, 0.62)


def _cheeks(sheet: Sheet, face: Face, outline: str, tone: str) -> None:
    blush = face.number("blush", 0, 1, 0.3) + 0.2 * face.young
    if face.detail < 1 or blush <= 0.05 or sheet.style.grey:
        return
    rose = sheet.colour(mix(tone, "#d8403a", 0.55))
    see = 0.16 + 0.3 * blush
    paint = sheet.blend([(0, rose, see), (0.55, rose, see * 0.6), (1, rose, 0)], angle="round", raw=True)
    for pair in ((-42, 38, -20, 38), (42, 38, 52, 36)):
        x, y = face.feature(pair)
        sheet.fill(ellipse(x, y, 25, 17), paint, line=0, extra=f' clip-path="url(#{sheet.clip(outline)})"')


def nose(sheet: Sheet, face: Face) -> None:
    """The nose: a line and its shadow, more of it the closer we are."""
    if face.detail == 0:
        return
    size = face.number("nose", 0.6, 1.6, 1.0) * (1 - 0.35 * face.young)
    tone = str(face.design["skin"])
    x, y = face.feature((0, 36, 37, 34))
    dark = darker(mix(tone, "#8a2f22", 0.25), 0.34)
    width = sheet.pen(0.9) if sheet.style.line > 1.2 else 3.0
    if sheet.style.eyes == "dot":
        sheet.stroke(f"M{x - 6:.1f} {y:.1f}q8 8 12 -2", dark, max(width, 3.4))
        return
    reach, turn = 9 * size, face.turn
    if sheet.style.eyes == "anime":
        sheet.stroke(
            f"M{x - 3 + 5 * turn:.1f} {y - 8:.1f}l{5 * turn + 2:.1f} 9l{-7 * size:.1f} 3", dark, width
        )
        return
    # The plane of the nose that turns from the light, then its edge and wing.
    root_x, root_y = face.feature((0, 0, 29, -2))
    side = -1 if face.shade_left else 1
    sheet.shadow(
        f"M{root_x:.1f} {root_y:.1f}Q{x + 2:.1f} {y - 14:.1f} {x:.1f} {y:.1f}"
        f"Q{x + side * 9 * size:.1f} {y + 8:.1f} {x + side * 15 * size:.1f} {y:.1f}"
        f"Q{root_x + side * 8:.1f} {y - 16:.1f} {root_x:.1f} {root_y:.1f}Z",
        "",
        0.55,
    )
    sheet.stroke(
        f"M{x + 3 + 5 * turn:.1f} {y - 12 * size:.1f}Q{x + reach + 4 * turn:.1f} {y:.1f} "
        f"{x + 3 * turn:.1f} {y + 5 * size:.1f}"
        f"Q{x - 7:.1f} {y + 6 * size:.1f} {x - reach - 3:.1f} {y:.1f}", dark, width, opacity=0.85,
    )  # fmt: skip
    if face.detail >= 3:
        sheet.fill(ellipse(x - 7 * size, y + 3, 3.2, 1.8), dark, line=0, opacity=0.8)
        sheet.gleam(ellipse(x + 2, y - 6, 4 * size, 6 * size), "", 0.22)


def _age(sheet: Sheet, face: Face, tone: str) -> None:
    """Lines of age, freckles, scars."""
    if face.detail < 1:
        return
    dark, age = darker(mix(tone, "#8a3a2a", 0.3), 0.3), str(face.design.get("age"))
    if age == "old" or (age == "middle" and face.detail >= 2):
        _folds(sheet, face, dark, 0.75 if age == "old" else 0.4)
    if age == "old":
        _wrinkles(sheet, face, dark)
    marks = face.design.get("marks") or []
    if "freckles" in marks and face.detail >= 2:
        for dx, dy in _FRECKLES:
            x, y = face.feature((dx, dy, dx * 0.7 + 26, dy))
            sheet.fill(ellipse(x, y, 2.3), dark, line=0, opacity=0.6)
    if "scar" in marks:
        x, y = face.feature((-44, -34, -22, -34))
        sheet.stroke(f"M{x:.1f} {y:.1f}q8 34 -2 76", mix(tone, "#b04a4a", 0.55), 4.4)
        sheet.stroke(f"M{x + 2:.1f} {y:.1f}q8 34 -2 76", mix(tone, "#ffe6dc", 0.6), 1.6)


_FRECKLES = ((-46, 26), (-36, 32), (-28, 24), (-22, 34), (24, 26), (32, 33), (40, 25), (10, 24), (-8, 26))


def _folds(sheet: Sheet, face: Face, dark: str, see: float) -> None:
    """From the nose to the corners of the mouth."""
    for pair, path in (((-18, 42, 12, 42), "q-10 8 -9 24"), ((18, 42, 50, 41), "q8 8 4 22")):
        x, y = face.feature(pair)
        sheet.stroke(f"M{x:.1f} {y:.1f}{path}", dark, 2.6, opacity=see)


def _wrinkles(sheet: Sheet, face: Face, dark: str) -> None:
    for height in (-52, -40):
        x, y = face.feature((-24, height, 4, height))
        sheet.stroke(f"M{x:.1f} {y:.1f}q22 -7 44 0", dark, 2.2, opacity=0.5)
    for pair in ((-46, 22, -24, 22), (22, 22, 40, 21)):
        x, y = face.feature(pair)
        sheet.stroke(f"M{x:.1f} {y:.1f}q12 8 22 1", dark, 2.2, opacity=0.6)
