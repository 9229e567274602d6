"""Places in town: street, village, road, station."""

from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import ellipse, polygon, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.layer import Motion
from pipeline.previz.draw.places import land, town
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.sky import sky
from pipeline.previz.draw.props import draw_prop

_WALLS = ("#b5876a", "#c9b48f", "#a8968a", "#8f9aa3", "#b56f58", "#d2c2a0", "#9a8f7a")
_ROOFS = ("#6d3f35", "#4f4a52", "#7a4a38", "#5a5f66")


def street(plan: Plan) -> None:
    """A street of houses and shops, with traffic by day."""
    sky(plan)
    u, chance = plan.u, plan.chance("street")
    town.skyline(
        plan,
        plan.sheet("far", 0.9),
        plan.horizon + 20 * u,
        300,
        mix("#6f7a8c", plan.light.fog, 0.4),
        windows=True,
    )
    middle = plan.sheet("middle", 0.66)
    base, x, old = plan.horizon + 84 * u, plan.left, plan.has("old")
    while x < plan.right:
        wide, tall = chance.number(150, 250) * u, chance.number(300, 430) * u
        town.house(
            plan,
            middle,
            (x, base, wide, tall),
            chance.pick(_WALLS),
            chance,
            roof=chance.pick(_ROOFS) if old or chance.chance(0.4) else "",
            shop=chance.chance(0.4),
        )
        x += wide + 2 * u
    here, white = plan.sheet("set", 0.5), 0.62 if plan.light.snow else 0.0
    town.pavement(plan, here, base - 2 * u, plan.colour("ground", "#8b8680"))
    here.fill(
        rect(plan.left, base + 46 * u, plan.right - plan.left, plan.bottom),
        here.blend([(0, mix("#54565f", "#eef2f6", white), 1), (1, mix("#383a44", "#cfd8e0", white), 1)]),
        line=0,
    )
    here.fill(rect(plan.left, base + 40 * u, plan.right - plan.left, 9 * u), "#a8a49a", line=0.4)
    _puddles(plan, here, base + 60 * u)
    for lamp in (0.16, 0.86):
        town.street_lamp(plan, here, plan.w * lamp, base + 42 * u, 1.25)
    if not old and plan.light.time in ("day", "morning", "dusk", "evening", "night"):
        _traffic(plan, base + 118 * u)
    near = plan.sheet("near", 0.1)
    near.fill(rect(plan.w * -0.03, plan.top, 34 * u, plan.bottom - plan.top), "#23262e", line=0.5)


def _traffic(plan: Plan, foot: float) -> None:
    """A car that crosses the street while the shot lasts."""
    chance, u = plan.chance("traffic"), plan.u
    side = chance.pick((-1, 1))
    sheet = plan.sheet("traffic", 0.5, Motion(glide=(side * 120 * u, 0)))
    with sheet.group(plan.w * (0.5 - side * 0.62), foot - 74 * u, 0.32 * u, flip=side < 0):
        sheet.shadow(ellipse(0, 256, 760, 30), "", 1.2)
        draw_prop(
            sheet, {"kind_of": "car", "colour": chance.pick(("#8f3b3a", "#3f6f7a", "#c8b98f", "#4d5763"))}
        )


def _puddles(plan: Plan, sheet: Sheet, top: float) -> None:
    if plan.light.weather not in ("rain", "storm") and not plan.light.dark:
        return
    chance = plan.chance("puddles")
    tone = mix(plan.light.sky[1], "#ffd489" if plan.light.lamps else "#ffffff", 0.25)
    for _ in range(8):
        x, share = plan.w * chance.number(-0.2, 1.2), chance.number(0.05, 0.9)
        y = top + (plan.h * 1.02 - top) * share
        sheet.fill(
            ellipse(x, y, (60 + 120 * share) * plan.u, (5 + 13 * share) * plan.u),
            tone,
            line=0,
            opacity=0.34,
            glow=True,
        )


