"""Pieces of towns: houses, towers, windows, lamps, roads."""

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import ellipse, polygon, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.seasons import SNOW, snowed


def skyline(
    plan: Plan,
    sheet: Sheet,
    base: float,
    height: float,
    colour: str,
    *,
    key: str = "skyline",
    windows: bool = True,
) -> None:
    """A row of buildings against the sky."""
    chance = plan.chance(key, sheet.depth)
    x = plan.left
    while x < plan.right:
        wide, tall = chance.number(46, 120) * plan.u, height * plan.u * chance.number(0.4, 1.0)
        tone = mix(colour, "#ffffff" if chance.chance(0.5) else "#1b2030", chance.number(0, 0.1))
        path = rect(x, base - tall, wide, tall + plan.h * 0.1)
        if chance.chance(0.25):
            path = (
                f"M{x:.1f} {base + 20:.1f}V{base - tall:.1f}L{x + wide / 2:.1f} "
                f"{base - tall - 26 * plan.u:.1f}L{x + wide:.1f} {base - tall:.1f}V{base + 20:.1f}Z"
            )
        sheet.fill(path, tone, line=0.6)
        if chance.chance(0.3):
            sheet.stroke(f"M{x + wide / 2:.1f} {base - tall:.1f}v{-40 * plan.u:.1f}", tone, 3 * plan.u)
        if windows:
            _panes(plan, sheet, x, base - tall, wide, tall, chance)
        x += wide + chance.number(-6, 10) * plan.u


def _panes(plan: Plan, sheet: Sheet, x: float, y: float, wide: float, tall: float, chance: Chance) -> None:
    lit: list[str] = []
    dark: list[str] = []
    step = 19 * plan.u
    for row in range(int(tall / step) - 1):
        for column in range(int(wide / step) - 1):
            path = rect(x + step * (column + 0.7), y + step * (row + 0.7), step * 0.42, step * 0.5)
            (lit if plan.light.lamps and chance.chance(0.38) else dark).append(path)
    if dark:
        sheet.fill("".join(dark), "#2a3346", line=0, opacity=0.28)
    if lit:
        sheet.fill("".join(lit), "#ffd489", line=0, opacity=0.9, glow=True)


def house(
    plan: Plan, sheet: Sheet, at: tuple[float, float, float, float], wall: str, chance: Chance, *,
    roof: str = "", shop: bool = False,
) -> None:  # fmt: skip
    """One house front with its windows, door and roof; ``at`` is its left, foot, width and height."""
    u = plan.u
    x, base, wide, tall = at
    front = rect(x, base - tall, wide, tall)
    sheet.fill(front, wall)
    sheet.shadow(
        rect(x if plan.light.key_side > 0 else x + wide * 0.8, base - tall, wide * 0.2, tall), "", 0.5
    )
    _roof(sheet, at, u, roof or lighter(wall, 0.12), steep=bool(roof))
    columns = max(1, int(wide / (92 * u)))
    floor = 118 * u
    for row in range(max(1, int((tall - 110 * u) / floor))):
        for column in range(columns):
            cx = x + wide * (column + 0.5) / columns
            window(
                plan,
                sheet,
                cx - 24 * u,
                base - tall + 34 * u + row * floor,
                48 * u,
                66 * u,
                lit=plan.light.lamps and chance.chance(0.55),
                frame=lighter(wall, 0.3),
            )
    if shop:
        _shop(plan, sheet, x, base, wide, chance)
    else:
        dx = x + wide * chance.pick((0.3, 0.5, 0.7))
        door(
            plan,
            sheet,
            dx - 26 * u,
            base,
            52 * u,
            104 * u,
            chance.pick(("#5d3a2a", "#2f5d5a", "#7a2f36", "#33425c")),
        )


