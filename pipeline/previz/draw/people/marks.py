"""What scenes leave on people: mud, blood, water, snow, soot, tears in cloth, bandages."""

from collections.abc import Callable, Iterable

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.colour import darker, mix
from pipeline.previz.draw.geometry import Point, ellipse, polygon, smooth, tube
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.cloth import along
from pipeline.previz.draw.people.skeleton import Skeleton

_WORDS = {
    "mud": "muddy", "dirt": "muddy", "dirty": "muddy", "filthy": "muddy", "dusty": "dusty", "dust": "dusty",
    "blood": "bloody", "bleeding": "bloody", "wound": "bloody", "injured": "bloody", "hurt": "bloody",
    "wet": "wet", "soaked": "wet", "drenched": "wet", "sweaty": "wet", "snow": "snowy", "frost": "snowy",
    "frozen": "snowy", "burn": "burnt", "soot": "burnt", "charred": "burnt", "smoke": "burnt", "torn": "torn",
    "ripped": "torn", "tattered": "torn", "bandage": "bandaged", "plaster": "bandaged",
}  # fmt: skip


def marks_of(tags: Iterable[str]) -> list[str]:
    """The marks that visual-state tags mean, in a fixed order; unknown tags leave none."""
    found = {mark for tag in tags for word, mark in _WORDS.items() if word in tag.lower()}
    found |= {mark for tag in tags for mark in _ON_BODY if mark in tag.lower()}
    return [mark for mark in (*_ON_BODY,) if mark in found]


def blot(at: Point, radius: float, chance: Chance) -> str:
    """An uneven stain."""
    from math import cos, pi, sin

    points = [
        (at[0] + radius * chance.number(0.6, 1.15) * cos(pi * i / 4.5),
            at[1] + radius * chance.number(0.6, 1.15) * sin(pi * i / 4.5))
        for i in range(9)
    ]  # fmt: skip
    return smooth(points)


def on_body(sheet: Sheet, bones: Skeleton, tags: Iterable[str], skin: str) -> None:
    """The marks on clothes and limbs; drawn over the body, under the head."""
    for mark in marks_of(tags):
        _ON_BODY[mark](sheet, bones, Chance("mark", mark), skin)


def on_head(sheet: Sheet, tags: Iterable[str], skin: str, detail: int) -> None:
    """The marks on the face, in the head's coordinates."""
    for mark in marks_of(tags):
        if mark in _ON_HEAD and detail >= 1:
            _ON_HEAD[mark](sheet, skin)


def _spots(bones: Skeleton, chance: Chance, limbs: str, count: int) -> list[tuple[Point, float]]:
    """Places on legs, arms and trunk with how large a stain may be there."""
    body, out = bones.body, []
    for _ in range(count):
        if limbs == "legs":
            limb = bones.near_leg if chance.chance(0.5) else bones.far_leg
            out.append((along(limb, chance.number(0.35, 1.0)), body.thigh * 0.44))
        elif limbs == "arms":
            out.append((along(bones.near_arm, chance.number(0.2, 0.95)), body.limb * 0.62))
        else:
            out.append(
                (
                    bones.torso(chance.number(0.05, 0.9), chance.number(-0.6, 0.6) * body.waist),
                    body.waist * 0.36,
                )
            )
    return out


_STAINS = {"muddy": "#5a4028", "dusty": "#c4b08c", "bloody": "#7d1520", "burnt": "#231d1d"}


def _stain(sheet: Sheet, bones: Skeleton, chance: Chance, mark: str, counts: tuple[int, int]) -> None:
    tone = _STAINS[mark]
    for limbs, count in zip(("legs", "trunk"), counts, strict=True):
        for at, radius in _spots(bones, chance, limbs, count):
            sheet.fill(blot(at, radius * chance.number(0.5, 1.0), chance), tone, line=0, opacity=0.86)


