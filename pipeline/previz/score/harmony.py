"""Keys, modes, chords and how their voices move."""

from dataclasses import dataclass
from itertools import pairwise, product

MODES: dict[str, tuple[int, ...]] = {
    "ionian": (0, 2, 4, 5, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
    "harmonic": (0, 2, 3, 5, 7, 8, 11),
}


@dataclass(frozen=True)
class Key:
    """A tonic (0 is C) and a mode."""

    tonic: int
    mode: str

    def note(self, degree: int) -> int:
        """Semitones above C of a scale degree; 0 is the tonic, 7 the octave, negative ones lie below."""
        octave, step = divmod(degree, 7)
        return self.tonic + 12 * octave + MODES[self.mode][step]

    def chord(self, degree: int, size: int = 3) -> tuple[int, ...]:
        """Pitch classes of the chord on a degree, built in thirds: 3 notes, 4 with the seventh."""
        return tuple(self.note(degree + 2 * index) % 12 for index in range(size))


def nearest(pitch_class: int, target: float) -> int:
    """The MIDI note of a pitch class that lies nearest to ``target``."""
    below = int(target) - (int(target) - pitch_class) % 12
    return min((below, below + 12), key=lambda note: (abs(note - target), note))


def voiced(
    chord: tuple[int, ...], before: tuple[int, ...] | None, low: int = 52, high: int = 74
) -> tuple[int, ...]:
    """Four upper voices for a chord, each moving as little as it can from ``before``.

    Every chord tone sounds, voices do not cross, neighbours stay within an octave, and parallel fifths and
    octaves with the voicing before are avoided where another choice is nearly as smooth.
    """
    if before is None:
        centre = (low + high) / 2
        before = tuple(nearest(chord[index % len(chord)], centre - 7 + 5 * index) for index in range(4))
        before = tuple(sorted(before))
    choices = [[note for note in range(low, high + 1) if note % 12 in chord] for _ in before]
    reach = [
        [note for note in notes if abs(note - was) <= 7] or notes
        for notes, was in zip(choices, before, strict=True)
    ]
    best, found = float("inf"), before
    for voices in product(*reach):
        cost = _cost(voices, before, chord)
        if cost < best:
            best, found = cost, voices
    return found


def _cost(voices: tuple[int, ...], before: tuple[int, ...], chord: tuple[int, ...]) -> float:
    steps = list(pairwise(voices))
    if any(upper <= lower for lower, upper in steps):
        return float("inf")
    missing = len(set(chord) - {note % 12 for note in voices})
    wide = sum(upper - lower > 12 for lower, upper in steps)
    close = sum(upper - lower < 2 for lower, upper in steps) + (voices[1] - voices[0] < 3)
    moved = sum(abs(now - was) for now, was in zip(voices, before, strict=True))
    return moved + 30 * missing + 8 * wide + 3 * close + 4 * _parallels(voices, before)


def _parallels(voices: tuple[int, ...], before: tuple[int, ...]) -> int:
    found = 0
    for lower in range(4):
        for upper in range(lower + 1, 4):
            now, was = voices[upper] - voices[lower], before[upper] - before[lower]
            found += now % 12 in (0, 7) and now == was and voices[lower] != before[lower]
    return found


def hertz(note: float) -> float:
    """The frequency of a MIDI note in equal temperament, A4 at 440 Hz."""
    return float(440.0 * 2.0 ** ((note - 69) / 12))
