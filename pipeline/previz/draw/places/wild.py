"""Places in nature: forest, field, desert, mountain, cave."""

from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import ellipse, polygon, rect, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.places import land, town
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.sky import sky


def forest(plan: Plan) -> None:
    sky(plan)
    chance, u = plan.chance("trees"), plan.u
    leaf = plan.colour("accent", "#3f6b46")
    snowy = plan.light.weather == "snow" or plan.design.get("season") == "winter"
    floor = mix("#eef2f5" if snowy else plan.colour("ground", "#5a6b3c"), "#3a2f20", 0.0 if snowy else 0.12)
    far = plan.sheet("far", 0.86)
    for x in plan.across(44 * u, 0.4, chance):
        land.fir(
            far,
            x,
            plan.horizon + 16 * u,
            chance.number(0.8, 1.25) * u,
            mix(leaf, plan.light.fog, 0.35),
            chance,
            snowy=False,
        )
    land.ground(plan, far, plan.horizon + 8 * u, floor, mix(floor, leaf, 0.3))
    middle = plan.sheet("middle", 0.66)
    for x in plan.across(128 * u, 0.4, chance):
        if chance.chance(0.5):
            land.trunk(
                middle,
                x,
                plan.horizon + 52 * u,
                plan.top,
                chance.number(14, 24) * u,
                "#5b4636",
                chance.number(-14, 14),
            )
        else:
            land.fir(middle, x, plan.horizon + 50 * u, chance.number(1.5, 2.1) * u, leaf, chance, snowy=snowy)
    land.ground(plan, middle, plan.horizon + 46 * u, floor, mix(floor, leaf, 0.18))
    land.grass(plan, middle, plan.horizon + 52 * u, 20, mix(floor, leaf, 0.3))
    here = plan.sheet("set", 0.46)
    for x in (plan.w * -0.12, plan.w * 0.1, plan.w * 0.88, plan.w * 1.16):
        land.trunk(
            here,
            x + chance.number(-20, 20) * u,
            plan.h * 0.8,
            plan.top,
            chance.number(40, 58) * u,
            "#4a382c",
            chance.number(-20, 20),
        )
    land.grass(plan, here, plan.h * 0.82, 30, mix(floor, leaf, 0.12), step=34)
    for _ in range(4):
        x = plan.aside(chance)
        land.rock(here, x, plan.h * chance.number(0.82, 0.95), chance.number(0.4, 0.8) * u, "#6d6f6a", chance)
    near = plan.sheet("near", 0.1, plan.breeze)
    land.leaves(plan, near, darker(leaf, 0.45), side=-1)
    land.leaves(plan, near, darker(leaf, 0.45), side=1, key="leaves2")


def field(plan: Plan) -> None:
    sky(plan)
    u, chance = plan.u, plan.chance("field")
    green = plan.colour("ground", "#7f9a4c")
    far = plan.sheet("far", 0.88)
    land.ridge(plan, far, plan.horizon + 10 * u, 90, mix("#6f8f7a", plan.light.fog, 0.3), step=260)
    middle = plan.sheet("middle", 0.68)
    land.ridge(plan, middle, plan.horizon + 52 * u, 58, mix(green, "#4f7a4a", 0.5), key="hill", step=340)
    for x in plan.across(190 * u, 0.45, chance):
        land.round_tree(
            middle,
            x,
            plan.horizon + chance.number(20, 44) * u,
            chance.number(0.4, 0.75) * u,
            plan.colour("accent", "#4d7a45"),
            chance,
        )
    here = plan.sheet("set", 0.5)
    land.ground(plan, here, plan.horizon + 56 * u, green, lighter(green, 0.14))
    land.grass(plan, here, plan.horizon + 62 * u, 16, lighter(green, 0.06))
    for index in range(7):
        share = (index + 1) / 8
        y = plan.horizon + 60 * u + (plan.h - plan.horizon) * share**1.5
        here.stroke(
            f"M{plan.left:.0f} {y:.1f}Q{plan.w / 2:.0f} {y - 16 * u * share:.1f} {plan.right:.0f} {y + 6 * u:.1f}",
            darker(green, 0.14),
            (3 + 10 * share) * u,
            opacity=0.4,
        )
    for _ in range(46):
        x, y = chance.number(plan.left, plan.right), plan.h * chance.number(0.72, 1.06)
        here.fill(
            ellipse(x, y, 4.4 * u * y / plan.h),
            chance.pick(("#e3c84a", "#d9534a", "#f1ede4", "#8f6fb0")),
            line=0.3,
        )
    land.grass(plan, plan.sheet("near", 0.08, plan.breeze), plan.h * 1.05, 120, darker(green, 0.42), step=26)


