"""Weather and air: rain, snow, fog, dust in light; the layers nearest the lens."""

from typing import Any

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.colour import mix
from pipeline.previz.design.styles import StylePreset
from pipeline.previz.draw.framing import Frame
from pipeline.previz.draw.geometry import ellipse, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.layer import Layer
from pipeline.previz.draw.light import Light


def air(spec: dict[str, Any], style: StylePreset, light: Light, frame: Frame) -> list[Layer]:
    """Rain, snow and fog of an exterior; a storm rains. Layers that drift repeat after one frame."""
    weather = light.weather
    if spec.get("indoors") or spec.get("insert"):
        return []
    size = (int(frame.w), int(frame.h))
    out: list[Layer] = []
    if weather in ("rain", "storm"):
        slant = 0.32 if weather == "storm" else 0.14
        for name, count, long, see in (("rain far", 210, 34, 0.42), ("rain near", 84, 84, 0.5)):
            body = _rain(style, light, frame, (count, long, see, slant), name)
            speed = 1500.0 if name == "rain near" else 1050.0
            out.append(Layer(name, 0.3, body, size, drift=(-speed * slant, speed)))
    elif weather == "snow":
        for name, count, radius, speed in (("snow far", 190, 2.8, 70.0), ("snow near", 52, 6.6, 130.0)):
            out.append(
                Layer(
                    name,
                    0.3,
                    _snow(style, light, frame, (count, radius), name),
                    size,
                    drift=(speed * 0.25, speed),
                )
            )
    elif weather == "fog":
        out.append(Layer("fog", 0.3, _fog(style, light, frame), size, blur=14.0, drift=(18.0, 0.0)))
    return out


def _tiled(frame: Frame, x: float, y: float, reach: float) -> list[tuple[float, float]]:
    """A place in the frame and its repeats around it, so that a drift of one frame closes.

    Only those that show: what is drawn there spreads at most ``reach``.
    """
    xs = [x + dx * frame.w for dx in (-1, 0, 1)]
    ys = [y + dy * frame.h for dy in (-1, 0, 1)]
    return [
        (px, py) for px in xs for py in ys
        if -reach <= px <= frame.w + reach and -reach <= py <= frame.h + reach
    ]  # fmt: skip


def _rain(
    style: StylePreset, light: Light, frame: Frame, shape: tuple[int, float, float, float], name: str
) -> str:
    count, long, see, slant = shape
    sheet = Sheet(style, light, 0.1, prefix="rain")
    chance = Chance("rain", name)
    unit = min(frame.w, frame.h) / 720
    path = ""
    for _ in range(count):
        x, y, reach = (
            chance.number(0, frame.w),
            chance.number(0, frame.h),
            long * unit * chance.number(0.6, 1.3),
        )
        for tx, ty in _tiled(frame, x, y, reach + 4 * unit):
            path += f"M{tx:.1f} {ty:.1f}l{-reach * slant:.1f} {reach:.1f}"
    sheet.stroke(
        path, mix(light.sky[2], "#ffffff", 0.55), (1.3 if long < 50 else 2.2) * unit, opacity=see, glow=True
    )
    return sheet.body()


def _snow(style: StylePreset, light: Light, frame: Frame, shape: tuple[int, float], name: str) -> str:
    count, radius = shape
    sheet = Sheet(style, light, 0.1, prefix="snow")
    chance = Chance("snow", name)
    unit = min(frame.w, frame.h) / 720
    path = ""
    for _ in range(count):
        x, y, r = (
            chance.number(0, frame.w),
            chance.number(0, frame.h),
            radius * unit * chance.number(0.6, 1.3),
        )
        path += "".join(ellipse(tx, ty, r) for tx, ty in _tiled(frame, x, y, r + 2))
    tone = "#b9c6dd" if style.paper else mix("#ffffff", light.sky[1], 0.2)
    sheet.fill(path, tone, line=0, opacity=0.85, glow=True)
    return sheet.body()


def _fog(style: StylePreset, light: Light, frame: Frame) -> str:
    sheet = Sheet(style, light, 0.1, prefix="fog")
    chance = Chance("fog")
    paint = sheet.blend([(0, light.fog, 0.0), (0.5, light.fog, 0.2), (1, light.fog, 0.42)], glow=True)
    sheet.fill(rect(-frame.w, 0, frame.w * 3, frame.h * 1.6), paint, line=0)
    for _ in range(9):
        x, y = chance.number(0, frame.w), frame.h * chance.number(0.35, 0.9)
        for dx in (-frame.w, 0, frame.w):
            sheet.fill(
                ellipse(x + dx, y, frame.w * chance.number(0.16, 0.3), frame.h * 0.05),
                light.fog,
                line=0,
                opacity=0.2,
                glow=True,
            )
    return sheet.body()
