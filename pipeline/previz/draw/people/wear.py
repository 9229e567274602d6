"""What sits on a head: glasses, beards, hats and earrings."""

from collections.abc import Callable

from pipeline.previz.design.colour import darker, lighter, safe
from pipeline.previz.draw.geometry import ellipse, lerp, rect, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.face import Face
from pipeline.previz.draw.people.tresses import tone_of


def glasses(sheet: Sheet, face: Face) -> None:
    """Round, square or dark glasses, where the design has them."""
    kind = str(face.design.get("glasses") or "")
    if not kind or face.detail == 0:
        return
    dark = "#26222b"
    width = max(3.6, sheet.pen(1.0))
    ends = []
    for pair, squeeze in (((-33, 6, -9, 6), 1.0), ((33, 6, 47, 5), lerp(1, 0.74, face.turn))):
        x, y = face.feature(pair)
        shape = (
            ellipse(x, y, 26 * squeeze, 25)
            if kind == "round"
            else rect(x - 27 * squeeze, y - 19, 54 * squeeze, 38, 10)
        )
        if kind == "sun":
            sheet.fill(shape, "#1c1a22", line=0.5)
            sheet.gleam(f"M{x - 12 * squeeze:.0f} {y - 14:.0f}l14 0l-12 26l-8 0Z", shape, 0.25)
        else:
            sheet.gleam(shape, "", 0.10, "#dff2ff")
            sheet.stroke(shape, dark, width)
        ends.append((x, y, 26 * squeeze))
    (x1, y1, r1), (x2, y2, r2) = ends
    sheet.stroke(
        f"M{x1 + r1:.1f} {y1 - 4:.1f}Q{(x1 + x2 + r1 - r2) / 2:.1f} {y1 - 10:.1f} {x2 - r2:.1f} {y2 - 4:.1f}",
        dark,
        width,
    )
    temple = face.at((-76, 2, -56, 4))
    sheet.stroke(f"M{x1 - r1:.1f} {y1 - 5:.1f}L{temple[0]:.1f} {temple[1] + face.young * 8:.1f}", dark, width)


_CHEEKS = (
    (-66, 22, -58, 22), (-54, 44, -36, 46), (-34, 54, 2, 54), (-16, 48, 18, 47), (16, 48, 46, 46),
        (34, 54, 58, 52),
    (52, 42, 62, 42),
)  # fmt: skip
_GROWN = {"full": (1.1, 12), "long": (1.1, 46), "short": (1.02, 2)}  # how wide and how far down a beard grows


def beard(sheet: Sheet, face: Face) -> None:
    """Facial hair below the cheekbones; the mouth is drawn after it."""
    kind = str(face.design.get("beard") or "")
    tone = tone_of(face)
    x, y = face.feature((0, 61, 33, 60))
    if kind == "stubble":
        shape = smooth([*face.contour()[4:12], (x - 40, y - 14), (x, y - 16), (x + 26, y - 14)])
        sheet.fill(shape, tone, line=0, opacity=0.26)
    elif kind in _GROWN:
        _whole_beard(sheet, face, kind, tone)
    elif kind == "goatee":
        tuft = ((-20, 12), (0, 8), (18, 12), (14, 42), (0, 52), (-14, 42))
        sheet.fill(smooth([(x + dx, y + dy) for dx, dy in tuft]), tone)


def _whole_beard(sheet: Sheet, face: Face, kind: str, tone: str) -> None:
    grow, low = _GROWN[kind]
    x, y = face.feature((0, 61, 33, 60))
    edge = []
    for px, py in face.contour()[4:12]:
        taper = 0.3 if kind == "long" and py > 80 else 0
        edge.append((x + (px - x) * (grow - taper), py + (py > 60) * low * (py / 90)))
    shape = smooth([*edge, *(face.feature(pair) for pair in _CHEEKS)], tension=0.46)
    sheet.fill(shape, tone)
    if face.detail < 2:
        return
    dark = (
        f"M{x - 90:.0f} {y + 26:.0f}Q{x:.0f} {y + 58:.0f} {x + 80:.0f} {y + 24:.0f}V{y + 130:.0f}"
        f"H{x - 90:.0f}Z"
    )
    sheet.shadow(dark, shape, 0.55)
    for dx in (-26, -8, 10, 26):
        lock = f"q{dx * 0.2:.1f} {12 + low * 0.4:.1f} {dx * -0.1:.1f} {20 + low * 0.7:.1f}"
        sheet.stroke(f"M{x + dx:.1f} {y + 30:.1f}{lock}", darker(tone, 0.22), 2.4, opacity=0.6)


