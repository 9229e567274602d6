"""Hands, feet and shoes. A hand hangs down from its wrist at (0, 0) and is about 85 units long."""

from pipeline.previz.design.colour import darker
from pipeline.previz.draw.geometry import Point, rect, tube
from pipeline.previz.draw.hand import Sheet


def hand(
    sheet: Sheet, at: Point, angle: float, shape: str, tone: str, size: float, detail: int, *, flip: bool
) -> None:
    """One hand at the wrist ``at``, along the forearm's ``angle``; ``flip`` moves the thumb over."""
    with sheet.group(at[0], at[1], size, -angle, flip=flip):
        paths, lines = _SHAPES.get(shape, _SHAPES["relaxed"])
        sheet.union(paths if detail >= 1 else paths[:1], tone)
        if detail >= 2:
            for path in lines:
                sheet.stroke(path, darker(tone, 0.34), 2.6, opacity=0.8)


_SHAPES: dict[str, tuple[list[str], list[str]]] = {
    "relaxed": (
        ["M-19 -6C-26 18 -25 42 -19 58Q-12 86 0 84Q14 82 19 52Q24 20 18 -6Z",
            tube([(14, 12), (27, 30), (25, 52)], [10, 9, 7])],
        ["M-8 50q1 18 5 28", "M4 50q2 16 4 26"],
    ),
    "fist": (
        [rect(-24, -4, 48, 54, 20), tube([(16, 14), (20, 30), (2, 38)], [10, 10, 8])],
        ["M-12 34v14", "M0 36v13", "M11 34v12"],
    ),
    "grip": (
        [rect(-23, -4, 46, 52, 19), tube([(14, 16), (26, 26), (16, 40)], [10, 9, 8])],
        ["M-20 22h26", "M-19 34h24"],
    ),
    "point": (
        [rect(-22, -4, 44, 48, 18), tube([(-10, 30), (-9, 60), (-8, 88)], [9, 8, 6]),
            tube([(14, 10), (24, 24), (10, 36)], [9, 9, 7])],
        ["M4 34v10", "M13 32v9"],
    ),
    "open": (
        [
            "M-20 -6Q-26 22 -22 42H20Q26 18 18 -6Z", tube([(-17, 36), (-23, 58), (-28, 76)], [7.5, 7, 5.5]),
            tube([(-6, 38), (-8, 64), (-10, 86)], [8, 7.5, 6]),
            tube([(6, 38), (7, 64), (8, 86)], [8, 7.5, 6]),
            tube([(16, 36), (20, 58), (24, 74)], [7.5, 7, 5.5]),
            tube([(14, 14), (32, 26), (42, 44)], [10, 8, 6]),
        ],
        ["M-12 20q12 6 24 0"],
    ),
    "flat": (
        ["M-19 -6C-24 18 -22 40 -17 62Q-10 84 2 84Q16 82 18 54Q22 20 18 -6Z",
            tube([(14, 14), (24, 30), (20, 48)], [9, 8, 6])],
        ["M-8 46l2 34", "M2 46l2 36", "M11 46v30"],
    ),
}  # fmt: skip


def foot(
    sheet: Sheet, ankle: Point, knee: Point, kind: str, tone: str, skin: str, size: float, *, low: bool
) -> None:
    """A foot or shoe below ``ankle``. Flat on the ground unless the shin lies down."""
    from math import atan2, degrees

    shin = degrees(atan2(ankle[0] - knee[0], ankle[1] - knee[1]))
    turn = -shin if abs(shin) > 55 or low else (-shin - 24 if shin < -24 else 0)
    with sheet.group(ankle[0], ankle[1], size, turn):
        if kind == "barefoot":
            sheet.fill("M-20 -14Q-24 16 -20 24H56Q72 22 66 8Q44 0 20 -16Z", skin)
            return
        if kind == "heels":
            sheet.fill("M-16 -8Q-24 0 -22 10L-18 24H-12L-8 10Q20 26 58 24Q66 18 52 8Q24 2 14 -10Z", tone)
            return
        if kind == "sandals":
            sheet.fill("M-20 -14Q-24 14 -20 20H56Q70 18 64 6Q44 0 20 -16Z", skin)
            sheet.fill(rect(-24, 17, 92, 8, 4), tone)
            sheet.stroke("M-18 -4h34M26 -6l8 24", tone, 8)
            return
        top = {"boots": -84, "wellies": -110, "sneakers": -18}.get(kind, -16)
        sheet.fill(f"M-25 {top}H25Q24 -20 28 -8Q70 0 76 16V22H-27Q-32 0 -25 {top}Z", tone)
        sheet.fill(rect(-28, 17, 106, 9, 3), darker(tone, 0.4) if kind != "sneakers" else "#efe9dc", line=0.5)
        if kind == "sneakers":
            sheet.stroke("M22 -8l10 -4M28 0l10 -5", "#f5f0e6", 4)
