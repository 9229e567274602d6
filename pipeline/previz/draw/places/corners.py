"""Places at the corner: alley, bridge, market, suburb."""

from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import ellipse, polygon, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.layer import Motion
from pipeline.previz.draw.places import land, town
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.sky import sky


def alley(plan: Plan) -> None:
    """A narrow lane between walls that meet far away."""
    sky(plan)
    w, h, u = plan.w, plan.h, plan.u
    town.skyline(
        plan, plan.sheet("far", 0.92), plan.horizon + 20 * u, 150, mix("#66718a", plan.light.fog, 0.4)
    )
    here = plan.sheet("set", 0.56)
    town.pavement(plan, here, plan.horizon + 30 * u, plan.colour("ground", "#6f6a68"))
    chance = plan.chance("alley")
    for side, tone in ((-1, plan.colour("wall", "#8a5a48")), (1, plan.colour("accent", "#77706c"))):
        _side_wall(plan, here, side, tone)
    lamp = w * 0.33
    here.fill(rect(lamp - 5 * u, h * 0.26, 46 * u, 7 * u), "#2b303a", line=0.5)
    lit = plan.light.lamps
    here.fill(
        polygon(
            [
                (lamp + 26 * u, h * 0.27),
                (lamp + 58 * u, h * 0.27),
                (lamp + 50 * u, h * 0.33),
                (lamp + 34 * u, h * 0.33),
            ]
        ),
        "#ffe2a6" if lit else "#d8dde0",
        glow=lit,
    )
    if plan.light.dark:
        town.halo(here, lamp + 42 * u, h * 0.31, 210 * u, "#ffd489", 0.6)
    for x in (0.06, 0.12, 0.9):
        here.fill(rect(w * x, h * 0.8, 66 * u, 96 * u, 6), chance.pick(("#4a525e", "#5d4430", "#3f5a4a")))
    steam = plan.sheet("steam", 0.5, Motion((10 * u, 6 * u), 5.0, pulse=0.3))
    for index in range(5):
        steam.fill(
            ellipse(w * 0.7 + index * 9 * u, h * (0.82 - 0.07 * index), (20 + 10 * index) * u),
            "#dfe4e8",
            line=0,
            opacity=0.16,
        )


def _side_wall(plan: Plan, sheet: Sheet, side: int, tone: str) -> None:
    """A house wall in steep perspective with windows and a door."""
    vx, vy, w = plan.w / 2, plan.horizon, plan.w
    near, far = (plan.left, w * 0.4) if side < 0 else (plan.right, w * 0.6)

    def at(share: float, level: float) -> tuple[float, float]:
        x = near + (far - near) * share
        k = (x - vx) / (near - vx)
        return x, vy + (level * plan.h - vy) * k * 1.9

    lit_side = (side < 0) == (plan.light.key_side > 0)
    sheet.fill(
        polygon([at(0, -0.7), at(1, -0.7), at(1, 0.94), at(0, 0.94)]), darker(tone, 0.3 if lit_side else 0.1)
    )
    for level in (-0.5, -0.3, -0.1, 0.1, 0.3, 0.5, 0.7):
        (ax, ay), (bx, by) = at(0, level), at(1, level)
        sheet.stroke(f"M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}", darker(tone, 0.4), 1.6 * plan.u, opacity=0.4)
    chance = plan.chance("side", side)
    for share in (0.42, 0.62, 0.78):
        for low, high in ((-0.2, 0.06), (0.24, 0.5)):
            glow = plan.light.lamps and chance.chance(0.5)
            pane = [at(share, low), at(share + 0.09, low), at(share + 0.09, high), at(share, high)]
            sheet.fill(
                polygon(pane), "#ffd489" if glow else mix(plan.light.sky[1], "#2c3a52", 0.6), glow=glow
            )
    door = [at(0.52, 0.6), at(0.6, 0.6), at(0.6, 0.94), at(0.52, 0.94)]
    sheet.fill(polygon(door), darker(plan.colour("door", "#5d3a2a"), 0.2))


def bridge(plan: Plan) -> None:
    """An iron bridge over dark water, lamps in a row, the city beyond."""
    sky(plan)
    w, h, u = plan.w, plan.h, plan.u
    far = plan.sheet("far", 0.92)
    town.skyline(plan, far, plan.horizon + 6 * u, 260, mix("#66718a", plan.light.fog, 0.4))
    land.waves(plan, far, plan.horizon + 4 * u, h, plan.colour("accent", "#2f4f63"))
    here = plan.sheet("set", 0.52)
    top = h * 0.74
    town.pavement(plan, here, top, plan.colour("ground", "#77736f"))
    iron, rail = "#3a4450", top - 104 * u
    here.fill(rect(plan.left, rail, plan.right - plan.left, 15 * u), iron, line=0.7)
    here.fill(rect(plan.left, top - 14 * u, plan.right - plan.left, 16 * u), iron, line=0.7)
    crosses = "".join(
        f"M{x:.1f} {rail:.1f}l{84 * u:.1f} {92 * u:.1f}m0 {-92 * u:.1f}l{-84 * u:.1f} {92 * u:.1f}"
        for x in plan.across(84 * u, 0.0, plan.chance("rail"))
    )
    here.stroke(crosses, iron, 6 * u)
    for x in (-0.24, 0.1, 0.9, 1.24):
        town.street_lamp(plan, here, w * x, top + 4 * u, 1.3)
    arch = plan.sheet("middle", 0.7)
    arch.stroke(
        f"M{plan.left:.0f} {h * 0.62:.0f}Q{w * 0.2:.0f} {h * -0.1:.0f} {w * 0.86:.0f} {h * 0.66:.0f}",
        mix(iron, plan.light.fog, 0.3),
        18 * u,
    )