def moustache(sheet: Sheet, face: Face) -> None:
    """Drawn over the mouth's upper edge."""
    kind = str(face.design.get("beard") or "")
    if kind not in ("moustache", "full", "long", "goatee", "short") or face.detail == 0:
        return
    x, y = face.feature((0, 51, 34, 50))
    half = 30 if kind in ("moustache", "long", "full") else 24
    thick = 9 if kind != "short" else 6
    sheet.fill(
        f"M{x:.1f} {y - 5:.1f}Q{x + half * 0.6:.1f} {y - 7:.1f} {x + half * 0.86:.1f} {y + thick + 3:.1f}"
        f"Q{x + half * 0.4:.1f} {y + thick:.1f} {x:.1f} {y + 3:.1f}"
        f"Q{x - half * 0.5:.1f} {y + thick:.1f} {x - half:.1f} {y + thick + 3:.1f}Q{x - half * 0.6:.1f} "
        f"{y - 7:.1f} {x:.1f} {y - 5:.1f}Z",
        lighter(tone_of(face), 0.06), line=0.7,
    )  # fmt: skip


def earrings(sheet: Sheet, face: Face) -> None:
    """One earring, at the near ear."""
    if face.design.get("earrings") and face.detail >= 1:
        x = lerp(-78, -60, face.turn)
        sheet.fill(ellipse(x, 36 + face.young * 6, 6), safe(face.design.get("earrings"), "#d8b24a"), line=0.6)


def _band(face: Face) -> tuple[float, float, float]:
    """Left end, right end and height of a hat's band."""
    left, y = face.at((-82, -44, -98, -40))
    right, _ = face.at((82, -44, 72, -48))
    return left, right, y


def _cap(sheet: Sheet, face: Face, tone: str) -> None:
    left, right, y = _band(face)
    sheet.fill(
        f"M{left:.0f} {y + 4:.0f}C{left - 4:.0f} {y - 92:.0f} {right + 2:.0f} {y - 96:.0f} {right:.0f} "
        f"{y:.0f}Z",
        tone,
    )
    peak = right + 14 + 52 * face.turn
    sheet.fill(
        f"M{lerp(-66, -14, face.turn):.0f} {y - 6:.0f}Q{peak - 50:.0f} {y - 26:.0f} {peak:.0f} "
        f"{y + 10:.0f}Q{peak - 70:.0f} {y + 4:.0f} {lerp(-66, -30, face.turn):.0f} {y + 10:.0f}Z",
        darker(tone, 0.25),
    )


def _beanie(sheet: Sheet, face: Face, tone: str) -> None:
    left, right, y = _band(face)
    sheet.fill(
        f"M{left - 3:.0f} {y:.0f}C{left - 4:.0f} {y - 100:.0f} {right + 2:.0f} {y - 104:.0f} "
        f"{right + 3:.0f} {y - 4:.0f}Z",
        tone,
    )
    sheet.fill(rect(left - 7, y - 18, right - left + 14, 32, 14), lighter(tone, 0.1))
    for step in range(1, 7):
        x = left + (right - left) * step / 7
        sheet.stroke(f"M{x:.0f} {y - 14:.0f}v24", darker(tone, 0.25), 3, opacity=0.5)


