"""Fronts of garments: buttons, belts, bibs, ties, and what lies around the neck."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.previz.design.colour import darker, lighter, luminance, safe
from pipeline.previz.draw.geometry import Point, ellipse, line, polygon, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.garments import Top
from pipeline.previz.draw.people.skeleton import Skeleton


@dataclass(frozen=True)
class Chest:
    """The chest of somebody dressed: what fronts are placed by."""

    sheet: Sheet
    bones: Skeleton
    top: Top
    wear: dict[str, Any]

    @property
    def middle(self) -> float:
        """Where the middle line lies: turned bodies show it nearer the far side."""
        return self.bones.body.chest * 0.36 * self.bones.pose.turn

    @property
    def tone(self) -> str:
        return safe(self.wear.get("top_colour"), "#5a6a7a")

    @property
    def accent(self) -> str:
        return safe(self.wear.get("accent"), "#c9a13c")

    @property
    def pen(self) -> float:
        return max(2.6, self.sheet.pen(0.7))

    def area(self, spots: list[Point], colour: str, weight: float = 0.7, opacity: float = 1.0) -> None:
        """A polygon of (level, side) spots on the trunk."""
        path = polygon([self.bones.torso(level, side) for level, side in spots])
        self.sheet.fill(path, colour, line=weight, opacity=opacity)

    def round(self, spots: list[Point], colour: str, weight: float = 0.9, tension: float = 0.46) -> None:
        """A soft shape through (level, side) spots on the trunk."""
        path = smooth([self.bones.torso(level, side) for level, side in spots], tension=tension)
        self.sheet.fill(path, colour, line=weight)

    def knob(self, level: float, side: float, radius: float, colour: str, *, glow: bool = False) -> None:
        """A button, a buckle or a lamp."""
        x, y = self.bones.torso(level, side)
        self.sheet.fill(ellipse(x, y, radius), colour, line=0.4, glow=glow)


def front(sheet: Sheet, bones: Skeleton, top: Top, wear: dict[str, Any], outline: str) -> None:
    """Everything on the chest, kept inside the garment's ``outline``."""
    chest = Chest(sheet, bones, top, wear)
    sheet.raw(f'<g clip-path="url(#{sheet.clip(outline)})">')
    _PATTERNS.get(str(wear.get("pattern", "")), _no_collar)(chest)
    if top.under:
        _under(chest)
    for draw in _FRONTS.get(top.front, ()):
        draw(chest)
    sheet.raw("</g>")
    _COLLARS.get(top.collar, _no_collar)(chest)
    if wear.get("scarf"):
        _scarf(chest, safe(wear.get("scarf"), "#b8352f"))


def _across(chest: Chest, levels: tuple[float, ...], tall: float, colour: str, see: float = 1.0) -> None:
    wide = chest.bones.body.shoulder * 1.5
    for level in levels:
        chest.area(
            [(level, -wide), (level, wide), (level - tall, wide), (level - tall, -wide)], colour, 0, see
        )


def _stripes(chest: Chest) -> None:
    pale = luminance(chest.tone) < 0.6
    tone = lighter(chest.tone, 0.62) if pale else darker(chest.tone, 0.45)
    _across(chest, (0.98, 0.8, 0.62, 0.44, 0.26, 0.08, -0.1), 0.08, tone)


def _checks(chest: Chest) -> None:
    _across(chest, (0.94, 0.7, 0.46, 0.22, -0.02), 0.1, darker(chest.tone, 0.5), 0.6)
    for side in (-88.0, -30.0, 28.0, 86.0):
        strip = [(1.1, side - 13), (1.1, side + 13), (-0.2, side + 13), (-0.2, side - 13)]
        chest.area(strip, darker(chest.tone, 0.5), 0, 0.5)


def _dots(chest: Chest) -> None:
    for row, level in enumerate((0.92, 0.76, 0.6, 0.44, 0.28, 0.12)):
        for column in range(-3, 4):
            chest.knob(level, column * 40 + (20 if row % 2 else 0), 9, lighter(chest.tone, 0.7))


def _flowers(chest: Chest) -> None:
    for row, level in enumerate((0.9, 0.68, 0.46, 0.24, 0.02)):
        for column in range(-2, 3):
            side = column * 56 + (28 if row % 2 else 0)
            for turn in (-1, 1):
                chest.knob(level + 0.022 * turn, side + 8 * turn, 9, lighter(chest.tone, 0.65))
                chest.knob(level - 0.022 * turn, side + 8 * turn, 9, lighter(chest.tone, 0.65))
            chest.knob(level, side, 6, chest.accent)


