"""Mouths: closed, speaking, laughing, shouting; tears and sweat that go with a feeling."""

from pipeline.previz.design.colour import darker, mix
from pipeline.previz.draw.geometry import lerp
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.face import Face
from pipeline.previz.draw.people.looks import Look


def mouth(sheet: Sheet, face: Face, look: Look) -> None:
    """The mouth of a look, lips where the design has them."""
    if face.detail == 0:
        return
    x, y = face.feature((0, 61, 33, 60))
    half = (
        22
        * look.width
        * face.number("mouth", 0.7, 1.3, 1.0)
        * (0.82 if sheet.style.eyes in ("anime", "dot") else 1)
    )
    half *= 1 - 0.2 * face.young
    with sheet.group(x, y, squeeze=lerp(1, 0.86, face.turn)):
        if look.open > 0.05:
            _open(sheet, face, look, half)
        else:
            _closed(sheet, face, look, half)
    _drops(sheet, face, look)


def _line(face: Face) -> str:
    return darker(mix(str(face.design["skin"]), "#7a2228", 0.5), 0.45)


def _lips(face: Face) -> str:
    tone = str(face.design["skin"])
    return str(face.design.get("lips") or "") or mix(tone, "#b03a3e", 0.34)


def _closed(sheet: Sheet, face: Face, look: Look, half: float) -> None:
    bend = 13 * look.curve
    if _full(sheet, face):
        lift = 6.5 if face.design.get("presents") == "female" else 4.2
        sheet.fill(
            f"M{-half * 0.9:.1f} {-bend * 0.45:.1f}Q{-half * 0.4:.1f} {-lift:.1f} 0 {-lift * 0.6:.1f}"
            f"Q{half * 0.4:.1f} {-lift:.1f} {half * 0.9:.1f} {-bend * 0.45:.1f}"
            f"Q{half * 0.4:.1f} {bend + lift * 1.5:.1f} 0 {bend * 0.7 + lift * 1.55:.1f}"
            f"Q{-half * 0.4:.1f} {bend + lift * 1.5:.1f} {-half * 0.9:.1f} {-bend * 0.45:.1f}Z",
            _lips(face), line=0, opacity=0.85 if face.design.get("presents") == "female" else 0.5,
        )  # fmt: skip
    width = max(3.2, sheet.pen(0.9))
    sheet.stroke(
        f"M{-half:.1f} {-bend * 0.5:.1f}Q0 {bend:.1f} {half:.1f} {-bend * 0.5:.1f}", _line(face), width
    )
    if face.detail >= 2 and sheet.style.eyes != "dot":
        sheet.shadow(
            f"M{-half * 0.5:.1f} {bend * 0.5 + 13:.1f}Q0 {bend * 0.5 + 20:.1f} {half * 0.5:.1f} "
            f"{bend * 0.5 + 13:.1f}Z",
            "",
            0.6,
        )


def _full(sheet: Sheet, face: Face) -> bool:
    return sheet.style.eyes in ("almond", "oval") and face.detail >= 1 and face.young < 0.9


def _open(sheet: Sheet, face: Face, look: Look, half: float) -> None:
    bend, drop = 10 * look.curve, 8 + 29 * look.open
    top = f"M{-half:.1f} {-bend * 0.6:.1f}Q0 {bend * 0.5 - 4 * look.open:.1f} {half:.1f} {-bend * 0.6:.1f}"
    low = drop + max(0.0, bend) * 0.7
    shape = (
        f"{top}Q{half * 0.86:.1f} {low:.1f} 0 {low:.1f}Q{-half * 0.86:.1f} {low:.1f} {-half:.1f} "
        f"{-bend * 0.6:.1f}Z"
    )
    if _full(sheet, face):
        sheet.raw(
            f'<path d="{shape}" fill="none" stroke="{sheet.colour(_lips(face))}" '
            f'stroke-width="{7 if face.design.get("presents") == "female" else 4}"'
            ' stroke-linejoin="round" stroke-opacity="0.8"/>'
        )
    sheet.fill(shape, "#4a1620", line=0)
    clip = sheet.clip(shape)
    sheet.raw(f'<g clip-path="url(#{clip})">')
    if look.open > 0.2:
        sheet.fill(
            f"M{-half * 0.7:.1f} {low + 4:.1f}Q0 {low * 0.42:.1f} {half * 0.7:.1f} {low + 4:.1f}Z",
            "#b4484f",
            line=0,
        )
    if look.teeth:
        sheet.fill(
            f"{top}L{half:.1f} {max(5.0, low * 0.3):.1f}Q0 {low * 0.3 + 3:.1f} {-half:.1f} "
            f"{max(5.0, low * 0.3):.1f}Z",
            "#f6f0e4",
            line=0,
        )
    sheet.raw("</g>")
    sheet.stroke(shape, _line(face), max(2.8, sheet.pen(0.8)))


def _drops(sheet: Sheet, face: Face, look: Look) -> None:
    if look.tear and face.detail >= 2:
        x, y = face.feature((-38, 20, -16, 20))
        sheet.fill(f"M{x:.1f} {y:.1f}q7 18 0 24q-9 -4 0 -24Z", "#bfe2f5", line=0.3, opacity=0.9)
    if look.sweat and face.detail >= 2:
        x, y = face.feature((-60, -34, -52, -38))
        sheet.fill(f"M{x:.1f} {y:.1f}q9 16 0 22q-10 -5 0 -22Z", "#c8e6f6", line=0.3, opacity=0.9)
