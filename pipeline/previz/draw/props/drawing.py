"""Props: things that the story needs to be seen. Each is one entry of a table of shapes."""

from typing import Any

from pipeline.previz.design.colour import darker, lighter, safe
from pipeline.previz.draw.geometry import ellipse, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.props.further import FURTHER
from pipeline.previz.draw.props.kinds import Prop, Shape, thing
from pipeline.previz.draw.props.large import LARGE
from pipeline.previz.draw.props.marks import on_prop
from pipeline.previz.draw.props.small import SMALL

GENERIC = thing(
    (170, 150), ("#8a7a66", "#c9a13c"),
    Shape("M-80 -40Q0 -92 80 -40V64Q0 84 -80 64Z"), Shape("M-80 -40Q0 6 80 -40", "d", 0, 0.6, 5),
    Shape(ellipse(0, 22, 20), "a"),
    Shape(rect(-60, -30, 14, 80, 6), "l", 0, 0.4), grip=(0, 40),
)  # fmt: skip

LAMPS = ("lantern", "candle", "flashlight", "torch", "fire")  # they light what is around them

PROPS: dict[str, Prop] = {**SMALL, **LARGE, **FURTHER, "thing": GENERIC}


def prop_of(design: dict[str, Any]) -> Prop:
    """The kind of prop that a design means."""
    return PROPS.get(str(design.get("kind_of", "thing")), GENERIC)


def draw_prop(sheet: Sheet, design: dict[str, Any], scale: float = 1.0, *, in_hand: bool = False) -> None:
    """Draw a prop around the origin, or hanging from the hand at the origin; units as in ``kinds``.

    ``tags`` in its design are what scenes did to it: broken, wet, burning.
    """
    prop = prop_of(design)
    tone = safe(design.get("colour"), prop.colour)
    accent = safe(design.get("accent"), prop.accent)
    x, y = (-prop.grip[0] * scale, -prop.grip[1] * scale) if in_hand else (0.0, 0.0)
    if str(design.get("kind_of")) in LAMPS and (sheet.light.dark or sheet.light.time == "dusk"):
        halo = sheet.blend(
            [(0, "#ffd489", 0.75), (0.3, "#ffc870", 0.32), (1, "#ffc870", 0)], angle="round", glow=True
        )
        sheet.fill(ellipse(x, y, 330 * scale), halo, line=0)
    with sheet.group(x, y, scale):
        for shape in prop.shapes:
            _shape(sheet, shape, tone, accent)
        if tags := design.get("tags"):
            on_prop(sheet, prop, [str(tag) for tag in tags])


def cast(sheet: Sheet, design: dict[str, Any], scale: float) -> None:
    """The shadow of a prop around the origin, as one silhouette."""
    prop = prop_of(design)
    with sheet.group(0, 0, scale):
        sheet.shadow("".join(shape.path for shape in prop.shapes if not shape.width), "", 1.3)


def _shape(sheet: Sheet, shape: Shape, tone: str, accent: str) -> None:
    roles = {
        "m": tone,
        "d": darker(tone, 0.3),
        "l": lighter(tone, 0.3),
        "a": accent,
        "g": accent,
        "none": tone,
    }
    glow = shape.role == "g" or shape.role.startswith("*")
    colour = roles.get(shape.role, shape.role.lstrip("*"))
    if shape.width:
        sheet.stroke(shape.path, colour, shape.width, opacity=shape.opacity, glow=glow)
        return
    ring = ' fill-rule="evenodd"' if shape.path.count("M") > 1 else ""
    sheet.fill(shape.path, colour, line=shape.line, opacity=shape.opacity, glow=glow, extra=ring)
    if shape.role == "m" and shape.line and not ring:
        side = sheet.light.key_side
        sheet.turn_away(shape.path, -side * 16, 8, 0.6)
