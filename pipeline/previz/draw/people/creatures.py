"""Those who are not human: animals that walk upright, and robots. Their heads replace the human one."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.previz.design.colour import darker, lighter, mix, safe
from pipeline.previz.draw.geometry import ellipse, lerp, polygon, rect, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.eyes import eyes
from pipeline.previz.draw.people.face import Face
from pipeline.previz.draw.people.looks import Look
from pipeline.previz.draw.people.mouth import mouth
from pipeline.previz.draw.people.wear import glasses, hat


@dataclass(frozen=True)
class Animal:
    """What tells one kind from another. ``ears``: pointed, tall, round, hanging, long, none."""

    ears: str = "pointed"
    muzzle: float = 1.0  # size of the snout
    pale: float = 0.7  # how light the snout is
    whiskers: bool = False
    beak: bool = False
    tufts: bool = False
    spines: bool = False


ANIMALS: dict[str, Animal] = {
    "fox": Animal("tall", 1.1, 0.85, tufts=True), "wolf": Animal("tall", 1.2, 0.6, tufts=True),
    "cat": Animal("pointed", 0.8, 0.7, whiskers=True), "tiger": Animal("round", 1.0, 0.8, whiskers=True),
    "dog": Animal("hanging", 1.15, 0.5), "bear": Animal("round", 1.05, 0.5),
    "rabbit": Animal("long", 0.8, 0.8, whiskers=True), "mouse": Animal("wide", 0.8, 0.6, whiskers=True),
    "hedgehog": Animal("small", 0.9, 0.9, whiskers=True, spines=True),
    "squirrel": Animal("pointed", 0.8, 0.75, tufts=True),
    "pig": Animal("pointed", 1.0, 0.25), "bird": Animal("none", 0.9, 0.4, beak=True, tufts=True),
    "frog": Animal("bumps", 1.3, 0.5), "deer": Animal("leaf", 1.2, 0.6),
    "beast": Animal("pointed", 1.2, 0.3, tufts=True),
}  # fmt: skip


def is_creature(face: Face) -> bool:
    """Whether a head is drawn here."""
    return bool(face.design.get("species"))


def head(sheet: Sheet, face: Face, look: Look) -> None:
    """The head of an animal or a robot, from before or behind."""
    species = str(face.design.get("species"))
    if species.startswith("robot"):
        _robot(sheet, face, look, species)
    else:
        _animal(sheet, face, look, ANIMALS.get(species, ANIMALS["beast"]))
    hat(sheet, face)


def _fur(face: Face) -> str:
    return safe(face.design.get("skin"), "#a4602c")


def _animal(sheet: Sheet, face: Face, look: Look, kind: Animal) -> None:
    fur = _fur(face)
    if kind.spines:
        _spines(sheet, face, fur)
    _EARS[kind.ears](sheet, face, fur)
    if kind.tufts:
        _tufts(sheet, face, fur)
    outline = smooth([(x * 1.04, y * 0.94) for x, y in face.contour()])
    sheet.fill(outline, fur)
    side = -1 if face.shade_left else 1
    sheet.turn_away(outline, side * 30, 4, 0.7)
    if face.back:
        return
    pale = lighter(fur, kind.pale * 0.75)
    x, y = face.feature((0, 52, 34, 51))
    size = kind.muzzle
    if not kind.beak:
        sheet.fill(ellipse(x, y + 6, 46 * size, 36 * size), pale, line=0.5)
        mouth(sheet, face, look)
        nose_x, nose_y = x + 5 * face.turn, y - 18 * size
        sheet.fill(
            smooth(
                [
                    (nose_x - 15, nose_y - 5),
                    (nose_x, nose_y - 10),
                    (nose_x + 15, nose_y - 5),
                    (nose_x, nose_y + 12),
                ]
            ),
            "#2a1f22",
            line=0.4,
        )
        sheet.fill(ellipse(nose_x - 4, nose_y - 5, 4, 2.5), "#ffffff", line=0, opacity=0.6)
    if kind.whiskers and face.detail >= 1:
        for dy in (-4, 8, 20):
            sheet.stroke(
                f"M{x - 26:.0f} {y + dy * 0.6:.0f}l-52 {dy - 8}M{x + 26:.0f} {y + dy * 0.6:.0f}l46 {dy - 8}",
                lighter(fur, 0.7),
                2.2,
                opacity=0.8,
            )
    eyes(sheet, face, look)
    if kind.beak:
        _beak(sheet, face, look)
    glasses(sheet, face)


def _beak(sheet: Sheet, face: Face, look: Look) -> None:
    x, y = face.feature((0, 40, 40, 40))
    gape = 24 * look.open
    tip = x + lerp(0, 26, face.turn)
    sheet.fill(polygon([(x - 24, y + 6), (x + 24, y + 6), (tip, y + 30 + gape)]), "#b87a22", line=0.6)
    sheet.fill(
        smooth([(x - 27, y - 4), (x, y - 22), (x + 27, y - 4), (tip, y + 34)], tension=0.3),
        "#e3a030",
        line=0.8,
    )


def _tufts(sheet: Sheet, face: Face, fur: str) -> None:
    for side in (-1, 1):
        x = face.at((side * 66, 40, side * 58 - 4, 40))[0]
        points = [
            (x - side * 16, 4),
            (x + side * 34, 30),
            (x + side * 14, 40),
            (x + side * 26, 58),
            (x + side * 2, 60),
            (x - side * 4, 82),
        ]
        sheet.fill(polygon(points), lighter(fur, 0.12))


def _spines(sheet: Sheet, face: Face, fur: str) -> None:
    """A coat of spines around the crown and down to the neck, two rows deep."""
    for reach, tone in ((56, darker(fur, 0.45)), (30, darker(fur, 0.25))):
        points = []
        for index in range(31):
            turn = math.radians(-128 + 256 * index / 30)
            far = 96 + (reach if index % 2 else reach * 0.3)
            x, y = face.at((math.sin(turn) * far, 0, math.sin(turn) * far - 14, 0))[0], -math.cos(turn) * far
            points.append((x, y + 6))
        sheet.fill(polygon(points), tone)


def _ear_pair(face: Face, x: float, y: float) -> list[tuple[float, float, int]]:
    """Where the two ears stand: x, y and side, the far one first."""
    far, near = face.at((x, y, x * 0.72, y - 2)), face.at((-x, y, -x * 1.06, y))
    return [(far[0], far[1], 1), (near[0], near[1], -1)]


def _triangles(tall: float, wide: float) -> Callable[[Sheet, Face, str], None]:
    def ears(sheet: Sheet, face: Face, fur: str) -> None:
        for x, y, side in _ear_pair(face, 50, -62):
            tip = (x + side * wide * 0.5, y - tall)
            sheet.fill(smooth([(x - wide, y + 24), tip, (x + wide, y + 34)], tension=0.16), fur)
            if not face.back:
                inner = [(x - wide * 0.5, y + 12), (tip[0], tip[1] + tall * 0.28), (x + wide * 0.6, y + 20)]
                sheet.fill(smooth(inner, tension=0.16), mix(fur, "#e8b0a0", 0.55), line=0.3)

    return ears


def _discs(size: float, spread: float) -> Callable[[Sheet, Face, str], None]:
    def ears(sheet: Sheet, face: Face, fur: str) -> None:
        for x, y, _ in _ear_pair(face, spread, -72):
            sheet.fill(ellipse(x, y, size), fur)
            if not face.back:
                sheet.fill(ellipse(x, y + 3, size * 0.58), mix(fur, "#e8b0a0", 0.5), line=0.3)

    return ears


def _long(sheet: Sheet, face: Face, fur: str) -> None:
    for x, y, side in _ear_pair(face, 32, -84):
        with sheet.group(x, y, 1.0, side * 9):
            sheet.fill("M-22 20Q-34 -90 0 -130Q34 -90 22 20Z", fur)
            if not face.back:
                sheet.fill("M-10 10Q-18 -76 0 -106Q18 -76 10 10Z", mix(fur, "#e8b0a0", 0.6), line=0.3)


def _hanging(sheet: Sheet, face: Face, fur: str) -> None:
    for x, y, side in _ear_pair(face, 70, -56):
        with sheet.group(x, y, 1.0, -side * 12):
            sheet.fill("M-24 -20Q10 -44 30 -8Q36 60 10 104Q-26 96 -30 40Z", darker(fur, 0.28))


def _leaf(sheet: Sheet, face: Face, fur: str) -> None:
    for x, y, side in _ear_pair(face, 64, -50):
        sheet.fill(
            smooth([(x, y + 12), (x + side * 44, y - 34), (x + side * 66, y - 30), (x + side * 40, y + 14)]),
            fur,
        )
        sheet.stroke(
            f"M{x - side * 20:.0f} {y - 36:.0f}q{side * 6} -50 {side * 34} -70m{-side * 22} 34"
            f"q{side * 24} -4 {side * 34} -18",
            "#7a5a3c",
            10,
        )


def _bumps(sheet: Sheet, face: Face, fur: str) -> None:
    """A frog's eyes sit on top of its head."""
    for pair in ((-36, -58, -16, -58), (36, -58, 44, -58)):
        sheet.fill(ellipse(*face.at(pair), 34, 44), fur)