def _muddy(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    for limb in (bones.far_leg, bones.near_leg):  # waded through, up to the knee
        lower = [along(limb, share) for share in (0.62, 0.8, 1.0)]
        sheet.fill(
            tube(lower, [bones.body.thigh * size for size in (0.5, 0.58, 0.62)]), _STAINS["muddy"], line=0
        )
    _stain(sheet, bones, chance, "muddy", (13, 7))


def _dusty(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    _stain(sheet, bones, chance, "dusty", (8, 6))


def _bloody(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    x, y = bones.torso(0.62, -bones.body.waist * 0.3)
    wide = bones.body.waist * 0.42
    sheet.fill(blot((x, y), wide, chance), "#7d1520", line=0, opacity=0.92)
    for dx, long in ((-0.4, 1.5), (0.1, 2.1), (0.5, 1.2)):  # it runs down
        sheet.stroke(f"M{x + dx * wide:.1f} {y:.1f}v{wide * long:.1f}", "#7d1520", wide * 0.2, opacity=0.92)
    _stain(sheet, bones, chance, "bloody", (1, 3))


def _burnt(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    _stain(sheet, bones, chance, "burnt", (7, 6))
    for at, radius in _spots(bones, chance, "trunk", 4):  # holes with glowing rims
        hole = blot(at, radius * 0.62, chance)
        sheet.fill(hole, darker(skin, 0.2), line=0)
        sheet.stroke(hole, "#2a1c18", 9)
        sheet.stroke(hole, "#c4602a", 2.6, opacity=0.8)


def _wet(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    for at, radius in (
        _spots(bones, chance, "trunk", 9)
        + _spots(bones, chance, "arms", 4)
        + _spots(bones, chance, "legs", 5)
    ):
        x, y = at
        sheet.stroke(
            f"M{x:.1f} {y:.1f}q{radius * 0.1:.1f} {radius * 0.9:.1f} 0 {radius * 1.7:.1f}",
            "#d8ecf6",
            4.5,
            opacity=0.55,
        )
    for at in (bones.near_arm[2], bones.far_arm[2]):
        sheet.fill(f"M{at[0]:.1f} {at[1] + 96:.1f}q9 16 0 22q-9 -6 0 -22Z", "#bfe2f5", line=0, opacity=0.9)


def _snowy(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    body = bones.body
    for side in (-1, 1):
        cap = [
            bones.torso(0.98, side * body.shoulder * 0.9),
            bones.torso(1.05, side * body.shoulder * 0.66),
            bones.torso(1.07, side * 40),
            bones.torso(1.0, side * body.shoulder * 0.5),
        ]
        sheet.fill(smooth(cap), "#f3f6fa", line=0.4)
    for limb in (bones.far_leg, bones.near_leg):
        x, y = limb[2]
        sheet.fill(ellipse(x + 14, y + 14, body.thigh * 0.9, body.thigh * 0.3), "#f3f6fa", line=0)
    for at, radius in _spots(bones, chance, "trunk", 12) + _spots(bones, chance, "arms", 6):
        sheet.fill(ellipse(at[0], at[1], radius * 0.26), "#f3f6fa", line=0, opacity=0.9)


_RIP = ((-0.7, -1), (0.1, -0.5), (0.5, -0.9), (0.3, 0.0), (0.8, 0.5), (0.1, 0.5), (0.2, 1.3), (-0.5, 0.4))


def _tear(sheet: Sheet, at: Point, size: float, skin: str) -> None:
    """A rip in cloth, skin behind it and a seam that runs on."""
    x, y = at
    sheet.fill(polygon([(x + px * size, y + py * size) for px, py in _RIP]), darker(skin, 0.12), line=0.8)
    sheet.stroke(f"M{x - 0.5 * size:.1f} {y + 0.4 * size:.1f}l{-0.3 * size:.1f} {size:.1f}", "#241d22", 5,
        opacity=0.8)  # fmt: skip


def _torn(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    thigh, waist = bones.body.thigh, bones.body.waist
    _tear(sheet, along(bones.near_leg, 0.46), thigh * 0.5, skin)
    _tear(sheet, along(bones.far_leg, 0.72), thigh * 0.4, skin)
    _tear(sheet, bones.torso(0.56, -0.42 * waist), waist * 0.4, skin)
    _tear(sheet, bones.torso(0.26, 0.3 * waist), waist * 0.32, skin)


def _bandage(sheet: Sheet, bones: Skeleton) -> None:
    limb, r = bones.near_arm, bones.body.limb * 0.9
    for share in (0.3, 0.36, 0.42, 0.48, 0.62, 0.68, 0.74):
        (ax, ay), (bx, by) = along(limb, share), along(limb, share + 0.05)
        nx, ny = (by - ay), -(bx - ax)
        long = max(1.0, (nx * nx + ny * ny) ** 0.5)
        nx, ny = nx / long * r, ny / long * r
        wrap = [(ax - nx, ay - ny), (ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny)]
        sheet.fill(polygon(wrap), "#efe8da", line=0.6)


def on_arm(sheet: Sheet, bones: Skeleton, tags: Iterable[str], skin: str) -> None:
    """The marks on the near arm; drawn after it, for it lies over the trunk."""
    for mark in marks_of(tags):
        chance = Chance("arm", mark)
        for at, radius in _spots(bones, chance, "arms", 5 if mark in _STAINS else 0):
            sheet.fill(blot(at, radius * chance.number(0.5, 1.0), chance), _STAINS[mark], line=0, opacity=0.9)
        if mark == "torn":
            _tear(sheet, along(bones.near_arm, 0.3), bones.body.thigh * 0.46, skin)
        if mark == "bandaged":
            _bandage(sheet, bones)


def _unmarked(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    """What shows on the arm and the head alone."""


def _face_smudge(tone: str, see: float) -> Callable[[Sheet, str], None]:
    def smudge(sheet: Sheet, skin: str) -> None:
        for x, y, rx, ry in ((-28, 34, 22, 9), (48, 20, 12, 7), (8, -44, 20, 7), (26, 76, 13, 6)):
            sheet.fill(ellipse(x, y, rx, ry), mix(tone, skin, 0.2), line=0, opacity=see)

    return smudge


def _face_blood(sheet: Sheet, skin: str) -> None:
    sheet.fill("M-34 -62q16 -10 26 2q-2 16 -10 20q2 22 -4 44q-6 -20 -6 -42q-10 -6 -6 -24Z", "#8f1a24", line=0)
    sheet.stroke("M30 44l14 -7M34 52l12 -5", "#8f1a24", 3.4)


def _face_wet(sheet: Sheet, skin: str) -> None:
    for x, y in ((-48, -20), (-20, 44), (50, 34), (14, -48), (30, 84)):
        sheet.fill(f"M{x} {y}q6 12 0 17q-7 -4 0 -17Z", "#cfeaf8", line=0, opacity=0.85)


def _face_snow(sheet: Sheet, skin: str) -> None:
    for x, y, r in ((-60, -78, 9), (-30, -98, 12), (6, -106, 10), (40, -90, 9), (-80, -50, 8)):
        sheet.fill(ellipse(x, y, r * 1.5, r), "#f5f8fb", line=0, opacity=0.95)


def _face_bandage(sheet: Sheet, skin: str) -> None:
    sheet.fill("M-92 -52Q-10 -78 72 -56L74 -30Q-8 -52 -92 -24Z", "#f0e9dc", line=0.7)
    sheet.stroke("M-88 -40Q-10 -66 72 -44", "#cfc6b4", 2.4)
    sheet.fill(ellipse(28, -50, 9, 7), "#a8323a", line=0, opacity=0.8)


_ON_BODY: dict[str, Callable[[Sheet, Skeleton, Chance, str], None]] = {
    "wet": _wet, "dusty": _dusty, "muddy": _muddy, "burnt": _burnt, "torn": _torn, "bloody": _bloody,
    "bandaged": _unmarked, "snowy": _snowy,
}  # fmt: skip
_ON_HEAD: dict[str, Callable[[Sheet, str], None]] = {
    "wet": _face_wet, "dusty": _face_smudge("#c4b08c", 0.6), "muddy": _face_smudge("#5a4028", 0.75),
    "burnt": _face_smudge("#2b2424", 0.6), "bloody": _face_blood, "bandaged": _face_bandage,
    "snowy": _face_snow,
}  # fmt: skip