_PATTERNS: dict[str, Callable[[Chest], None]] = {
    "stripes": _stripes, "checks": _checks, "dots": _dots, "flowers": _flowers,
}  # fmt: skip


def _under(chest: Chest) -> None:
    """The shirt between the lapels, and a tie."""
    m, w = chest.middle, chest.bones.body.chest * 0.34
    low = 0.34 if chest.wear.get("top") != "labcoat" else 0.1
    spots = [(1.12, m - w), (1.12, m + w), (0.9, m + w * 0.8), (low, m + 4), (low, m - 4), (0.9, m - w * 0.8)]
    chest.area(spots, safe(chest.wear.get("shirt_colour"), "#ece6d8"), 0.5)
    for side, root in ((-1, m * 0.1), (1, m * 0.6)):
        wing = [(1.12, root + side * 34), (1.03, root + side * 52), (0.92, m + side * 26), (0.99, m)]
        chest.area(wing, lighter(safe(chest.wear.get("shirt_colour"), "#ece6d8"), 0.2), 0.6)
    if chest.wear.get("tie"):
        blade = [(1.0, m - 14), (1.0, m + 14), (0.94, m + 9), (0.5, m + 17), (0.42, m), (0.5, m - 17)]
        chest.area([*blade, (0.94, m - 9)], safe(chest.wear.get("tie"), "#7a2d36"), 0.6)


def _seam(chest: Chest) -> None:
    at, m = chest.bones.torso, chest.middle
    start = 0.36 if chest.top.under else 0.98
    path = line([at(start, m), at(-0.06 - chest.top.hem * 1.4, m)])
    chest.sheet.stroke(path, darker(chest.tone, 0.34), chest.pen, opacity=0.85)


def _rows(chest: Chest) -> tuple[float, ...]:
    return (0.3, 0.16, 0.02) if chest.top.under else (0.84, 0.64, 0.44, 0.24, 0.04)


def _buttons(chest: Chest) -> None:
    for level in _rows(chest):
        chest.knob(level, chest.middle, 6.5, lighter(chest.tone, 0.5))


def _double(chest: Chest) -> None:
    for level in _rows(chest):
        for side in (-26.0, 26.0):
            chest.knob(level, chest.middle + side, 6.5, chest.accent)


def _belt(chest: Chest) -> None:
    hip = chest.bones.body.hip * 1.5
    chest.area([(0.43, -hip), (0.43, hip), (0.29, hip), (0.29, -hip)], darker(chest.tone, 0.42), 0.6)
    chest.knob(0.36, chest.middle, 15, "#c9a13c")


def _sash(chest: Chest) -> None:
    hip = chest.bones.body.hip * 1.5
    chest.area([(0.53, -hip), (0.53, hip), (0.19, hip), (0.19, -hip)], chest.accent, 0.6)


def _bib(chest: Chest) -> None:
    m, w = chest.middle, chest.bones.body.chest * 0.56
    tone = safe(chest.wear.get("bottom_colour"), "#41597c")
    chest.area([(0.7, m - w), (0.7, m + w), (-0.1, m + w * 2.6), (-0.1, m - w * 2.6)], tone)
    for side in (-1, 1):
        inner, outer = m + side * (w - 20), m + side * w
        chest.area(
            [(0.72, outer), (0.72, inner), (1.1, inner + side * 10), (1.1, outer + side * 10)], tone, 0.6
        )
        chest.knob(0.68, m + side * (w - 10), 8, "#d3ac4c")


def _apron(chest: Chest) -> None:
    m, w = chest.middle, chest.bones.body.chest * 0.62
    right = [(0.8, m + w * 0.8), (0.4, m + w * 1.5), (-0.1, m + w * 1.9)]
    left = [(-0.1, m - w * 1.9), (0.4, m - w * 1.5), (0.8, m - w * 0.8)]
    chest.area([*right, *left], safe(chest.wear.get("accent"), "#e6dcc8"))


def _plates(chest: Chest) -> None:
    at, m = chest.bones.torso, chest.middle
    for level in (0.66, 0.4, 0.16):
        path = smooth([at(level, -150), at(level - 0.06, m), at(level, 150)], closed=False)
        chest.sheet.stroke(path, darker(chest.tone, 0.34), chest.pen * 1.4)
    gleam = smooth([at(0.9, m - 50), at(0.7, m - 58), at(0.55, m - 34), at(0.72, m - 24)])
    chest.sheet.gleam(gleam, "", 0.3)


def _panel(chest: Chest) -> None:
    m = chest.middle
    chest.area([(0.62, m - 46), (0.62, m + 46), (0.32, m + 46), (0.32, m - 46)], "#3c4250", 0.6)
    for index, tint in enumerate(("#d9534a", "#5bc08a", "#e3b52f")):
        chest.knob(0.52, m - 26 + 26 * index, 8, tint, glow=True)


