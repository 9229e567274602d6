"""Places by water: coast, lighthouse, river."""

from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import polygon, rect, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.layer import Motion
from pipeline.previz.draw.places import land, town
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.sky import sky


def coast(plan: Plan) -> None:
    """A beach or cliffs by the sea."""
    sky(plan)
    u, chance = plan.u, plan.chance("coast")
    sea, sand = plan.colour("accent", "#2f6f86"), plan.colour("ground", "#d8bd8c")
    far = plan.sheet("far", 0.9)
    shore = plan.h * (0.5 + 0.28 * (plan.horizon / plan.h))
    land.waves(plan, far, plan.horizon, shore + 40 * u, sea)
    middle = plan.sheet("middle", 0.62)
    if plan.has("cliff") or plan.design.get("variant", 0) == 1:
        _cliff(plan, middle, -1)
    else:
        head = smooth(
            [
                (plan.left, plan.horizon - 60 * u),
                (plan.w * -0.05, plan.horizon - 74 * u),
                (plan.w * 0.1, plan.horizon - 34 * u),
                (plan.w * 0.26, plan.horizon + 5 * u),
                (plan.left, plan.horizon + 6 * u),
            ],
            tension=0.4,
        )
        middle.fill(head, mix("#5f6f52", plan.light.fog, 0.3))
    here = plan.sheet("set", 0.5)
    edge = [
        (plan.left, shore + 18 * u),
        (plan.w * 0.2, shore + 34 * u),
        (plan.w * 0.5, shore + 12 * u),
        (plan.w * 0.8, shore + 30 * u),
        (plan.right, shore + 8 * u),
    ]
    foam = smooth([(x, y - 12 * u) for x, y in edge], closed=False)
    body = f"L{plan.right:.0f} {plan.bottom:.0f}L{plan.left:.0f} {plan.bottom:.0f}Z"
    here.fill(foam + body, "#f2f5f2", line=0, opacity=0.85)
    here.fill(
        smooth([(x, y - 2 * u) for x, y in edge], closed=False) + body, mix(sand, "#5a4a3a", 0.3), line=0
    )
    here.fill(
        smooth([(x, y + 24 * u) for x, y in edge], closed=False) + body,
        here.blend([(0, sand, 1), (1, darker(sand, 0.25), 1)]),
        line=0,
    )
    for _ in range(7):
        x, y = plan.aside(chance), plan.h * chance.number(0.84, 1.0)
        land.rock(here, x, y, chance.number(0.2, 0.75) * u, "#6a6560", chance)
    near = plan.sheet("near", 0.1, plan.breeze)
    land.grass(plan, near, plan.h * 1.06, 120, darker("#7d8248", 0.35), step=30)


def _cliff(plan: Plan, sheet: Sheet, side: int) -> None:
    u, h = plan.u, plan.horizon
    x = plan.w * (0.02 if side < 0 else 0.98)
    edge = [
        (plan.left, h - 210 * u),
        (x, h - 214 * u),
        (x + 70 * u, h - 200 * u),
        (x + 96 * u, h - 120 * u),
        (x + 130 * u, h - 60 * u),
        (x + 146 * u, h + 10 * u),
        (x + 210 * u, h + 46 * u),
        (plan.left, h + 60 * u),
    ]
    path = polygon(edge)
    sheet.fill(path, "#7a6f63")
    sheet.turn_away(path, 80 * u, 20 * u, 1.0)
    sheet.fill(
        polygon(
            [
                (plan.left, h - 210 * u),
                (x, h - 214 * u),
                (x + 72 * u, h - 200 * u),
                (x + 60 * u, h - 182 * u),
                (plan.left, h - 186 * u),
            ]
        ),
        "#6d8350",
        line=0.6,
    )