def village(plan: Plan) -> None:
    """A village lane between low houses and gardens."""
    plan.design = {**plan.design, "features": [*(plan.design.get("features") or []), "old"]}
    sky(plan)
    u, chance = plan.u, plan.chance("village")
    land.ridge(
        plan,
        plan.sheet("far", 0.9),
        plan.horizon + 10 * u,
        110,
        mix("#6a8a72", plan.light.fog, 0.35),
        step=240,
    )
    middle = plan.sheet("middle", 0.66)
    base = plan.horizon + 74 * u
    for x in plan.across(290 * u, 0.1, chance):
        if chance.chance(0.25):
            land.round_tree(middle, x + 60 * u, base, 1.1 * u, "#55794a", chance)
        else:
            town.house(
                plan,
                middle,
                (x, base, chance.number(150, 210) * u, chance.number(170, 215) * u),
                chance.pick(("#e3d6bb", "#d9c6a0", "#cdb79a", "#e0cfc0")),
                chance,
                roof=chance.pick(("#8f4a35", "#7a5a40", "#6b4a44")),
            )
    here = plan.sheet("set", 0.5)
    land.ground(plan, here, base - 4 * u, plan.colour("ground", "#8a9458"), "#a3a868")
    here.fill(
        polygon(
            [
                (plan.w * 0.46, base),
                (plan.w * 0.54, base),
                (plan.w * 0.95, plan.bottom),
                (plan.w * 0.05, plan.bottom),
            ]
        ),
        "#cbb48a",
        line=0.6,
    )
    for x in plan.across(46 * u, 0.05, chance):
        if not plan.w * 0.34 < x < plan.w * 0.66:
            here.fill(rect(x, base + 8 * u, 10 * u, 44 * u, 3), "#efe8d8", line=0.6)
    land.grass(plan, plan.sheet("near", 0.1, plan.breeze), plan.h * 1.06, 90, darker("#7d8a4a", 0.4))


def roadside(plan: Plan) -> None:
    """A road to the horizon through open land."""
    sky(plan)
    u, chance = plan.u, plan.chance("road")
    dry = plan.colour("ground", "#8c8a54")
    land.ridge(
        plan,
        plan.sheet("far", 0.9),
        plan.horizon + 6 * u,
        120,
        mix("#7c7f8c", plan.light.fog, 0.4),
        step=220,
        sharp=plan.design.get("variant", 0) == 1,
    )
    here = plan.sheet("set", 0.55)
    land.ground(plan, here, plan.horizon, dry, lighter(dry, 0.12))
    town.road(plan, here, plan.horizon, half=plan.w * 0.62)
    for index in range(7):
        share = ((index + 1) / 7) ** 2
        for side in (-1, 1):
            x = plan.w / 2 + side * (20 * u + plan.w * 0.72 * share)
            y = plan.horizon + (plan.bottom - plan.horizon) * share * 0.9
            s = (0.1 + 1.5 * share) * u
            if side < 0:
                here.fill(rect(x - 4 * s, y - 300 * s, 9 * s, 300 * s), "#4a3a30", line=0.4)
                here.fill(rect(x - 44 * s, y - 280 * s, 90 * s, 9 * s), "#4a3a30", line=0.4)
            elif chance.chance(0.7):
                land.round_tree(here, x + 120 * s, y, 1.2 * s, "#5f7a45", chance)
    land.grass(plan, plan.sheet("near", 0.1, plan.breeze), plan.h * 1.08, 90, darker(dry, 0.45))


