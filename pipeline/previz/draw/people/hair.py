"""Hair: a cut is a few curves on the skull, what hangs behind it, and what falls over the forehead."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.previz.design.colour import darker, lighter
from pipeline.previz.draw.geometry import Point, ellipse, polygon, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.face import Face, Pair
from pipeline.previz.draw.people.tresses import BEHIND, OVER, sides, skull, tone_of


@dataclass(frozen=True)
class Cut:
    """One way to wear hair. ``fringe`` is its lower edge, from the left ear over the brow to the right."""

    fringe: tuple[Pair, ...]
    volume: float = 4.0
    behind: str = ""  # what hangs behind: ``tresses.BEHIND``
    over: str = ""  # what is added on top: ``tresses.OVER``
    soft: float = 0.5  # 0 angular locks, 0.5 round


_EAR_L: tuple[Pair, ...] = ((-72, 16, -78, 26), (-66, -8, -66, -4), (-60, -16, -50, 8))
_LOW: Pair = (68, -20, 59, -22)
CUTS: dict[str, Cut] = {
    "short": Cut((*_EAR_L, (-56, -38, -36, -34), (-34, -58, -12, -56), (6, -62, 24, -60),
        (44, -54, 50, -52), _LOW)),
    "side": Cut((*_EAR_L, (-58, -36, -40, -30), (-46, -62, -28, -62), (-20, -50, 8, -46),
    (20, -46, 36, -46), (56, -34, 54, -36), _LOW), 7),
    "swept": Cut((*_EAR_L, (-58, -40, -40, -36), (-36, -66, -14, -66), (8, -70, 26, -68),
    (48, -58, 50, -56), _LOW), 10, over="quiff"),
    "messy": Cut((*_EAR_L, (-62, -24, -46, -22), (-50, -58, -32, -56), (-38, -28, -14, -26),
    (-16, -56, 6, -54), (2, -26, 24, -26), (22, -54, 38, -50), (50, -28, 52, -28), _LOW), 9, over="tufts",
    soft=0.28),
    "spiky": Cut((*_EAR_L, (-64, -20, -48, -18), (-46, -60, -30, -60), (-34, -20, -8, -18),
    (-8, -60, 12, -56), (8, -18, 28, -20), (28, -56, 42, -50), (54, -22, 54, -24), _LOW), 8, over="spikes",
    soft=0.1),
    "buzz": Cut((*_EAR_L, (-56, -40, -38, -36), (-32, -64, -10, -62), (8, -68, 26, -64), (46, -56, 50, -54),
    _LOW), 0),
    "curly": Cut((*_EAR_L, (-56, -34, -36, -30), (-34, -52, -12, -50), (6, -56, 24, -54),
    (46, -48, 50, -48), _LOW), 12, over="curls"),
    "afro": Cut((*_EAR_L, (-58, -36, -38, -32), (-34, -56, -12, -54), (6, -60, 24, -58), (46, -52, 50, -50),
    _LOW), 22, behind="cloud", over="cloud_rim"),
    "balding": Cut(((-74, 20, -86, 26), (-66, -4, -64, 0), (-66, -28, -60, -26), (-72, -50, -76, -56),
    (-80, -52, -92, -52)), 3, over="sides"),
    "bob": Cut(((-64, 60, -62, 70), (-58, 10, -44, 16), (-58, -28, -36, -24), (-34, -40, -8, -38),
    (4, -42, 22, -42), (42, -38, 46, -38), (62, -10, 57, -10)), 9, behind="bob", over="bob_side"),
    "fringe": Cut(((-68, 40, -66, 44), (-60, 6, -46, 10), (-58, -26, -36, -24), (-30, -30, -6, -28),
    (4, -31, 22, -30), (40, -30, 45, -30), (62, -8, 57, -8)), 8, behind="long", over="bob_side"),
    "long": Cut(((-72, 44, -74, 48), (-64, 4, -54, 8), (-58, -36, -38, -30), (-26, -70, -2, -70),
    (2, -76, 20, -74), (40, -58, 46, -56), (64, -14, 58, -16)), 8, behind="long"),
    "wavy": Cut(((-76, 46, -76, 50), (-64, 6, -54, 10), (-62, -32, -44, -26), (-34, -66, -12, -68),
    (-14, -50, 12, -48), (24, -44, 38, -44), (58, -20, 56, -22)), 12, behind="wavy"),
    "ponytail": Cut((*_EAR_L, (-58, -40, -40, -36), (-34, -64, -12, -62), (2, -70, 20, -68),
    (44, -56, 48, -54), _LOW), 5, behind="tail"),
    "bun": Cut((*_EAR_L, (-58, -38, -40, -34), (-30, -64, -8, -62), (4, -70, 22, -68), (44, -56, 48, -54),
    _LOW), 4, behind="bun"),
    "topknot": Cut((*_EAR_L, (-56, -42, -38, -38), (-30, -66, -8, -64), (8, -70, 26, -66),
    (46, -56, 50, -54), _LOW), 3, behind="knot"),
    "braids": Cut((*_EAR_L, (-60, -34, -42, -30), (-34, -58, -12, -58), (0, -66, 18, -66),
    (40, -54, 46, -52), _LOW), 5, behind="braids"),
    "braid": Cut((*_EAR_L, (-60, -34, -42, -30), (-38, -58, -16, -58), (-6, -52, 16, -50),
    (36, -46, 44, -46), _LOW), 6, behind="braid"),
    "pixie": Cut((*_EAR_L, (-60, -26, -42, -22), (-42, -44, -22, -40), (-10, -36, 16, -34),
    (24, -36, 38, -36), (52, -34, 52, -36), _LOW), 7, over="tufts", soft=0.35),
    "dreads": Cut((*_EAR_L, (-58, -38, -40, -34), (-32, -60, -10, -58), (4, -66, 22, -64),
    (44, -54, 48, -52), _LOW), 9, behind="dreads", over="curls"),
    "undercut": Cut((*_EAR_L, (-58, -44, -44, -40), (-50, -66, -34, -66), (-14, -44, 14, -42),
    (22, -52, 38, -50), (50, -50, 52, -48), _LOW), 11, over="quiff", soft=0.35),
}  # fmt: skip


def cut_of(face: Face) -> Cut | None:
    """The cut of a head; None where it is bald."""
    name = str(face.design.get("cut", "short"))
    return None if name == "bald" else CUTS.get(name, CUTS["short"])


def hair_behind(sheet: Sheet, face: Face) -> None:
    """What hangs behind the neck and shoulders; drawn before the body."""
    cut = cut_of(face)
    if cut and cut.behind in BEHIND:
        BEHIND[cut.behind](sheet, face, darker(tone_of(face), 0.2))


def hair(sheet: Sheet, face: Face) -> None:
    """The hair on the head and over the forehead, with the shadow it throws and its gleam."""
    cut = cut_of(face)
    if cut is None:
        return
    tone = tone_of(face)
    arc = skull(face, cut.volume)
    fringe = [face.at(pair) for pair in cut.fringe]
    if cut.over == "sides":
        sides(sheet, face, tone)
        return
    shape = smooth([*arc, *fringe], tension=0.5) if cut.soft >= 0.5 else _mixed(arc, fringe, cut.soft)
    sheet.raw('<g transform="translate(0 7)">')
    if face.detail >= 1 and cut.volume > 1:
        sheet.shadow(_edge(fringe, cut.soft), "", 0.75)
    sheet.raw("</g>")
    if cut.over in OVER:
        OVER[cut.over](sheet, face, tone)
    sheet.fill(shape, tone, opacity=0.82 if str(face.design.get("cut")) == "buzz" else 1.0)
    if face.detail >= 1:
        _shading(sheet, face, shape, tone)


def _mixed(arc: list[Point], fringe: list[Point], soft: float) -> str:
    """A round crown closed by a fringe of locks."""
    crown = smooth(arc, closed=False)
    locks = smooth([arc[-1], *fringe, arc[0]], closed=False, tension=soft)
    return crown + "L" + locks[1:] + "Z"


def _edge(fringe: list[Point], soft: float) -> str:
    """The hair's shadow on the forehead: the fringe, closed well above its tips."""
    above = min(y for _, y in fringe) - 30  # of all of it, or a strip of forehead would stay light
    top = [(fringe[-1][0], above), (fringe[0][0] + 20, above)]
    return (
        smooth(fringe[2:], closed=False, tension=soft)
        + f"L{top[0][0]:.1f} {top[0][1]:.1f}L{top[1][0]:.1f} {top[1][1]:.1f}Z"
    )