def desert(plan: Plan) -> None:
    sky(plan)
    u, chance, sand = plan.u, plan.chance("desert"), plan.colour("ground", "#d9a765")
    far = plan.sheet("far", 0.88)
    for _ in range(6):
        x, wide, tall = (
            chance.number(plan.left, plan.right),
            chance.number(70, 170) * u,
            chance.number(50, 130) * u,
        )
        base = plan.horizon + 8 * u
        path = polygon(
            [
                (x - wide, base),
                (x - wide * 0.7, base - tall),
                (x + wide * 0.6, base - tall * 1.02),
                (x + wide, base),
            ]
        )
        far.fill(path, mix("#b0623f", plan.light.fog, 0.25))
        far.turn_away(path, -plan.light.key_side * 36 * u, 0, 0.8)
    middle = plan.sheet("middle", 0.66)
    for index, base in enumerate((20, 58)):
        edge = land.ridge(
            plan,
            middle,
            plan.horizon + base * u + 40 * u,
            70,
            mix(sand, "#fff0d0", 0.1 - 0.1 * index),
            key=f"dune{index}",
            step=330,
        )
        for (x, y), (nx, _) in zip(edge[1:-1:2], edge[2::2], strict=False):
            middle.shadow(
                f"M{x:.0f} {y:.0f}Q{(x + nx) / 2:.0f} {y + 30 * u:.0f} {nx:.0f} {y + 90 * u:.0f}L{x - 40 * u:.0f} {y + 90 * u:.0f}Z",
                "",
                0.3,
            )
    here = plan.sheet("set", 0.5)
    land.ground(plan, here, plan.horizon + 90 * u, sand, lighter(sand, 0.1))
    for index in range(10):
        y = plan.horizon + 110 * u + (plan.h * 1.1 - plan.horizon) * (index / 10) ** 1.4
        here.stroke(
            land.wave_line(plan.left, plan.right, y, 8 * u, 120 * u),
            darker(sand, 0.16),
            (1.5 + index * 0.4) * u,
            opacity=0.35,
        )
    for _ in range(5):
        _cactus(
            here,
            plan.aside(chance),
            plan.h * chance.number(0.76, 0.86),
            u * chance.number(0.4, 0.8),
        )
    land.rock(
        plan.sheet("near", 0.1, plan.breeze),
        plan.w * -0.02,
        plan.h * 1.12,
        3.2 * u,
        darker("#a8683f", 0.3),
        chance,
    )


def _cactus(sheet: Sheet, x: float, base: float, s: float) -> None:
    for path in (
        f"M{x} {base}V{base - 120 * s}",
        f"M{x} {base - 50 * s}h{34 * s}v{-44 * s}",
        f"M{x} {base - 34 * s}h{-30 * s}v{-40 * s}",
    ):
        sheet.stroke(path, "#4f7a4a", 24 * s)
        sheet.stroke(path, "#6a9560", 5 * s, opacity=0.5)


