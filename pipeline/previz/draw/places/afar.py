"""Places far away: open sea, a ship's deck, castles, space."""

from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import ellipse, polygon, rect, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.layer import Motion
from pipeline.previz.draw.places import land, town
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.sky import sky, space


def sea(plan: Plan) -> None:
    """Open water to the horizon; whoever is here stands in a boat."""
    sky(plan)
    u = plan.u
    tone = plan.colour("accent", "#2b5f78")
    land.waves(plan, plan.sheet("far", 0.9), plan.horizon, plan.h, tone)
    for index, (share, depth) in enumerate(((0.7, 0.66), (0.86, 0.58))):
        swell = plan.sheet(f"swell{index}", depth, Motion((26 * u, 5 * u), 4.4 + index, start=0.3 * index))
        y = plan.h * share
        crest = land.wave_line(plan.left - 80, plan.right + 80, y, -34 * u, 230 * u)
        swell.fill(
            f"{crest}L{plan.right + 80:.0f} {plan.bottom:.0f}L{plan.left - 80:.0f} {plan.bottom:.0f}Z",
            mix(tone, "#0c2230", 0.14 * index),
        )
        swell.stroke(crest, mix(tone, "#ffffff", 0.5), 3 * u, opacity=0.6)
    _boat(plan, plan.sheet("boat", 0.2, Motion((0.0, 3 * u), 3.6)))


def _boat(plan: Plan, sheet: Sheet) -> None:
    """The side of a rowing boat across the foot of the frame."""
    w, h, u = plan.w, plan.h, plan.u
    rim = [
        (w * 0.06, h * 0.86),
        (w * 0.24, h * 0.9),
        (w * 0.5, h * 0.912),
        (w * 0.76, h * 0.9),
        (w * 0.95, h * 0.85),
    ]
    hull = [(w * 0.86, h * 1.06), (w * 0.5, h * 1.12), (w * 0.16, h * 1.07)]
    sheet.fill(smooth([*rim, *hull], tension=0.34), "#7d5437")
    sheet.stroke(smooth(rim, closed=False), "#a9794d", 16 * u)
    sheet.stroke(
        smooth([(x, y + h * 0.06) for x, y in rim[1:-1]], closed=False), darker("#7d5437", 0.4), 4 * u
    )


def deck(plan: Plan) -> None:
    """The deck of a sailing ship, rail and rigging against the sea."""
    sky(plan)
    w, h, u = plan.w, plan.h, plan.u
    land.waves(plan, plan.sheet("far", 0.9), plan.horizon, h, plan.colour("accent", "#2b5f78"))
    here = plan.sheet("set", 0.52)
    top = h * 0.72
    here.fill(
        rect(plan.left, top, plan.right - plan.left, plan.bottom - top),
        here.blend([(0, "#a07a52", 1), (1, "#5d4230", 1)]),
        line=0,
    )
    for index in range(-14, 15):
        x = w / 2 + index * 70 * u
        here.stroke(
            f"M{x:.1f} {top:.1f}L{w / 2 + (x - w / 2) * 3.6:.1f} {plan.bottom:.1f}",
            "#4f3826",
            2 * u,
            opacity=0.6,
        )
    rail = top - 92 * u
    for x in plan.across(62 * u, 0.0, plan.chance("rail")):
        here.fill(rect(x - 7 * u, rail, 14 * u, 96 * u, 6), "#6b4a30", line=0.6)
    here.fill(rect(plan.left, rail - 12 * u, plan.right - plan.left, 22 * u), "#8a6238", line=0.8)
    here.fill(rect(plan.left, top - 10 * u, plan.right - plan.left, 16 * u), "#6b4a30", line=0.6)
    _mast(plan, here, w * 0.14)
    _mast(plan, here, w * 0.92)


