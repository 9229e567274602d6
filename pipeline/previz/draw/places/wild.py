"""Places in nature: forest, field, desert, mountain, cave."""

from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import ellipse, polygon, rect, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.places import land, town
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.sky import sky


def forest(plan: Plan) -> None:
    """A forest of firs, dense behind and open in front."""
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
    _trees(plan, floor, leaf, snowy=snowy)
    _clearing(plan, floor, leaf)
    near = plan.sheet("near", 0.1, plan.breeze)
    land.leaves(plan, near, darker(leaf, 0.45), side=-1)
    land.leaves(plan, near, darker(leaf, 0.45), side=1, key="leaves2")


def _trees(plan: Plan, floor: str, leaf: str, *, snowy: bool) -> None:
    """The trees of the middle distance: some whole, of some only the trunk."""
    u, chance = plan.u, plan.chance("middle trees")
    sheet = plan.sheet("middle", 0.66)
    for x in plan.across(128 * u, 0.4, chance):
        if chance.chance(0.5):
            wide, lean = chance.number(14, 24) * u, chance.number(-14, 14)
            land.trunk(sheet, x, plan.horizon + 52 * u, plan.top, wide, "#5b4636", lean)
        else:
            land.fir(sheet, x, plan.horizon + 50 * u, chance.number(1.5, 2.1) * u, leaf, chance, snowy=snowy)
    land.ground(plan, sheet, plan.horizon + 46 * u, floor, mix(floor, leaf, 0.18))
    land.grass(plan, sheet, plan.horizon + 52 * u, 20, mix(floor, leaf, 0.3))


def _clearing(plan: Plan, floor: str, leaf: str) -> None:
    """Where people stand, between the nearest trunks."""
    u, chance = plan.u, plan.chance("clearing")
    sheet = plan.sheet("set", 0.46)
    for share in (-0.12, 0.1, 0.88, 1.16):
        x, wide = plan.w * share + chance.number(-20, 20) * u, chance.number(40, 58) * u
        land.trunk(sheet, x, plan.h * 0.8, plan.top, wide, "#4a382c", chance.number(-20, 20))
    land.grass(plan, sheet, plan.h * 0.82, 30, mix(floor, leaf, 0.12), step=34)
    for _ in range(4):
        spot = (plan.aside(chance), plan.h * chance.number(0.82, 0.95), chance.number(0.4, 0.8) * u)
        land.rock(sheet, *spot, "#6d6f6a", chance)


def field(plan: Plan) -> None:
    """Meadows in flower, with hedges and hills."""
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
            f"M{plan.left:.0f} {y:.1f}Q{plan.w / 2:.0f} {y - 16 * u * share:.1f} {plan.right:.0f} "
            f"{y + 6 * u:.1f}",
            darker(green, 0.14),
            (3 + 10 * share) * u,
            opacity=0.4,
        )
    for _ in range(0 if plan.light.season in ("autumn", "winter") else 46):
        x, y = chance.number(plan.left, plan.right), plan.h * chance.number(0.72, 1.06)
        here.fill(
            ellipse(x, y, 4.4 * u * y / plan.h),
            chance.pick(("#e3c84a", "#d9534a", "#f1ede4", "#8f6fb0")),
            line=0.3,
        )
    land.grass(plan, plan.sheet("near", 0.08, plan.breeze), plan.h * 1.05, 120, darker(green, 0.42), step=26)


def desert(plan: Plan) -> None:
    """Dunes and table mountains."""
    sky(plan)
    u, chance, sand = plan.u, plan.chance("desert"), plan.colour("ground", "#d9a765")
    _mesas(plan, plan.sheet("far", 0.88))
    _dunes(plan, plan.sheet("middle", 0.66), sand)
    here = plan.sheet("set", 0.5)
    land.ground(plan, here, plan.horizon + 90 * u, sand, lighter(sand, 0.1))
    for index in range(10):
        y = plan.horizon + 110 * u + (plan.h * 1.1 - plan.horizon) * (index / 10) ** 1.4
        ripple = land.wave_line(plan.left, plan.right, y, 8 * u, 120 * u)
        here.stroke(ripple, darker(sand, 0.16), (1.5 + index * 0.4) * u, opacity=0.35)
    for _ in range(5):
        x, y = plan.aside(chance), plan.h * chance.number(0.76, 0.86)
        _cactus(here, x, y, u * chance.number(0.4, 0.8))
    near = plan.sheet("near", 0.1)
    land.rock(near, plan.w * -0.02, plan.h * 1.12, 3.2 * u, darker("#a8683f", 0.3), chance)


def _mesas(plan: Plan, sheet: Sheet) -> None:
    u, chance, base = plan.u, plan.chance("mesas"), plan.horizon + 8 * plan.u
    for _ in range(6):
        x, wide = chance.number(plan.left, plan.right), chance.number(70, 170) * u
        top = base - chance.number(50, 130) * u
        path = polygon(
            [(x - wide, base), (x - wide * 0.7, top), (x + wide * 0.6, top - 3 * u), (x + wide, base)]
        )
        sheet.fill(path, mix("#b0623f", plan.light.fog, 0.25))
        sheet.turn_away(path, -plan.light.key_side * 36 * u, 0, 0.8)