def _no_ears(sheet: Sheet, face: Face, fur: str) -> None:
    """Feathers and scales hide them."""


_EARS: dict[str, Callable[[Sheet, Face, str], None]] = {
    "pointed": _triangles(72, 30), "tall": _triangles(98, 34), "round": _discs(34, 62),
        "wide": _discs(52, 74),
    "small": _discs(24, 70), "bumps": _bumps, "long": _long, "hanging": _hanging, "leaf": _leaf,
    "none": _no_ears,
}  # fmt: skip


def _robot(sheet: Sheet, face: Face, look: Look, species: str) -> None:
    shell, trim = safe(face.design.get("shell"), "#9aa6b1"), safe(face.design.get("accent"), "#4fc3d9")
    sheet.stroke("M0 -96V-140", darker(shell, 0.3), 8)
    sheet.fill(ellipse(0, -146, 13), trim, glow=True)
    for x in face.at((-88, 4, -92, 4))[0], face.at((88, 4, 76, 4))[0]:
        sheet.fill(rect(x - 14, -24, 28, 58, 10), darker(shell, 0.25))
    body = ellipse(-4, 0, 98, 96) if species == "robot-lens" else rect(-92, -96, 184, 190, 46)
    sheet.fill(body, shell)
    sheet.turn_away(body, (-1 if face.shade_left else 1) * 34, 6, 0.8)
    if face.back:
        sheet.stroke("M-50 -30h100M-50 0h100M-50 30h100", darker(shell, 0.3), 6)
        return
    shift = 20 * face.turn
    if species == "robot-lens":
        _lens(sheet, face, look, shift, trim)
        return
    sheet.fill(rect(-66 + shift, -56, 124, 116, 30), "#151b26")
    for x in (-30, 26):
        _light(sheet, face, look, x + shift, trim, outward=1 if x > 0 else -1)
    _voice(sheet, look, shift, trim)


