"""Fronts of garments: collars, lapels, buttons, belts, ties, scarves and badges."""

from typing import Any

from pipeline.previz.design.colour import darker, lighter, safe
from pipeline.previz.draw.geometry import Point, ellipse, line, polygon, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.garments import Top
from pipeline.previz.draw.people.skeleton import Skeleton


def front(sheet: Sheet, bones: Skeleton, top: Top, wear: dict[str, Any], outline: str) -> None:
    """Everything on the chest, kept inside the garment's ``outline``."""
    tone = safe(wear.get("top_colour"), "#5a6a7a")
    sheet.raw(f'<g clip-path="url(#{sheet.clip(outline)})">')
    if top.under:
        _under(sheet, bones, wear)
    _closure(sheet, bones, top, tone, wear)
    sheet.raw("</g>")
    _collar(sheet, bones, top, tone, wear)


def _middle(bones: Skeleton) -> float:
    """Where the middle line of the chest lies: turned bodies show it nearer the far side."""
    return bones.body.chest * 0.36 * bones.pose.turn


def _under(sheet: Sheet, bones: Skeleton, wear: dict[str, Any]) -> None:
    m, w = _middle(bones), bones.body.chest * 0.34
    at = bones.torso
    shirt = safe(wear.get("shirt_colour"), "#ece6d8")
    low = 0.34 if wear.get("top") != "labcoat" else 0.1
    sheet.fill(
        polygon(
            [
                at(1.12, m - w),
                at(1.12, m + w),
                at(0.9, m + w * 0.8),
                at(low, m + 4),
                at(low, m - 4),
                at(0.9, m - w * 0.8),
            ]
        ),
        shirt,
        line=0.5,
    )
    if wear.get("tie"):
        tie = safe(wear.get("tie"), "#7a2d36")
        sheet.fill(
            polygon(
                [
                    at(1.0, m - 14),
                    at(1.0, m + 14),
                    at(0.94, m + 9),
                    at(0.5, m + 17),
                    at(0.42, m),
                    at(0.5, m - 17),
                    at(0.94, m - 9),
                ]
            ),
            tie,
            line=0.6,
        )


def _closure(sheet: Sheet, bones: Skeleton, top: Top, tone: str, wear: dict[str, Any]) -> None:
    m, at = _middle(bones), bones.torso
    dark = darker(tone, 0.34)
    pen = max(2.6, sheet.pen(0.7))
    low = -0.06 - top.hem * 1.4
    accent = safe(wear.get("accent"), "#c9a13c")
    if top.front in ("buttons", "zip", "open", "double", "number"):
        start = 0.98 if not top.under else 0.36
        if top.front != "number":
            sheet.stroke(line([at(start, m), at(low, m)]), dark, pen, opacity=0.85)
    if top.front in ("buttons", "double"):
        for level in (0.84, 0.64, 0.44, 0.24, 0.04) if not top.under else (0.3, 0.16, 0.02):
            for side in (0.0,) if top.front == "buttons" else (-26.0, 26.0):
                x, y = at(level, m + side)
                sheet.fill(
                    ellipse(x, y, 6.5), lighter(tone, 0.5) if top.front == "buttons" else accent, line=0.4
                )
    if top.front in ("belt", "sash"):
        wide = 0.07 if top.front == "belt" else 0.17
        hip = bones.body.hip * 1.5
        sheet.fill(
            polygon(
                [at(0.36 + wide, -hip), at(0.36 + wide, hip), at(0.36 - wide, hip), at(0.36 - wide, -hip)]
            ),
            accent if top.front == "sash" else darker(tone, 0.42),
            line=0.6,
        )
    if top.front == "belt":
        x, y = at(0.36, m)
        sheet.fill(ellipse(x, y, 15, 17), "#c9a13c", line=0.5)
    if top.front == "bib":
        bib = safe(wear.get("bottom_colour"), "#41597c")
        w = bones.body.chest * 0.56
        sheet.fill(
            polygon([at(0.7, m - w), at(0.7, m + w), at(-0.1, m + w * 2.6), at(-0.1, m - w * 2.6)]),
            bib,
            line=0.7,
        )
        for side in (-1, 1):
            sheet.fill(
                polygon(
                    [
                        at(0.72, m + side * w),
                        at(0.72, m + side * (w - 20)),
                        at(1.1, m + side * (w - 10)),
                        at(1.1, m + side * (w + 10)),
                    ]
                ),
                bib,
                line=0.6,
            )
            x, y = at(0.68, m + side * (w - 10))
            sheet.fill(ellipse(x, y, 8), "#d3ac4c", line=0.4)
    if top.front == "apron":
        w = bones.body.chest * 0.62
        sheet.fill(
            polygon(
                [
                    at(0.8, m - w * 0.8),
                    at(0.8, m + w * 0.8),
                    at(0.4, m + w * 1.5),
                    at(-0.1, m + w * 1.9),
                    at(-0.1, m - w * 1.9),
                    at(0.4, m - w * 1.5),
                ]
            ),
            safe(wear.get("accent"), "#e6dcc8"),
            line=0.7,
        )
    if top.front == "plates":
        for level in (0.66, 0.4, 0.16):
            sheet.stroke(
                smooth([at(level, -150), at(level - 0.06, m), at(level, 150)], closed=False), dark, pen * 1.4
            )
        sheet.gleam(smooth([at(0.9, m - 50), at(0.7, m - 58), at(0.55, m - 34), at(0.72, m - 24)]), "", 0.3)
    if top.front == "panel":
        sheet.fill(
            polygon([at(0.62, m - 46), at(0.62, m + 46), at(0.32, m + 46), at(0.32, m - 46)]),
            "#3c4250",
            line=0.6,
        )
        for i, tint in enumerate(("#d9534a", "#5bc08a", "#e3b52f")):
            x, y = at(0.52, m - 26 + 26 * i)
            sheet.fill(ellipse(x, y, 8), tint, line=0.3, glow=True)
    if top.front == "number":
        sheet.fill(
            polygon([at(0.74, m - 30), at(0.74, m + 30), at(0.4, m + 30), at(0.4, m - 30)]),
            accent,
            line=0,
            opacity=0.9,
        )


