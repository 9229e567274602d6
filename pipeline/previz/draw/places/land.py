"""Pieces of nature: ridges, ground, trees, rocks, grass, water."""

from math import pi, sin

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import Point, ellipse, polygon, rect, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.layer import Motion
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.seasons import SNOW, foliage


def ridge(
    plan: Plan,
    sheet: Sheet,
    base: float,
    height: float,
    colour: str,
    *,
    sharp: bool = False,
    key: str = "ridge",
    step: float = 150.0,
) -> list[Point]:
    """A line of hills or peaks standing on ``base``; returns its upper edge."""
    chance = plan.chance(key, sheet.depth)
    points: list[Point] = []
    for index, x in enumerate(plan.across(step * plan.u, 0.3, chance)):
        up = chance.number(0.35, 1.0) if not sharp or index % 2 else chance.number(0.05, 0.3)
        points.append((x, base - height * plan.u * up))
    points = [(plan.left - 50, points[0][1]), *points, (plan.right + 50, points[-1][1])]
    top = smooth(points, closed=False, tension=0.05 if sharp else 0.5)
    sheet.fill(
        f"{top}L{plan.right + 50:.0f} {plan.bottom:.0f}L{plan.left - 50:.0f} {plan.bottom:.0f}Z",
        colour,
        line=0.8,
    )
    if sharp:
        _snowcaps(plan, sheet, points, base, colour)
    return points


def _snowcaps(plan: Plan, sheet: Sheet, points: list[Point], base: float, colour: str) -> None:
    side = -plan.light.key_side
    for before, (x, y), after in zip(points, points[1:], points[2:], strict=False):
        if not (y < before[1] and y < after[1]):
            continue
        low = after if side > 0 else before
        sheet.shadow(
            polygon(
                [(x, y), low, (x + (low[0] - x) * 0.3, base), (x - side * 10 * plan.u, y + (base - y) * 0.5)]
            ),
            "",
            0.7,
        )
        drop = (base - y) * 0.3
        slope_l, slope_r = (x - before[0]) / max(1.0, before[1] - y), (after[0] - x) / max(1.0, after[1] - y)
        if plan.design.get("snow", True):
            zig = [
                (x, y),
                (x + slope_r * drop, y + drop),
                (x + slope_r * drop * 0.4, y + drop * 0.72),
                (x, y + drop * 1.05),
                (x - slope_l * drop * 0.4, y + drop * 0.7),
                (x - slope_l * drop, y + drop),
            ]
            sheet.fill(polygon(zig), mix("#f4f6fa", colour, 0.1), line=0)


def ground(plan: Plan, sheet: Sheet, top: float, near: str, far: str) -> None:
    """A flat ground from ``top`` to below the frame, lighter towards the horizon."""
    if plan.light.snow:
        near, far = mix(SNOW, near, 0.06), mix(SNOW, far, 0.14)
    paint = sheet.blend([(0, far, 1), (0.35, near, 1), (1, darker(near, 0.25), 1)])
    sheet.fill(rect(plan.left, top, plan.right - plan.left, plan.bottom - top), paint, line=0)


def round_tree(sheet: Sheet, x: float, base: float, size: float, leaf: str, chance: Chance) -> None:
    """A broad-leaved tree."""
    trunk, leaf = "#5d4230", foliage(sheet.light, leaf, x)
    sheet.fill(
        f"M{x - 8 * size:.1f} {base:.1f}Q{x - 4 * size:.1f} {base - 60 * size:.1f} {x - 6 * size:.1f} "
        f"{base - 110 * size:.1f}H{x + 7 * size:.1f}Q{x + 4 * size:.1f} {base - 60 * size:.1f} "
        f"{x + 10 * size:.1f} {base:.1f}Z",
        trunk,
    )
    puffs = [
        (x + dx * size * chance.number(0.9, 1.1), base + dy * size, r * size)
        for dx, dy, r in ((-46, -116, 42), (44, -120, 44), (0, -170, 56), (-20, -128, 44), (22, -134, 44))
    ]
    sheet.union([ellipse(px, py, r, r * 0.92) for px, py, r in puffs], leaf)
    side = sheet.light.key_side
    for px, py, r in puffs[:3]:
        sheet.fill(
            ellipse(px + side * r * 0.24, py - r * 0.26, r * 0.62, r * 0.52),
            lighter(leaf, 0.16),
            line=0,
            opacity=0.6,
        )
    if sheet.light.snow:
        for px, py, r in puffs[:3]:
            cap = ellipse(px, py - r * 0.44, r * 0.78, r * 0.42)
            sheet.fill(cap, SNOW, line=0.3)
    for px, py, r in puffs[:2]:
        sheet.shadow(ellipse(px - side * r * 0.2, py + r * 0.5, r * 0.7, r * 0.36), "", 0.6)


