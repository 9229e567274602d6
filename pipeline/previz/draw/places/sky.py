"""Skies: gradient, sun or moon, stars, clouds."""

from pipeline.previz.design.colour import lighter, mix
from pipeline.previz.draw.geometry import ellipse, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.layer import Motion
from pipeline.previz.draw.places.plan import Plan


def sky(plan: Plan, *, horizon: float | None = None) -> Sheet:
    """The sky down to the horizon: its glow as the farthest sheet, then sun, moon and stars, then clouds.

    Returns the middle one, for what stands against the sky.
    """
    sheet = plan.sheet("sky", 1.0)
    light, horizon = plan.light, horizon or plan.horizon
    zenith, middle, low = light.sky
    height = plan.bottom - plan.top
    at = (horizon - plan.top) / height
    paint = sheet.blend(
        [
            (0.0, zenith, 1),
            (at * 0.45, mix(zenith, middle, 0.6), 1),
            (at * 0.8, middle, 1),
            (at, low, 1),
            (1, low, 1),
        ],
        glow=True,
    )
    sheet.fill(rect(plan.left, plan.top, plan.right - plan.left, height), paint, line=0)
    lights = plan.sheet("lights", 1.0)
    if light.moon:
        _stars(plan, lights, horizon)
        _moon(plan, sheet, lights, horizon)
    elif light.time == "evening" and light.weather in ("", "wind"):
        _stars(plan, lights, horizon * 0.7)
    if light.sun:
        _sun(plan, sheet, lights, horizon)
    fast = 16.0 if light.weather in ("storm", "wind") else 5.0
    clouds(plan, plan.sheet("clouds", 0.99, Motion(glide=(-light.key_side * fast * plan.u, 0))), horizon)
    return lights


def _sun(plan: Plan, sheet: Sheet, lights: Sheet, horizon: float) -> None:
    sx, sy = plan.light.sun or (0.7, 0.2)
    x = plan.w * (sx if plan.light.key_side > 0 else 1 - sx)
    y, r = horizon * sy, 44 * plan.u
    glow = plan.light.key
    for reach, see in ((7.5, 0.5), (3.4, 0.5)):
        paint = sheet.blend([(0, glow, see), (0.4, glow, see * 0.4), (1, glow, 0)], angle="round", glow=True)
        sheet.fill(ellipse(x, y, r * reach), paint, line=0)
    low = plan.light.time in ("dawn", "dusk")
    lights.fill(
        ellipse(x, y, r * (1.35 if low else 1)),
        lighter(glow, 0.45 if low else 0.8),
        line=0.4 if plan.style.line > 2.5 else 0,
        glow=True,
    )


def _moon(plan: Plan, sheet: Sheet, lights: Sheet, horizon: float) -> None:
    x = plan.w * (0.78 if plan.light.key_side > 0 else 0.22)
    y, r = horizon * 0.3, 38 * plan.u
    paint = sheet.blend(
        [(0, "#cfe0ff", 0.5), (0.3, "#9fb9ee", 0.22), (1, "#9fb9ee", 0)], angle="round", glow=True
    )
    sheet.fill(ellipse(x, y, r * 5.5), paint, line=0)
    lights.fill(ellipse(x, y, r), "#f3f1e2", line=0, glow=True)
    for dx, dy, size in ((-0.3, -0.2, 0.22), (0.25, 0.3, 0.28), (0.2, -0.4, 0.14)):
        lights.fill(ellipse(x + dx * r, y + dy * r, r * size), "#d9d8cc", line=0, glow=True, opacity=0.7)


def _stars(plan: Plan, sheet: Sheet, horizon: float) -> None:
    chance = plan.chance("stars")
    for _ in range(110):
        x, y = chance.number(plan.left, plan.right), chance.number(plan.top, horizon * 0.86)
        sheet.fill(
            ellipse(x, y, chance.number(0.6, 1.9) * plan.u),
            "#f4f3ff",
            line=0,
            glow=True,
            opacity=chance.number(0.3, 0.95),
        )


