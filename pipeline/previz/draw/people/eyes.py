"""Eyes and brows: four ways of drawing them, one for each family of styles."""

from pipeline.previz.design.colour import darker, lighter, luminance, mix, safe
from pipeline.previz.draw.geometry import ellipse, lerp
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.face import Face
from pipeline.previz.draw.people.looks import Look

_NEAR, _FAR = (-33, 4, -9, 4), (33, 4, 47, 3)


def eyes(sheet: Sheet, face: Face, look: Look) -> None:
    """Both eyes and brows; an eye patch covers the near one."""
    if face.detail == 0:
        _specks(sheet, face)
        return
    draw = {"almond": _almond, "anime": _anime, "oval": _oval, "dot": _dot}[sheet.style.eyes]
    size = sheet.style.eye_size * face.number("eye_size", 0.7, 1.3, 1.0) * (1 + 0.22 * face.young)
    spacing = face.number("eye_spacing", -1, 1, 0) * 3
    for pair, squeeze, outward in (
        (_FAR, lerp(1, 0.76, face.turn), 1),
        (_NEAR, lerp(1, 0.98, face.turn), -1),
    ):
        x, y = face.feature(pair)
        with sheet.group(x + spacing * outward, y, size, squeeze=squeeze, flip=outward < 0):
            # Inside, x grows away from the nose; a mirrored eye's gaze is mirrored too.
            shut = look.lid <= 0.05
            gaze = (look.gaze[0] + 0.35 * face.turn) * outward
            (_shut if shut else draw)(sheet, face, look, gaze)
            _brow(sheet, face, look, outward)
            if look.bags and face.detail >= 2 and sheet.style.eyes != "dot":
                dark = darker(str(face.design["skin"]), 0.4)
                sheet.stroke("M-12 15Q3 22 16 13", dark, 2.4, opacity=0.75 * look.bags)
    if look.crease and face.detail >= 2:
        _crease(sheet, face, look)
    if "eyepatch" in (face.design.get("marks") or []):
        _patch(sheet, face)


def _specks(sheet: Sheet, face: Face) -> None:
    for pair in (_NEAR, _FAR):
        x, y = face.feature(pair)
        sheet.fill(ellipse(x, y, 7, 9), "#1d1620", line=0)


def _crease(sheet: Sheet, face: Face, look: Look) -> None:
    """Two short lines between brows that are drawn together."""
    x, y = face.feature((0, -13, 23, -14))
    dark = darker(str(face.design["skin"]), 0.45)
    sheet.stroke(
        f"M{x - 4:.1f} {y:.1f}l-3 -15M{x + 5:.1f} {y:.1f}l3 -13", dark, 2.6, opacity=look.crease * 0.85
    )


def _iris(face: Face) -> str:
    return safe(face.design.get("eyes"), "#5a3d28")


def _lash(face: Face) -> float:
    return 1.0 if face.design.get("presents") == "female" else 0.0


def _shut(sheet: Sheet, face: Face, look: Look, gaze: float) -> None:
    width = 4.4 if sheet.style.eyes != "dot" else 5
    sheet.stroke("M-17 3Q0 13 18 2", "#231a22", width)
    if _lash(face) and face.detail >= 2:
        sheet.stroke("M18 2l7 3M13 6l5 5", "#231a22", width * 0.6)


def _almond(sheet: Sheet, face: Face, look: Look, gaze: float) -> None:
    up, low = 12.5 * look.lid, 8.5 * (1 - 0.8 * look.squint)
    shape = (
        f"M-18 3Q-9 {-up:.1f} 4 {-up:.1f}Q15 {-up * 0.72:.1f} 20 -1Q10 {low:.1f} -3 {low:.1f}Q-13 "
        f"{low * 0.9:.1f} -18 3Z"
    )
    tone = str(face.design["skin"])
    sheet.fill(shape, mix("#f4efe6", tone, 0.1), line=0)
    _ball(sheet, face, look, gaze * 5.5 + 1, look.gaze[1] * 4 - 1.5, 9.6, shape)
    sheet.shadow(f"M-22 -20H24V{-up + 7:.1f}H-22Z", shape, 0.7)
    dark = "#241a20"
    sheet.stroke(
        f"M-19 4Q-9 {-up - 0.5:.1f} 4 {-up - 0.5:.1f}Q15 {-up * 0.74:.1f} 21 -1",
        dark,
        4.2 + 1.2 * _lash(face) - 1.2 * face.young,
    )
    if _lash(face):
        sheet.stroke("M19 -1.5q6 -2 9 -7" + ("M14 -7q4 -3 6 -8" if face.detail >= 2 else ""), dark, 3)
    if face.detail >= 2:
        sheet.stroke(
            f"M-8 {low + 1:.1f}Q6 {low + 2.5:.1f} 15 {low * 0.5:.1f}", darker(tone, 0.36), 1.8, opacity=0.8
        )
        sheet.stroke(
            f"M-12 {-up - 6:.1f}Q3 {-up - 10:.1f} 18 {-up * 0.6 - 5:.1f}",
            darker(tone, 0.34),
            2.0,
            opacity=0.7,
        )
    if face.detail >= 4 and _lash(face):
        for x in range(-10, 19, 4):
            sheet.stroke(f"M{x} {-up + abs(x) * 0.14:.1f}l{x * 0.22 + 1:.1f} -6", dark, 1.1)