def _shading(sheet: Sheet, face: Face, shape: str, tone: str) -> None:
    turn = 18 * face.turn
    if face.shade_left:
        sheet.shadow(
            f"M-160 -160H{-46 - turn:.0f}Q{-70 - turn:.0f} -60 {-40 - turn:.0f} 120H-160Z", shape, 0.9
        )
    else:
        sheet.shadow(f"M160 -160H{38 + turn:.0f}Q{66 + turn:.0f} -60 {44 + turn:.0f} 120H160Z", shape, 0.9)
    if face.detail < 1 or str(face.design.get("cut")) == "buzz":
        return
    middle = -14 * face.turn + (18 if face.shade_left else -20)
    if sheet.style.shine:
        woolly = str(face.design.get("cut")) in ("afro", "curly", "dreads")
        shine = _SHINES["band" if woolly else sheet.style.shine]
        sheet.gleam(shine(middle), shape, 0.34, lighter(tone, 0.5))
    if face.detail >= 3:
        _strands(sheet, shape, middle, tone)


def _band(middle: float) -> str:
    return (
        f"M{middle - 44:.0f} -74Q{middle:.0f} -98 {middle + 42:.0f} -78Q{middle:.0f} -86 "
        f"{middle - 44:.0f} -74Z"
    )


def _zigzag(middle: float) -> str:
    """The jagged light on hair that is painted on cels."""
    tops = [(middle - 52 + 13 * index, -86 + 0.012 * (13 * index - 52) ** 2) for index in range(9)]
    low = [(x - 6, y + (17 if index % 2 else 9)) for index, (x, y) in enumerate(reversed(tops))]
    return polygon([*tops, *low])


