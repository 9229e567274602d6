"""How near a result is to its capsule, from 0 to 100, with the reasons. Arithmetic: the same every time."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assets.capsules import pixels, prose
from assets.capsules.content import Aim, Capsule

FAR = 3.0  # times the tolerance: there nothing is left of a measure's points
PALETTE_WITHIN = 0.05  # OKLab distance
_PENALTY, _PENALTY_MOST = 6, 24  # points for each avoided word that was used
_WEIGHT = {"palette": 2.0, "sentence_words": 1.5, "dialogue": 1.5, "present": 1.5, "line": 1.5}


@dataclass(frozen=True)
class Line:
    """One measure of a result against its aim."""

    name: str
    label: str
    points: int  # 0 to 100
    value: str
    aim: str
    sentence: str  # what to do about it; empty when it is met


@dataclass(frozen=True)
class Score:
    """A result against its capsule. ``total`` is None when there is nothing to hold it to."""

    total: int | None
    lines: tuple[Line, ...] = ()
    used: tuple[str, ...] = ()  # avoided words that were found, as they stand there

    @property
    def word(self) -> str:
        """In one word: close, near, apart, or nothing."""
        if self.total is None:
            return ""
        return "close" if self.total >= 80 else "near" if self.total >= 55 else "apart"

    @property
    def reasons(self) -> list[str]:
        """What keeps it apart, worst first."""
        worst = sorted(
            (line for line in self.lines if line.sentence), key=lambda line: (line.points, line.name)
        )
        said = [line.sentence for line in worst]
        return said + [f"It uses “{word}”, which this capsule avoids." for word in self.used]


def score_text(capsule: Capsule, text: str, *, said: str | None = None, language: str = "en") -> Score:
    """Hold a text to a writing capsule; see ``prose.measure``."""
    values = prose.measure(text, said=said, language=language)
    lines = [
        _line(name, aim, values[name], prose.LABELS[name], _shown_prose)
        for name, aim in sorted(capsule.aims.items())
        if name in values and name in prose.LABELS
    ]
    used = _used(capsule.avoid, f"{text}\n{said or ''}") if values else ()
    return _total(lines, used)


def score_picture(capsule: Capsule, measured: pixels.Measured) -> Score:
    """Hold a measured picture to a visual capsule."""
    lines = [
        _line(name, aim, measured.values[name], pixels.LABELS[name], _shown_pixels)
        for name, aim in sorted(capsule.aims.items())
        if name in measured.values
    ]
    if capsule.palette and measured.palette:
        away = pixels.colour_distance(measured.palette, capsule.palette)
        lines.append(_palette_line(away, measured, capsule.palette))
    return _total(lines, ())


def _points(distance: float, within: float) -> int:
    over = max(0.0, distance / within - 1)
    return round(100 * max(0.0, 1 - over / (FAR - 1)))


def _line(name: str, aim: Aim, value: float, label: str, shown: Callable[[str, float], str]) -> Line:
    points = _points(abs(value - aim.value), aim.within)
    way = "less" if value > aim.value else "more"
    here, wanted = shown(name, value), shown(name, aim.value)
    sentence = f"{label}: {here} here, about {wanted} in the capsule. Go for {way}." if points < 100 else ""
    return Line(name, label, points, here, wanted, sentence)


def _palette_line(away: float, measured: pixels.Measured, wanted: list[str]) -> Line:
    points = _points(away, PALETTE_WITHIN)
    here, aim = ", ".join(colour for colour, _ in measured.palette[:3]), ", ".join(wanted[:3])
    sentence = f"Colours: mostly {here} here; the capsule stands on {aim}." if points < 100 else ""
    return Line("palette", pixels.LABELS["palette"], points, here, aim, sentence)


def _total(lines: list[Line], used: tuple[str, ...]) -> Score:
    if not lines:
        return Score(None, (), used)
    weights = [_WEIGHT.get(line.name, 1.0) for line in lines]
    mean = sum(line.points * weight for line, weight in zip(lines, weights, strict=True)) / sum(weights)
    return Score(max(0, round(mean) - min(_PENALTY_MOST, _PENALTY * len(used))), tuple(lines), used)


def _used(avoid: list[str], text: str) -> tuple[str, ...]:
    lowered = text.lower()
    return tuple(word for word in avoid if re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", lowered))


def _shown_prose(name: str, value: float) -> str:
    return f"{value:.0%}" if name in prose.SHARES else f"{value:.1f}"


def _shown_pixels(name: str, value: float) -> str:
    return f"{100 * value / pixels.WHOLE[name]:.0f}"
