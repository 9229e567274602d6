"""Key images: character sheets, places, props, and the film's poster."""

from typing import Any

from pipeline.previz.design import design as design_of
from pipeline.previz.design import style_of
from pipeline.previz.design.colour import darker, lighter, mix, safe
from pipeline.previz.design.styles import StylePreset
from pipeline.previz.draw.finish import finished, veil
from pipeline.previz.draw.geometry import ellipse, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.layer import Layer
from pipeline.previz.draw.lettering import lettering
from pipeline.previz.draw.light import Light, light_of
from pipeline.previz.draw.people.figure import Person, draw
from pipeline.previz.draw.picture import Pixels, canvas, rendered
from pipeline.previz.draw.props import draw_prop, prop_of
from pipeline.previz.draw.raster import over, png, rasterise
from projects.kinds.story import Brief
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import Asset


def portrait(asset: Asset, style: str, width: int, height: int, tags: tuple[str, ...] = ()) -> bytes:
    """The key image of an asset as PNG: a character sheet, a view of a place, or a prop on a plain ground.

    ``tags`` (muddy, torn, ...) mark a person.
    """
    design = asset.design or design_of(asset, Brief(), [])
    if asset.type == AssetKind.LOCATION:
        return png(rendered(place_spec(design, style), width, height))
    preset, light = style_of(style), light_of("day", "", False)
    sheet = Sheet(preset, light, 0.05, prefix="key")
    w, h = 1280.0, 1280.0 * height / width
    tone = safe(design.get("top_colour") or design.get("colour"), "#8fa3ad")
    ground(sheet, preset, w, h, tone)
    if asset.type == AssetKind.PROP:
        _prop(sheet, design, w, h)
    else:
        _person(sheet, design, w, h, tags)
    return png(pressed(sheet, preset, light, (w, h), (width, height)))


def place_spec(design: dict[str, Any], style: str) -> dict[str, Any]:
    """A specification of a place with nobody in it."""
    return {
        "style": style,
        "frame": [1280, 720],
        "size": "EWS",
        "place": design,
        "time": "day",
        "indoors": _inside(design),
    }


def _inside(design: dict[str, Any]) -> bool:
    from pipeline.previz.design.kinds import OUTDOORS

    return str(design.get("family")) not in OUTDOORS


def ground(sheet: Sheet, style: StylePreset, w: float, h: float, tone: str) -> None:
    """A quiet backdrop that sets off what stands before it."""
    back = style.paper or mix(lighter(tone, 0.62), "#d5d2cb", 0.55)
    paint = sheet.blend(
        [(0, lighter(back, 0.3), 1), (0.7, back, 1), (1, darker(back, 0.14), 1)], raw=bool(style.paper)
    )
    sheet.fill(rect(0, 0, w, h), paint, line=0)


def _person(sheet: Sheet, design: dict[str, Any], w: float, h: float, tags: tuple[str, ...]) -> None:
    """Full figure, back, and the face: three views of one person."""
    wide = w / h > 1.15
    unit = h / 720
    full = h * 0.84 / 1400
    spots = ((0.19, False, False), (0.38, False, True)) if wide else ((0.3, False, False),)
    for share, left, back in spots:
        x = w * share
        sheet.shadow(ellipse(x, h * 0.93, 150 * unit * 0.7, 15 * unit), "", 1.0)
        with sheet.group(x, h * 0.93, full, flip=left):
            draw(sheet, Person(design, frontal=back, back=back, detail=2, tags=tags))
    big = h * 2.05 / 1400
    x, y = w * (0.72 if wide else 0.68), h * (0.5 if wide else 0.46)
    if not wide:
        big *= 0.62
    figure = Person(
        design,
        "stand",
        "happy" if design.get("age") == "child" else "neutral",
        left=True,
        detail=3,
        tags=tags,
    )
    from pipeline.previz.draw.framing import eyes_above_ground

    eyes = eyes_above_ground(figure, sheet.style.heads) * big
    with sheet.group(x, y + eyes - 20 * unit, big, flip=True):
        draw(sheet, figure)
    _swatches(sheet, design, w, h)


def _swatches(sheet: Sheet, design: dict[str, Any], w: float, h: float) -> None:
    size = h * 0.042
    for index, name in enumerate(("top_colour", "bottom_colour", "hair", "skin", "eyes")):
        tone = safe(design.get(name), "#888888")
        sheet.fill(ellipse(w - size * 1.5, h - size * (1.5 + 1.5 * (4 - index)), size * 0.58), tone)


def _prop(sheet: Sheet, design: dict[str, Any], w: float, h: float) -> None:
    prop = prop_of(design)
    scale = min(h * 0.66 / prop.height, w * 0.62 / prop.width)
    sheet.shadow(
        ellipse(w / 2, h / 2 + prop.height * scale / 2, prop.width * scale * 0.56, h * 0.028), "", 1.0
    )
    with sheet.group(w / 2, h / 2, 1.0):
        draw_prop(sheet, design, scale)


def pressed(
    sheet: Sheet, style: StylePreset, light: Light, units: tuple[float, float], size: tuple[int, int]
) -> Pixels:
    """A drawn page of ``units`` as opaque pixels of ``size`` (both width, height) on the style's surface."""
    width, height = size
    pixels = rasterise(sheet.body(), (0, 0, *units), width, height)
    layer = Layer("key", 0.3, "", (int(units[0]), int(units[1])), (0, 0, *units))
    base = canvas(style, width, height)
    over(base, finished(pixels, layer, width / units[0], style, light))
    cover = veil(style, width, height, 0.0)
    if cover is not None:
        over(base, cover)
    return base


def poster(title: str, spec: dict[str, Any], width: int, height: int) -> bytes:
    """A still of the film with its title set into it, as PNG."""
    base = rendered(spec, width, height)
    style = style_of(str(spec.get("style")))
    over(base, lettering(title, style, width, height))
    return png(base)