def _halo(middle: float) -> str:
    """A thin ring of light all around the crown."""
    return (
        f"M{middle - 84:.0f} -52Q{middle:.0f} -86 {middle + 84:.0f} -56L{middle + 84:.0f} -47"
        f"Q{middle:.0f} -76 {middle - 84:.0f} -42Z"
    )


_SHINES: dict[str, Callable[[float], str]] = {"band": _band, "zigzag": _zigzag, "halo": _halo}


def _strands(sheet: Sheet, shape: str, middle: float, tone: str) -> None:
    sheet.raw(f'<g clip-path="url(#{sheet.clip(shape)})">')
    for step in range(-3, 4):
        x = middle + step * 17
        sheet.stroke(
            f"M{x:.0f} -104Q{x + step * 9:.0f} -84 {x + step * 12 - 4:.0f} -60",
            darker(tone, 0.3),
            1.6,
            opacity=0.55,
        )
    sheet.raw("</g>")


_NAPE = ((80, -44), (80, 6), (66, 56), (40, 84), (0, 92), (-40, 84), (-66, 56), (-80, 6), (-80, -44))
_RING = (
    (-80, 20),
    (-60, 62),
    (0, 72),
    (60, 62),
    (80, 20),
    (84, -30),
    (40, -22),
    (0, -16),
    (-40, -22),
    (-84, -30),
)


def back_of_head(sheet: Sheet, face: Face) -> None:
    """The head from behind: ears, skull and the whole mass of hair."""
    skin = str(face.design["skin"])
    for side in (-1, 1):
        sheet.fill(ellipse(side * 78, 8, 13, 22), skin)
    sheet.fill(smooth([(0, -100), (52, -86), *_NAPE, (-52, -86)]), skin)
    cut = cut_of(face)
    if cut is None:
        return
    tone, straight = tone_of(face), Face(face.design, 0.0)
    if cut.over == "sides":
        sheet.fill(smooth(_RING), tone)
        return
    if cut.over in ("tufts", "spikes", "curls", "cloud_rim"):
        OVER[cut.over](sheet, straight, tone)
    shape = smooth([*skull(straight, cut.volume), (-66, 58), (-30, 80), (0, 84), (30, 80), (66, 58)])
    if cut.behind in ("long", "wavy", "bob", "dreads"):
        BEHIND[cut.behind](sheet, straight, tone)
    sheet.fill(shape, tone)
    if cut.behind in ("tail", "bun", "knot", "braids", "braid"):
        BEHIND[cut.behind](sheet, straight, tone)
    dark = "M-160 -160H-34Q-58 -40 -30 160H-160Z" if face.shade_left else "M160 -160H34Q58 -40 30 160H160Z"
    sheet.shadow(dark, shape, 0.9)
