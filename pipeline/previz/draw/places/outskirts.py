"""Places around town: harbour, rooftop, park, graveyard."""

from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import polygon, rect, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.layer import Motion
from pipeline.previz.draw.places import land, town
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.sky import sky
from pipeline.previz.draw.places.urban import bench


def harbour(plan: Plan) -> None:
    """A quay with boats at their moorings."""
    sky(plan)
    u, chance = plan.u, plan.chance("harbour")
    far = plan.sheet("far", 0.9)
    town.skyline(plan, far, plan.horizon + 4 * u, 90, mix("#8a8078", plan.light.fog, 0.35), windows=True)
    land.waves(plan, far, plan.horizon, plan.h * 0.8, plan.colour("accent", "#2f6678"))
    middle = plan.sheet("middle", 0.66, Motion((2 * u, 4 * u), 3.4))
    for x in plan.across(260 * u, 0.3, chance):
        _boat(
            middle,
            x,
            plan.horizon + chance.number(34, 74) * u,
            chance.number(0.5, 0.85) * u,
            chance.pick(("#b03a33", "#2f5d7c", "#e6dcc6", "#3f6b4a")),
        )
    here = plan.sheet("set", 0.5)
    top = plan.h * 0.77
    here.fill(
        rect(plan.left, top, plan.right - plan.left, plan.bottom - top),
        here.blend([(0, "#9c7a58", 1), (1, "#5d4433", 1)]),
        line=0,
    )
    for index in range(1, 7):
        y = top + (plan.bottom - top) * (index / 7) ** 1.6
        here.stroke(
            f"M{plan.left:.0f} {y:.1f}H{plan.right:.0f}", "#4a3426", (1.5 + index * 0.6) * u, opacity=0.7
        )
    for x in (0.06, 0.93, 1.25, -0.25):
        here.fill(rect(plan.w * x - 17 * u, top - 44 * u, 34 * u, 100 * u, 8 * u), "#5a4030")
        here.stroke(
            f"M{plan.w * x - 22 * u:.1f} {top - 12 * u:.1f}h{44 * u:.1f}M{plan.w * x - 22 * u:.1f} "
            f"{top - 3 * u:.1f}h{44 * u:.1f}",
            "#d8c8a0",
            6 * u,
        )
    for x in (0.82, 0.88):
        here.fill(rect(plan.w * x, top + 26 * u, 70 * u, 56 * u), "#8a6238")
        here.stroke(
            f"M{plan.w * x:.1f} {top + 44 * u:.1f}h{70 * u:.1f}M{plan.w * x:.1f} {top + 62 * u:.1f}"
            f"h{70 * u:.1f}",
            "#5d4028",
            3 * u,
        )


def _boat(sheet: Sheet, x: float, y: float, s: float, paint: str) -> None:
    sheet.stroke(f"M{x:.1f} {y:.1f}v{-170 * s:.1f}", "#5d4433", 6 * s)
    sheet.stroke(
        f"M{x:.1f} {y - 160 * s:.1f}L{x - 84 * s:.1f} {y - 10 * s:.1f}M{x:.1f} {y - 160 * s:.1f}"
        f"L{x + 96 * s:.1f} {y - 10 * s:.1f}",
        "#5d4433",
        1.6 * s,
    )
    sheet.fill(rect(x - 30 * s, y - 50 * s, 70 * s, 46 * s, 4), "#ece4d2")
    sheet.fill(rect(x - 20 * s, y - 42 * s, 20 * s, 16 * s), "#39485a", line=0.4)
    sheet.fill(
        f"M{x - 110 * s:.1f} {y - 20 * s:.1f}Q{x:.1f} {y + 4 * s:.1f} {x + 124 * s:.1f} {y - 30 * s:.1f}"
        f"Q{x + 96 * s:.1f} {y + 26 * s:.1f} {x + 70 * s:.1f} {y + 26 * s:.1f}H{x - 80 * s:.1f}"
        f"Q{x - 104 * s:.1f} {y + 14 * s:.1f} {x - 110 * s:.1f} {y - 20 * s:.1f}Z",
        paint,
    )


def rooftop(plan: Plan) -> None:
    """A roof above the city."""
    sky(plan)
    u = plan.u
    town.skyline(
        plan, plan.sheet("far", 0.92), plan.horizon + 40 * u, 330, mix("#66718a", plan.light.fog, 0.45)
    )
    town.skyline(plan, plan.sheet("middle", 0.76), plan.horizon + 80 * u, 190, "#5a6278", key="blocks")
    here = plan.sheet("set", 0.5)
    top = plan.horizon + 96 * u
    here.fill(rect(plan.left, top - 46 * u, plan.right - plan.left, 60 * u), "#8a7468", line=0.7)
    here.fill(rect(plan.left, top - 58 * u, plan.right - plan.left, 16 * u), "#a08a7a", line=0.6)
    town.pavement(plan, here, top + 12 * u, plan.colour("ground", "#77706c"))
    for x, s in ((0.1, 1.0), (0.9, 1.3)):
        px = plan.w * x
        here.fill(rect(px - 60 * u * s, top - 90 * u * s, 120 * u * s, 130 * u * s), "#9aa0a6")
        here.stroke(
            "".join(
                f"M{px - 50 * u * s:.1f} {top - (70 - i * 16) * u * s:.1f}h{100 * u * s:.1f}"
                for i in range(5)
            ),
            "#5f666e",
            4 * u,
        )
    x = plan.w * 0.3
    here.fill(rect(x - 40 * u, top - 170 * u, 80 * u, 90 * u, 10), "#7a5236")
    here.fill(
        polygon([(x - 46 * u, top - 168 * u), (x, top - 214 * u), (x + 46 * u, top - 168 * u)]), "#5b4038"
    )
    here.stroke(
        f"M{x - 30 * u:.1f} {top - 80 * u:.1f}V{top:.1f}M{x + 30 * u:.1f} {top - 80 * u:.1f}V{top:.1f}",
        "#4a3a34",
        7 * u,
    )


