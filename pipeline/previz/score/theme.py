"""Themes: short melodies in scale degrees, the same idea in every mood."""

from dataclasses import dataclass

from pipeline.previz.mix.signal import seeded

_RHYTHMS = (
    (1.5, 0.5, 1.0, 1.0),
    (1.0, 1.0, 2.0),
    (2.0, 1.0, 1.0),
    (0.5, 0.5, 1.0, 2.0),
    (1.0, 0.5, 0.5, 2.0),
    (3.0, 1.0),
)
_STEPS = (-2, -1, -1, 1, 1, 2)


@dataclass(frozen=True)
class Note:
    """A note of a theme: beats from the start of its bar, length in beats, degree above the tonic."""

    beat: float
    beats: float
    degree: int


Theme = tuple[tuple[Note, ...], ...]  # four bars: call, answer, call varied, cadence


def theme(seed: int | str) -> Theme:
    """A theme of four bars of four beats; another seed is another theme.

    Its first leap is its face; the second bar answers lower, the third repeats the first higher, the last
    falls to the tonic. Moves by step otherwise, and stays within an octave.
    """
    random = seeded("theme", seed)
    rhythm = _RHYTHMS[int(random.integers(0, len(_RHYTHMS)))]
    other = _RHYTHMS[int(random.integers(0, len(_RHYTHMS)))]
    degree = int(random.choice([0, 2, 4]))
    leap = int(random.choice([-3, 2, 3, 4]))
    moves = [leap, *(int(step) for step in random.choice(_STEPS, len(rhythm)))]
    call = _line(degree, moves, rhythm)
    answer = _line(
        call[-1].degree - 1, [int(step) for step in random.choice((-1, -1, 1, -2), len(other))], other
    )
    lift = int(random.choice([1, 2]))
    varied = tuple(Note(note.beat, note.beats, _kept(note.degree + lift)) for note in call)
    ending = (Note(0.0, 1.0, 1 if varied[-1].degree > 1 else -1), Note(1.0, 3.0, 0))
    return (call, answer, varied, ending)


def _line(start: int, moves: list[int], rhythm: tuple[float, ...]) -> tuple[Note, ...]:
    notes, beat, degree = [], 0.0, _kept(start)
    for move, beats in zip(moves, rhythm, strict=False):
        notes.append(Note(beat, beats, degree))
        beat += beats
        degree = _kept(degree + move)
    return tuple(notes)


def _kept(degree: int) -> int:
    """Within an octave around the tonic, turned back at its edges."""
    return degree - 3 if degree > 7 else degree + 3 if degree < -2 else degree