def mountain(plan: Plan) -> None:
    sky(plan)
    u, chance = plan.u, plan.chance("mountain")
    snowy = plan.light.weather == "snow" or plan.design.get("season") == "winter"
    far = plan.sheet("far", 0.94)
    land.ridge(
        plan, far, plan.horizon + 30 * u, 290, mix("#6d7f9c", plan.light.fog, 0.45), sharp=True, step=105
    )
    middle = plan.sheet("middle", 0.78)
    land.ridge(plan, middle, plan.horizon + 60 * u, 200, "#566678", sharp=True, key="peaks", step=140)
    pines = plan.sheet("pines", 0.62)
    grassy = "#eef2f5" if snowy else plan.colour("ground", "#71865a")
    land.ridge(plan, pines, plan.horizon + 70 * u, 26, grassy, key="slope", step=300)
    for x in plan.across(56 * u, 0.5, chance):
        land.fir(
            pines,
            x,
            plan.horizon + chance.number(48, 74) * u,
            chance.number(0.36, 0.7) * u,
            "#37594a",
            chance,
            snowy=snowy,
        )
    here = plan.sheet("set", 0.5)
    land.ground(plan, here, plan.horizon + 78 * u, grassy, lighter(grassy, 0.08))
    for _ in range(9):
        land.rock(
            here,
            plan.aside(chance),
            plan.h * chance.number(0.74, 1.0),
            chance.number(0.2, 0.8) * u,
            "#77787c",
            chance,
        )
    if not snowy:
        land.grass(plan, here, plan.h * 0.97, 34, darker(grassy, 0.1))
    land.rock(plan.sheet("near", 0.1, plan.breeze), plan.w * 1.04, plan.h * 1.14, 3.4 * u, "#3f434c", chance)


def cave(plan: Plan) -> None:
    u, chance = plan.u, plan.chance("cave")
    stone = plan.colour("wall", "#4d4a55")
    back = plan.sheet("far", 0.9)
    back.fill(
        rect(plan.left, plan.top, plan.right - plan.left, plan.bottom - plan.top),
        back.blend([(0, darker(stone, 0.5), 1), (0.55, stone, 1), (1, darker(stone, 0.4), 1)]),
        line=0,
    )
    x, y = plan.w * (0.62 if plan.light.key_side > 0 else 0.38), plan.horizon - 60 * u
    town.halo(back, x, y, 420 * u, plan.light.key, 0.55)
    mouth = smooth(
        [
            (x - 120 * u, y + 130 * u),
            (x - 130 * u, y),
            (x - 60 * u, y - 110 * u),
            (x + 50 * u, y - 120 * u),
            (x + 130 * u, y - 20 * u),
            (x + 120 * u, y + 130 * u),
        ],
        tension=0.4,
    )
    back.fill(mouth, mix(plan.light.sky[1], plan.light.sky[2], 0.5), line=0.6, glow=True)
    middle = plan.sheet("middle", 0.64)
    for top in (True, False):
        edge = plan.top if top else plan.bottom
        path = f"M{plan.left:.0f} {edge:.0f}"
        for px in plan.across(70 * u, 0.4, chance):
            reach = chance.number(40, 210) * u * (1 if abs(px - plan.w / 2) > plan.w * 0.2 else 0.5)
            tip = plan.h * 0.06 + reach if top else plan.h * 0.8 - reach * 0.4
            path += f"L{px - 30 * u:.1f} {plan.h * (0.02 if top else 0.84):.1f}Q{px - 8 * u:.1f} {tip * 0.8 if top else tip + 20 * u:.1f} {px:.1f} {tip:.1f}Q{px + 8 * u:.1f} {tip * 0.8 if top else tip + 20 * u:.1f} {px + 30 * u:.1f} {plan.h * (0.02 if top else 0.84):.1f}"
        middle.fill(f"{path}L{plan.right:.0f} {edge:.0f}Z", darker(stone, 0.14))
    here = plan.sheet("set", 0.5)
    land.ground(plan, here, plan.h * 0.76, darker(stone, 0.2), stone)
    for _ in range(9):
        land.rock(
            here,
            plan.aside(chance),
            plan.h * chance.number(0.78, 1.0),
            chance.number(0.3, 1.0) * u,
            mix(stone, "#7d7a86", 0.3),
            chance,
        )
    near = plan.sheet("near", 0.1, plan.breeze)
    for side in (-1, 1):
        ex = plan.left if side < 0 else plan.right
        near.fill(
            smooth(
                [
                    (ex, plan.top),
                    (ex - side * plan.w * 0.5, plan.top),
                    (ex - side * plan.w * 0.46, plan.h * 0.4),
                    (ex - side * plan.w * 0.5, plan.bottom),
                    (ex, plan.bottom),
                ],
                tension=0.4,
            ),
            darker(stone, 0.7),
        )