def _dunes(plan: Plan, sheet: Sheet, sand: str) -> None:
    u = plan.u
    for index, base in enumerate((60, 98)):
        tone = mix(sand, "#fff0d0", 0.1 - 0.1 * index)
        edge = land.ridge(plan, sheet, plan.horizon + base * u, 70, tone, key=f"dune{index}", step=330)
        for (x, y), (nx, _) in zip(edge[1:-1:2], edge[2::2], strict=False):
            slope = f"M{x:.0f} {y:.0f}Q{(x + nx) / 2:.0f} {y + 30 * u:.0f} {nx:.0f} {y + 90 * u:.0f}"
            sheet.shadow(f"{slope}L{x - 40 * u:.0f} {y + 90 * u:.0f}Z", "", 0.3)


def _cactus(sheet: Sheet, x: float, base: float, s: float) -> None:
    for path in (
        f"M{x} {base}V{base - 120 * s}",
        f"M{x} {base - 50 * s}h{34 * s}v{-44 * s}",
        f"M{x} {base - 34 * s}h{-30 * s}v{-40 * s}",
    ):
        sheet.stroke(path, "#4f7a4a", 24 * s)
        sheet.stroke(path, "#6a9560", 5 * s, opacity=0.5)


def mountain(plan: Plan) -> None:
    """Peaks above a high meadow."""
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
    """A cave that looks out to the light."""
    u, chance = plan.u, plan.chance("cave")
    stone = plan.colour("wall", "#4d4a55")
    _mouth(plan, plan.sheet("far", 0.9), stone)
    middle = plan.sheet("middle", 0.64)
    for top in (True, False):
        _teeth(plan, middle, darker(stone, 0.14), top=top)
    here = plan.sheet("set", 0.5)
    land.ground(plan, here, plan.h * 0.76, darker(stone, 0.2), stone)
    for _ in range(9):
        spot = (plan.aside(chance), plan.h * chance.number(0.78, 1.0), chance.number(0.3, 1.0) * u)
        land.rock(here, *spot, mix(stone, "#7d7a86", 0.3), chance)
    near = plan.sheet("near", 0.1)
    for side in (-1, 1):
        ex = plan.left if side < 0 else plan.right
        inner = [(0.5, plan.top), (0.46, plan.h * 0.4), (0.5, plan.bottom)]
        wall = [(ex, plan.top), *((ex - side * plan.w * share, y) for share, y in inner), (ex, plan.bottom)]
        near.fill(smooth(wall, tension=0.4), darker(stone, 0.7))


def _mouth(plan: Plan, sheet: Sheet, stone: str) -> None:
    """The back of a cave with its opening."""
    u = plan.u
    paint = sheet.blend([(0, darker(stone, 0.5), 1), (0.55, stone, 1), (1, darker(stone, 0.4), 1)])
    sheet.fill(rect(plan.left, plan.top, plan.right - plan.left, plan.bottom - plan.top), paint, line=0)
    x, y = plan.w * (0.62 if plan.light.key_side > 0 else 0.38), plan.horizon - 60 * u
    town.halo(sheet, x, y, 420 * u, plan.light.key, 0.55)
    edge = ((-120, 130), (-130, 0), (-60, -110), (50, -120), (130, -20), (120, 130))
    opening = smooth([(x + dx * u, y + dy * u) for dx, dy in edge], tension=0.4)
    sheet.fill(opening, mix(plan.light.sky[1], plan.light.sky[2], 0.5), line=0.6, glow=True)


def _teeth(plan: Plan, sheet: Sheet, tone: str, *, top: bool) -> None:
    """Stalactites from above, or stalagmites from below."""
    u, chance = plan.u, plan.chance("teeth", top)
    edge, root = (plan.top, plan.h * 0.02) if top else (plan.bottom, plan.h * 0.84)
    path = f"M{plan.left:.0f} {edge:.0f}"
    for x in plan.across(70 * u, 0.4, chance):
        reach = chance.number(40, 210) * u * (1 if abs(x - plan.w / 2) > plan.w * 0.2 else 0.5)
        tip = plan.h * 0.06 + reach if top else plan.h * 0.8 - reach * 0.4
        waist = tip * 0.8 if top else tip + 20 * u
        path += f"L{x - 30 * u:.1f} {root:.1f}Q{x - 8 * u:.1f} {waist:.1f} {x:.1f} {tip:.1f}"
        path += f"Q{x + 8 * u:.1f} {waist:.1f} {x + 30 * u:.1f} {root:.1f}"
    sheet.fill(f"{path}L{plan.right:.0f} {edge:.0f}Z", tone)
