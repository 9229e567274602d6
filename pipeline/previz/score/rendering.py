"""From notes to sound: every note at its place, a hall around them, an ending that dies away."""

from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline.previz.mix import wav
from pipeline.previz.mix.filters import convolve
from pipeline.previz.mix.rooms import answer
from pipeline.previz.mix.signal import RATE, Samples, count, gain_of
from pipeline.previz.score.composition import Played, ScoreCue, notes
from pipeline.previz.score.instruments import PLAYERS, cymbal, drum, shaker

BLOCK = 10 * RATE  # samples made at a time
_TAIL = 14 * RATE  # the longest note, and what the hall adds to it
_ENDING = 2.5  # seconds in which the last chord dies away
_WET = 0.30
_GAIN = gain_of(-7.0)  # brings a film of middling intensity to about -23 dB
_SHELF = 64 * 1024 * 1024  # bytes of notes kept for when they come again
_SPANS = (0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 8.0)


def compose(cues: list[ScoreCue], seed: int, seconds: float) -> Samples:
    """The film's music: stereo float32 at 48 kHz, exactly ``seconds`` long, about -23 dB.

    One theme runs through all cues, each in the mode, tempo and orchestra of its mood; bars end with the
    cues, and the last chord resolves and dies away. Without cues, silence. Equal arguments, equal sound.
    """
    blocks = list(played(cues, seed, seconds))
    return np.concatenate(blocks) if blocks else np.zeros((0, 2), dtype=np.float32)


def compose_to(path: Path, cues: list[ScoreCue], seed: int, seconds: float) -> None:
    """Write the film's music to a WAV file without holding it in memory; ``mix.wav.Stored`` reads it back."""
    wav.write(path, played(cues, seed, seconds))


def played(cues: list[ScoreCue], seed: int, seconds: float) -> Iterator[Samples]:
    """The music of ``compose`` in pieces, one after the other."""
    length, waiting, shelf = count(seconds), notes(cues, seed, seconds), _Shelf()
    carried = np.zeros((_TAIL, 2), dtype=np.float32)
    index = 0
    for first in range(0, length, BLOCK):
        dry = np.zeros((BLOCK + _TAIL, 2), dtype=np.float32)
        while index < len(waiting) and count(waiting[index].start) < first + BLOCK:
            note = waiting[index]
            _lay(dry, count(note.start) - first, shelf.sound(note), note.gain)
            index += 1
        whole = _in_hall(dry)
        whole[:_TAIL] += carried
        carried = whole[BLOCK:].copy()
        size = min(BLOCK, length - first)
        yield np.tanh(whole[:size] * np.float32(_GAIN)) * _edges(first, size, length)


def _in_hall(dry: Samples) -> Samples:
    """``dry`` with the hall's answer, as long as before; what it holds ends early enough for the answer."""
    heard = np.flatnonzero(np.abs(dry[::64]).max(axis=1) > 1e-6)
    end = (int(heard[-1]) + 1) * 64 if len(heard) else 0
    for side in (0, 1):
        wet = convolve(dry[:end, side], answer("hall")[:, side])[:, 0] if end else dry[:0, side]
        size = min(len(wet), len(dry))
        dry[:size, side] += wet[:size] * np.float32(_WET)
    return dry


def _edges(first: int, size: int, length: int) -> Samples:
    """The rise of the first and the fall of the last moments of the film, for one piece of it."""
    places = np.arange(first, first + size)
    rise = np.clip(places / (0.4 * RATE), 0.0, 1.0)
    fall = np.clip((length - places) / (min(_ENDING, length / RATE / 3) * RATE), 0.0, 1.0)
    return (np.sin(rise * np.pi / 2) * np.sin(fall * np.pi / 2) ** 2).astype(np.float32)[:, None]


class _Shelf:
    """Notes that were made, so that the same note is made once."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[str, float, float, float], Samples] = OrderedDict()
        self._size = 0

    def sound(self, note: Played) -> Samples:
        # Lengths come in steps, so that repeated notes are equal.
        span = next((step for step in _SPANS if step >= note.seconds), round(note.seconds, 1))
        key = (note.player, note.note, span, note.strength)
        if key not in self._made:
            self._keep(key, _sound(*key))
        self._made.move_to_end(key)
        return self._made[key]

    def _keep(self, key: tuple[str, float, float, float], sound: Samples) -> None:
        self._made[key] = sound
        self._size += sound.nbytes
        while self._size > _SHELF and len(self._made) > 1:
            self._size -= self._made.popitem(last=False)[1].nbytes


def _sound(player: str, note: float, seconds: float, strength: float) -> Samples:
    if player == "drum":
        return drum(note, strength)
    if player == "shaker":
        return shaker()
    if player == "cymbal":
        return cymbal(seconds)
    return PLAYERS[player](int(note), min(seconds, 9.0), strength)


def _lay(out: Samples, first: int, sound: Samples, gain: float) -> None:
    piece = sound[: max(0, len(out) - first)]
    out[first : first + len(piece)] += piece * np.float32(gain)