def _roof(sheet: Sheet, at: tuple[float, float, float, float], u: float, tone: str, *, steep: bool) -> None:
    x, base, wide, tall = at
    eave = 14 * u
    if steep:
        sheet.fill(
            f"M{x - eave:.1f} {base - tall + 4 * u:.1f}L{x + wide * 0.2:.1f} {base - tall - 74 * u:.1f}"
            f"H{x + wide * 0.8:.1f}L{x + wide + eave:.1f} {base - tall + 4 * u:.1f}Z",
            tone,
        )
    else:
        sheet.fill(rect(x - 6 * u, base - tall - 10 * u, wide + 12 * u, 18 * u), tone)
    if sheet.light.snow:
        snowed(sheet, at, u, steep=steep)


def window(
    plan: Plan, sheet: Sheet, x: float, y: float, wide: float, tall: float, *, lit: bool, frame: str
) -> None:
    """A sash window seen from outside."""
    sheet.fill(rect(x - wide * 0.1, y - wide * 0.1, wide * 1.2, tall + wide * 0.2), frame, line=0.7)
    sheet.fill(
        rect(x, y, wide, tall),
        "#ffd489" if lit else mix(plan.light.sky[1], "#2c3a52", 0.55),
        line=0.4,
        glow=lit,
    )
    if not lit:
        sheet.fill(
            polygon([(x, y + tall * 0.7), (x + wide * 0.7, y), (x + wide * 0.95, y), (x, y + tall)]),
            "#ffffff",
            line=0,
            opacity=0.12,
        )
    sheet.stroke(
        f"M{x + wide / 2:.1f} {y:.1f}v{tall:.1f}M{x:.1f} {y + tall / 2:.1f}h{wide:.1f}", frame, 3.4 * plan.u
    )


def door(plan: Plan, sheet: Sheet, x: float, base: float, wide: float, tall: float, colour: str) -> None:
    """A panelled door standing on ``base``."""
    u = plan.u
    sheet.fill(
        rect(x - 6 * u, base - tall - 6 * u, wide + 12 * u, tall + 6 * u), darker(colour, 0.35), line=0.6
    )
    sheet.fill(rect(x, base - tall, wide, tall), colour, line=0.6)
    sheet.fill(
        rect(x + wide * 0.16, base - tall * 0.92, wide * 0.68, tall * 0.36, 3), darker(colour, 0.22), line=0.4
    )
    sheet.fill(
        rect(x + wide * 0.16, base - tall * 0.46, wide * 0.68, tall * 0.36, 3), darker(colour, 0.22), line=0.4
    )
    sheet.fill(ellipse(x + wide * 0.86, base - tall * 0.5, 3.6 * u), "#c9a13c", line=0.3)


def _shop(plan: Plan, sheet: Sheet, x: float, base: float, wide: float, chance: Chance) -> None:
    u, tone = plan.u, chance.pick(("#8f3b3a", "#2f5d7c", "#4b7350", "#c08a35"))
    sheet.fill(
        rect(x + 10 * u, base - 104 * u, wide - 20 * u, 98 * u),
        "#ffdf9f" if plan.light.lamps else "#8fb0bd",
        line=0.7,
        glow=plan.light.lamps,
    )
    stripes, count = [], 8
    for index in range(count):
        left, step = x + wide * index / count, wide / count
        stripes.append(
            (
                polygon(
                    [
                        (left, base - 128 * u),
                        (left + step, base - 128 * u),
                        (left + step + 4 * u, base - 96 * u),
                        (left + 4 * u, base - 96 * u),
                    ]
                ),
                tone if index % 2 else "#efe6d6",
            )
        )
    for path, colour in stripes:
        sheet.fill(path, colour, line=0.4)