def lighthouse(plan: Plan) -> None:
    """A lighthouse on its rocks, the keeper's cottage beside it."""
    sky(plan)
    u, chance = plan.u, plan.chance("tower")
    land.waves(plan, plan.sheet("far", 0.9), plan.horizon, plan.h, plan.colour("accent", "#2b5a74"))
    middle = plan.sheet("middle", 0.64)
    x, base = plan.w * (0.7 if plan.design.get("variant", 0) % 2 == 0 else 0.3), plan.horizon + 22 * u
    _rocks(plan, middle, x, base)
    _cottage(plan, middle, x - 128 * u, base + 6 * u)
    _tower(plan, middle, x, base - 8 * u)
    here, green = plan.sheet("set", 0.5), plan.colour("ground", "#6f7d4f")
    rise = ((plan.left, 0.8), (plan.w * 0.3, 0.78), (plan.w * 0.62, 0.81), (plan.right, 0.77))
    path = smooth([(px, plan.h * share) for px, share in rise], closed=False)
    here.fill(f"{path}L{plan.right:.0f} {plan.bottom:.0f}L{plan.left:.0f} {plan.bottom:.0f}Z", green)
    land.grass(plan, here, plan.h * 0.815, 20, darker(green, 0.1))
    for _ in range(5):
        spot = (plan.aside(chance), plan.h * chance.number(0.84, 0.98), chance.number(0.3, 0.7) * u)
        land.rock(here, *spot, "#64605f", chance)
    land.grass(plan, plan.sheet("near", 0.1, plan.breeze), plan.h * 1.05, 110, darker(green, 0.5), step=28)


def _rocks(plan: Plan, sheet: Sheet, x: float, base: float) -> None:
    """The island of a lighthouse around (``x``, ``base``)."""
    u, chance = plan.u, plan.chance("rocks")
    crest = ((-330, 80), (-240, 34), (-130, 4), (20, -18), (170, 6), (300, 44))
    top = [(x + dx * u, base + dy * u) for dx, dy in crest]
    low = [(plan.right, base + 70 * u), (plan.right, plan.bottom), (plan.left, plan.bottom)]
    path = smooth([(plan.left, base + 90 * u), *top, *low], tension=0.34)
    sheet.fill(path, "#5c5a5c")
    sheet.turn_away(path, 0, 40 * u, 0.6)
    for dx in (-210, -110, 120, 220):
        spot = (x + dx * u, base + chance.number(34, 66) * u, chance.number(0.6, 1.1) * u)
        land.rock(sheet, *spot, "#67646a", chance)


def _tower(plan: Plan, sheet: Sheet, x: float, base: float) -> None:
    u, white, red = plan.u, "#ece6da", plan.colour("paint", "#b03a33")
    top = base - 300 * u
    shape = polygon([(x - 52 * u, base), (x - 33 * u, top), (x + 33 * u, top), (x + 52 * u, base)])
    sheet.fill(shape, white)
    for low, high in ((0.16, 0.36), (0.58, 0.78)):
        wl, wh = 52 - 19 * low, 52 - 19 * high
        sheet.fill(
            polygon(
                [
                    (x - wl * u, base - 300 * u * low),
                    (x + wl * u, base - 300 * u * low),
                    (x + wh * u, base - 300 * u * high),
                    (x - wh * u, base - 300 * u * high),
                ]
            ),
            red,
            line=0.3,
        )
    sheet.turn_away(shape, -plan.light.key_side * 34 * u, 0, 1.0)
    for share in (0.1, 0.47, 0.88):
        sheet.fill(
            rect(x - 7 * u, base - 300 * u * share - 20 * u, 14 * u, 20 * u, 6 * u),
            "#ffd489" if plan.light.lamps else "#2c3442",
            line=0.4,
            glow=plan.light.lamps,
        )
    sheet.fill(rect(x - 46 * u, top - 10 * u, 92 * u, 12 * u), "#33363f", line=0.6)
    glow = plan.light.lamps or plan.light.weather in ("fog", "storm", "rain")
    sheet.fill(
        rect(x - 26 * u, top - 56 * u, 52 * u, 46 * u), "#fff0b8" if glow else "#9fb6bf", line=0.6, glow=glow
    )
    sheet.stroke(
        f"M{x - 9 * u:.1f} {top - 56 * u:.1f}v{46 * u:.1f}M{x + 9 * u:.1f} {top - 56 * u:.1f}v{46 * u:.1f}",
        "#33363f",
        3 * u,
    )
    sheet.fill(
        f"M{x - 34 * u:.1f} {top - 54 * u:.1f}Q{x:.1f} {top - 110 * u:.1f} {x + 34 * u:.1f} "
        f"{top - 54 * u:.1f}Z",
        red,
    )
    sheet.stroke(f"M{x:.1f} {top - 82 * u:.1f}v{-26 * u:.1f}", "#33363f", 4 * u)
    if glow:
        _beam(plan, x, top - 33 * u)