def _collar(sheet: Sheet, bones: Skeleton, top: Top, tone: str, wear: dict[str, Any]) -> None:
    m, at = _middle(bones) * 0.6, bones.torso
    dark = darker(tone, 0.22)
    if top.collar == "shirt":
        for side in (-1, 1):
            sheet.fill(
                polygon(
                    [at(1.14, m + side * 40), at(1.0, m), at(0.93, m + side * 36), at(1.04, m + side * 58)]
                ),
                lighter(tone, 0.1),
                line=0.8,
            )
    elif top.collar == "lapels":
        m = _middle(bones)
        for side in (-1, 1):
            w = bones.body.chest
            sheet.fill(
                polygon(
                    [
                        at(1.13, m * 0.7 + side * 40),
                        at(1.06, m * 0.7 + side * 62),
                        at(0.8, m + side * w * 0.52),
                        at(0.72, m + side * w * 0.34),
                        at(0.36, m + side * 3),
                        at(0.92, m + side * 16),
                    ]
                ),
                darker(tone, 0.14),
                line=0.8,
            )
    elif top.collar in ("rib", "high", "ring"):
        rise = {"rib": 1.12, "high": 1.2, "ring": 1.16}[top.collar]
        width = {"rib": 52, "high": 46, "ring": 84}[top.collar]
        sheet.fill(
            smooth(
                [
                    at(1.02, m - width),
                    at(rise, m - width + 6),
                    at(rise - 0.02, m + width - 8),
                    at(1.02, m + width - 4),
                    at(0.95, m),
                ],
                tension=0.4,
            ),
            lighter(tone, 0.06),
            line=0.9,
        )
    elif top.collar == "hood":
        sheet.fill(
            smooth(
                [at(1.2, -74), at(1.17, m + 60), at(1.02, m + 78), at(0.9, m + 4), at(0.98, -88)],
                tension=0.46,
            ),
            dark,
            line=0.9,
        )
    elif top.collar == "cross":
        sheet.fill(
            polygon([at(1.12, m - 50), at(1.12, m - 24), at(0.5, m + 40), at(0.44, m + 20)]),
            darker(tone, 0.3),
            line=0.7,
        )
        sheet.fill(
            polygon([at(1.12, m + 46), at(1.12, m + 22), at(0.62, m - 6), at(0.62, m - 32)]),
            darker(tone, 0.22),
            line=0.7,
        )
    if wear.get("scarf"):
        _scarf(sheet, bones, safe(wear.get("scarf"), "#b8352f"), m)


def _scarf(sheet: Sheet, bones: Skeleton, tone: str, m: float) -> None:
    at = bones.torso
    tail: list[Point] = [
        at(1.02, m + 8),
        at(0.7, m + 26),
        at(0.42, m + 16),
        at(0.4, m + 58),
        at(0.72, m + 62),
        at(1.0, m + 48),
    ]
    sheet.fill(smooth(tail, tension=0.36), darker(tone, 0.14))
    sheet.fill(
        smooth(
            [
                at(1.0, m - 72),
                at(1.16, m - 66),
                at(1.2, m),
                at(1.15, m + 62),
                at(1.0, m + 70),
                at(0.92, m + 4),
            ],
            tension=0.46,
        ),
        tone,
    )
    for dx in (-34, 4, 38):
        sheet.stroke(
            line([at(1.12, m + dx - 8), at(0.99, m + dx + 6)]),
            darker(tone, 0.3),
            max(2.4, sheet.pen(0.6)),
            opacity=0.7,
        )
