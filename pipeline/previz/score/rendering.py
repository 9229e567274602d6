"""From notes to sound: every note at its place, a hall around them, an ending that dies away."""

import numpy as np

from pipeline.previz.mix.rooms import hall
from pipeline.previz.mix.signal import Samples, count, curve, gain_of, level_of, single
from pipeline.previz.score.composition import Played, ScoreCue, notes
from pipeline.previz.score.instruments import PLAYERS, cymbal, drum, shaker

LEVEL = -23.0  # decibels, over the whole
_FADE = 2.5  # seconds of the ending
_SPANS = (0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 8.0)


def compose(cues: list[ScoreCue], seed: int, seconds: float) -> Samples:
    """The film's music: stereo float32 at 48 kHz, exactly ``seconds`` long, about -23 dB on average.

    One theme runs through all cues, each in the mode, tempo and orchestra of its mood; bars end with the cues, and
    the last chord resolves and dies away. Without cues it is silence. Equal arguments give equal samples.
    """
    length = count(seconds)
    out = np.zeros((length, 2), dtype=np.float32)
    played = notes(cues, seed, seconds)
    if not played or not length:
        return out
    for note in played:
        _lay(out, count(note.start), _sound(note), note.gain)
    out = hall(out, "hall", 0.32)
    fade = curve(
        [(0.0, 0.0), (0.4, 1.0), (max(0.5, seconds - _FADE), 1.0), (max(0.6, seconds - 0.05), 0.0)], length
    )
    out *= fade[:, None]
    loud = level_of(out[np.max(np.abs(out), axis=1) > 1e-4])
    return single(out * gain_of(LEVEL - loud))


def _sound(note: Played) -> Samples:
    if note.player == "drum":
        return drum(note.note, note.strength)
    if note.player == "shaker":
        return shaker(0.5)
    if note.player == "cymbal":
        return cymbal(round(note.seconds, 1))
    # Lengths in steps: the same note is made once.
    span = next((step for step in _SPANS if step >= note.seconds), round(note.seconds, 1))
    return PLAYERS[note.player](int(note.note), span, note.strength)


def _lay(out: Samples, first: int, sound: Samples, gain: float) -> None:
    piece = sound[: max(0, len(out) - first)]
    out[first : first + len(piece)] += piece * np.float32(gain)
