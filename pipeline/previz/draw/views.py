"""Sheets of views: one asset from several sides, each in a cell of its own, as model sheets are drawn."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from pipeline.previz.design import design as design_of
from pipeline.previz.design import style_of
from pipeline.previz.design.colour import safe
from pipeline.previz.design.styles import StylePreset
from pipeline.previz.draw.framing import eyes_above_ground
from pipeline.previz.draw.geometry import ellipse
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.light import light_of
from pipeline.previz.draw.people.figure import Person, draw
from pipeline.previz.draw.picture import Pixels, canvas, rendered
from pipeline.previz.draw.props import draw_prop, prop_of
from pipeline.previz.draw.raster import png
from pipeline.previz.draw.sheets import ground, place_spec, pressed
from projects.kinds.story import Brief
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import Asset

FACES = (
    *("happy", "sad", "angry", "afraid", "surprised", "thoughtful"),
    *("tired", "determined", "disgusted", "tender", "suspicious", "neutral"),
)  # two sets of six: another candidate shows the other
TIMES = ("dawn", "day", "dusk", "night")
_GAP = 0.008  # of the sheet's width, between cells
_TALL = 1400.0  # units of a figure from the ground to above its head

Paint = Callable[[Sheet, float, float], None]


class Cell(NamedTuple):
    """Where a view stands on the sheet, in shares of its width and height, and what is drawn there."""

    x: float
    y: float
    w: float
    h: float
    paint: Callable[[int, int], Pixels]


def sheet(asset: Asset, style: str, width: int, height: int, variant: int = 0) -> bytes:
    """A sheet of ``width`` by ``height`` pixels as PNG.

    A character stands in front, from the side and from behind, with the face and six expressions; a place is
    seen wide, from the other side, near, and at four times of day; a prop from three sides, in a hand, and
    beside a person for scale. ``variant`` is the candidate: other expressions, the other profile.
    """
    design = asset.design or design_of(asset, Brief(), [])
    preset = style_of(style)
    if asset.type == AssetKind.LOCATION:
        cells = _place(design, style, variant)
    elif asset.type == AssetKind.PROP:
        cells = _prop(design, preset, variant)
    else:
        cells = _person(design, preset, variant)
    base = canvas(preset, width, height)
    gap = round(width * _GAP)
    for cell in cells:
        left, top = round(cell.x * width), round(cell.y * height)
        right = round((cell.x + cell.w) * width) - (0 if cell.x + cell.w > 0.999 else gap)
        bottom = round((cell.y + cell.h) * height) - (0 if cell.y + cell.h > 0.999 else gap)
        base[top:bottom, left:right] = cell.paint(right - left, bottom - top)
    return png(np.ascontiguousarray(base))


def _drawn(preset: StylePreset, tone: str, paint: Paint) -> Callable[[int, int], Pixels]:
    """A cell whose drawing is 720 units high, on a quiet ground."""

    def draw_cell(width: int, height: int) -> Pixels:
        light = light_of("day", "", False)
        page = Sheet(preset, light, 0.05, prefix="key")
        w, h = 720.0 * width / height, 720.0
        ground(page, preset, w, h, tone)
        paint(page, w, h)
        return pressed(page, preset, light, (w, h), (width, height))

    return draw_cell


def _person(design: dict[str, Any], preset: StylePreset, variant: int) -> list[Cell]:
    tone = safe(design.get("top_colour"), "#8fa3ad")
    left = bool(variant % 2)
    stands = (
        Person(design, frontal=True, detail=2),
        Person(design, left=left, detail=2),
        Person(design, frontal=True, back=True, detail=2),
    )
    cells = [
        Cell(n * 0.19, 0, 0.19, 1, _drawn(preset, tone, _standing(person))) for n, person in enumerate(stands)
    ]
    cells.append(
        Cell(0.57, 0, 0.43, 0.5, _drawn(preset, tone, _head(Person(design, frontal=True, detail=3), 3.3)))
    )
    half = (variant % 2) * 6
    for n, face in enumerate(FACES[half : half + 6]):
        person = Person(design, "stand", face, frontal=n % 2 == 0, left=left, detail=3)
        x, y = 0.57 + (n % 3) * 0.1434, 0.5 + n // 3 * 0.25
        cells.append(Cell(x, y, 0.1434, 0.25, _drawn(preset, tone, _head(person, 3.5))))
    return cells


def _standing(person: Person) -> Paint:
    def paint(page: Sheet, w: float, h: float) -> None:
        scale = min(h * 0.86, w * 2.6) / _TALL
        y = h * 0.5 + _TALL * scale * 0.47
        page.shadow(ellipse(w / 2, y, 150 * scale, 14 * scale), "", 1.0)
        with page.group(w / 2, y, scale):
            draw(page, person)

    return paint


def _head(person: Person, size: float) -> Paint:
    def paint(page: Sheet, w: float, h: float) -> None:
        scale = size * h / _TALL
        eyes = eyes_above_ground(person, page.style.heads) * scale
        with page.group(w / 2, h * 0.46 + eyes, scale):
            draw(page, person)

    return paint


def _place(design: dict[str, Any], style: str, variant: int) -> list[Cell]:
    spec = place_spec(design, style)

    def seen(size: str, x: float, time: str = "day", *, side: int = 1) -> Callable[[int, int], Pixels]:
        def paint(width: int, height: int) -> Pixels:
            frame = [1280, round(1280 * height / width / 2) * 2]
            view = {"frame": frame, "size": size, "anchor": [x, 0.5], "time": time, "side": side}
            return rendered({**spec, **view}, width, height)

        return paint

    near = (0.3, 0.7)[variant % 2]
    cells = [
        Cell(0, 0, 0.64, 0.62, seen("EWS", 0.5)),
        Cell(0.64, 0, 0.36, 0.31, seen("MWS", 1 - near, side=-1)),
        Cell(0.64, 0.31, 0.36, 0.31, seen("MS", near)),
    ]
    return cells + [Cell(n * 0.25, 0.62, 0.25, 0.38, seen("WS", 0.5, time)) for n, time in enumerate(TIMES)]


def _prop(design: dict[str, Any], preset: StylePreset, variant: int) -> list[Cell]:
    tone = safe(design.get("colour"), "#8fa3ad")
    prop = prop_of(design)
    sides = ((0.0, False, 1.0), (0.0, True, 0.78), ((-24.0, 78.0)[variant % 2], False, 1.0))

    def lying(turn: float, flip: bool, squeeze: float) -> Paint:
        def paint(page: Sheet, w: float, h: float) -> None:
            reach = max(prop.height, prop.width) if turn else prop.height
            scale = min(h * 0.66 / reach, w * 0.66 / max(prop.width, reach if turn else 0))
            page.shadow(
                ellipse(w / 2, h / 2 + reach * scale / 2, prop.width * scale * 0.5, h * 0.028), "", 1.0
            )
            with page.group(w / 2, h / 2, 1.0, turn, flip=flip, squeeze=squeeze):
                draw_prop(page, design, scale)

        return paint

    cells = [Cell(0, 0, 0.42, 0.62, _drawn(preset, tone, lying(*sides[0])))]
    cells += [
        Cell(n * 0.21, 0.62, 0.21, 0.38, _drawn(preset, tone, lying(*side)))
        for n, side in enumerate(sides[1:])
    ]
    somebody = design_of(Asset(key="character:scale", type=AssetKind.CHARACTER, name="Somebody"), Brief(), [])
    held = prop.height < 300
    person = Person(somebody, "hold" if held else "stand", holding=design if held else None, detail=2)
    in_hand = _at_hand(person) if held else _beside(person, design)
    cells.append(Cell(0.42, 0, 0.33, 1, _drawn(preset, tone, in_hand)))
    cells.append(Cell(0.75, 0, 0.25, 1, _drawn(preset, tone, _beside(Person(somebody, left=True), design))))
    return cells


def _at_hand(person: Person) -> Paint:
    """From the waist up: the thing in hand."""

    def paint(page: Sheet, w: float, h: float) -> None:
        scale = min(h * 1.25, w * 1.8) / _TALL
        with page.group(w * 0.27, h * 0.5 + _TALL * scale * 0.6, scale):
            draw(page, person)

    return paint


def _beside(person: Person, design: dict[str, Any]) -> Paint:
    """A person from head to foot, and the thing on the ground in the same scale."""

    def paint(page: Sheet, w: float, h: float) -> None:
        scale = min(h * 0.8, w * 2.0) / _TALL
        y, prop = h * 0.5 + _TALL * scale * 0.47, prop_of(design)
        page.shadow(ellipse(w * 0.36, y, 150 * scale, 14 * scale), "", 1.0)
        with page.group(w * 0.36, y, scale):
            draw(page, person)
        with page.group(w * 0.74, y - prop.height * scale / 2, 1.0):
            draw_prop(page, design, scale)

    return paint