def fir(
    sheet: Sheet, x: float, base: float, size: float, leaf: str, chance: Chance, *, snowy: bool = False
) -> None:
    """A conifer in four tiers."""
    sheet.fill(rect(x - 5 * size, base - 26 * size, 10 * size, 28 * size), "#4a3426")
    for tier in range(4):
        low, wide = base - (14 + tier * 42) * size, (58 - tier * 12) * size
        tip = low - 74 * size
        sheet.fill(
            f"M{x:.1f} {tip:.1f}Q{x + wide * 0.4:.1f} {low - 20 * size:.1f} {x + wide:.1f} {low:.1f}"
            f"Q{x:.1f} {low + 14 * size:.1f} {x - wide:.1f} {low:.1f}Q{x - wide * 0.4:.1f} "
            f"{low - 20 * size:.1f} {x:.1f} {tip:.1f}Z",
            mix(leaf, "#dfe9e4", 0.05 * tier),
        )
        side = -sheet.light.key_side
        sheet.shadow(
            f"M{x:.1f} {tip:.1f}Q{x + side * wide * 0.4:.1f} {low - 20 * size:.1f} {x + side * wide:.1f} "
            f"{low:.1f}Q{x + side * wide * 0.5:.1f} {low + 10 * size:.1f} {x:.1f} {low + 7 * size:.1f}Z",
            "",
            0.6,
        )
        if snowy or sheet.light.snow:
            sheet.fill(
                f"M{x:.1f} {tip:.1f}Q{x + wide * 0.3:.1f} {low - 34 * size:.1f} {x + wide * 0.5:.1f} "
                f"{low - 24 * size:.1f}Q{x:.1f} {low - 34 * size:.1f} {x - wide * 0.5:.1f} "
                f"{low - 24 * size:.1f}Q{x - wide * 0.3:.1f} {low - 34 * size:.1f} {x:.1f} {tip:.1f}Z",
                "#f4f7fa",
                line=0,
            )


def trunk(
    sheet: Sheet, x: float, base: float, top: float, width: float, colour: str, lean: float = 0.0
) -> None:
    """A tall bare trunk that leaves the frame at the top."""
    path = (
        f"M{x - width * 0.8:.1f} {base:.1f}Q{x - width * 0.4:.1f} {base - 60:.1f} "
        f"{x - width * 0.45 + lean:.1f} {top:.1f}H{x + width * 0.45 + lean:.1f}Q{x + width * 0.4:.1f} "
        f"{base - 60:.1f} {x + width * 0.9:.1f} {base:.1f}Z"
    )
    sheet.fill(path, colour)
    sheet.turn_away(path, -sheet.light.key_side * width * 0.45, 0, 1.0)


def rock(sheet: Sheet, x: float, base: float, size: float, colour: str, chance: Chance) -> None:
    """A boulder with a lit and a dark side."""
    points = [(-60, 0), (-52, -30), (-26, -52), (8, -58), (40, -40), (62, -12), (66, 0)]
    outline = polygon(
        [
            (x + px * size * chance.number(0.9, 1.1), base + py * size * chance.number(0.8, 1.2))
            for px, py in points
        ]
    )
    sheet.fill(outline, colour)
    sheet.turn_away(outline, -sheet.light.key_side * 26 * size, 12 * size, 1.1)
    if sheet.light.snow:
        cap = [(-46, -38), (-26, -58), (8, -64), (42, -44), (26, -40), (10, -46), (-8, -38), (-26, -44)]
        sheet.fill(smooth([(x + px * size, base + py * size) for px, py in cap]), SNOW, line=0.3)


def grass(
    plan: Plan,
    sheet: Sheet,
    base: float,
    height: float,
    colour: str,
    *,
    key: str = "grass",
    step: float = 26.0,
) -> None:
    """A fringe of blades along ``base``."""
    if plan.light.snow:
        colour = mix(colour, SNOW, 0.72)
    elif plan.light.season == "autumn":
        colour = mix(colour, "#a8863c", 0.5)
    chance = plan.chance(key, sheet.depth)
    path = f"M{plan.left:.0f} {plan.bottom:.0f}"
    for x in plan.across(step * plan.u, 0.4, chance):
        tall, lean = height * plan.u * chance.number(0.5, 1.0), chance.number(-14, 14) * plan.u
        path += (
            f"L{x - 7 * plan.u:.1f} {base:.1f}Q{x:.1f} {base - tall * 0.5:.1f} {x + lean:.1f} "
            f"{base - tall:.1f}Q{x + 3 * plan.u:.1f} {base - tall * 0.4:.1f} {x + 7 * plan.u:.1f} "
            f"{base:.1f}"
        )
    sheet.fill(f"{path}L{plan.right:.0f} {plan.bottom:.0f}Z", colour, line=0.6)