def clouds(plan: Plan, sheet: Sheet, horizon: float) -> None:
    """Flat-bottomed clouds, more of them in bad weather."""
    chance, light = plan.chance("clouds"), plan.light
    heavy = light.weather in ("rain", "storm", "snow", "cloudy", "fog")
    base = mix(
        light.sky[1],
        "#2a3040" if light.weather == "storm" else "#ffffff",
        0.3 if heavy else 0.5 if not light.dark else 0.1,
    )
    bright = mix(base, light.key, 0.5 if light.time in ("dawn", "dusk") else 0.2)
    for index in range(9 if heavy else 5):
        x = plan.left + (plan.right - plan.left) * (index + chance.number(0.1, 0.9)) / (9 if heavy else 5)
        y = horizon * (chance.number(0.08, 0.5) if heavy else chance.number(0.16, 0.66))
        size = chance.number(0.7, 1.5) * plan.u * (1.9 if heavy else 1)
        see = 0.85 if heavy else 0.8
        path = cloud(x, y, size, chance.whole(3, 5), chance.number())
        sheet.fill(path, bright, line=0.5 if plan.style.line > 1.4 else 0, opacity=see, glow=True)
        with sheet.group(0, 0, 1):
            sheet.fill(
                cloud(x - 6 * size, y + 9 * size, size * 0.88, 3, 0.4), base, line=0, opacity=0.5, glow=True
            )


def cloud(x: float, y: float, size: float, puffs: int, share: float) -> str:
    """A cumulus over a flat base whose middle is at (``x``, ``y``)."""
    half = 42 * size * puffs / 2
    path, at = f"M{x - half:.1f} {y:.1f}", x - half
    for index in range(puffs):
        width = 2 * half / puffs
        tall = (26 + 26 * (1 - abs(index - (puffs - 1) / 2) / puffs * 1.6) + 8 * share) * size
        path += (
            f"C{at - width * 0.1:.1f} {y - tall:.1f} {at + width * 1.1:.1f} {y - tall:.1f} "
            f"{at + width:.1f} {y - (tall * 0.3 if index < puffs - 1 else 0):.1f}"
        )
        at += width
    return path + "Z"


def space(plan: Plan) -> None:
    """Stars that pass slowly, and a planet."""
    sheet, u, chance = plan.sheet("sky", 1.0), plan.u, plan.chance("space")
    paint = sheet.blend([(0, "#070a18", 1), (0.6, "#131a38", 1), (1, "#0a0e20", 1)], glow=True)
    sheet.fill(rect(plan.left, plan.top, plan.right - plan.left, plan.bottom - plan.top), paint, line=0)
    x, y, r = plan.w * 0.72, plan.h * 0.34, 150 * u
    paint = sheet.blend(
        [(0, "#6ea8e0", 0.5), (0.35, "#6ea8e0", 0.2), (1, "#6ea8e0", 0)], angle="round", glow=True
    )
    sheet.fill(ellipse(x, y, r * 1.5), paint, line=0)
    body = plan.sheet("lights", 1.0)
    body.fill(ellipse(x, y, r), body.blend([(0, "#7fc0e8", 1), (1, "#27508f", 1)], glow=True), line=0)
    for dy, wide in ((-0.4, 0.7), (0.05, 0.9), (0.42, 0.6)):
        body.fill(
            ellipse(x - r * 0.1, y + r * dy, r * wide, r * 0.09), "#d8eef8", line=0, opacity=0.35, glow=True
        )
    stars = plan.sheet("stars", 0.99, Motion(glide=(-6 * u, 0)))
    for _ in range(150):
        sx, sy = chance.number(plan.left, plan.right), chance.number(plan.top, plan.bottom)
        stars.fill(
            ellipse(sx, sy, chance.number(0.7, 2.0) * u),
            "#eef2ff",
            line=0,
            glow=True,
            opacity=chance.number(0.3, 1),
        )