def _brim(sheet: Sheet, face: Face, tone: str, height: float, reach: float, band: str) -> None:
    left, right, y = _band(face)
    middle = (left + right) / 2
    sheet.fill(
        f"M{left + 8:.0f} {y:.0f}C{left + 6:.0f} {y - height:.0f} {middle - 24:.0f} {y - height - 12:.0f} "
        f"{middle:.0f} {y - height + 8:.0f}"
        f"C{middle + 24:.0f} {y - height - 12:.0f} {right - 6:.0f} {y - height:.0f} {right - 8:.0f} "
        f"{y:.0f}Z", tone,
    )  # fmt: skip
    sheet.fill(
        f"M{left + 7:.0f} {y - 24:.0f}Q{middle:.0f} {y - 38:.0f} {right - 7:.0f} {y - 24:.0f}V{y:.0f}"
        f"H{left + 7:.0f}Z",
        band,
        line=0.4,
    )
    sheet.fill(
        f"M{left - reach:.0f} {y + 2:.0f}Q{middle:.0f} {y - 26:.0f} {right + reach:.0f} {y - 2:.0f}"
        f"Q{middle + 20:.0f} {y + 30:.0f} {left - reach:.0f} {y + 2:.0f}Z",
        tone,
    )


def _fedora(sheet: Sheet, face: Face, tone: str) -> None:
    _brim(sheet, face, tone, 84, 40, darker(tone, 0.45))


def _straw(sheet: Sheet, face: Face, tone: str) -> None:
    _brim(sheet, face, tone, 66, 66, "#a8452f")


def _cowboy(sheet: Sheet, face: Face, tone: str) -> None:
    _brim(sheet, face, tone, 94, 72, darker(tone, 0.4))


def _tophat(sheet: Sheet, face: Face, tone: str) -> None:
    left, right, y = _band(face)
    sheet.fill(
        f"M{left + 6:.0f} {y:.0f}L{left:.0f} {y - 128:.0f}Q{(left + right) / 2:.0f} {y - 142:.0f} "
        f"{right:.0f} {y - 128:.0f}L{right - 6:.0f} {y:.0f}Z",
        tone,
    )
    sheet.fill(rect(left + 4, y - 30, right - left - 8, 24), "#8b3038", line=0.4)
    sheet.fill(ellipse((left + right) / 2, y, (right - left) / 2 + 26, 15), tone)


def _peaked(sheet: Sheet, face: Face, tone: str) -> None:
    left, right, y = _band(face)
    sheet.fill(
        f"M{left - 14:.0f} {y - 62:.0f}Q{(left + right) / 2:.0f} {y - 104:.0f} {right + 16:.0f} "
        f"{y - 66:.0f}Q{right + 14:.0f} {y - 34:.0f} {right:.0f} {y - 22:.0f}H{left:.0f}Q{left - 16:.0f} "
        f"{y - 34:.0f} {left - 14:.0f} {y - 62:.0f}Z",
        lighter(tone, 0.06),
    )
    sheet.fill(rect(left - 1, y - 26, right - left + 2, 24), darker(tone, 0.3), line=0.6)
    x = lerp(0, 30, face.turn)
    sheet.fill(ellipse(x, y - 34, 12, 14), "#d8b24a", line=0.6)
    sheet.fill(
        f"M{x - 58:.0f} {y - 6:.0f}Q{x:.0f} {y - 16:.0f} {x + 52:.0f} {y - 6:.0f}"
        f"Q{x + 20 + 20 * face.turn:.0f} {y + 24:.0f} {x - 58:.0f} {y - 6:.0f}Z",
        "#1d1b22",
    )


def _helmet(sheet: Sheet, face: Face, tone: str) -> None:
    left, right, y = _band(face)
    sheet.fill(
        f"M{left - 8:.0f} {y + 30:.0f}C{left - 16:.0f} {y - 112:.0f} {right + 12:.0f} {y - 116:.0f} "
        f"{right + 8:.0f} {y + 8:.0f}Q{(left + right) / 2 + 10:.0f} {y - 24:.0f} {left + 40:.0f} "
        f"{y - 4:.0f}Z",
        tone,
    )
    sheet.gleam(f"M{left + 40:.0f} {y - 70:.0f}q30 -22 60 -10q-30 0 -60 10Z", "", 0.5)