def _light(sheet: Sheet, face: Face, look: Look, x: float, trim: str, *, outward: int) -> None:
    """An eye of light: tall when surprised, an arc when happy, slanted when cross."""
    y = -10 + face.pitch * 8
    if look.lid <= 0.05 or look.squint > 0.3:
        sheet.stroke(
            f"M{x - 15:.0f} {y + 5:.0f}Q{x:.0f} {y - 16:.0f} {x + 15:.0f} {y + 5:.0f}", trim, 8, glow=True
        )
        return
    with sheet.group(x + look.gaze[0] * 5, y + look.gaze[1] * 5, 1.0, 14 * look.tilt * outward):
        sheet.fill(rect(-12, -17 * look.lid, 24, 34 * look.lid, 11), trim, line=0, glow=True)


def _voice(sheet: Sheet, look: Look, shift: float, trim: str) -> None:
    """A mouth of light: a line that bends with the mood, a bar that opens with the voice."""
    x, y = -3 + shift, 38.0
    if look.open > 0.05:
        tall = 6 + 22 * look.open
        sheet.fill(rect(x - 22 * look.width, y - tall / 2, 44 * look.width, tall, 8), trim, line=0, glow=True)
    else:
        sheet.stroke(
            f"M{x - 24:.0f} {y - look.curve * 5:.0f}Q{x:.0f} {y + look.curve * 13:.0f} {x + 24:.0f} "
            f"{y - look.curve * 5:.0f}",
            trim,
            7,
            glow=True,
        )


def _lens(sheet: Sheet, face: Face, look: Look, shift: float, trim: str) -> None:
    """One large eye, with a lid and a grille to speak through."""
    x, y = shift, -8 + face.pitch * 8
    sheet.fill(ellipse(x, y, 54), "#2a2f38")
    sheet.fill(ellipse(x, y, 42), "#11151d", line=0.4)
    if look.lid > 0.05:
        px, py = x + look.gaze[0] * 10, y + look.gaze[1] * 8
        sheet.fill(ellipse(px, py, 26 * (0.7 + 0.3 * look.pupil)), trim, line=0, glow=True)
        sheet.fill(ellipse(px + 8, py - 9, 8), "#ffffff", line=0, glow=True)
    cover = 54 * (1 - min(1.0, look.lid)) * 1.6
    if cover > 4:
        sheet.raw(f'<g clip-path="url(#{sheet.clip(ellipse(x, y, 54))})">')
        with sheet.group(x, y, 1.0, 10 * look.tilt):
            sheet.fill(
                rect(-70, -70, 140, 16 + cover),
                darker(safe(face.design.get("shell"), "#9aa6b1"), 0.2),
                line=0.6,
            )
        sheet.raw("</g>")
    for index in range(-2, 3):
        tall = 5 + 12 * look.open * (1 - abs(index) * 0.3)
        sheet.fill(rect(x + index * 13 - 4, 68 - tall / 2, 8, tall, 4), trim, line=0, glow=True)