def leaves(plan: Plan, sheet: Sheet, colour: str, *, side: int, key: str = "leaves") -> None:
    """Foliage that hangs into an upper corner of the frame: the nearest thing."""
    chance = plan.chance(key)
    edge = plan.left if side < 0 else plan.right
    for index in range(26):
        share = chance.number()
        x = edge - side * plan.w * (0.36 + 0.34 * share)
        y = plan.h * chance.number(-0.2, 0.26) * (1.1 - share)
        size, turn = plan.u * chance.number(46, 92), chance.number(-50, 50)
        with sheet.group(x, y, size / 60, turn):
            sheet.fill("M-60 0Q-10 -34 60 0Q-10 30 -60 0Z", mix(colour, "#101820", 0.08 * (index % 4)))


def waves(plan: Plan, sheet: Sheet, top: float, low: float, tone: str, *, key: str = "waves") -> None:
    """Water from ``top`` to ``low`` with lines of light that grow towards the viewer."""
    light = plan.light
    far = mix(tone, light.sky[2], 0.55)
    sheet.fill(
        rect(plan.left, top, plan.right - plan.left, plan.bottom - top),
        sheet.blend([(0, far, 1), (0.2, mix(tone, far, 0.4), 1), (0.6, tone, 1), (1, darker(tone, 0.3), 1)]),
        line=0,
    )
    chance = plan.chance(key)
    gleam = mix(light.sky[2], "#ffffff", 0.35)
    ripple = plan.sheet("ripples", sheet.depth, Motion((9 * plan.u, 1.2 * plan.u), 3.1))
    for index in range(70):
        share = (index / 70) ** 1.7
        y = top + 3 * plan.u + (low - top) * share
        x = chance.number(plan.left, plan.right)
        width, thick = (16 + 130 * share) * plan.u * chance.number(0.5, 1.3), (1.2 + 7 * share) * plan.u
        path = (
            f"M{x - width:.1f} {y:.1f}Q{x:.1f} {y - thick:.1f} {x + width:.1f} {y:.1f}"
            f"Q{x:.1f} {y + thick * 0.5:.1f} {x - width:.1f} {y:.1f}Z"
        )
        (ripple if index % 2 else sheet).fill(
            path,
            gleam if index % 3 else darker(tone, 0.2),
            line=0,
            opacity=0.22 + 0.25 * (1 - share),
            glow=index % 3 != 0,
        )
    if light.sun or light.moon:
        glitter = plan.sheet("glitter", sheet.depth, Motion((5 * plan.u, 0.0), 2.3, pulse=0.3))
        _glitter(plan, glitter, top, low, chance)


def _glitter(plan: Plan, sheet: Sheet, top: float, low: float, chance: Chance) -> None:
    sx = (plan.light.sun or (0.78, 0))[0]
    x = plan.w * (sx if plan.light.key_side > 0 else 1 - sx)
    colour = lighter(plan.light.key, 0.3)
    for index in range(26):
        share = index / 26
        y = top + 2 + (low - top) * share**1.3
        width = (20 + 70 * share) * plan.u * chance.number(0.3, 1.0)
        dx = chance.number(-30, 30) * plan.u * (0.3 + share)
        sheet.fill(
            ellipse(x + dx, y, width, (1 + 3 * share) * plan.u),
            colour,
            line=0,
            opacity=0.55 * (1 - share * 0.6),
            glow=True,
        )


def wave_line(x0: float, x1: float, y: float, tall: float, length: float) -> str:
    """A scalloped line from ``x0`` to ``x1``: foam, fringe, drapery."""
    count = max(2, int((x1 - x0) / length))
    path = f"M{x0:.1f} {y:.1f}"
    for index in range(count):
        x = x0 + (x1 - x0) * (index + 1) / count
        middle = x - (x1 - x0) / count / 2
        path += f"Q{middle:.1f} {y + tall * (1 + 0.5 * sin(index * 2.1 * pi)):.1f} {x:.1f} {y:.1f}"
    return path
