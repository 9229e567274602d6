"""Breath with the vowels of the voice: what a whisper is made of."""

import numpy as np

from pipeline.previz.mix.filters import high_pass
from pipeline.previz.mix.signal import RATE, Samples, seeded, single

_SIZE = 1024  # samples of a frame, 21 ms
_HOP = 256
_WINDOW = single(np.hanning(_SIZE + 1)[:-1])
_AROUND = 8  # bins, about 370 Hz: keeps the formants and loses the pitch


def aspirated(samples: Samples, key: str) -> Samples:
    """The same words with noise in place of the voice: every moment's spectral shape, filled with noise."""
    padded = np.concatenate([np.zeros(_SIZE, np.float32), samples, np.zeros(2 * _SIZE, np.float32)])
    noise = seeded("voice breath", key).standard_normal(len(padded), dtype=np.float32)
    envelope = _envelope(_spectra(padded)) * _brighter()
    frames = np.fft.irfft(_spectra(noise) * envelope, axis=1) * _WINDOW
    out = np.zeros(len(padded), dtype=np.float32)
    # Frames overlap four times: every fourth frame touches its like, so they are laid in four goes.
    for phase in range(_SIZE // _HOP):
        laid = single(frames[phase :: _SIZE // _HOP]).reshape(-1)
        out[phase * _HOP : phase * _HOP + len(laid)] += laid
    return out[_SIZE : _SIZE + len(samples)]


def _spectra(samples: Samples) -> np.ndarray:
    """Spectra of overlapping frames, one a row."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, _SIZE)[::_HOP]
    return np.fft.rfft(frames * _WINDOW, axis=1)


def _envelope(spectra: np.ndarray) -> Samples:
    """The level of each frame over frequency, smoothed."""
    sums = np.cumsum(
        np.pad(np.square(np.abs(spectra)), ((0, 0), (_AROUND // 2 + 1, _AROUND // 2)), "edge"), axis=1
    )
    return np.sqrt((sums[:, _AROUND:] - sums[:, :-_AROUND])[:, : spectra.shape[1]] / _AROUND)


def _brighter() -> Samples:
    """Breath has little below 400 Hz and more above than a voice; its level becomes the voice's."""
    frequencies = np.fft.rfftfreq(_SIZE, 1 / RATE).astype(np.float64)
    lift = (np.maximum(frequencies, 200.0) / 1_000.0) ** 0.55 * high_pass(400.0, 2)(frequencies)
    return single(lift / (1.5 * np.sqrt(_SIZE * 0.375)))