def _ball(sheet: Sheet, face: Face, look: Look, x: float, y: float, radius: float, within: str) -> None:
    iris = _iris(face)
    sheet.raw(f'<g clip-path="url(#{sheet.clip(within)})">')
    sheet.fill(ellipse(x, y, radius), darker(iris, 0.5), line=0)
    sheet.fill(ellipse(x, y + 0.6, radius * 0.84), iris, line=0)
    if face.detail >= 3:
        sheet.fill(
            ellipse(x, y + radius * 0.42, radius * 0.56, radius * 0.36),
            lighter(iris, 0.4),
            line=0,
            opacity=0.6,
        )
    if face.detail >= 4:
        spokes = "".join(
            f"M{x + dx * radius * 0.5:.1f} {y + dy * radius * 0.5:.1f}L{x + dx * radius * 0.8:.1f} "
            f"{y + dy * radius * 0.8:.1f}"
            for dx, dy in ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1),
                (0.7, -0.7), (0.92, 0.38), (-0.92, 0.38))
        )  # fmt: skip
        sheet.stroke(spokes, darker(iris, 0.32), 0.8, opacity=0.7)
    sheet.fill(ellipse(x, y, radius * 0.48 * look.pupil), "#120d12", line=0)
    sheet.fill(ellipse(x + radius * 0.36, y - radius * 0.4, radius * 0.26), "#ffffff", line=0, glow=True)
    sheet.raw("</g>")


def _anime(sheet: Sheet, face: Face, look: Look, gaze: float) -> None:
    old = str(face.design.get("age")) in ("old", "middle")
    tall = (0.74 if old else 1.0) * (0.86 if not _lash(face) else 1.0)
    up, low = 24 * look.lid * tall, 14 * (1 - 0.7 * look.squint) * tall
    shape = (
        f"M-17 2Q-13 {-up:.1f} 3 {-up:.1f}Q19 {-up * 0.8:.1f} 20 1Q17 {low:.1f} 3 {low:.1f}Q-12 {low:.1f} "
        "-17 2Z"
    )
    sheet.fill(shape, "#fbf8f2", line=0)
    iris, x, y = _iris(face), gaze * 4.5 + 1, look.gaze[1] * 4 - 2.5
    rx, ry = 11.5 * (0.6 + 0.4 * look.pupil), 17.5 * tall * (0.6 + 0.4 * look.pupil)
    sheet.raw(f'<g clip-path="url(#{sheet.clip(shape)})">')
    paint = sheet.blend([(0, darker(iris, 0.7), 1), (0.45, iris, 1), (1, lighter(iris, 0.5), 1)])
    sheet.fill(ellipse(x, y, rx, ry), darker(iris, 0.72), line=0)
    sheet.fill(ellipse(x, y + 0.8, rx * 0.88, ry * 0.9), paint, line=0)
    sheet.fill(ellipse(x, y - 1, rx * 0.44, ry * 0.46), "#150f18", line=0)
    sheet.fill(ellipse(x + rx * 0.32, y - ry * 0.46, rx * 0.34, ry * 0.26), "#ffffff", line=0, glow=True)
    sheet.fill(
        ellipse(x - rx * 0.4, y + ry * 0.46, rx * 0.2, ry * 0.14), "#ffffff", line=0, glow=True, opacity=0.85
    )
    sheet.raw("</g>")
    sheet.shadow(f"M-22 -40H26V{-up + 8:.1f}H-22Z", shape, 0.8)
    dark = "#1c131d"
    lash = 6 if _lash(face) else 4.4
    sheet.fill(
        f"M-19 4Q-15 {-up - 2:.1f} 3 {-up - 2.5:.1f}Q20 {-up * 0.82 - 2:.1f} 24 1L18 0Q16 "
        f"{-up * 0.7 + lash * 0.5:.1f} 3 {-up + lash * 0.7:.1f}"
        f"Q-11 {-up + lash * 0.7:.1f} -19 4Z", dark, line=0.3,
    )  # fmt: skip
    if _lash(face):
        sheet.fill("M19 -4Q26 -6 29 -13Q28 -2 20 3Z", dark, line=0)
    if face.detail >= 2:
        sheet.stroke(f"M-6 {low + 0.5:.1f}Q6 {low + 1.5:.1f} 15 {low * 0.62:.1f}", dark, 1.7)
        sheet.stroke(
            f"M-10 {-up - 7:.1f}Q4 {-up - 11:.1f} 17 {-up * 0.7 - 6:.1f}",
            darker(str(face.design["skin"]), 0.4),
            1.6,
        )


