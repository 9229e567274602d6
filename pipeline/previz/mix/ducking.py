"""How far other sounds step back while someone speaks."""

import numpy as np

from pipeline.previz.mix.signal import CONTROL, RATE, Samples, gain_of, single

_BEFORE = 0.20  # seconds that the music begins to sink before a word
_AFTER = 0.45  # seconds it waits after one
_SINK = 0.18
_RISE = 0.55
_SPOKEN = 10.0 ** (-42.0 / 20.0)  # level above which speech counts


def activity(speech: Samples) -> Samples:
    """Where stereo ``speech`` sounds: 1 or 0, ``CONTROL`` times a second, the last stretch made whole."""
    step = RATE // CONTROL
    whole = np.zeros((-(-len(speech) // step) * step, 2), dtype=np.float32)
    whole[: len(speech)] = np.abs(speech)
    return single(whole.reshape(-1, step * 2).max(axis=1, initial=0.0) > _SPOKEN)


def envelope(heard: Samples, decibels: float) -> Samples:
    """The gain, ``CONTROL`` times a second, of a sound that sinks by ``decibels`` where ``heard`` is 1."""
    wide = np.zeros(len(heard) + 1, dtype=np.int64)
    edges = np.flatnonzero(np.diff(np.concatenate([[0.0], heard, [0.0]])))
    for begins, ends in zip(edges[::2], edges[1::2], strict=True):
        wide[max(0, begins - round(_BEFORE * CONTROL))] += 1
        wide[min(len(heard), ends + round(_AFTER * CONTROL))] -= 1
    wanted = np.where(np.cumsum(wide[:-1]) > 0, gain_of(-decibels), 1.0)
    sink, rise = (1.0 - np.exp(-1.0 / (span / 2.5 * CONTROL)) for span in (_SINK, _RISE))
    gains = np.empty(len(wanted), dtype=np.float32)
    now = 1.0
    for index, goal in enumerate(wanted.tolist()):
        now += (goal - now) * (sink if goal < now else rise)
        gains[index] = now
    return gains


def between(gains: Samples, first: int, last: int) -> Samples:
    """``gains`` of ``CONTROL`` a second at the samples from ``first`` to ``last``, as a column."""
    places = np.arange(first, last) * (CONTROL / RATE)
    return single(np.interp(places, np.arange(len(gains)), gains))[:, None]
