"""Loudness and true peak by ITU-R BS.1770-5 (https://www.itu.int/rec/R-REC-BS.1770), and silence."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.previz.mix.signal import RATE, Samples

STEP = RATE // 10  # gating blocks of 400 ms begin every 100 ms
_SIZE = 1 << 16
_HOP = 12 * STEP
_TAIL = _SIZE - _HOP
_PHASES = 4
_REACH = 12  # samples on either side that an inter-sample value is made of


@cache
def _weighting() -> NDArray[np.complex64]:
    """The K filter at 48 kHz on the grid of one transform: head shelf, low cut (annex 1, tables 1 and 2)."""
    z = np.exp(-2j * np.pi * np.arange(_SIZE // 2 + 1) / _SIZE)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    cut = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(shelf * cut, dtype=np.complex64)


class Meter:
    """Takes stereo sound piece by piece and knows its integrated loudness."""

    def __init__(self) -> None:
        self._waiting: Samples = np.zeros((_TAIL, 2), dtype=np.float32)
        self._steps: list[NDArray[np.float64]] = []

    def feed(self, samples: Samples) -> None:
        """Hear ``samples``, which follow what was heard before."""
        heard = np.concatenate([self._waiting, samples])
        while len(heard) >= _SIZE:
            self._weigh(heard[:_SIZE], _HOP)
            heard = heard[_HOP:]
        self._waiting = heard

    def _weigh(self, window: Samples, fresh: int) -> None:
        # Overlap-save: the first _TAIL samples are only the filter's memory.
        spectrum = np.fft.rfft(window, _SIZE, axis=0) * _weighting()[:, None]
        weighed = np.fft.irfft(spectrum, _SIZE, axis=0)[_TAIL : _TAIL + fresh // STEP * STEP]
        power = np.square(weighed, dtype=np.float64).sum(axis=1)
        self._steps.append(power.reshape(-1, STEP).mean(axis=1))

    def loudness(self) -> float:
        """Integrated loudness of everything heard, in LUFS; -70 when nothing passed the gate."""
        steps = list(self._steps)
        rest = len(self._waiting) - _TAIL
        if rest >= STEP:
            window = np.zeros((_SIZE, 2), dtype=np.float32)
            window[: len(self._waiting)] = self._waiting
            self._weigh(window, rest)
            steps, self._steps = self._steps, steps
        return _gated(np.concatenate(steps) if steps else np.zeros(0))


def _gated(steps: NDArray[np.float64]) -> float:
    if len(steps) < 4:
        return _lufs(float(steps.mean())) if len(steps) else -70.0
    sums = np.convolve(steps, np.full(4, 0.25), "valid")
    loud = sums[sums > _power(-70.0)]
    if not len(loud):
        return -70.0
    loud = loud[loud > _power(_lufs(float(loud.mean())) - 10.0)]
    return _lufs(float(loud.mean()))


def _lufs(power: float) -> float:
    return max(-70.0, -0.691 + 10.0 * float(np.log10(max(power, 1e-12))))


def _power(lufs: float) -> float:
    return float(10.0 ** ((lufs + 0.691) / 10.0))


def loudness(samples: Samples) -> float:
    """Integrated loudness of stereo or (twice the same) mono ``samples``, in LUFS."""
    meter = Meter()
    meter.feed(samples if samples.ndim == 2 else np.repeat(samples[:, None], 2, axis=1))
    return meter.loudness()


@cache
def _between() -> tuple[Samples, ...]:
    """Kernels that tell the signal a quarter, a half and three quarters of a sample after each sample."""
    taps = np.arange(-_REACH + 1, _REACH + 1)
    kernels = []
    for phase in range(1, _PHASES):
        where = taps - phase / _PHASES
        kernel = np.sinc(where) * np.cos(np.pi * where / (2 * _REACH + 1)) ** 2
        kernels.append((kernel / kernel.sum())[::-1].astype(np.float32))
    return tuple(kernels)


def oversampled_peaks(channel: Samples) -> Samples:
    """Per sample, the highest absolute value from it up to the next, at four times the rate."""
    highest = np.abs(channel)
    padded = np.concatenate([np.zeros(_REACH - 1, np.float32), channel, np.zeros(_REACH, np.float32)])
    for kernel in _between():
        np.maximum(highest, np.abs(np.convolve(padded, kernel, "valid")), out=highest)
    return highest


class Peak:
    """Takes stereo sound piece by piece and knows the highest value it reaches, between samples too."""

    def __init__(self) -> None:
        self._before: Samples = np.zeros((2 * _REACH, 2), dtype=np.float32)
        self._highest = 1e-6

    @property
    def decibels(self) -> float:
        """True peak in dBTP of everything heard, as if silence followed."""
        ended = max((self._top(side, np.zeros((2 * _REACH, 2), np.float32)) for side in (0, 1)), default=0.0)
        return 20.0 * float(np.log10(max(self._highest, ended)))

    def feed(self, samples: Samples) -> None:
        """Hear ``samples``, which follow what was heard before."""
        self._highest = max(self._highest, *(self._top(side, samples) for side in (0, 1)))
        self._before = np.concatenate([self._before, samples])[-2 * _REACH :]

    def _top(self, side: int, samples: Samples) -> float:
        # Only values with their whole neighbourhood count: a cut edge would ring and seem too high.
        channel = np.concatenate([self._before[:, side], samples[:, side]])
        inner, block = len(channel) - 2 * _REACH, 4096
        sizes = np.abs(channel[_REACH : _REACH + inner])
        highest = max(self._highest, float(sizes.max(initial=0.0)))
        edges = np.arange(0, inner, block)
        tops = np.maximum.reduceat(sizes, edges) if inner > 0 else edges
        # Between samples a real signal rises by 6 dB at most: quieter blocks cannot hold the peak.
        for edge in edges[tops > highest / 2.0].tolist():
            size = min(block, inner - edge)
            around = np.ascontiguousarray(channel[edge : edge + size + 2 * _REACH])
            highest = max(highest, float(oversampled_peaks(around)[_REACH : _REACH + size].max()))
        return highest


def true_peak(samples: Samples) -> float:
    """True peak of stereo or mono ``samples`` in dBTP."""
    peak = Peak()
    peak.feed(samples if samples.ndim == 2 else np.repeat(samples[:, None], 2, axis=1))
    return peak.decibels


class Silence:
    """Takes sound piece by piece (whole steps of 50 ms) and knows the longest silence so far, in seconds."""

    STEP = RATE // 20

    def __init__(self, floor: float = -60.0) -> None:
        self._floor = 10.0 ** (floor / 10.0)
        self._running = 0
        self._longest = 0

    @property
    def longest(self) -> float:
        """Seconds of the longest stretch below the floor."""
        return self._longest * self.STEP / RATE

    def feed(self, samples: Samples) -> None:
        """Hear ``samples``, which follow what was heard before."""
        whole = len(samples) // self.STEP
        if not whole:
            return
        steps = samples[: whole * self.STEP].reshape(whole, -1)
        quiet = np.mean(np.square(steps, dtype=np.float64), axis=1) < self._floor
        edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(np.int8), [0]])))
        for begins, ends in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            self._running = (self._running if begins == 0 else 0) + ends - begins
            self._longest = max(self._longest, self._running)
        if not quiet[-1]:
            self._running = 0


def longest_silence(samples: Samples, floor: float = -60.0) -> float:
    """Seconds of the longest stretch whose level, in steps of 50 ms, stays below ``floor`` dBFS."""
    silence = Silence(floor)
    silence.feed(samples)
    return silence.longest