def station(plan: Plan) -> None:
    """A platform with a waiting train."""
    sky(plan)
    u = plan.u
    town.skyline(
        plan, plan.sheet("far", 0.9), plan.horizon + 10 * u, 150, mix("#7a8494", plan.light.fog, 0.4)
    )
    middle = plan.sheet("middle", 0.68)
    base = plan.horizon + 70 * u
    _train(plan, middle, base)
    here = plan.sheet("set", 0.5)
    here.fill(rect(plan.left, base, plan.right - plan.left, 26 * u), "#3d3a3c", line=0)
    town.pavement(plan, here, base + 24 * u, plan.colour("ground", "#a39a8c"))
    here.fill(rect(plan.left, base + 24 * u, plan.right - plan.left, 12 * u), "#e0c24a", line=0.4)
    top = plan.h * 0.06
    here.fill(rect(plan.left, top - 60 * u, plan.right - plan.left, 76 * u), "#3f4650", line=0.6)
    here.fill(
        "".join(
            rect(plan.left + i * 60 * u, top + 16 * u, 30 * u, 20 * u)
            for i in range(int((plan.right - plan.left) / 60 / u))
        ),
        "#59616d",
        line=0.4,
    )
    for x in (-0.2, 0.14, 0.86, 1.2):
        here.fill(rect(plan.w * x - 13 * u, top, 26 * u, base + 70 * u - top), "#4d3f3a", line=0.7)
        here.fill(
            f"M{plan.w * x - 13 * u:.0f} {top + 120 * u:.0f}q{-60 * u:.0f} {-30 * u:.0f} {-70 * u:.0f} "
            f"{-104 * u:.0f}h{12 * u:.0f}q{10 * u:.0f} {60 * u:.0f} {58 * u:.0f} {80 * u:.0f}Z",
            "#4d3f3a",
            line=0.5,
        )
    _clock(plan, here, plan.w * 0.32, top + 70 * u)
    bench(here, plan.w * 0.84, base + 110 * u, u * 1.3)


def _train(plan: Plan, sheet: Sheet, base: float) -> None:
    u, paint = plan.u, plan.colour("accent", "#2f5f6e")
    sheet.fill(
        rect(plan.left, base - 220 * u, plan.w * 0.42 - plan.left + plan.w * 0.44, 206 * u, 18 * u), paint
    )
    end = plan.w * 0.86
    sheet.fill(rect(plan.left, base - 76 * u, end - plan.left, 16 * u), "#e6d9b8", line=0)
    for index in range(12):
        x = end - (index + 1) * 122 * u
        tall, y = (150 * u, base - 196 * u) if index % 4 == 1 else (72 * u, base - 188 * u)
        sheet.fill(
            rect(x, y, 84 * u, tall, 8 * u),
            "#ffdf9f" if plan.light.lamps else "#aec6cf",
            line=0.7,
            glow=plan.light.lamps,
        )
    sheet.fill(rect(plan.left, base - 18 * u, end - plan.left, 20 * u), "#26272d", line=0)


def _clock(plan: Plan, sheet: Sheet, x: float, y: float) -> None:
    u = plan.u
    sheet.stroke(f"M{x:.1f} {y - 60 * u:.1f}v{40 * u:.1f}", "#33363f", 6 * u)
    sheet.fill(ellipse(x, y, 32 * u), "#33363f")
    sheet.fill(ellipse(x, y, 26 * u), "#f5f0e2", line=0.4, glow=plan.light.lamps)
    sheet.stroke(
        f"M{x:.1f} {y:.1f}v{-18 * u:.1f}M{x:.1f} {y:.1f}l{11 * u:.1f} {6 * u:.1f}", "#26242b", 3.4 * u
    )


def bench(sheet: Sheet, x: float, base: float, s: float) -> None:
    """A park bench with its feet at ``base``; ``s`` is its unit."""
    for y in (-74, -54):
        sheet.fill(rect(x - 90 * s, base + y * s, 180 * s, 13 * s, 3), "#7a5236", line=0.6)
    sheet.fill(rect(x - 96 * s, base - 34 * s, 192 * s, 14 * s, 3), "#8a5f3f", line=0.6)
    for dx in (-80, 70):
        sheet.fill(rect(x + dx * s, base - 76 * s, 11 * s, 76 * s), "#33363f", line=0.6)
