"""What scenes leave on people: mud, blood, water, snow, soot, tears in cloth, bandages."""

from collections.abc import Callable, Iterable

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.colour import darker, mix
from pipeline.previz.draw.geometry import Point, ellipse, polygon, smooth
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
            out.append((along(limb, chance.number(0.35, 1.0)), body.thigh * 0.34))
        elif limbs == "arms":
            out.append((along(bones.near_arm, chance.number(0.2, 0.95)), body.limb * 0.5))
        else:
            out.append(
                (
                    bones.torso(chance.number(0.05, 0.9), chance.number(-0.6, 0.6) * body.waist),
                    body.waist * 0.3,
                )
            )
    return out


def _stain(sheet: Sheet, bones: Skeleton, chance: Chance, tone: str, counts: tuple[int, int, int]) -> None:
    for limbs, count in zip(("legs", "arms", "trunk"), counts, strict=True):
        for at, radius in _spots(bones, chance, limbs, count):
            sheet.fill(blot(at, radius * chance.number(0.5, 1.0), chance), tone, line=0, opacity=0.86)


def _muddy(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    _stain(sheet, bones, chance, "#5a4028", (13, 3, 4))


def _dusty(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    _stain(sheet, bones, chance, "#c4b08c", (8, 4, 6))


def _bloody(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    _stain(sheet, bones, chance, "#7d1520", (0, 3, 3))


def _burnt(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    _stain(sheet, bones, chance, "#231d1d", (6, 4, 5))


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
    for at, radius in _spots(bones, chance, "trunk", 8):
        sheet.fill(ellipse(at[0], at[1], radius * 0.26), "#f3f6fa", line=0, opacity=0.9)


def _torn(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    for limb, share, size in (
        (bones.near_leg, 0.46, 0.5),
        (bones.near_arm, 0.3, 0.56),
        (bones.far_leg, 0.72, 0.36),
    ):
        x, y = along(limb, share)
        r = bones.body.thigh * size * 0.7
        tear = polygon(
            [
                (x - r, y - r * 0.3),
                (x - r * 0.2, y - r * 0.7),
                (x + r * 0.9, y - r * 0.2),
                (x + r * 0.3, y + r * 0.1),
                (x + r * 0.6, y + r * 0.8),
                (x - r * 0.4, y + r * 0.4),
            ]
        )
        sheet.fill(tear, darker(skin, 0.1), line=0.7)
    x, y = bones.torso(0.5, -bones.body.waist * 0.4)
    sheet.stroke(f"M{x:.1f} {y:.1f}l26 40l-14 8l22 46", "#241d22", 5, opacity=0.8)


def _bandaged(sheet: Sheet, bones: Skeleton, chance: Chance, skin: str) -> None:
    limb, r = bones.near_arm, bones.body.limb * 0.9
    for share in (0.58, 0.64, 0.7):
        (ax, ay), (bx, by) = along(limb, share), along(limb, share + 0.05)
        nx, ny = (by - ay), -(bx - ax)
        long = max(1.0, (nx * nx + ny * ny) ** 0.5)
        nx, ny = nx / long * r, ny / long * r
        sheet.fill(
            polygon([(ax - nx, ay - ny), (ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny)]),
            "#efe8da",
            line=0.6,
        )


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
    "bandaged": _bandaged, "snowy": _snowy,
}  # fmt: skip
_ON_HEAD: dict[str, Callable[[Sheet, str], None]] = {
    "wet": _face_wet, "dusty": _face_smudge("#c4b08c", 0.6), "muddy": _face_smudge("#5a4028", 0.75),
    "burnt": _face_smudge("#2b2424", 0.6), "bloody": _face_blood, "bandaged": _face_bandage,
    "snowy": _face_snow,
}  # fmt: skip
