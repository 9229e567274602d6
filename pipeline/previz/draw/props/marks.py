"""What scenes do to things, drawn over a prop: broken, torn, stained, wet, snowy, burnt, burning."""

from collections.abc import Callable, Iterable

from pipeline.previz.design.chance import Chance
from pipeline.previz.draw.geometry import ellipse, line, smooth
from pipeline.previz.draw.hand import Sheet
from pipeline.previz.draw.people.marks import blot
from pipeline.previz.draw.props.kinds import Prop

_WORDS = {
    "broke": "broken", "crack": "broken", "smash": "broken", "shatter": "broken", "split": "broken",
    "wreck": "broken", "ruin": "broken", "damaged": "broken", "dented": "broken",
    "torn": "torn", "ripped": "torn", "tattered": "torn",
    "mud": "muddy", "dirt": "muddy", "filthy": "muddy", "dust": "dusty",
    "blood": "bloody", "wet": "wet", "soaked": "wet", "drenched": "wet", "dripping": "wet",
    "snow": "snowy", "frost": "snowy", "frozen": "snowy", "icy": "snowy",
    "burnt": "burnt", "burned": "burnt", "charred": "burnt", "soot": "burnt", "scorched": "burnt",
    "burning": "burning", "on fire": "burning", "aflame": "burning", "ablaze": "burning",
}  # fmt: skip
_STAINS = {"muddy": "#5b4530", "dusty": "#b9a98c", "bloody": "#7d1520", "burnt": "#201917"}
Mark = Callable[[Sheet, Prop, Chance], None]


def marks_of(tags: Iterable[str]) -> list[str]:
    """The marks that a prop's tags mean, in the order in which they are drawn; unknown tags leave none."""
    said = [tag.lower() for tag in tags]
    found = {mark for tag in said for word, mark in _WORDS.items() if word in tag}
    return [mark for mark in _MARKS if mark in found]


def on_prop(sheet: Sheet, prop: Prop, tags: Iterable[str]) -> None:
    """The marks on a prop, in its own units about its middle. The same tags leave the same marks."""
    for mark in marks_of(tags):
        _MARKS[mark](sheet, prop, Chance("prop", mark))


def _inside(sheet: Sheet, prop: Prop, draw: Callable[[], None]) -> None:
    """Draw inside the prop's outline alone."""
    surfaces = "".join(shape.path for shape in prop.shapes if not shape.width and shape.role != "g")
    with sheet.group(within=surfaces):
        draw()


def _stained(mark: str, many: int, see: float) -> Mark:
    def stain(sheet: Sheet, prop: Prop, chance: Chance) -> None:
        def blots() -> None:
            for _ in range(many):
                at = _at(prop, chance)
                size = min(prop.width, prop.height) * chance.number(0.1, 0.22)
                sheet.fill(blot(at, size, chance), _STAINS[mark], line=0, opacity=see)

        _inside(sheet, prop, blots)

    return stain


def _at(prop: Prop, chance: Chance, low: float = -0.42, high: float = 0.42) -> tuple[float, float]:
    return prop.width * chance.number(-0.42, 0.42), prop.height * chance.number(low, high)


def _broken(sheet: Sheet, prop: Prop, chance: Chance) -> None:
    """Cracks that run from one point of impact to the edges, each with a lighter lip."""
    at = (prop.width * 0.08, -prop.height * 0.1)
    thick = max(3.0, min(prop.width, prop.height) * 0.03)
    ends = ((-0.56, -0.34), (-0.5, 0.46), (0.12, 0.58), (0.58, 0.2), (0.5, -0.5), (-0.06, -0.6))

    def cracks() -> None:
        for dx, dy in ends:
            end = (prop.width * dx, prop.height * dy)
            way = [at, *(_bent(at, end, share, chance, prop) for share in (0.3, 0.55, 0.8)), end]
            sheet.stroke(line([(x + thick * 0.7, y + thick * 0.7) for x, y in way]), "#f4efe4", thick * 0.6,
                opacity=0.5)  # fmt: skip
            sheet.stroke(line(way), "#1c1714", thick)

    _inside(sheet, prop, cracks)


def _bent(
    start: tuple[float, float], end: tuple[float, float], share: float, chance: Chance, prop: Prop
) -> tuple[float, float]:
    off = min(prop.width, prop.height) * 0.07
    x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
    return x + chance.number(-off, off), y + chance.number(-off, off)


def _torn(sheet: Sheet, prop: Prop, chance: Chance) -> None:
    """Rips that go in from the edges."""
    long = min(prop.width, prop.height) * 0.5

    def rips() -> None:
        for side, y in ((-1, -0.22), (1, 0.12), (-1, 0.34)):
            x, at = side * prop.width * 0.55, prop.height * y
            inward = -side * long * chance.number(0.8, 1.2)
            ragged = [(x, at - long * 0.16), (x + inward * 0.5, at - long * 0.02), (x + inward, at),
                (x + inward * 0.6, at + long * 0.12), (x, at + long * 0.2)]  # fmt: skip
            sheet.fill(line(ragged) + "Z", "#1c1714", line=0.6, opacity=0.9)

    _inside(sheet, prop, rips)


