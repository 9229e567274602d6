"""Accompaniments and drums: patterns of one bar."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Stroke:
    """A note of a pattern: beat, length in beats, MIDI note (or size of a drum), gain."""

    beat: float
    beats: float
    note: float
    gain: float
    player: str = ""  # empty: the figure's own


@dataclass(frozen=True)
class Ground:
    """What a pattern is made over: the four voices of the bar, tonic and third, and how full it is."""

    voices: tuple[int, ...]
    tonic: int  # near MIDI note 50
    third: int  # semitones above the tonic
    intensity: float


def arpeggio(ground: Ground) -> Iterator[Stroke]:
    """The chord one note after the other, up and down; in halves of a beat when it grows intense."""
    low, tenor, alto, top = ground.voices
    order = (low, tenor, alto, top, alto, tenor, alto, top)
    step = 1.0 if ground.intensity < 0.45 else 0.5
    for index in range(int(4 / step)):
        yield Stroke(index * step, step * 1.6, order[index % 8], 0.6 if index % 4 == 0 else 0.42)


def offbeat(ground: Ground) -> Iterator[Stroke]:
    """Bass on the beat, chord after it."""
    low, tenor, _, top = ground.voices
    yield Stroke(0.0, 0.6, low - 12, 0.7)
    yield Stroke(2.0, 0.6, tenor - 12, 0.7)
    for beat in (0.5, 1.5, 2.5, 3.5):
        yield Stroke(beat, 0.4, tenor, 0.42)
        yield Stroke(beat, 0.4, top, 0.42)


def pulse(ground: Ground) -> Iterator[Stroke]:
    """Steady beats in octaves."""
    for beat in range(4):
        yield Stroke(float(beat), 0.8, ground.voices[0] - (0 if beat % 2 else 12), 0.45)


def ostinato(ground: Ground) -> Iterator[Stroke]:
    """The same restless figure over every chord."""
    root, third = ground.tonic, ground.tonic + ground.third
    for index, note in enumerate((root, root, third, root, root + 7, root, third, root)):
        yield Stroke(index * 0.5, 0.45, note, 0.7 if index % 4 == 0 else 0.48)


FIGURES: dict[str, Callable[[Ground], Iterator[Stroke]]] = {
    "arpeggio": arpeggio,
    "offbeat": offbeat,
    "pulse": pulse,
    "ostinato": ostinato,
}


def _shakers() -> tuple[Stroke, ...]:
    beats = (0.0, 1.0, 2.0, 3.0)
    return tuple(
        Stroke(beat + shift, 0.2, 0, gain, "shaker")
        for beat in beats
        for shift, gain in ((0.0, 0.8), (0.66, 0.5))
    )


def _drums(size: float, *strokes: tuple[float, float]) -> tuple[Stroke, ...]:
    return tuple(
        Stroke(beat, 0.6, size if beat == 0.0 else round(size * 0.65, 2), gain, "drum")
        for beat, gain in strokes
    )


DRUMS: dict[str, tuple[Stroke, ...]] = {
    "brush": _shakers(),
    "pulse": _drums(0.7, (0.0, 0.5), (0.4, 0.3), (2.0, 0.45), (2.4, 0.28)),
    "march": _drums(1.0, (0.0, 0.8), (2.0, 0.55), (3.0, 0.3), (3.5, 0.35)),
    "war": _drums(1.0, (0.0, 0.9), (1.5, 0.45), (2.0, 0.7), (3.0, 0.45), (3.5, 0.55)),
}
