"""Places in nature: forest, coast, lighthouse, field, desert, mountain, river, snow, cave."""

from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import ellipse, polygon, rect, smooth
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
    near = plan.sheet("near", 0.1)
    land.leaves(plan, near, darker(leaf, 0.45), side=-1)
    land.leaves(plan, near, darker(leaf, 0.45), side=1, key="leaves2")


def coast(plan: Plan) -> None:
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
    near = plan.sheet("near", 0.1)
    land.grass(plan, near, plan.h * 1.06, 120, darker("#7d8248", 0.35), step=30)


def _cliff(plan: Plan, sheet, side: int) -> None:  # type: ignore[no-untyped-def]
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
    sky(plan)
    u, chance = plan.u, plan.chance("tower")
    far = plan.sheet("far", 0.9)
    land.waves(plan, far, plan.horizon, plan.h, plan.colour("accent", "#2b5a74"))
    middle = plan.sheet("middle", 0.64)
    x, base = plan.w * (0.7 if plan.design.get("variant", 0) % 2 == 0 else 0.3), plan.horizon + 22 * u
    rocks = smooth(
        [
            (plan.left, base + 90 * u),
            (x - 330 * u, base + 80 * u),
            (x - 240 * u, base + 34 * u),
            (x - 130 * u, base + 4 * u),
            (x + 20 * u, base - 18 * u),
            (x + 170 * u, base + 6 * u),
            (x + 300 * u, base + 44 * u),
            (plan.right, base + 70 * u),
            (plan.right, plan.bottom),
            (plan.left, plan.bottom),
        ],
        tension=0.34,
    )
    middle.fill(rocks, "#5c5a5c")
    middle.turn_away(rocks, 0, 40 * u, 0.6)
    for dx in (-210, -110, 120, 220):
        land.rock(
            middle,
            x + dx * u,
            base + chance.number(34, 66) * u,
            chance.number(0.6, 1.1) * u,
            "#67646a",
            chance,
        )
    _cottage(plan, middle, x - 128 * u, base + 6 * u)
    _tower(plan, middle, x, base - 8 * u)
    here = plan.sheet("set", 0.5)
    path = smooth(
        [
            (plan.left, plan.h * 0.8),
            (plan.w * 0.3, plan.h * 0.78),
            (plan.w * 0.62, plan.h * 0.81),
            (plan.right, plan.h * 0.77),
        ],
        closed=False,
    )
    here.fill(
        f"{path}L{plan.right:.0f} {plan.bottom:.0f}L{plan.left:.0f} {plan.bottom:.0f}Z",
        plan.colour("ground", "#6f7d4f"),
    )
    land.grass(plan, here, plan.h * 0.815, 20, darker(plan.colour("ground", "#6f7d4f"), 0.1))
    for _ in range(5):
        land.rock(
            here,
            plan.aside(chance),
            plan.h * chance.number(0.84, 0.98),
            chance.number(0.3, 0.7) * u,
            "#64605f",
            chance,
        )
    land.grass(plan, plan.sheet("near", 0.1), plan.h * 1.05, 110, darker("#6f7d4f", 0.5), step=28)


def _tower(plan: Plan, sheet, x: float, base: float) -> None:  # type: ignore[no-untyped-def]
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
        f"M{x - 34 * u:.1f} {top - 54 * u:.1f}Q{x:.1f} {top - 110 * u:.1f} {x + 34 * u:.1f} {top - 54 * u:.1f}Z",
        red,
    )
    sheet.stroke(f"M{x:.1f} {top - 82 * u:.1f}v{-26 * u:.1f}", "#33363f", 4 * u)
    if glow:
        beam = sheet.blend([(0, "#fff3c4", 0.0), (1, "#fff3c4", 0.55)], angle="right", glow=True)
        back = sheet.blend([(0, "#fff3c4", 0.5), (1, "#fff3c4", 0.0)], angle="right", glow=True)
        y = top - 33 * u
        sheet.fill(
            polygon([(x, y - 4 * u), (x - 900 * u, y - 120 * u), (x - 900 * u, y + 10 * u), (x, y + 6 * u)]),
            beam,
            line=0,
        )
        sheet.fill(
            polygon([(x, y - 4 * u), (x + 700 * u, y - 20 * u), (x + 700 * u, y + 90 * u), (x, y + 6 * u)]),
            back,
            line=0,
        )
        town.halo(sheet, x, y, 120 * u, "#fff0b8", 0.8)


def _cottage(plan: Plan, sheet, x: float, base: float) -> None:  # type: ignore[no-untyped-def]
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
    land.grass(plan, plan.sheet("near", 0.08), plan.h * 1.05, 120, darker(green, 0.42), step=26)


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
    land.rock(plan.sheet("near", 0.1), plan.w * -0.02, plan.h * 1.12, 3.2 * u, darker("#a8683f", 0.3), chance)


def _cactus(sheet, x: float, base: float, s: float) -> None:  # type: ignore[no-untyped-def]
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
    land.rock(plan.sheet("near", 0.1), plan.w * 1.04, plan.h * 1.14, 3.4 * u, "#3f434c", chance)


def river(plan: Plan) -> None:
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
    here = plan.sheet("set", 0.5)
    bank = smooth(
        [
            (plan.left, plan.h * 0.72),
            (plan.w * 0.1, plan.h * 0.74),
            (plan.w * 0.3, plan.h * 0.8),
            (plan.w * 0.7, plan.h * 0.83),
            (plan.right, plan.h * 0.79),
        ],
        closed=False,
    )
    here.fill(
        f"{bank}L{plan.right:.0f} {plan.bottom:.0f}L{plan.left:.0f} {plan.bottom:.0f}Z",
        here.blend([(0, lighter(green, 0.08), 1), (1, darker(green, 0.3), 1)]),
        line=0,
    )
    for x in plan.across(24 * u, 0.5, chance):
        if x < plan.w * 0.22 or x > plan.w * 0.84:
            y = plan.h * chance.number(0.78, 0.86)
            here.stroke(
                f"M{x:.1f} {y:.1f}Q{x + 4 * u:.1f} {y - 60 * u:.1f} {x + chance.number(-12, 18) * u:.1f} {y - chance.number(80, 130) * u:.1f}",
                "#6f7a3c",
                4 * u,
            )
    for _ in range(5):
        land.rock(
            here,
            plan.aside(chance),
            plan.h * chance.number(0.83, 0.97),
            chance.number(0.25, 0.6) * u,
            "#7b7a74",
            chance,
        )
    land.leaves(plan, plan.sheet("near", 0.1), darker("#4d7a45", 0.4), side=1)


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
    near = plan.sheet("near", 0.1)
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