def _hood(sheet: Sheet, face: Face, tone: str) -> None:
    outer = [
        face.at(p)
        for p in (
            (0, -128, -16, -130),
            (64, -108, 50, -116),
            (98, -40, 80, -56),
            (96, 40, 76, 30),
            (78, 104, 64, 104),
            (-78, 104, -86, 106),
            (-98, 40, -118, 40),
            (-100, -40, -120, -44),
            (-64, -108, -88, -112),
        )
    ]
    inner = [
        face.at(p)
        for p in (
            (0, -84, 16, -86),
            (52, -68, 50, -72),
            (70, -16, 62, -22),
            (66, 40, 60, 40),
            (44, 88, 46, 90),
            (-44, 88, -28, 92),
            (-66, 40, -54, 44),
            (-70, -16, -56, -14),
            (-52, -68, -36, -68),
        )
    ]
    paint = smooth(outer) + smooth(list(reversed(inner)))
    sheet.fill(paint, tone, extra=' fill-rule="evenodd"')
    sheet.shadow(smooth(inner) + smooth([(x * 0.9 + 4, y * 0.92 + 8) for x, y in inner]), smooth(inner), 0.0)


def _scarf(sheet: Sheet, face: Face, tone: str) -> None:
    _hood(sheet, face, tone)


def _crown(sheet: Sheet, face: Face, tone: str) -> None:
    left, right, y = _band(face)
    left, right, y = left + 10, right - 10, y - 16
    step = (right - left) / 4
    spikes = "".join(
        f"L{left + step * (i + 0.5):.0f} {y - 30:.0f}L{left + step * (i + 1):.0f} {y - 62 + 10 * (i % 2):.0f}"
        for i in range(3)
    )
    sheet.fill(
        f"M{left:.0f} {y:.0f}L{left - 6:.0f} {y - 62:.0f}{spikes}L{right - step * 0.5:.0f} {y - 30:.0f}"
        f"L{right + 6:.0f} {y - 62:.0f}L{right:.0f} {y:.0f}Z",
        tone,
    )
    for i in (1, 2, 3):
        sheet.fill(ellipse(left + step * i, y - 13, 6), "#b8352f", line=0.5)


def _witch(sheet: Sheet, face: Face, tone: str) -> None:
    left, right, y = _band(face)
    sheet.fill(
        f"M{left + 6:.0f} {y:.0f}Q{left + 40:.0f} {y - 90:.0f} {left + 30:.0f} {y - 190:.0f}"
        f"Q{right - 20:.0f} {y - 110:.0f} {right - 6:.0f} {y:.0f}Z",
        tone,
    )
    sheet.fill(ellipse((left + right) / 2, y, (right - left) / 2 + 66, 17), tone)


def _chef(sheet: Sheet, face: Face, tone: str) -> None:
    left, right, y = _band(face)
    middle = (left + right) / 2
    sheet.union(
        [
            ellipse(middle - 50, y - 84, 46),
            ellipse(middle + 50, y - 84, 46),
            ellipse(middle, y - 104, 54),
            rect(left + 6, y - 70, right - left - 12, 74),
        ],
        tone,
    )
    sheet.stroke(f"M{left + 6:.0f} {y - 34:.0f}h{right - left - 12:.0f}", darker(tone, 0.2), 2.5)


HATS: dict[str, Callable[[Sheet, Face, str], None]] = {
    "cap": _cap, "beanie": _beanie, "fedora": _fedora, "straw": _straw, "cowboy": _cowboy, "tophat": _tophat,
    "peaked": _peaked, "helmet": _helmet, "hood": _hood, "headscarf": _scarf, "crown": _crown,
    "witch": _witch,
    "chef": _chef,
}  # fmt: skip

COVERING = ("hood", "headscarf")  # hair is hidden under these


def hat(sheet: Sheet, face: Face) -> None:
    """The hat of the design, where it has one."""
    kind = str(face.design.get("hat") or "")
    if kind in HATS:
        HATS[kind](sheet, face, safe(face.design.get("hat_colour"), "#3b4a63"))
