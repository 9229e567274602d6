"""What hair is made of: what hangs behind a head, what stands up on it, what frames a face."""

from collections.abc import Callable
from math import cos, pi, sin

from pipeline.previz.design.colour import safe
from pipeline.previz.draw.geometry import Point, ellipse, smooth, tube
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.face import Face, Pair

_SKULL: tuple[Pair, ...] = (
    # from the right sideburn over the crown to the nape on the left
    (76, 14, 62, -6), (82, -20, 71, -34), (74, -62, 66, -72), (43, -97, 40, -102), (0, -107, -10, -111),
    (-43, -97, -58, -99), (-74, -62, -90, -66), (-82, -20, -98, -20), (-76, 14, -92, 20),
)  # fmt: skip


def tone_of(face: Face) -> str:
    """The colour of somebody's hair."""
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
        f"M{x - 52:.0f} {y + 22:.0f}q-20 -18 -36 -12q14 -12 34 -8q-4 -14 -18 -20q26 -2 40 10q2 -14 -4 -22"
        "q22 4 34 20q10 -12 24 -12q-8 8 -8 18q18 -2 30 10q-16 0 -22 14Z",
        tone,
    )


def _spikes(sheet: Sheet, face: Face, tone: str) -> None:
    x, y = face.at((0, -92, -14, -94))
    d = (
        f"M{x - 92:.0f} {y + 76:.0f}l-34 -6l26 -20l-40 -18l38 -12l-30 -34l46 8l-14 -42l42 26l10 -44l28 34"
        "l26 -40l14 42l38 -24l-6 40l40 0l-26 26l30 16l-36 10l16 34Z"
    )
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


def sides(sheet: Sheet, face: Face, tone: str) -> None:
    """What is left around a bald crown."""
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
BEHIND: dict[str, _Part] = {
    "bob": _bob, "long": _long, "wavy": _wavy, "tail": _tail, "bun": _bun, "knot": _knot, "braids": _braids,
    "braid": _braid, "dreads": _dreads, "cloud": _cloud,
}  # fmt: skip
OVER: dict[str, _Part] = {
    "curls": _curls,
    "tufts": _tufts,
    "spikes": _spikes,
    "quiff": _quiff,
    "bob_side": _bob_side,
    "cloud_rim": _cloud_rim,
}