def _mast(plan: Plan, sheet: Sheet, x: float) -> None:
    u, h = plan.u, plan.h
    land.trunk(sheet, x, h * 0.86, plan.top, 44 * u, "#6b4a30")
    for side in (-1, 1):
        foot = x + side * 210 * u
        ropes = "".join(f"M{x:.1f} {h * -0.2:.1f}L{foot + k * 24 * u:.1f} {h * 0.64:.1f}" for k in (-1, 0, 1))
        sheet.stroke(ropes, "#3d2c20", 2.6 * u)
    sail = plan.sheet("sail", 0.6, Motion((3 * plan.u, 2 * plan.u), 3.0))
    sail.fill(
        f"M{x - 20 * u:.1f} {h * -0.24:.1f}Q{x + 150 * u:.1f} {h * 0.0:.1f} {x - 10 * u:.1f} "
        f"{h * 0.3:.1f}L{x - 300 * u:.1f} {h * 0.32:.1f}Q{x - 190 * u:.1f} {h * 0.02:.1f} "
        f"{x - 300 * u:.1f} {h * -0.24:.1f}Z",
        "#e3d6b8",
    )


def castle(plan: Plan) -> None:
    """Walls and towers around a yard."""
    sky(plan)
    u, w = plan.u, plan.w
    stone = plan.colour("wall", "#8b8580")
    land.ridge(
        plan,
        plan.sheet("far", 0.92),
        plan.horizon + 10 * u,
        130,
        mix("#62788a", plan.light.fog, 0.4),
        step=210,
    )
    middle = plan.sheet("middle", 0.68)
    base = plan.horizon + 70 * u
    _wall(plan, middle, base, stone)
    for share, tall in ((0.08, 400), (0.36, 300), (0.66, 330), (0.94, 430), (1.28, 360), (-0.24, 360)):
        _keep(plan, middle, w * share, base, tall * u, stone)
    gate = w * 0.52
    middle.fill(
        f"M{gate - 60 * u:.1f} {base:.1f}V{base - 90 * u:.1f}A{60 * u:.1f} {60 * u:.1f} 0 0 1 "
        f"{gate + 60 * u:.1f} {base - 90 * u:.1f}V{base:.1f}Z",
        "#3d2c22",
    )
    here = plan.sheet("set", 0.5)
    land.ground(plan, here, base - 2 * u, plan.colour("ground", "#8f7f62"), lighter("#8f7f62", 0.14))
    chance = plan.chance("yard")
    for _ in range(30):
        x, y = chance.number(plan.left, plan.right), base + (plan.h * 1.05 - base) * chance.number(0.05, 1)
        here.fill(
            ellipse(x, y, chance.number(12, 34) * u, chance.number(4, 8) * u),
            darker("#8f7f62", 0.2),
            line=0,
            opacity=0.5,
        )
    if plan.light.lamps:
        for share in (0.44, 0.6):
            _torch(plan, w * share, base - 120 * u)


def _wall(plan: Plan, sheet: Sheet, base: float, stone: str) -> None:
    u, top = plan.u, base - 190 * plan.u
    sheet.fill(rect(plan.left, top, plan.right - plan.left, base - top), stone)
    teeth = "".join(
        rect(x, top - 26 * u, 30 * u, 30 * u) for x in plan.across(60 * u, 0.0, plan.chance("teeth"))
    )
    sheet.fill(teeth, stone, line=0.6)
    chance = plan.chance("stones")
    for _ in range(60):
        x, y = chance.number(plan.left, plan.right), chance.number(top + 10 * u, base - 20 * u)
        sheet.fill(rect(x, y, chance.number(22, 44) * u, 13 * u, 3), darker(stone, 0.14), line=0, opacity=0.6)