def park(plan: Plan) -> None:
    """Lawns, trees and a path, the city behind them."""
    sky(plan)
    u, chance = plan.u, plan.chance("park")
    leaf, green = plan.colour("accent", "#5a8a4a"), plan.colour("ground", "#86a356")
    town.skyline(
        plan, plan.sheet("far", 0.92), plan.horizon + 10 * u, 190, mix("#8793a3", plan.light.fog, 0.5)
    )
    middle = plan.sheet("middle", 0.68)
    for x in plan.across(120 * u, 0.4, chance):
        land.round_tree(
            middle,
            x,
            plan.horizon + chance.number(30, 56) * u,
            chance.number(0.9, 1.35) * u,
            leaf,
            chance,
        )
    here = plan.sheet("set", 0.5)
    land.ground(plan, here, plan.horizon + 46 * u, green, lighter(green, 0.12))
    way = smooth(
        [
            (plan.w * 0.6, plan.horizon + 48 * u),
            (plan.w * 0.64, plan.horizon + 48 * u),
            (plan.w * 0.5, plan.h * 0.74),
            (plan.w * 0.9, plan.bottom),
            (plan.w * 0.2, plan.bottom),
            (plan.w * 0.38, plan.h * 0.74),
        ],
        tension=0.4,
    )
    here.fill(way, "#d4c29a", line=0.5)
    bench(here, plan.w * 0.2, plan.h * 0.82, u * 1.7)
    town.street_lamp(plan, here, plan.w * 0.86, plan.h * 0.8, 1.3)
    land.leaves(plan, plan.sheet("near", 0.1, plan.breeze), darker(leaf, 0.4), side=-1)


def graveyard(plan: Plan) -> None:
    """Graves on a hill, a church behind them."""
    sky(plan)
    u = plan.u
    far = plan.sheet("far", 0.88)
    land.ridge(plan, far, plan.horizon + 20 * u, 80, mix("#56665c", plan.light.fog, 0.35), step=260)
    x, base = plan.w * 0.74, plan.horizon + 16 * u
    nave = ((-70, 0), (-70, -100), (0, -150), (70, -100), (70, 0))
    tower = ((50, 0), (50, -190), (80, -300), (110, -190), (110, 0))
    far.fill(polygon([(x + dx * u, base + dy * u) for dx, dy in nave]), "#77727a")
    far.fill(polygon([(x + dx * u, base + dy * u) for dx, dy in tower]), "#6d6870")
    here = plan.sheet("set", 0.52)
    land.ground(plan, here, plan.horizon + 24 * u, plan.colour("ground", "#5f6f4a"), "#77835c")
    _graves(plan, here)
    tree = plan.sheet("near", 0.12)
    land.trunk(tree, plan.w * 0.02, plan.bottom, plan.top, 70 * u, "#2b2528", 40)
    tree.stroke(
        f"M{plan.w * 0.04:.0f} {plan.h * 0.2:.0f}q{120 * u:.0f} {-70 * u:.0f} {260 * u:.0f} {-60 * u:.0f}"
        f"m{-120 * u:.0f} {14 * u:.0f}q{60 * u:.0f} {40 * u:.0f} {110 * u:.0f} {46 * u:.0f}",
        "#2b2528",
        17 * u,
    )


def _graves(plan: Plan, sheet: Sheet) -> None:
    """Stones, larger towards the viewer, none where people stand."""
    chance = plan.chance("graves")
    for index in range(18):
        share = (index + 1) / 18
        x, s = plan.w * chance.number(-0.3, 1.3), (0.4 + 1.1 * share) * plan.u
        y = plan.horizon + 40 * plan.u + (plan.h * 0.9 - plan.horizon) * share
        if 0.32 * plan.w < x < 0.68 * plan.w and share > 0.6:
            continue
        stone = (
            f"M{x - 26 * s:.1f} {y:.1f}V{y - 58 * s:.1f}Q{x:.1f} {y - 92 * s:.1f} {x + 26 * s:.1f} "
            f"{y - 58 * s:.1f}"
        )
        sheet.fill(f"{stone}V{y:.1f}Z", mix("#8b8a8c", "#6d7a68", chance.number(0, 0.5)))