def street_lamp(plan: Plan, sheet: Sheet, x: float, base: float, size: float) -> None:
    """A lamp post; at night it throws a cone of light."""
    u = plan.u * size
    sheet.fill(rect(x - 4 * u, base - 260 * u, 8 * u, 260 * u), "#2b303a", line=0.6)
    sheet.fill(rect(x - 10 * u, base - 14 * u, 20 * u, 14 * u), "#2b303a", line=0.6)
    sheet.fill(
        f"M{x - 16 * u:.1f} {base - 258 * u:.1f}L{x - 11 * u:.1f} {base - 300 * u:.1f}H{x + 11 * u:.1f}"
        f"L{x + 16 * u:.1f} {base - 258 * u:.1f}Z",
        "#ffe2a6" if plan.light.lamps else "#d8dde0",
        line=0.7,
        glow=plan.light.lamps,
    )
    sheet.fill(
        f"M{x - 18 * u:.1f} {base - 300 * u:.1f}L{x:.1f} {base - 322 * u:.1f}L{x + 18 * u:.1f} "
        f"{base - 300 * u:.1f}Z",
        "#2b303a",
        line=0.6,
    )
    if plan.light.dark or plan.light.time == "dusk":
        halo(sheet, x, base - 276 * u, 130 * u, "#ffd489", 0.5)
        cone = sheet.blend([(0, "#ffd489", 0.3), (1, "#ffd489", 0.0)], glow=True)
        sheet.fill(
            polygon(
                [
                    (x - 14 * u, base - 258 * u),
                    (x + 14 * u, base - 258 * u),
                    (x + 120 * u, base),
                    (x - 120 * u, base),
                ]
            ),
            cone,
            line=0,
        )


def halo(sheet: Sheet, x: float, y: float, radius: float, colour: str, strength: float) -> None:
    """The glow around a lamp."""
    paint = sheet.blend(
        [(0, colour, strength), (0.35, colour, strength * 0.4), (1, colour, 0)], angle="round", glow=True
    )
    sheet.fill(ellipse(x, y, radius), paint, line=0)


def road(
    plan: Plan, sheet: Sheet, top: float, *, half: float, tone: str = "#4b4e58", mark: bool = True
) -> None:
    """A road that runs away from the viewer to the horizon's middle."""
    x, far = plan.w / 2, 8 * plan.u
    low = plan.bottom
    sheet.fill(polygon([(x - far, top), (x + far, top), (x + half, low), (x - half, low)]), tone, line=0.7)
    for side in (-1, 1):
        sheet.fill(
            polygon(
                [
                    (x + side * far, top),
                    (x + side * far * 1.3, top),
                    (x + side * half * 0.94, low),
                    (x + side * half * 0.88, low),
                ]
            ),
            "#d9d4c4",
            line=0,
            opacity=0.7,
        )
    if mark:
        for index in range(9):
            a, b = (index / 9) ** 2, ((index + 0.5) / 9) ** 2
            ya, yb = top + (low - top) * a, top + (low - top) * b
            sheet.fill(
                polygon(
                    [
                        (x - 1 - half * 0.02 * a, ya),
                        (x + 1 + half * 0.02 * a, ya),
                        (x + 1 + half * 0.02 * b, yb),
                        (x - 1 - half * 0.02 * b, yb),
                    ]
                ),
                "#e7d9a4",
                line=0,
            )


def pavement(plan: Plan, sheet: Sheet, top: float, tone: str) -> None:
    """Paving from ``top`` down: courses of slabs in perspective."""
    if plan.light.snow:
        tone = mix(tone, SNOW, 0.8)
    sheet.fill(
        rect(plan.left, top, plan.right - plan.left, plan.bottom - top),
        sheet.blend([(0, lighter(tone, 0.08), 1), (1, darker(tone, 0.22), 1)]),
        line=0,
    )
    middle = plan.w / 2
    for index in range(1, 8):
        y = top + (plan.bottom - top) * (index / 8) ** 1.8
        sheet.stroke(
            f"M{plan.left:.0f} {y:.1f}H{plan.right:.0f}",
            darker(tone, 0.3),
            (0.6 + index * 0.3) * plan.u,
            opacity=0.5,
        )
    for index in range(-14, 15):
        x = middle + index * 90 * plan.u
        sheet.stroke(
            f"M{x:.1f} {top:.1f}L{middle + (x - middle) * 4.2:.1f} {plan.bottom:.1f}",
            darker(tone, 0.3),
            1.2 * plan.u,
            opacity=0.35,
        )
