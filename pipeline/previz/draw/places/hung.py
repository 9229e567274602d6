"""What hangs on walls and from ceilings. Each is drawn around ``x`` on a wall from ``top`` to ``foot``."""

from collections.abc import Callable

from pipeline.previz.design.colour import darker, lighter, mix
from pipeline.previz.draw.geometry import ellipse, polygon, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.places.plan import Plan
from pipeline.previz.draw.places.town import halo

Hung = Callable[[Plan, Sheet, float, float, float], None]


def _picture(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, y = plan.u, top + (foot - top) * 0.2
    sheet.fill(rect(x - 58 * u, y, 116 * u, 88 * u), "#6b4a2e")
    sheet.fill(
        rect(x - 49 * u, y + 9 * u, 98 * u, 70 * u),
        mix(plan.colour("accent", "#8fb0b8"), "#e6d8b8", 0.5),
        line=0.4,
    )
    sheet.fill(
        polygon(
            [
                (x - 49 * u, y + 79 * u),
                (x - 16 * u, y + 38 * u),
                (x + 12 * u, y + 64 * u),
                (x + 30 * u, y + 46 * u),
                (x + 49 * u, y + 79 * u),
            ]
        ),
        "#5f7a6a",
        line=0.3,
    )
    sheet.fill(ellipse(x + 24 * u, y + 28 * u, 9 * u), "#f4d58a", line=0)


def _shelf(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, chance = plan.u, plan.chance("shelf", round(x))
    for row in range(2):
        y = top + (foot - top) * (0.26 + 0.2 * row)
        at = x - 84 * u
        while at < x + 74 * u:
            wide, tall = chance.number(9, 17) * u, chance.number(28, 48) * u
            sheet.fill(
                rect(at, y - tall, wide, tall),
                chance.pick(("#8f3b3a", "#2f5d7c", "#c08a35", "#4b7350", "#e0d3b6", "#5f4a7c")),
                line=0.5,
            )
            at += wide + (chance.number(8, 24) * u if chance.chance(0.18) else 1)
        sheet.fill(rect(x - 92 * u, y, 184 * u, 9 * u), "#6b4a2e", line=0.7)


def _door(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, tall = plan.u, (foot - top) * 0.8
    wide = tall * 0.46
    tone = plan.colour("door", "#7a5236")
    sheet.fill(
        rect(x - wide * 0.56, foot - tall - wide * 0.06, wide * 1.12, tall + wide * 0.06),
        lighter(tone, 0.3),
        line=0.7,
    )
    sheet.fill(rect(x - wide / 2, foot - tall, wide, tall), tone, line=0.7)
    for dx in (-0.38, 0.06):
        for y, h in ((0.08, 0.36), (0.54, 0.38)):
            sheet.fill(
                rect(x + wide * dx, foot - tall * (1 - y), wide * 0.32, tall * h, 3),
                darker(tone, 0.2),
                line=0.5,
            )
    sheet.fill(ellipse(x + wide * 0.4, foot - tall * 0.47, 5.4 * u), "#d3ac4c", line=0.4)


def _clock(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, y = plan.u, top + (foot - top) * 0.2
    sheet.fill(ellipse(x, y, 31 * u), "#33302f")
    sheet.fill(ellipse(x, y, 26 * u), "#f3ecdc", line=0.4)
    sheet.stroke(
        f"M{x:.1f} {y:.1f}v{-17 * u:.1f}M{x:.1f} {y:.1f}l{12 * u:.1f} {5 * u:.1f}", "#26242b", 3.4 * u
    )


def _lamp(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, on = plan.u, plan.light.lamps
    y = top + (foot - top) * 0.16
    sheet.stroke(f"M{x:.1f} {plan.top:.1f}V{y - 20 * u:.1f}", "#2b2a2f", 3 * u)
    sheet.fill(
        f"M{x - 44 * u:.1f} {y + 22 * u:.1f}Q{x - 34 * u:.1f} {y - 24 * u:.1f} {x:.1f} {y - 26 * u:.1f}"
        f"Q{x + 34 * u:.1f} {y - 24 * u:.1f} {x + 44 * u:.1f} {y + 22 * u:.1f}Z",
        plan.colour("accent", "#b5653f"),
    )
    sheet.fill(ellipse(x, y + 24 * u, 15 * u, 9 * u), "#fff0c0" if on else "#e4dccb", line=0.3, glow=on)
    if on:
        halo(sheet, x, y + 26 * u, 230 * u, "#ffd489", 0.55)


def _board(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, y = plan.u, top + (foot - top) * 0.18
    sheet.fill(rect(x - 190 * u, y, 380 * u, 170 * u), "#8a6238")
    sheet.fill(rect(x - 180 * u, y + 10 * u, 360 * u, 150 * u), "#34584a", line=0.4)
    sheet.stroke(
        f"M{x - 150 * u:.1f} {y + 48 * u:.1f}h{120 * u:.1f}M{x - 150 * u:.1f} {y + 76 * u:.1f}"
        f"h{180 * u:.1f}M{x - 150 * u:.1f} {y + 104 * u:.1f}h{90 * u:.1f}",
        "#e6ece2",
        4 * u,
        opacity=0.7,
    )
    sheet.stroke(
        ellipse(x + 100 * u, y + 84 * u, 38 * u) + f"M{x + 62 * u:.1f} {y + 84 * u:.1f}h{76 * u:.1f}",
        "#e6ece2",
        3.4 * u,
        opacity=0.7,
    )


def _cabinet(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, y, tone = plan.u, top + (foot - top) * 0.1, plan.colour("accent", "#6f8f8a")
    for index in range(3):
        left = x + (index - 1.5) * 92 * u
        sheet.fill(rect(left, y, 90 * u, 118 * u), tone)
        sheet.fill(rect(left + 10 * u, y + 10 * u, 70 * u, 98 * u, 3), lighter(tone, 0.12), line=0.5)
        sheet.fill(ellipse(left + 76 * u, y + 92 * u, 4.4 * u), "#d8cfb8", line=0.4)


def _blinds(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, y, tall = plan.u, top + (foot - top) * 0.1, (foot - top) * 0.5
    for index in range(13):
        sheet.fill(rect(x - 130 * u, y + tall * index / 13, 260 * u, tall / 13 * 0.62), "#d9d4c6", line=0.3)


def _curtain(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, tone = plan.u, plan.colour("accent", "#8f3b3a")
    path = (
        f"M{x - 36 * u:.1f} {top + 10 * u:.1f}H{x + 36 * u:.1f}Q{x + 24 * u:.1f} {(top + foot) / 2:.1f} "
        f"{x + 44 * u:.1f} {foot - 30 * u:.1f}H{x - 44 * u:.1f}Q{x - 24 * u:.1f} {(top + foot) / 2:.1f} "
        f"{x - 36 * u:.1f} {top + 10 * u:.1f}Z"
    )
    sheet.fill(path, tone)
    for dx in (-18, 4, 24):
        sheet.stroke(
            f"M{x + dx * u:.1f} {top + 14 * u:.1f}Q{x + dx * 0.7 * u:.1f} {(top + foot) / 2:.1f} "
            f"{x + dx * 1.2 * u:.1f} {foot - 32 * u:.1f}",
            darker(tone, 0.3),
            4 * u,
            opacity=0.6,
        )


def _pipes(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u = plan.u
    for dy, tone in ((0.1, "#8a8f94"), (0.17, "#a5613a"), (0.22, "#6f757c")):
        y = top + (foot - top) * dy
        sheet.fill(rect(plan.left, y, plan.right - plan.left, 15 * u), tone, line=0.6)
        for share in (0.2, 0.5, 0.8):
            sheet.fill(
                rect(plan.w * share - 8 * u, y - 4 * u, 16 * u, 23 * u, 3), darker(tone, 0.2), line=0.5
            )


def _screens(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, chance = plan.u, plan.chance("screens", round(x))
    for row in range(2):
        for column in range(3):
            left, y = x + (column - 1.5) * 104 * u, top + (foot - top) * (0.12 + 0.27 * row)
            tone = chance.pick(("#2f6f86", "#2b5f4f", "#3a4f86", "#7a5a2a"))
            sheet.fill(rect(left, y, 98 * u, 62 * u, 5), "#22262e")
            sheet.fill(rect(left + 6 * u, y + 6 * u, 86 * u, 50 * u, 3), tone, line=0, glow=True)
            sheet.stroke(
                "".join(
                    f"M{left + 14 * u:.1f} {y + (16 + 10 * i) * u:.1f}h{chance.number(20, 66) * u:.1f}"
                    for i in range(4)
                ),
                lighter(tone, 0.6),
                2.6 * u,
                glow=True,
                opacity=0.8,
            )


def _banner(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, tone = plan.u, plan.colour("accent", "#7a2440")
    low = top + (foot - top) * 0.62
    sheet.fill(
        polygon(
            [(x - 40 * u, top), (x + 40 * u, top), (x + 40 * u, low), (x, low - 30 * u), (x - 40 * u, low)]
        ),
        tone,
    )
    sheet.fill(
        polygon(
            [(x, top + 60 * u), (x + 22 * u, top + 92 * u), (x, top + 124 * u), (x - 22 * u, top + 92 * u)]
        ),
        "#d3ac4c",
        line=0.5,
    )


def _lockers(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u = plan.u
    for index in range(5):
        left = x + (index - 2.5) * 54 * u
        sheet.fill(rect(left, foot - 220 * u, 52 * u, 220 * u), plan.colour("accent", "#4f7f96"))
        sheet.stroke(
            "".join(f"M{left + 12 * u:.1f} {foot - (196 - 10 * i) * u:.1f}h{28 * u:.1f}" for i in range(3)),
            "#26343f",
            2.6 * u,
        )
        sheet.fill(rect(left + 40 * u, foot - 116 * u, 5 * u, 18 * u, 2), "#d5d9dd", line=0.3)


def _mirror(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, y = plan.u, top + (foot - top) * 0.14
    sheet.fill(rect(x - 62 * u, y, 124 * u, 150 * u, 10), "#b8933f")
    sheet.fill(rect(x - 52 * u, y + 10 * u, 104 * u, 130 * u, 6), "#b9ced6", line=0.4)
    sheet.fill(
        polygon(
            [
                (x - 40 * u, y + 110 * u),
                (x + 16 * u, y + 20 * u),
                (x + 38 * u, y + 20 * u),
                (x - 18 * u, y + 110 * u),
            ]
        ),
        "#ffffff",
        line=0,
        opacity=0.3,
    )


def _papers(plan: Plan, sheet: Sheet, x: float, top: float, foot: float) -> None:
    u, chance = plan.u, plan.chance("papers", round(x))
    y = top + (foot - top) * 0.16
    sheet.fill(rect(x - 120 * u, y, 240 * u, 150 * u), "#b48a58")
    for _ in range(11):
        px, py = x + chance.number(-100, 70) * u, y + chance.number(10, 104) * u
        with sheet.group(px, py, 1, chance.number(-9, 9)):
            sheet.fill(
                rect(0, 0, 32 * u, 38 * u),
                chance.pick(("#f1e8d4", "#e3d27a", "#cfe0e4", "#f0c9b8")),
                line=0.5,
            )
    sheet.stroke(
        f"M{x - 70 * u:.1f} {y + 40 * u:.1f}L{x + 10 * u:.1f} {y + 90 * u:.1f}L{x + 76 * u:.1f} "
        f"{y + 36 * u:.1f}",
        "#b8352f",
        2.6 * u,
    )


HUNG: dict[str, Hung] = {
    "picture": _picture, "shelf": _shelf, "door": _door, "clock": _clock, "lamp": _lamp, "board": _board,
    "cabinet": _cabinet, "blinds": _blinds, "curtain": _curtain, "pipes": _pipes, "screens": _screens,
    "banner": _banner, "lockers": _lockers, "mirror": _mirror, "papers": _papers,
}  # fmt: skip