def _keep(plan: Plan, sheet: Sheet, x: float, base: float, tall: float, stone: str) -> None:
    u = plan.u
    shaft = rect(x - 58 * u, base - tall, 116 * u, tall)
    sheet.fill(shaft, lighter(stone, 0.06))
    sheet.turn_away(shaft, -plan.light.key_side * 44 * u, 0, 1.0)
    sheet.fill(
        "".join(rect(x + dx * u, base - tall - 24 * u, 26 * u, 28 * u) for dx in (-66, -26, 14, 42)),
        lighter(stone, 0.06),
        line=0.6,
    )
    sheet.fill(
        polygon(
            [
                (x - 72 * u, base - tall - 20 * u),
                (x, base - tall - 140 * u),
                (x + 72 * u, base - tall - 20 * u),
            ]
        ),
        plan.colour("accent", "#7a3f3a"),
    )
    for share in (0.3, 0.62):
        lamp = plan.light.lamps
        sheet.fill(
            rect(x - 9 * u, base - tall * (1 - share), 18 * u, 44 * u, 9 * u),
            "#ffd489" if lamp else "#2c2a33",
            line=0.5,
            glow=lamp,
        )


def _torch(plan: Plan, x: float, y: float) -> None:
    u = plan.u
    sheet = plan.sheet("torch", 0.66, Motion(pulse=0.4))
    town.halo(sheet, x, y, 130 * u, "#ff9d45", 0.7)
    sheet.fill(
        f"M{x:.1f} {y - 40 * u:.1f}Q{x + 22 * u:.1f} {y - 6 * u:.1f} {x:.1f} {y + 8 * u:.1f}"
        f"Q{x - 22 * u:.1f} {y - 6 * u:.1f} {x:.1f} {y - 40 * u:.1f}Z",
        "#ffc866",
        line=0,
        glow=True,
    )


def hull(plan: Plan) -> None:
    """Outside in space: the skin of a station, a planet, stars."""
    space(plan)
    w, h, u = plan.w, plan.h, plan.u
    middle = plan.sheet("middle", 0.7)
    for x, s in ((0.16, 1.0), (0.88, 0.8)):
        _panel(middle, w * x, h * 0.46, s * u)
    here = plan.sheet("set", 0.5)
    top = smooth(
        [(plan.left, h * 0.74), (w * 0.3, h * 0.7), (w * 0.7, h * 0.7), (plan.right, h * 0.75)], closed=False
    )
    here.fill(
        f"{top}L{plan.right:.0f} {plan.bottom:.0f}L{plan.left:.0f} {plan.bottom:.0f}Z",
        here.blend([(0, "#b9c2cc", 1), (1, "#4a525e", 1)]),
        line=0,
    )
    for index in range(-6, 7):
        x = w / 2 + index * 130 * u
        here.stroke(
            f"M{x:.1f} {h * 0.71:.1f}L{w / 2 + (x - w / 2) * 2.6:.1f} {plan.bottom:.1f}",
            "#4a525e",
            3 * u,
            opacity=0.6,
        )
    for share in (0.8, 0.92):
        here.stroke(f"M{plan.left:.0f} {h * share:.1f}H{plan.right:.0f}", "#4a525e", 3 * u, opacity=0.6)
    here.fill(ellipse(w * 0.84, h * 0.8, 90 * u, 22 * u), "#6b7480")
    here.fill(rect(w * 0.1, h * 0.6, 120 * u, 90 * u, 8), "#8f99a5")


def _panel(sheet: Sheet, x: float, y: float, s: float) -> None:
    """A wing of solar cells."""
    sheet.fill(rect(x - 8 * s, y - 30 * s, 16 * s, 300 * s), "#8f99a5")
    for row in range(2):
        for column in range(3):
            left, top = x + (column - 1.5) * 104 * s, y + (row - 1.1) * 96 * s
            sheet.fill(rect(left, top, 98 * s, 90 * s), "#24407a")
            sheet.stroke(
                f"M{left + 49 * s:.1f} {top:.1f}v{90 * s:.1f}M{left:.1f} {top + 45 * s:.1f}h{98 * s:.1f}",
                "#6e8fd0",
                2 * s,
                opacity=0.7,
            )