def _beam(plan: Plan, x: float, y: float) -> None:
    """The light of the lamp, both ways across the sky."""
    u = plan.u
    sheet = plan.sheet("beam", 0.63, Motion(pulse=0.5, seconds=5.0))
    one = sheet.blend([(0, "#fff3c4", 0.0), (1, "#fff3c4", 0.6)], angle="right", glow=True)
    two = sheet.blend([(0, "#fff3c4", 0.55), (1, "#fff3c4", 0.0)], angle="right", glow=True)
    sheet.fill(
        polygon([(x, y - 4 * u), (x - 900 * u, y - 120 * u), (x - 900 * u, y + 10 * u), (x, y + 6 * u)]),
        one,
        line=0,
    )
    sheet.fill(
        polygon([(x, y - 4 * u), (x + 700 * u, y - 20 * u), (x + 700 * u, y + 90 * u), (x, y + 6 * u)]),
        two,
        line=0,
    )
    town.halo(sheet, x, y, 120 * u, "#fff0b8", 0.8)


def _cottage(plan: Plan, sheet: Sheet, x: float, base: float) -> None:
    u = plan.u
    sheet.fill(rect(x - 70 * u, base - 62 * u, 140 * u, 66 * u), "#e3dccd")
    sheet.shadow(rect(x - 70 * u, base - 62 * u, 40 * u, 66 * u), "", 0.7)
    sheet.fill(
        polygon(
            [
                (x - 84 * u, base - 58 * u),
                (x - 50 * u, base - 104 * u),
                (x + 50 * u, base - 104 * u),
                (x + 84 * u, base - 58 * u),
            ]
        ),
        "#5b4a4a",
    )
    sheet.fill(rect(x + 22 * u, base - 124 * u, 18 * u, 34 * u), "#7d5245")
    for dx in (-44, 30):
        sheet.fill(
            rect(x + dx * u, base - 46 * u, 22 * u, 24 * u),
            "#ffd489" if plan.light.lamps else "#39485a",
            line=0.5,
            glow=plan.light.lamps,
        )
    sheet.fill(rect(x - 10 * u, base - 44 * u, 20 * u, 46 * u), "#7a3a34", line=0.5)


def river(plan: Plan) -> None:
    """A river or lake between wooded banks."""
    sky(plan)
    u, chance = plan.u, plan.chance("river")
    green = plan.colour("ground", "#6d8a4a")
    far = plan.sheet("far", 0.88)
    land.ridge(plan, far, plan.horizon + 16 * u, 120, mix("#5f8074", plan.light.fog, 0.35), step=220)
    for x in plan.across(52 * u, 0.4, chance):
        land.round_tree(
            far,
            x,
            plan.horizon + 22 * u,
            chance.number(0.35, 0.6) * u,
            mix("#4d7a45", plan.light.fog, 0.2),
            chance,
        )
    middle = plan.sheet("middle", 0.66)
    land.waves(plan, middle, plan.horizon + 18 * u, plan.h * 0.84, plan.colour("accent", "#3f7f8f"))
    _bank(plan, plan.sheet("set", 0.5), green)
    land.leaves(plan, plan.sheet("near", 0.1, plan.breeze), darker("#4d7a45", 0.4), side=1)


def _bank(plan: Plan, sheet: Sheet, green: str) -> None:
    """The near bank, with reeds at the sides and stones."""
    u, chance = plan.u, plan.chance("bank")
    rise = (
        (plan.left, 0.72),
        (plan.w * 0.1, 0.74),
        (plan.w * 0.3, 0.8),
        (plan.w * 0.7, 0.83),
        (plan.right, 0.79),
    )
    path = smooth([(x, plan.h * share) for x, share in rise], closed=False)
    sheet.fill(
        f"{path}L{plan.right:.0f} {plan.bottom:.0f}L{plan.left:.0f} {plan.bottom:.0f}Z",
        sheet.blend([(0, lighter(green, 0.08), 1), (1, darker(green, 0.3), 1)]),
        line=0,
    )
    for x in plan.across(24 * u, 0.5, chance):
        if x < plan.w * 0.22 or x > plan.w * 0.84:
            y, tip = plan.h * chance.number(0.78, 0.86), x + chance.number(-12, 18) * u
            reed = (
                f"M{x:.1f} {y:.1f}Q{x + 4 * u:.1f} {y - 60 * u:.1f} {tip:.1f} "
                f"{y - chance.number(80, 130) * u:.1f}"
            )
            sheet.stroke(reed, "#6f7a3c", 4 * u)
    for _ in range(5):
        spot = (plan.aside(chance), plan.h * chance.number(0.83, 0.97), chance.number(0.25, 0.6) * u)
        land.rock(sheet, *spot, "#7b7a74", chance)
