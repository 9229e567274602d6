"""Hair: a cut is a few curves on the skull, what hangs behind it, and what falls over the forehead."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.previz.design.colour import darker, lighter, safe
from pipeline.previz.draw.geometry import Point, ellipse, smooth, tube
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.face import Face, Pair

_SKULL: tuple[Pair, ...] = (
    # from the right sideburn over the crown to the nape on the left
    (76, 14, 62, -6), (82, -20, 71, -34), (74, -62, 66, -72), (43, -97, 40, -102), (0, -107, -10, -111),
    (-43, -97, -58, -99), (-74, -62, -90, -66), (-82, -20, -98, -20), (-76, 14, -92, 20),
)  # fmt: skip


@dataclass(frozen=True)
class Cut:
    """One way to wear hair. ``fringe`` is its lower edge from the left ear across the forehead to the right."""

    fringe: tuple[Pair, ...]
    volume: float = 4.0
    behind: str = ""  # name of what hangs behind: see _BEHIND
    over: str = ""  # name of what is added on top: see _OVER
    soft: float = 0.5  # 0 angular locks, 0.5 round


_EAR_L: tuple[Pair, ...] = ((-72, 16, -78, 26), (-66, -8, -66, -4), (-60, -16, -50, 8))
_LOW: Pair = (68, -20, 59, -22)
CUTS: dict[str, Cut] = {
    "short": Cut((*_EAR_L, (-56, -38, -36, -34), (-34, -58, -12, -56), (6, -62, 24, -60), (44, -54, 50, -52), _LOW)),
    "side": Cut((*_EAR_L, (-58, -36, -40, -30), (-46, -62, -28, -62), (-20, -50, 8, -46), (20, -46, 36, -46), (56, -34, 54, -36), _LOW), 7),
    "swept": Cut((*_EAR_L, (-58, -40, -40, -36), (-36, -66, -14, -66), (8, -70, 26, -68), (48, -58, 50, -56), _LOW), 10, over="quiff"),
    "messy": Cut((*_EAR_L, (-62, -24, -46, -22), (-50, -58, -32, -56), (-38, -28, -14, -26), (-16, -56, 6, -54), (2, -26, 24, -26), (22, -54, 38, -50), (50, -28, 52, -28), _LOW), 9, over="tufts", soft=0.28),
    "spiky": Cut((*_EAR_L, (-64, -20, -48, -18), (-46, -60, -30, -60), (-34, -20, -8, -18), (-8, -60, 12, -56), (8, -18, 28, -20), (28, -56, 42, -50), (54, -22, 54, -24), _LOW), 8, over="spikes", soft=0.1),
    "buzz": Cut((*_EAR_L, (-56, -40, -38, -36), (-32, -64, -10, -62), (8, -68, 26, -64), (46, -56, 50, -54), _LOW), 0),
    "curly": Cut((*_EAR_L, (-56, -34, -36, -30), (-34, -52, -12, -50), (6, -56, 24, -54), (46, -48, 50, -48), _LOW), 12, over="curls"),
    "afro": Cut((*_EAR_L, (-58, -36, -38, -32), (-34, -56, -12, -54), (6, -60, 24, -58), (46, -52, 50, -50), _LOW), 22, behind="cloud", over="cloud_rim"),
    "balding": Cut(((-74, 20, -86, 26), (-66, -4, -64, 0), (-66, -28, -60, -26), (-72, -50, -76, -56), (-80, -52, -92, -52)), 3, over="sides"),
    "bob": Cut(((-64, 60, -62, 70), (-58, 10, -44, 16), (-58, -28, -36, -24), (-34, -40, -8, -38), (4, -42, 22, -42), (42, -38, 46, -38), (62, -10, 57, -10)), 9, behind="bob", over="bob_side"),
    "fringe": Cut(((-68, 40, -66, 44), (-60, 6, -46, 10), (-58, -26, -36, -24), (-30, -30, -6, -28), (4, -31, 22, -30), (40, -30, 45, -30), (62, -8, 57, -8)), 8, behind="long", over="bob_side"),
    "long": Cut(((-72, 44, -74, 48), (-64, 4, -54, 8), (-58, -36, -38, -30), (-26, -70, -2, -70), (2, -76, 20, -74), (40, -58, 46, -56), (64, -14, 58, -16)), 8, behind="long"),
    "wavy": Cut(((-76, 46, -76, 50), (-64, 6, -54, 10), (-62, -32, -44, -26), (-34, -66, -12, -68), (-14, -50, 12, -48), (24, -44, 38, -44), (58, -20, 56, -22)), 12, behind="wavy"),
    "ponytail": Cut((*_EAR_L, (-58, -40, -40, -36), (-34, -64, -12, -62), (2, -70, 20, -68), (44, -56, 48, -54), _LOW), 5, behind="tail"),
    "bun": Cut((*_EAR_L, (-58, -38, -40, -34), (-30, -64, -8, -62), (4, -70, 22, -68), (44, -56, 48, -54), _LOW), 4, behind="bun"),
    "topknot": Cut((*_EAR_L, (-56, -42, -38, -38), (-30, -66, -8, -64), (8, -70, 26, -66), (46, -56, 50, -54), _LOW), 3, behind="knot"),
    "braids": Cut((*_EAR_L, (-60, -34, -42, -30), (-34, -58, -12, -58), (0, -66, 18, -66), (40, -54, 46, -52), _LOW), 5, behind="braids"),
    "braid": Cut((*_EAR_L, (-60, -34, -42, -30), (-38, -58, -16, -58), (-6, -52, 16, -50), (36, -46, 44, -46), _LOW), 6, behind="braid"),
    "pixie": Cut((*_EAR_L, (-60, -26, -42, -22), (-42, -44, -22, -40), (-10, -36, 16, -34), (24, -36, 38, -36), (52, -34, 52, -36), _LOW), 7, over="tufts", soft=0.35),
    "dreads": Cut((*_EAR_L, (-58, -38, -40, -34), (-32, -60, -10, -58), (4, -66, 22, -64), (44, -54, 48, -52), _LOW), 9, behind="dreads", over="curls"),
    "undercut": Cut((*_EAR_L, (-58, -44, -44, -40), (-50, -66, -34, -66), (-14, -44, 14, -42), (22, -52, 38, -50), (50, -50, 52, -48), _LOW), 11, over="quiff", soft=0.35),
}  # fmt: skip

_NONE = Cut(())


def cut_of(face: Face) -> Cut | None:
    """The cut of a head; None where it is bald."""
    name = str(face.design.get("cut", "short"))
    return None if name == "bald" else CUTS.get(name, CUTS["short"])


def tone_of(face: Face) -> str:
    return safe(face.design.get("hair"), "#4a3020")


def skull(face: Face, volume: float) -> list[Point]:
    """The arc of the hair from ear to ear, ``volume`` off the skull."""
    volume *= 1 + 0.3 * face.young
    points = []
    for pair in _SKULL:
        x, y = face.at(pair)
        away_x, away_y = (x + 12 * face.turn) / 90, (y + 18) / 92
        points.append((x + away_x * volume, y + away_y * volume * (1 if y < 0 else 0)))
    return points


def hair_behind(sheet: Sheet, face: Face) -> None:
    """What hangs behind the neck and shoulders; drawn before the body."""
    cut = cut_of(face)
    if cut and cut.behind in _BEHIND:
        _BEHIND[cut.behind](sheet, face, darker(tone_of(face), 0.2))


def hair(sheet: Sheet, face: Face) -> None:
    """The hair on the head and over the forehead, with the shadow it throws and its gleam."""
    cut = cut_of(face)
    if cut is None:
        return
    tone = tone_of(face)
    arc = skull(face, cut.volume)
    fringe = [face.at(pair) for pair in cut.fringe]
    if cut.over == "sides":
        _sides(sheet, face, tone)
        return
    shape = smooth([*arc, *fringe], tension=0.5) if cut.soft >= 0.5 else _mixed(arc, fringe, cut.soft)
    sheet.raw('<g transform="translate(0 7)">')
    sheet.shadow(_edge(fringe, cut.soft), "", 0.75) if face.detail >= 1 and cut.volume > 1 else None
    sheet.raw("</g>")
    if cut.over in _OVER:
        _OVER[cut.over](sheet, face, tone)
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
    top = [(fringe[-1][0], fringe[-1][1] - 30), (fringe[0][0] + 20, fringe[2][1] - 40)]
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
    band = f"M{middle - 44:.0f} -74Q{middle:.0f} -98 {middle + 42:.0f} -78Q{middle:.0f} -86 {middle - 44:.0f} -74Z"
    sheet.gleam(band, shape, 0.34, lighter(tone, 0.5))
    if face.detail >= 3:
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


def _bob(sheet: Sheet, face: Face, tone: str) -> None:
    arc = skull(face, 9)
    tips = [
        face.at(p)
        for p in (
            (-88, 60, -98, 62),
            (-70, 92, -70, 96),
            (0, 88, -10, 92),
            (70, 92, 56, 84),
            (86, 58, 68, 50),
        )
    ]
    sheet.fill(smooth([*arc, *tips]), tone)


def _long(sheet: Sheet, face: Face, tone: str) -> None:
    arc = skull(face, 9)
    tips = [
        face.at(p)
        for p in (
            (-96, 90, -112, 90),
            (-98, 190, -116, 190),
            (-40, 214, -60, 216),
            (40, 212, 20, 206),
            (92, 188, 62, 176),
            (92, 90, 70, 80),
        )
    ]
    sheet.fill(smooth([*arc, *tips]), tone)


def _wavy(sheet: Sheet, face: Face, tone: str) -> None:
    arc = skull(face, 13)
    tips = [
        face.at(p)
        for p in (
            (-108, 50, -122, 54),
            (-96, 90, -108, 92),
            (-116, 136, -130, 140),
            (-96, 196, -108, 200),
            (-40, 206, -56, 208),
            (44, 204, 24, 196),
            (96, 190, 66, 174),
            (112, 132, 80, 124),
            (94, 88, 70, 80),
            (104, 50, 80, 44),
        )
    ]
    sheet.fill(smooth([*arc, *tips]), tone)


def _tail(sheet: Sheet, face: Face, tone: str) -> None:
    root = face.at((-30, -70, -92, -56))
    path = [
        root,
        face.at((-92, -64, -138, -56)),
        face.at((-112, 30, -150, 40)),
        face.at((-92, 130, -126, 140)),
    ]
    sheet.fill(tube(path, [16, 28, 30, 4]), tone)


def _bun(sheet: Sheet, face: Face, tone: str) -> None:
    x, y = face.at((0, -112, -82, -82))
    sheet.fill(ellipse(x, y, 36, 33), tone)


def _knot(sheet: Sheet, face: Face, tone: str) -> None:
    x, y = face.at((0, -128, -40, -126))
    sheet.fill(ellipse(x, y, 28, 27), tone)


def _braids(sheet: Sheet, face: Face, tone: str) -> None:
    for pairs in (
        ((-76, 20, -84, 24), (-94, 80, -98, 84), (-86, 170, -88, 176)),
        ((74, 20, 56, 24), (92, 80, 66, 84), (86, 170, 62, 172)),
    ):
        _plait(sheet, [face.at(p) for p in pairs], tone)


def _braid(sheet: Sheet, face: Face, tone: str) -> None:
    _plait(
        sheet, [face.at(p) for p in ((-60, 40, -92, 40), (-84, 110, -110, 120), (-70, 220, -92, 226))], tone
    )


def _plait(sheet: Sheet, path: list[Point], tone: str) -> None:
    (ax, ay), (bx, by), (cx, cy) = path
    for step in range(7):
        t = step / 6
        x = (1 - t) ** 2 * ax + 2 * t * (1 - t) * bx + t * t * cx
        y = (1 - t) ** 2 * ay + 2 * t * (1 - t) * by + t * t * cy
        sheet.fill(ellipse(x + (4 if step % 2 else -4), y, 17 - 7 * t, 16), tone)


def _dreads(sheet: Sheet, face: Face, tone: str) -> None:
    for index in range(9):
        x = -88 + index * 20
        top, end = (
            face.at((x * 0.9, -40, x * 0.9 - 18, -40)),
            face.at((x * 1.12, 150 - abs(index - 4) * 6, x - 26, 150)),
        )
        sheet.fill(tube([top, ((top[0] + end[0]) / 2 + (x > 0) * 10 - 5, 60), end], [13, 13, 8]), tone)


def _cloud(sheet: Sheet, face: Face, tone: str) -> None:
    x, y = face.at((0, -44, -16, -46))
    sheet.fill(_bumps(x, y, 118, 100, 17), tone)


def _bumps(x: float, y: float, rx: float, ry: float, count: int) -> str:
    """A round mass with ``count`` bumps."""
    from math import cos, pi, sin

    points = [(x + rx * cos(2 * pi * i / count), y + ry * sin(2 * pi * i / count)) for i in range(count)]
    radius = 2 * pi * (rx + ry) / 2 / count * 0.62
    arcs = "".join(
        f"A{radius:.1f} {radius:.1f} 0 0 1 {px:.1f} {py:.1f}" for px, py in [*points[1:], points[0]]
    )
    return f"M{points[0][0]:.1f} {points[0][1]:.1f}{arcs}Z"


def _curls(sheet: Sheet, face: Face, tone: str) -> None:
    arc = skull(face, 13)
    sheet.union([_bumps(x, y, 20, 19, 7) for x, y in arc], tone)


def _cloud_rim(sheet: Sheet, face: Face, tone: str) -> None:
    sheet.union([_bumps(x, y, 26, 24, 7) for x, y in skull(face, 16)[1:-1]], tone)


def _tufts(sheet: Sheet, face: Face, tone: str) -> None:
    x, y = face.at((0, -104, -12, -108))
    sheet.fill(
        f"M{x - 52:.0f} {y + 22:.0f}q-20 -18 -36 -12q14 -12 34 -8q-4 -14 -18 -20q26 -2 40 10q2 -14 -4 -22q22 4 34 20q10 -12 24 -12q-8 8 -8 18q18 -2 30 10q-16 0 -22 14Z",
        tone,
    )


def _spikes(sheet: Sheet, face: Face, tone: str) -> None:
    x, y = face.at((0, -92, -14, -94))
    d = f"M{x - 92:.0f} {y + 76:.0f}l-34 -6l26 -20l-40 -18l38 -12l-30 -34l46 8l-14 -42l42 26l10 -44l28 34l26 -40l14 42l38 -24l-6 40l40 0l-26 26l30 16l-36 10l16 34Z"
    sheet.fill(d, tone)


def _quiff(sheet: Sheet, face: Face, tone: str) -> None:
    x, y = face.at((0, -100, 14, -104))
    sheet.fill(
        f"M{x - 66:.0f} {y + 26:.0f}q0 -44 46 -46q52 -6 76 16q10 16 -2 40q-30 -18 -60 -14q-34 4 -60 4Z", tone
    )


def _bob_side(sheet: Sheet, face: Face, tone: str) -> None:
    pairs = (
        (58, -40, 50, -40),
        (86, -20, 72, -30),
        (90, 30, 72, 24),
        (80, 78, 62, 66),
        (66, 76, 54, 66),
        (66, 20, 57, 16),
    )
    sheet.fill(smooth([face.at(p) for p in pairs]), tone)


def _sides(sheet: Sheet, face: Face, tone: str) -> None:
    left = (
        (-70, 26, -84, 30),
        (-62, -8, -58, 2),
        (-60, -34, -56, -30),
        (-74, -52, -86, -52),
        (-90, -20, -104, -20),
        (-84, 16, -98, 24),
    )
    right = ((70, 10, 60, -6), (64, -34, 58, -34), (78, -46, 66, -48), (86, -16, 70, -24))
    sheet.fill(smooth([face.at(p) for p in left]), tone)
    if face.turn < 0.7:
        sheet.fill(smooth([face.at(p) for p in right]), tone)


_Part = Callable[[Sheet, Face, str], None]
_BEHIND: dict[str, _Part] = {
    "bob": _bob, "long": _long, "wavy": _wavy, "tail": _tail, "bun": _bun, "knot": _knot, "braids": _braids,
    "braid": _braid, "dreads": _dreads, "cloud": _cloud,
}  # fmt: skip
_OVER: dict[str, _Part] = {
    "curls": _curls,
    "tufts": _tufts,
    "spikes": _spikes,
    "quiff": _quiff,
    "bob_side": _bob_side,
    "cloud_rim": _cloud_rim,
}


def back_of_head(sheet: Sheet, face: Face) -> None:
    """The head from behind: ears, skull and the whole mass of hair."""
    skin = str(face.design["skin"])
    for side in (-1, 1):
        sheet.fill(ellipse(side * 78, 8, 13, 22), skin)
    sheet.fill(
        smooth(
            [
                (0, -100),
                (52, -86),
                (80, -44),
                (80, 6),
                (66, 56),
                (40, 84),
                (0, 92),
                (-40, 84),
                (-66, 56),
                (-80, 6),
                (-80, -44),
                (-52, -86),
            ]
        ),
        skin,
    )
    cut = cut_of(face)
    if cut is None:
        return
    tone = tone_of(face)
    volume = cut.volume
    arc = skull(Face(face.design, 0.0), volume)
    if cut.over == "sides":
        nape = [
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
        ]
        sheet.fill(smooth(nape), tone)
        return
    if cut.over in ("tufts", "spikes", "curls", "cloud_rim"):
        _OVER[cut.over](sheet, Face(face.design, 0.0), tone)
    nape = [(-66, 58), (-30, 80), (0, 84), (30, 80), (66, 58)]
    shape = smooth([*arc, *nape])
    if cut.behind in ("long", "wavy", "bob", "dreads"):
        _BEHIND[cut.behind](sheet, Face(face.design, 0.0), tone)
    sheet.fill(shape, tone)
    if cut.behind in ("tail", "bun", "knot", "braids", "braid"):
        _BEHIND[cut.behind](sheet, Face(face.design, 0.0), tone)
    sheet.shadow(
        "M-160 -160H-34Q-58 -40 -30 160H-160Z" if face.shade_left else "M160 -160H34Q58 -40 30 160H160Z",
        shape,
        0.9,
    )
