"""What stands between the lens and a room: the edge of a plant, a table, a row of seats."""

from collections.abc import Callable

from pipeline.previz.design.colour import darker, mix
from pipeline.previz.draw.geometry import ellipse, polygon, rect
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.places.plan import Plan


def near(plan: Plan, what: str) -> None:
    """Draw ``what`` as the nearest sheet of a room."""
    NEAR[what](plan, plan.sheet("near", 0.08))


def _plant(plan: Plan, sheet: Sheet) -> None:
    for turn in (-70, -44, -18, 8, 34):
        with sheet.group(plan.w, plan.h * 1.1, 3.0 * plan.u, turn - 20):
            sheet.fill("M0 0Q-26 -60 0 -124Q26 -60 0 0Z", "#22392c")


def _table(plan: Plan, sheet: Sheet) -> None:
    w, h = plan.w, plan.h
    top = [(plan.left, h * 1.02), (w * 0.36, h * 0.985), (w * 0.44, plan.bottom), (plan.left, plan.bottom)]
    sheet.fill(polygon(top), "#4a3226")
    sheet.fill(ellipse(w * 0.12, h * 0.985, 70 * plan.u, 13 * plan.u), "#b9b09c")


def _monitor(plan: Plan, sheet: Sheet) -> None:
    sheet.fill(rect(plan.left, plan.h * 0.84, plan.w * 0.36, plan.bottom, 14 * plan.u), "#1d2027")


def _cups(plan: Plan, sheet: Sheet) -> None:
    w, h, u = plan.w, plan.h, plan.u
    sheet.fill(rect(plan.left, h * 0.97, plan.right - plan.left, plan.bottom), "#3a281f", line=0.6)
    sheet.fill(rect(w * 0.86, h * 0.87, 64 * u, 74 * u, 12 * u), mix("#d9d0bc", "#20222c", 0.3))


def _seats(plan: Plan, sheet: Sheet) -> None:
    dark, u = darker(plan.colour("accent", "#4a5a5a"), 0.62), plan.u
    for index in range(9):
        tone = dark if index % 2 else darker(dark, 0.2)
        sheet.fill(rect(plan.left + index * 190 * u, plan.h * 0.93, 170 * u, plan.bottom, 50 * u), tone)


def _bars(plan: Plan, sheet: Sheet) -> None:
    for index in range(16):
        x = plan.left + index * 150 * plan.u
        sheet.fill(rect(x, plan.top, 15 * plan.u, plan.bottom - plan.top), "#26282d", line=0.6)


def _crates(plan: Plan, sheet: Sheet) -> None:
    sheet.fill(rect(plan.w * 0.84, plan.h * 0.72, plan.w * 0.5, plan.bottom), "#3a2c1f")


NEAR: dict[str, Callable[[Plan, Sheet], None]] = {
    "plant": _plant, "table": _table, "monitor": _monitor, "cups": _cups, "seats": _seats, "bars": _bars,
    "crates": _crates,
}  # fmt: skip
