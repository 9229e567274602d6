"""Small charts as numbers: heights of bars and paths of lines for an SVG of 100 units' height.

They are drawn by ``templates/pipeline/_chart.html`` without a library: each value has ``STEP`` units of
width, and the whole is stretched to the page. What a chart shows stands as a table beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STEP, HEIGHT = 10, 100
_ROOM = 4  # units above the highest value
_WIDE = 0.76  # of a step that a bar fills

Values = Sequence[float | None]


@dataclass(frozen=True)
class Bar:
    """One piece of a bar, in the chart's units. ``series`` is its place in the legend, from 1."""

    series: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """A chart ready to be drawn. ``names`` are the legend, ``top`` what the upper edge stands for."""

    title: str
    names: tuple[str, ...]
    width: int
    top: str
    bars: tuple[Bar, ...] = ()
    paths: tuple[str, ...] = ()  # one for each name

    @property
    def view(self) -> str:
        """The SVG's own coordinates."""
        return f"0 0 {self.width} {HEIGHT}"

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Place and name of each series."""
        return list(enumerate(self.names, 1))


def bars(title: str, series: Mapping[str, Values], top: str = "") -> Chart:
    """Series stacked upon each other. ``top``: the highest sum in words."""
    columns = list(zip(*series.values(), strict=True))
    highest = max((sum(value or 0 for value in column) for column in columns), default=0) or 1
    found = []
    for place, column in enumerate(columns):
        base = float(HEIGHT)
        for number, value in enumerate(column, 1):
            if not value:
                continue
            height = value / highest * (HEIGHT - _ROOM)
            base -= height
            left = place * STEP + STEP * (1 - _WIDE) / 2
            found.append(Bar(number, round(left, 2), round(base, 2), STEP * _WIDE, round(height, 2)))
    return Chart(title, tuple(series), len(columns) * STEP, top or f"{highest:,.0f}", bars=tuple(found))


def lines(title: str, series: Mapping[str, Values], top: str = "") -> Chart:
    """Series as lines from value to value; where there is none, the line has a gap."""
    known = [value for values in series.values() for value in values if value is not None]
    highest = max(known, default=0) or 1
    paths = tuple(_path(values, highest) for values in series.values())
    width = max((len(values) for values in series.values()), default=0) * STEP
    return Chart(title, tuple(series), width, top or f"{highest:,.1f}", paths=paths)


def _path(values: Values, highest: float) -> str:
    """An SVG path; a value alone between gaps is a dot (a line of no length, with round ends)."""
    parts, drawn = [], False
    for place, value in enumerate(values):
        if value is None:
            drawn = False
            continue
        x = place * STEP + STEP / 2
        y = round(HEIGHT - value / highest * (HEIGHT - _ROOM), 2)
        parts.append(f"L{x:g} {y:g}" if drawn else f"M{x:g} {y:g}h0")
        drawn = True
    return " ".join(parts)