def _number(chest: Chest) -> None:
    m = chest.middle
    chest.area([(0.74, m - 30), (0.74, m + 30), (0.4, m + 30), (0.4, m - 30)], chest.accent, 0, 0.9)


_FRONTS: dict[str, tuple[Callable[[Chest], None], ...]] = {
    "buttons": (_seam, _buttons), "double": (_seam, _double), "zip": (_seam,), "open": (_seam,),
    "belt": (_belt,), "sash": (_sash,), "bib": (_bib,), "apron": (_apron,), "plates": (_plates,),
    "panel": (_panel,), "number": (_number,),
}  # fmt: skip


def _no_collar(chest: Chest) -> None:
    """Nothing around the neck."""


def _shirt_collar(chest: Chest) -> None:
    m = chest.middle * 0.6
    for side in (-1, 1):
        spots = [(1.14, m + side * 40), (1.0, m), (0.93, m + side * 36), (1.04, m + side * 58)]
        chest.area(spots, lighter(chest.tone, 0.1), 0.8)


def _lapels(chest: Chest) -> None:
    m, w = chest.middle, chest.bones.body.chest
    for side in (-1, 1):
        root = m * (0.7 if side > 0 else 0.1)
        outer = [(1.09, root + side * 36), (1.045, root + side * 58), (0.8, m + side * w * 0.52)]
        inner = [(0.72, m + side * w * 0.34), (0.36, m + side * 3), (0.92, m + side * 16)]
        chest.area([*outer, *inner], darker(chest.tone, 0.14), 0.8)


def _standing(rise: float, width: float) -> Callable[[Chest], None]:
    def collar(chest: Chest) -> None:
        m = chest.middle * 0.6
        back = [(1.02, m - width), (rise, m - width + 6), (rise - 0.02, m + width - 8)]
        chest.round([*back, (1.02, m + width - 4), (0.95, m)], lighter(chest.tone, 0.06), tension=0.4)

    return collar


def hood_behind(sheet: Sheet, bones: Skeleton, tone: str) -> None:
    """A hood that hangs down the back, as far as it shows beside the neck; drawn before the trunk."""
    wide = bones.body.shoulder * 0.74
    spots = [(0.92, -wide), (1.1, -wide * 0.98), (1.17, -wide * 0.3), (1.14, wide * 0.6), (0.94, wide * 0.9)]
    shape = smooth([bones.torso(level, side) for level, side in spots], tension=0.46)
    sheet.fill(shape, darker(tone, 0.3))


def _hood_down(chest: Chest) -> None:
    """The hood's edges, left and right of an open neck."""
    m = chest.middle * 0.6
    for side, shade in ((-1, 0.1), (1, 0.2)):
        roll = [(1.1, m + side * 44), (1.05, m + side * 74), (0.95, m + side * 62), (0.83, m + side * 3)]
        chest.round([*roll, (0.96, m + side * 26)], darker(chest.tone, shade), tension=0.36)


def _crossed(chest: Chest) -> None:
    m = chest.middle * 0.6
    low = [(1.07, m - 52), (1.07, m - 32), (0.72, m + 10), (0.68, m - 6)]
    high = [(1.07, m + 50), (1.07, m + 30), (0.44, m - 44), (0.4, m - 26)]
    chest.area(low, darker(chest.tone, 0.3))
    chest.area(high, darker(chest.tone, 0.24))


_COLLARS: dict[str, Callable[[Chest], None]] = {
    "shirt": _shirt_collar, "lapels": _lapels, "rib": _standing(1.12, 52), "high": _standing(1.2, 46),
    "ring": _standing(1.16, 84), "hood": _hood_down, "cross": _crossed,
}  # fmt: skip


def _scarf(chest: Chest, tone: str) -> None:
    at, m = chest.bones.torso, chest.middle * 0.6
    tail = [(1.02, m + 8), (0.7, m + 26), (0.42, m + 16), (0.4, m + 58), (0.72, m + 62), (1.0, m + 48)]
    chest.round(tail, darker(tone, 0.14), 1.0, 0.36)
    wrap = [(1.0, m - 72), (1.16, m - 66), (1.2, m), (1.15, m + 62), (1.0, m + 70), (0.92, m + 4)]
    chest.round(wrap, tone, 1.0)
    for dx in (-34, 4, 38):
        fold = line([at(1.12, m + dx - 8), at(0.99, m + dx + 6)])
        chest.sheet.stroke(fold, darker(tone, 0.3), max(2.4, chest.sheet.pen(0.6)), opacity=0.7)