def _oval(sheet: Sheet, face: Face, look: Look, gaze: float) -> None:
    up, low = 15 * look.lid, 9 * (1 - 0.7 * look.squint)
    shape = (
        f"M-16 2Q-11 {-up:.1f} 2 {-up:.1f}Q15 {-up * 0.8:.1f} 18 1Q12 {low:.1f} 1 {low:.1f}Q-10 {low:.1f} "
        "-16 2Z"
    )
    sheet.fill(shape, "#fdf9ef", line=0, opacity=0.9)
    iris, x, y = _iris(face), gaze * 4.5 + 1, look.gaze[1] * 4 - 2
    sheet.raw(f'<g clip-path="url(#{sheet.clip(shape)})">')
    sheet.fill(ellipse(x, y, 8.6, 11), darker(iris, 0.35), line=0)
    sheet.fill(ellipse(x, y, 4.6 * look.pupil, 6.6 * look.pupil), "#1d1418", line=0)
    sheet.fill(ellipse(x + 3, y - 4, 2.5), "#ffffff", line=0, glow=True)
    sheet.raw("</g>")
    ink = sheet.style.line_colour or "#33242a"
    sheet.stroke(f"M-17 3Q-11 {-up - 1:.1f} 2 {-up - 1:.1f}Q15 {-up * 0.8:.1f} 19 1", darker(ink, 0.35), 3.4)
    if _lash(face):
        sheet.stroke("M18 0l7 -4M15 -6l5 -5", darker(ink, 0.35), 2.2)
    if face.detail >= 2:
        sheet.stroke(f"M-4 {low + 1:.1f}Q5 {low + 2:.1f} 13 {low * 0.6:.1f}", ink, 1.5, opacity=0.6)


def _dot(sheet: Sheet, face: Face, look: Look, gaze: float) -> None:
    if look.lid > 1.15:
        sheet.fill(ellipse(0, 0, 15, 17), "#ffffff", line=0.7)
    x, y = gaze * 3, look.gaze[1] * 3
    if luminance(str(face.design["skin"])) < 0.34:
        sheet.fill(
            ellipse(0, 0, 14, 16 * min(1.0, look.lid)), "#fdf8ee", line=0.4
        )  # or a dark face has no eyes
    sheet.fill(ellipse(x, y, 8, 10.5 * min(1.0, look.lid)), "#2a2030", line=0)
    sheet.fill(ellipse(x + 2.6, y - 3.6, 2.6), "#ffffff", line=0, glow=True)
    if look.squint > 0.3:
        sheet.stroke("M-13 9Q0 14 13 9", "#2a2030", 3, opacity=0.7)
    if _lash(face):
        sheet.stroke("M6 -9l6 -7M9 -5l9 -4", "#2a2030", 3.2)


def _brow(sheet: Sheet, face: Face, look: Look, outward: int) -> None:
    thick = face.number("brow", 0.4, 1.8, 1.0) * (0.72 if _lash(face) else 1.0) * (1 - 0.3 * face.young)
    lift = -30 - 10 * look.brow - (6 * look.uneven if outward < 0 else 0)
    lift -= 5 if sheet.style.eyes == "anime" else 0
    lift -= 5 if face.design.get("glasses") else 0  # or they hide behind the frames
    inner, outer = lift + 9 * look.tilt, lift + 1 - 5 * look.tilt
    tone = darker(mix(safe(face.design.get("hair"), "#4a3020"), "#2a1c1a", 0.3), 0.15 + 0.2 * face.young)
    if str(face.design.get("age")) == "old":
        tone = mix(safe(face.design.get("hair"), "#c8c4be"), "#77706a", 0.55)
    weight = (3.0 if sheet.style.eyes in ("anime", "dot") else 4.4) * thick
    sheet.fill(
        f"M-17 {inner - weight * 0.4:.1f}Q4 {lift - 8 - weight:.1f} 23 {outer:.1f}Q4 "
        f"{lift - 4 + weight * 0.4:.1f} -16 {inner + weight:.1f}Z",
        tone,
        line=0,
    )


def _patch(sheet: Sheet, face: Face) -> None:
    x, y = face.feature(_NEAR)
    sheet.stroke(f"M{x - 60:.1f} {y - 34:.1f}L{x + 74:.1f} {y - 52:.1f}", "#1f1b22", 5)
    sheet.fill(f"M{x - 24:.1f} {y - 22:.1f}h46q4 40 -22 46q-28 -6 -24 -46Z", "#221d26")