def market(plan: Plan) -> None:
    """Stalls under striped awnings around a square."""
    sky(plan)
    u, chance = plan.u, plan.chance("market")
    base = plan.horizon + 74 * u
    middle = plan.sheet("middle", 0.68)
    x = plan.left
    while x < plan.right:
        wide = chance.number(150, 220) * u
        tone = chance.pick(("#c9b48f", "#b5876a", "#d2c2a0", "#a8968a"))
        town.house(
            plan,
            middle,
            (x, base, wide, chance.number(230, 330) * u),
            tone,
            chance,
            roof=chance.pick(("#7a4a38", "#6d3f35", "#5a5f66")),
        )
        x += wide
    here = plan.sheet("set", 0.52)
    town.pavement(plan, here, base - 2 * u, plan.colour("ground", "#a89a84"))
    for share in (-0.26, -0.02, 0.2, 0.8, 1.02, 1.28):
        _stall(
            plan,
            here,
            plan.w * share,
            base + chance.number(40, 80) * u,
            chance.pick(("#b8352f", "#2f5d7c", "#4b7350", "#c08a35")),
        )


def _stall(plan: Plan, sheet: Sheet, x: float, foot: float, tone: str) -> None:
    u, chance = plan.u * 1.1, plan.chance("stall", round(x))
    for dx in (-88, 80):
        sheet.fill(rect(x + dx * u, foot - 190 * u, 9 * u, 190 * u), "#5d4430", line=0.5)
    sheet.fill(rect(x - 96 * u, foot - 78 * u, 192 * u, 78 * u), "#8a6238")
    for index in range(14):
        px, py = x + (index % 7 - 3) * 26 * u, foot - (86 + 14 * (index // 7)) * u
        sheet.fill(
            ellipse(px, py, 12 * u),
            chance.pick(("#d9772b", "#b8352f", "#e3b52f", "#6a9a4f", "#8f4a6a")),
            line=0.5,
        )
    for index in range(8):
        left, wide = x - 116 * u + index * 29 * u, 29 * u
        stripe = polygon(
            [
                (left + 12 * u, foot - 214 * u),
                (left + wide + 8 * u, foot - 214 * u),
                (left + wide, foot - 160 * u),
                (left, foot - 160 * u),
            ]
        )
        sheet.fill(stripe, tone if index % 2 else "#efe6d6", line=0.5)


def suburb(plan: Plan) -> None:
    """A quiet street of houses behind lawns."""
    sky(plan)
    u, chance = plan.u, plan.chance("suburb")
    green = plan.colour("ground", "#7f9a56")
    base = plan.horizon + 58 * u
    middle = plan.sheet("middle", 0.68)
    for x in plan.across(330 * u, 0.06, chance):
        land.round_tree(
            middle, x - 70 * u, base, chance.number(0.9, 1.3) * u, plan.colour("accent", "#55794a"), chance
        )
        tone = chance.pick(("#d9cdb4", "#c7d0d2", "#d8bfa8", "#cfd6c0"))
        town.house(
            plan,
            middle,
            (x, base, 210 * u, chance.number(150, 190) * u),
            tone,
            chance,
            roof=chance.pick(("#6d5a55", "#7a4a38", "#55606b")),
        )
    here = plan.sheet("set", 0.52)
    land.ground(plan, here, base - 4 * u, green, lighter(green, 0.12))
    here.fill(rect(plan.left, base + 60 * u, plan.right - plan.left, 26 * u), "#b9b2a4", line=0.5)
    here.fill(
        rect(plan.left, base + 86 * u, plan.right - plan.left, plan.bottom),
        here.blend([(0, "#6a6c74", 1), (1, "#44464f", 1)]),
        line=0,
    )
    for x in plan.across(420 * u, 0.1, chance):
        here.fill(rect(x, base + 14 * u, 9 * u, 52 * u), "#5d4430", line=0.5)
        here.fill(rect(x - 15 * u, base - 8 * u, 40 * u, 26 * u, 10), "#b03a33", line=0.6)
    land.leaves(plan, plan.sheet("near", 0.1, plan.breeze), darker("#55794a", 0.4), side=1)