def _bloody(sheet: Sheet, prop: Prop, chance: Chance) -> None:
    wide = min(prop.width, prop.height) * 0.26

    def blood() -> None:
        x, y = -prop.width * 0.06, -prop.height * 0.16
        sheet.fill(blot((x, y), wide, chance), _STAINS["bloody"], line=0, opacity=0.92)
        for dx, run in ((-0.4, 1.4), (0.1, 2.2), (0.5, 1.0)):
            sheet.stroke(f"M{x + dx * wide:.1f} {y:.1f}v{wide * run:.1f}", _STAINS["bloody"], wide * 0.2,
                opacity=0.92)  # fmt: skip
        for dx, dy in (
            (0.1, 0.32),
            (0.26, -0.36),
        ):  # a thing with little to it, such as a key, shows some of it
            spot = blot((prop.width * dx, prop.height * dy), wide * 0.55, chance)
            sheet.fill(spot, _STAINS["bloody"], line=0, opacity=0.92)

    _inside(sheet, prop, blood)


def _wet(sheet: Sheet, prop: Prop, chance: Chance) -> None:
    """It shines, drops run down it and fall."""
    long = min(prop.width, prop.height) * 0.22

    def runs() -> None:
        for _ in range(9):
            x, y = _at(prop, chance, -0.45, 0.3)
            sheet.stroke(f"M{x:.1f} {y:.1f}q{long * 0.06:.1f} {long * 0.5:.1f} 0 {long:.1f}", "#f2faff",
                max(3.5, long * 0.14), opacity=0.62)  # fmt: skip

    _inside(sheet, prop, runs)
    for dx in (-0.24, 0.14, 0.36):
        x, y, drop = prop.width * dx, prop.height * chance.number(0.52, 0.6), max(7.0, long * 0.3)
        sheet.fill(_drop(x, y, drop), "#bfe2f5", line=0, opacity=0.9)


def _drop(x: float, y: float, size: float) -> str:
    wide, high, low = size * 0.6, size * 1.3, size * 0.3
    return f"M{x:.1f} {y:.1f}q{wide:.1f} {size:.1f} 0 {high:.1f}q{-wide:.1f} {-low:.1f} 0 {-high:.1f}Z"


def _snowy(sheet: Sheet, prop: Prop, chance: Chance) -> None:
    """Snow lies on its upper side, flakes elsewhere."""
    w, h = prop.width, prop.height
    deep = min(w, h) * 0.2

    def snow() -> None:
        edge = [(-w * 0.6, -h * 0.6), (w * 0.6, -h * 0.6), (w * 0.6, -h * 0.5 + deep)]
        waves = [(w * (0.45 - 0.3 * at), -h * 0.5 + deep * chance.number(0.8, 1.6)) for at in range(4)]
        sheet.fill(smooth([*edge, *waves]), "#f3f6fa", line=0.4)
        for _ in range(10):
            x, y = _at(prop, chance, -0.1, 0.45)
            sheet.fill(ellipse(x, y, deep * 0.16), "#f3f6fa", line=0, opacity=0.9)

    _inside(sheet, prop, snow)


def _burning(sheet: Sheet, prop: Prop, chance: Chance) -> None:
    """Flames about its upper half, which light it."""
    w, h = prop.width, prop.height
    tall = max(min(w, h) * 0.9, h * 0.5)
    halo = sheet.blend(
        [(0, "#ffb25a", 0.6), (0.5, "#ff8a3a", 0.25), (1, "#ff8a3a", 0)], angle="round", glow=True
    )
    sheet.fill(ellipse(0, -h * 0.3, w * 0.9 + tall * 0.3, tall * 1.3), halo, line=0)
    for at in range(5):
        x = w * (-0.36 + 0.18 * at)
        high = tall * chance.number(0.7, 1.15) * (1.0 if at in (1, 2, 3) else 0.7)
        wide = max(w * 0.16, high * 0.22)
        for share, colour in ((1.0, "#e8641f"), (0.62, "#ffb03a"), (0.3, "#ffe9a0")):
            sheet.fill(
                _flame(x, h * 0.12, wide * share, high * share), colour, line=0, opacity=0.9, glow=True
            )


def _flame(x: float, y: float, wide: float, high: float) -> str:
    """A tongue of fire that leans a little, its foot at (``x``, ``y``)."""
    points = [
        (x - wide, y), (x - 0.8 * wide, y - 0.4 * high), (x - 0.15 * wide, y - 0.66 * high),
        (x + 0.15 * wide, y - high), (x + 0.45 * wide, y - 0.6 * high), (x + wide, y - 0.28 * high),
        (x + 0.9 * wide, y), (x, y + 0.3 * wide),
    ]  # fmt: skip
    return smooth(points)


_MARKS: dict[str, Mark] = {
    "dusty": _stained("dusty", 9, 0.6),
    "muddy": _stained("muddy", 8, 0.92),
    "burnt": _stained("burnt", 9, 0.85),
    "torn": _torn,
    "broken": _broken,
    "bloody": _bloody,
    "snowy": _snowy,
    "wet": _wet,
    "burning": _burning,
}
