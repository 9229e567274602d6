"""What stands in rooms. Each is drawn with its foot at (``x``, ``y``); ``s`` is a unit grown by nearness."""

from collections.abc import Callable

from pipeline.previz.design.colour import darker, lighter
from pipeline.previz.draw.geometry import ellipse, polygon, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.layer import Motion
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.town import halo

Standing = Callable[[Plan, Sheet, float, float, float], None]
_WOOD = "#7d5437"


def _table(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    for dx in (-108, 94):
        sheet.fill(rect(x + dx * s, y - 92 * s, 14 * s, 92 * s), darker(_WOOD, 0.2))
    sheet.fill(rect(x - 126 * s, y - 104 * s, 252 * s, 17 * s, 4), _WOOD)
    sheet.fill(rect(x - 20 * s, y - 126 * s, 26 * s, 23 * s, 5), "#d9d0bc", line=0.6)
    sheet.fill(ellipse(x + 54 * s, y - 108 * s, 30 * s, 7 * s), "#e6dfce", line=0.5)


def _counter(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    tone = plan.colour("accent", "#6f8f8a")
    sheet.fill(rect(x - 230 * s, y - 112 * s, 460 * s, 112 * s), tone)
    for index in range(5):
        left = x - 222 * s + index * 90 * s
        sheet.fill(rect(left, y - 94 * s, 82 * s, 82 * s, 3), lighter(tone, 0.1), line=0.6)
        sheet.fill(rect(left + 28 * s, y - 86 * s, 26 * s, 5 * s, 2), "#d8cfb8", line=0.3)
    sheet.fill(rect(x - 240 * s, y - 124 * s, 480 * s, 16 * s, 3), "#cdb894")
    sheet.fill(
        f"M{x - 150 * s:.1f} {y - 124 * s:.1f}v{-30 * s:.1f}q0 {-22 * s:.1f} {26 * s:.1f} {-20 * s:.1f}"
        f"v{8 * s:.1f}q{-14 * s:.1f} 0 {-16 * s:.1f} {14 * s:.1f}v{28 * s:.1f}Z",
        "#b9bec7",
        line=0.5,
    )
    sheet.fill(rect(x + 60 * s, y - 164 * s, 70 * s, 40 * s, 8), "#a8452f", line=0.8)
    sheet.fill(rect(x + 150 * s, y - 158 * s, 22 * s, 34 * s, 4), "#e0d3b6", line=0.6)


def _sofa(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    tone = plan.colour("accent", "#3f6f7a")
    sheet.fill(rect(x - 150 * s, y - 128 * s, 300 * s, 90 * s, 20 * s), darker(tone, 0.14))
    sheet.fill(rect(x - 130 * s, y - 70 * s, 260 * s, 50 * s, 12 * s), tone)
    sheet.stroke(f"M{x:.1f} {y - 66 * s:.1f}v{40 * s:.1f}", darker(tone, 0.3), 3 * s)
    for side in (-1, 1):
        sheet.fill(rect(x + side * 150 * s - 24 * s, y - 92 * s, 48 * s, 84 * s, 18 * s), lighter(tone, 0.06))
    sheet.fill(rect(x + 52 * s, y - 112 * s, 54 * s, 48 * s, 10 * s), "#d9a24a", line=0.8)


def _bed(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    sheet.fill(rect(x - 200 * s, y - 150 * s, 18 * s, 150 * s, 6), _WOOD)
    sheet.fill(rect(x - 188 * s, y - 62 * s, 380 * s, 46 * s, 8), "#efe8da")
    sheet.fill(rect(x - 184 * s, y - 94 * s, 92 * s, 38 * s, 16 * s), "#fbf7ee")
    sheet.fill(
        f"M{x - 84 * s:.1f} {y - 76 * s:.1f}Q{x + 40 * s:.1f} {y - 92 * s:.1f} {x + 196 * s:.1f} "
        f"{y - 70 * s:.1f}V{y - 14 * s:.1f}H{x - 92 * s:.1f}Z",
        plan.colour("accent", "#3f6f7a"),
    )
    sheet.fill(rect(x + 184 * s, y - 96 * s, 16 * s, 96 * s, 5), _WOOD)


def _desk(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    sheet.fill(rect(x - 120 * s, y - 92 * s, 70 * s, 92 * s), darker(_WOOD, 0.14))
    sheet.stroke(
        f"M{x - 112 * s:.1f} {y - 62 * s:.1f}h{54 * s:.1f}M{x - 112 * s:.1f} {y - 34 * s:.1f}h{54 * s:.1f}",
        darker(_WOOD, 0.45),
        3 * s,
    )
    sheet.fill(rect(x + 104 * s, y - 92 * s, 14 * s, 92 * s), darker(_WOOD, 0.14))
    sheet.fill(rect(x - 134 * s, y - 106 * s, 268 * s, 16 * s, 3), _WOOD)
    sheet.fill(rect(x - 34 * s, y - 174 * s, 96 * s, 62 * s, 5), "#2a2d35")
    sheet.fill(rect(x - 28 * s, y - 168 * s, 84 * s, 50 * s, 3), "#8fc0d8", line=0, glow=True)
    sheet.fill(rect(x + 4 * s, y - 114 * s, 20 * s, 9 * s), "#2a2d35", line=0)
    sheet.fill(rect(x - 112 * s, y - 122 * s, 50 * s, 16 * s, 2), "#e9e0cc", line=0.6)
    if plan.light.lamps:
        halo(sheet, x + 14 * s, y - 140 * s, 130 * s, "#bfe0f0", 0.35)


def _bookcase(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    chance = plan.chance("bookcase", round(x))
    sheet.fill(rect(x - 92 * s, y - 330 * s, 184 * s, 330 * s), darker(_WOOD, 0.24))
    for row in range(5):
        base = y - 16 * s - row * 62 * s
        sheet.fill(rect(x - 82 * s, base - 52 * s, 164 * s, 52 * s), darker(_WOOD, 0.55), line=0.4)
        at = x - 80 * s
        while at < x + 70 * s:
            wide = chance.number(8, 17) * s
            tall = chance.number(32, 48) * s
            sheet.fill(
                rect(at, base - tall, wide, tall),
                chance.pick(("#8f3b3a", "#2f5d7c", "#c08a35", "#4b7350", "#e0d3b6", "#5f4a7c", "#a8552f")),
                line=0.45,
            )
            at += wide + 0.8 * s


def _floor_lamp(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    on = plan.light.lamps
    sheet.fill(rect(x - 3 * s, y - 250 * s, 6 * s, 246 * s), "#3a3638", line=0.5)
    sheet.fill(ellipse(x, y - 4 * s, 34 * s, 7 * s), "#3a3638", line=0.6)
    sheet.fill(
        polygon(
            [
                (x - 28 * s, y - 300 * s),
                (x + 28 * s, y - 300 * s),
                (x + 48 * s, y - 236 * s),
                (x - 48 * s, y - 236 * s),
            ]
        ),
        "#ffdf9a" if on else "#dccaa4",
        glow=on,
    )
    if on:
        halo(sheet, x, y - 262 * s, 250 * s, "#ffcf80", 0.6)


def _plant(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    for turn in (-62, -36, -12, 12, 36, 62):
        with sheet.group(x, y - 56 * s, s, turn):
            sheet.fill("M0 0Q-26 -60 0 -124Q26 -60 0 0Z", "#4f7f52" if turn % 24 else "#43704a")
    sheet.fill(
        polygon([(x - 34 * s, y - 60 * s), (x + 34 * s, y - 60 * s), (x + 25 * s, y), (x - 25 * s, y)]),
        "#b5653f",
    )


def _stove(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    sheet.fill(rect(x - 22 * s, y - 420 * s, 40 * s, 270 * s), "#33353c")
    sheet.fill(rect(x - 76 * s, y - 156 * s, 152 * s, 156 * s, 8), "#3a3d45")
    sheet.fill(
        rect(x - 50 * s, y - 110 * s, 100 * s, 74 * s, 6),
        "#ff9d45" if plan.light.dark else "#55301f",
        glow=plan.light.dark,
    )
    sheet.fill(
        f"M{x - 30 * s:.1f} {y - 40 * s:.1f}q{6 * s:.1f} {-50 * s:.1f} {30 * s:.1f} {-56 * s:.1f}"
        f"q{26 * s:.1f} {10 * s:.1f} {30 * s:.1f} {56 * s:.1f}Z",
        "#ffd766",
        line=0,
        glow=True,
    )
    sheet.fill(rect(x - 40 * s, y - 190 * s, 54 * s, 34 * s, 10 * s), "#8a8f94")
    if plan.light.dark:
        fire = plan.sheet("fire", sheet.depth, Motion(pulse=0.45))
        halo(fire, x, y - 74 * s, 230 * s, "#ff9d45", 0.6)
        fire.fill(ellipse(x, y - 66 * s, 26 * s, 28 * s), "#fff0b0", line=0, opacity=0.7, glow=True)


def _pillar(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    tone = lighter(plan.colour("wall", "#a59a8c"), 0.18)
    shaft = rect(x - 32 * s, plan.top, 64 * s, y - plan.top - 20 * s)
    sheet.fill(shaft, tone)
    sheet.turn_away(shaft, -plan.light.key_side * 26 * s, 0, 1.0)
    sheet.fill(rect(x - 46 * s, y - 26 * s, 92 * s, 26 * s, 4), darker(tone, 0.1))


def _pews(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    for row in range(3):
        k, base = 0.8 + 0.3 * row, y + row * 36 * s
        sheet.fill(
            rect(x - 150 * s * k, base - 86 * s * k, 300 * s * k, 60 * s * k, 5),
            darker(_WOOD, 0.1 + 0.06 * row),
        )
        sheet.fill(rect(x - 156 * s * k, base - 94 * s * k, 312 * s * k, 12 * s * k, 4), lighter(_WOOD, 0.06))


def _console(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    chance = plan.chance("console", round(x))
    sheet.fill(
        polygon([(x - 200 * s, y), (x - 180 * s, y - 96 * s), (x + 180 * s, y - 96 * s), (x + 200 * s, y)]),
        "#4a525e",
    )
    sheet.fill(
        polygon(
            [
                (x - 180 * s, y - 96 * s),
                (x - 160 * s, y - 128 * s),
                (x + 160 * s, y - 128 * s),
                (x + 180 * s, y - 96 * s),
            ]
        ),
        "#5f6977",
    )
    for index in range(22):
        tone = chance.pick(("#d9534a", "#5bc08a", "#e3b52f", "#4fc3d9", "#e6e8ea"))
        sheet.fill(
            rect(x + (index % 11 - 5.2) * 31 * s, y - (118 - 15 * (index // 11)) * s, 14 * s, 7 * s, 2),
            tone,
            line=0,
            glow=True,
        )
    sheet.fill(rect(x - 90 * s, y - 78 * s, 180 * s, 56 * s, 4), "#2b6a7c", line=0.5, glow=True)


def _crates(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    for dx, dy, size in ((-70, 0, 100), (36, 0, 84), (-30, -100, 80)):
        left, top = x + dx * s, y + dy * s - size * s
        sheet.fill(rect(left, top, size * s, size * s), "#9a7146")
        sheet.stroke(
            f"M{left + 5 * s:.1f} {top + 5 * s:.1f}L{left + (size - 5) * s:.1f} {top + (size - 5) * s:.1f}",
            "#6d4c2c",
            9 * s,
        )
        sheet.stroke(rect(left + 6 * s, top + 6 * s, (size - 12) * s, (size - 12) * s), "#6d4c2c", 9 * s)


def _lens(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    """The great lamp of a lighthouse: rings of glass around a flame."""
    on = plan.light.lamps or plan.light.weather != ""
    sheet.fill(
        polygon([(x - 90 * s, y), (x - 60 * s, y - 90 * s), (x + 60 * s, y - 90 * s), (x + 90 * s, y)]),
        "#4d4640",
    )
    sheet.fill(rect(x - 84 * s, y - 104 * s, 168 * s, 18 * s, 4), "#b8933f")
    if on:
        halo(sheet, x, y - 230 * s, 420 * s, "#ffe2a0", 0.8)
    sheet.fill(
        f"M{x - 70 * s:.1f} {y - 104 * s:.1f}Q{x - 118 * s:.1f} {y - 230 * s:.1f} {x - 60 * s:.1f} "
        f"{y - 350 * s:.1f}H{x + 60 * s:.1f}Q{x + 118 * s:.1f} {y - 230 * s:.1f} {x + 70 * s:.1f} "
        f"{y - 104 * s:.1f}Z",
        "#ffe9b0" if on else "#a9c4c4",
        glow=on,
        opacity=0.92,
    )
    for ring in (30, 52, 74):
        sheet.stroke(ellipse(x, y - 230 * s, ring * s, ring * 1.2 * s), "#c9b27a", 5 * s, opacity=0.8)
    sheet.stroke(
        "".join(
            f"M{x - w * s:.1f} {y - h * s:.1f}h{2 * w * s:.1f}"
            for w, h in ((84, 130), (92, 160), (92, 300), (80, 328))
        ),
        "#c9b27a",
        5 * s,
        opacity=0.8,
    )
    sheet.fill(ellipse(x, y - 230 * s, 17 * s, 24 * s), "#fffbe8", line=0, glow=True)
    sheet.fill(polygon([(x - 66 * s, y - 348 * s), (x, y - 398 * s), (x + 66 * s, y - 348 * s)]), "#b8933f")


def _stairs(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    for step in range(8):
        sheet.fill(
            rect(x + step * 30 * s, y - (step + 1) * 30 * s, 300 * s, 30 * s), lighter(_WOOD, 0.04 * step)
        )
    sheet.stroke(
        f"M{x:.1f} {y - 130 * s:.1f}L{x + 240 * s:.1f} {y - 372 * s:.1f}", darker(_WOOD, 0.4), 11 * s
    )
    sheet.stroke(
        "".join(f"M{x + i * 60 * s:.1f} {y - (30 + 60 * i) * s:.1f}v{-102 * s:.1f}" for i in range(5)),
        darker(_WOOD, 0.4),
        6 * s,
    )


def _throne(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    sheet.fill(rect(x - 190 * s, y - 26 * s, 380 * s, 30 * s), "#8d857c")
    sheet.fill(rect(x - 130 * s, y - 50 * s, 260 * s, 26 * s), "#9d958c")
    sheet.fill(
        f"M{x - 62 * s:.1f} {y - 50 * s:.1f}V{y - 250 * s:.1f}L{x - 40 * s:.1f} {y - 290 * s:.1f}L{x:.1f} "
        f"{y - 262 * s:.1f}L{x + 40 * s:.1f} {y - 290 * s:.1f}L{x + 62 * s:.1f} {y - 250 * s:.1f}"
        f"V{y - 50 * s:.1f}Z",
        "#c9a13c",
    )
    sheet.fill(rect(x - 42 * s, y - 234 * s, 84 * s, 120 * s, 8), plan.colour("accent", "#7a2440"))
    sheet.fill(rect(x - 78 * s, y - 116 * s, 156 * s, 34 * s, 6), "#b08a30")


def _stools(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    for dx in (-130, 0, 130):
        sheet.fill(ellipse(x + dx * s, y - 88 * s, 32 * s, 10 * s), plan.colour("accent", "#8f3b3a"))
        sheet.fill(rect(x + dx * s - 5 * s, y - 80 * s, 10 * s, 76 * s), "#3a3638", line=0.6)
        sheet.fill(ellipse(x + dx * s, y - 4 * s, 26 * s, 6 * s), "#3a3638", line=0.6)


def _core(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    """A column of light in a cage."""
    glow = plan.sheet("core", sheet.depth, Motion(pulse=0.3))
    halo(glow, x, y - 220 * s, 360 * s, "#6fd0ff", 0.7)
    glow.fill(
        rect(x - 44 * s, plan.top, 88 * s, y - plan.top - 20 * s), "#9fe4ff", line=0, glow=True, opacity=0.85
    )
    glow.fill(rect(x - 16 * s, plan.top, 32 * s, y - plan.top - 20 * s), "#f0fcff", line=0, glow=True)
    cage = plan.sheet("cage", sheet.depth)
    for dx in (-62, 54):
        cage.fill(rect(x + dx * s, plan.top, 10 * s, y - plan.top), "#2b333e")
    for dy in (-40, -160, -280, -400):
        cage.fill(rect(x - 70 * s, y + dy * s, 140 * s, 14 * s, 4), "#2b333e")
    cage.fill(
        polygon([(x - 120 * s, y), (x - 80 * s, y - 40 * s), (x + 80 * s, y - 40 * s), (x + 120 * s, y)]),
        "#39424e",
    )


def _hay(plan: Plan, sheet: Sheet, x: float, y: float, s: float) -> None:
    chance = plan.chance("hay", round(x))
    for dx, dy in ((-80, 0), (30, 0), (-26, -86)):
        left, top = x + dx * s, y + dy * s - 84 * s
        sheet.fill(rect(left, top, 104 * s, 84 * s, 10), "#cda84e")
        straw = "".join(
            f"M{left + chance.number(6, 90) * s:.1f} {top + chance.number(8, 70) * s:.1f}"
            f"l{chance.number(-14, 14) * s:.1f} {12 * s:.1f}"
            for _ in range(12)
        )
        sheet.stroke(straw, "#9a7a30", 2.6 * s)
        sheet.stroke(
            f"M{left + 30 * s:.1f} {top:.1f}v{84 * s:.1f}M{left + 76 * s:.1f} {top:.1f}v{84 * s:.1f}",
            "#8a6238",
            4 * s,
        )


STANDING: dict[str, Standing] = {
    "table": _table, "counter": _counter, "sofa": _sofa, "bed": _bed, "desk": _desk, "bookcase": _bookcase,
    "lamp": _floor_lamp, "plant": _plant, "stove": _stove, "pillar": _pillar, "pews": _pews,
    "console": _console,
    "crates": _crates, "lens": _lens, "stairs": _stairs, "throne": _throne, "stools": _stools,
    "core": _core, "hay": _hay,
}  # fmt: skip
