"""Cloth on a body: sleeves, trunk, skirts and trouser legs, with their folds."""

from pipeline.previz.design.colour import darker
from pipeline.previz.draw.geometry import Point, between, lerp, polygon, sides, smooth, tube
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.garments import Bottom, Top
from pipeline.previz.draw.people.skeleton import Skeleton

Limb = tuple[Point, Point, Point]


def along(limb: Limb, share: float) -> Point:
    """A point of a limb, ``share`` of its way from root to end."""
    root, middle, end = limb
    return between(root, middle, share * 2) if share <= 0.5 else between(middle, end, share * 2 - 1)


def part(limb: Limb, share: float) -> list[Point]:
    """The stretch of a limb from its root to ``share``."""
    return (
        [limb[0], limb[1], along(limb, share)]
        if share > 0.55
        else [limb[0], along(limb, share * 0.5), along(limb, share)]
    )


def arm_radii(radius: float, share: float = 1.0, end: float = 0.62) -> list[float]:
    """How thick an arm or sleeve is along ``part``."""
    middle = lerp(0.86, end, 0.35) if share > 0.55 else lerp(1, end, 0.5)
    return [radius, radius * middle, radius * end]


def leg_radii(thigh: float, share: float = 1.0, end: float = 0.5, wide: float = 1.0) -> list[float]:
    """How thick a leg or trouser leg is along ``part``."""
    ankle = thigh * 0.5 * end
    knee = thigh * 0.72 * lerp(1, wide, 0.8)
    if share > 0.55:
        return [thigh * wide, knee, lerp(knee, ankle, (share - 0.5) * 2)]
    return [thigh * wide, thigh * 0.9 * wide, thigh * 0.75 * end]


def shaded_limb(
    sheet: Sheet, limb: Limb, share: float, radii: list[float], tone: str, side: int, *, cap: bool = True
) -> None:  # fmt: skip
    """An arm, a leg, a sleeve or a trouser leg with its shadow side."""
    points = part(limb, share)
    sheet.fill(tube(points, radii, cap=cap), tone)
    limb_shade(sheet, points, radii, side)


def limb_shade(sheet: Sheet, points: list[Point], radii: list[float], side: int, amount: float = 0.8) -> None:
    """The shadow along the side of a limb that is turned from the light: ``side`` -1 left, 1 right."""
    one, two = sides(points, radii)
    if sum((a[0] - b[0]) * side + (a[1] - b[1]) * 0.5 for a, b in zip(one, two, strict=True)) < 0:
        one, two = two, one
    inner = [between(a, b, 0.34) for a, b in zip(one, two, strict=True)]
    sheet.shadow(polygon([*one, *reversed(inner)]), "", amount)


def trunk(bones: Skeleton, top: Top) -> list[Point]:
    """The outline of the trunk in a garment, from the neck down the far side and up the near one."""
    body, spread = bones.body, bones.spread
    shoulder, chest = body.shoulder * spread, body.chest * spread * lerp(1, top.loose, 0.7)
    waist = body.waist * spread * (0.98 if top.waist else lerp(1.0, top.loose, 1.2))
    hip = body.hip * spread * top.loose
    belly = body.belly * (0.4 + 0.6 * bones.pose.turn)
    bust = 12 * (body.hip > body.waist * 1.2) * bones.pose.turn
    far = [
        (1.07, 34), (1.03, shoulder * 0.62), (0.96, shoulder * 0.97), (0.78, chest + 2 + bust),
        (0.62, chest * 0.94 + bust), (0.36, waist + belly), (0.1, hip + belly * 0.7),
        (-0.06, hip + belly * 0.2),
    ]  # fmt: skip
    near = [
        (-0.06, -hip), (0.1, -hip), (0.36, -waist - belly * 0.3), (0.62, -chest * 0.94), (0.78, -chest),
        (0.96, -shoulder * 0.97), (1.03, -shoulder * 0.66), (1.07, -38),
    ]  # fmt: skip
    return [bones.torso(level, side) for level, side in (*far, *near)]


def hull(points: list[Point]) -> list[Point]:
    """The convex hull, clockwise (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def half(run: list[Point]) -> list[Point]:
        out: list[Point] = []
        for p in run:
            while len(out) > 1 and _cross(out[-2], out[-1], p) <= 0:
                out.pop()
            out.append(p)
        return out[:-1]

    return half(ordered) + half(ordered[::-1])


def _cross(o: Point, a: Point, b: Point) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def skirt_shape(bones: Skeleton, length: float, flare: float, loose: float, top_level: float = 0.1) -> str:
    """A skirt, or the lower part of a coat: it hangs around both legs down to ``length`` of them."""
    body, spread = bones.body, bones.spread
    hip = body.hip * spread * loose
    points = [
        bones.torso(top_level, hip),
        bones.torso(top_level, -hip),
        bones.torso(-0.04, hip * 1.04),
        bones.torso(-0.04, -hip * 1.04),
    ]
    for limb, side in ((bones.near_leg, -1), (bones.far_leg, 1)):
        for share in (0.25, 0.5, 0.75, 1.0):
            if share * 1.02 <= length or share == 0.25:
                points += _around(along(limb, min(share, length)), body.thigh * lerp(1.0, 0.72, share), 0)
        x, y = along(limb, length)
        points += [(x + side * (body.thigh * 0.74 + flare), y), (x - side * flare * 0.3, y + 6)]
    return smooth(hull(points), tension=0.22)


def _around(point: Point, radius: float, lift: float) -> list[Point]:
    x, y = point
    return [(x - radius, y - lift), (x + radius, y - lift), (x, y - radius * 0.6), (x, y + radius * 0.4)]


def draw_legs(sheet: Sheet, bones: Skeleton, bottom: Bottom, tone: str, skin: str, dark_left: bool) -> None:
    """Bare legs and what covers them, the far one first and in shadow."""
    thigh = bones.body.thigh
    side = -1 if dark_left else 1
    for limb, far in ((bones.far_leg, True), (bones.near_leg, False)):
        shade = 0.16 if far else 0.0
        if bottom.kind == "skirt" or bottom.length < 0.95:
            shaded_limb(sheet, limb, 1.0, leg_radii(thigh * 0.9), darker(skin, shade), side)
        if bottom.kind == "legs":
            radii = leg_radii(thigh, bottom.length, bottom.end, bottom.wide)
            shaded_limb(
                sheet, limb, bottom.length, radii, darker(tone, shade), side, cap=0.55 < bottom.length < 0.9
            )
    if bottom.kind == "skirt":
        shape = skirt_shape(bones, bottom.length, bottom.flare, 1.04, 0.34)
        sheet.fill(shape, tone)
        sheet.turn_away(shape, side * thigh * 0.7, 0, 0.8)
        folds(sheet, bones, bottom.length, tone)


def folds(sheet: Sheet, bones: Skeleton, length: float, tone: str) -> None:
    """Hanging folds of a skirt or coat."""
    limbs = sorted((bones.near_leg, bones.far_leg), key=lambda limb: limb[2][0])
    for side, limb in zip((-0.5, 0.45), limbs, strict=True):
        top = bones.torso(0.0, bones.body.hip * side)
        low = along(limb, length * 0.94)
        mid = between(top, low, 0.5)
        sheet.stroke(
            f"M{top[0]:.1f} {top[1]:.1f}Q{mid[0] + side * 14:.1f} {mid[1]:.1f} {low[0] + side * 34:.1f} "
            f"{low[1]:.1f}",
            darker(tone, 0.3), max(3.0, sheet.pen(0.7)), opacity=0.5,
        )  # fmt: skip
