"""Filters by Fourier transform: tone curves without phase, and convolution that costs the same per second."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.previz.mix.signal import RATE, Samples

Response = Callable[[NDArray[np.float64]], NDArray[np.float64]]
BLOCK = 1 << 16


@cache
def quick_length(least: int) -> int:
    """The smallest length of the form 2^a 3^b 5^c that is at least ``least``: transforms of it are quick."""
    best = 1 << max(0, least - 1).bit_length()
    fives = 1
    while fives < best:
        threes = fives
        while threes < best:
            twos = threes
            while twos < least:
                twos *= 2
            best = min(best, twos)
            threes *= 3
        fives *= 5
    return best


def shape(samples: Samples, response: Response) -> Samples:
    """``samples`` with every frequency scaled by ``response`` (hertz to linear gain), without phase shift.

    Meant for sounds of seconds, not of minutes: the whole sound is transformed at once.
    """
    if not len(samples):
        return samples
    # Room on both sides keeps the ringing of one edge from coming back at the other.
    length = quick_length(len(samples) + RATE // 10)
    gains = response(np.fft.rfftfreq(length, 1.0 / RATE).astype(np.float64)).astype(np.float32)
    if samples.ndim == 2:
        gains = gains[:, None]
    spectrum = np.fft.rfft(samples, length, axis=0)
    spectrum *= gains
    return np.fft.irfft(spectrum, length, axis=0)[: len(samples)].astype(np.float32)


def high_pass(corner: float, order: int = 2) -> Response:
    """Butterworth magnitude: 3 dB down at ``corner`` hertz, falling ``6 * order`` dB per octave below."""
    return lambda f: 1.0 / np.sqrt(1.0 + (corner / np.maximum(f, 1e-3)) ** (2 * order))


def low_pass(corner: float, order: int = 2) -> Response:
    """Butterworth magnitude: 3 dB down at ``corner`` hertz, falling ``6 * order`` dB per octave above."""
    return lambda f: 1.0 / np.sqrt(1.0 + (f / corner) ** (2 * order))


def band(low: float, high: float, order: int = 2) -> Response:
    """What lies between ``low`` and ``high`` hertz."""
    return chain(high_pass(low, order), low_pass(high, order))


def bell(centre: float, decibels: float, octaves: float = 1.0) -> Response:
    """A smooth lift or cut around ``centre`` hertz, ``octaves`` wide at half its height."""
    width = octaves / 2.355
    return lambda f: (
        10.0 ** (decibels / 20.0 * np.exp(-0.5 * (np.log2(np.maximum(f, 1.0) / centre) / width) ** 2))
    )


def shelf(corner: float, decibels: float, above: bool = True) -> Response:
    """A smooth step of ``decibels`` above (or below) ``corner`` hertz, about two octaves wide."""
    sign = 1.0 if above else -1.0
    return lambda f: (
        10.0 ** (decibels / 20.0 / (1.0 + np.exp(-sign * 3.0 * np.log2(np.maximum(f, 1.0) / corner))))
    )


def tilt(exponent: float) -> Response:
    """Power law around 1 kHz: ``tilt(-0.5)`` makes pink noise of white, ``tilt(-1)`` brown."""
    return lambda f: (np.maximum(f, 20.0) / 1000.0) ** exponent


def chain(*responses: Response) -> Response:
    """All of ``responses``, one after the other."""

    def product(f: NDArray[np.float64]) -> NDArray[np.float64]:
        gains = np.ones_like(f)
        for response in responses:
            gains = gains * response(f)
        return gains

    return product


def convolve(samples: Samples, kernel: Samples) -> Samples:
    """Mono ``samples`` through an impulse response ``(k,)`` or ``(k, channels)``, whole tail included.

    Works block by block (overlap-add), so that time and memory grow with the length only.
    """
    kernel = kernel if kernel.ndim == 2 else kernel[:, None]
    size = min(BLOCK * 4, quick_length(len(samples) + len(kernel) - 1))
    size = max(size, quick_length(2 * len(kernel)))
    hop = size - len(kernel) + 1
    through = np.fft.rfft(kernel, size, axis=0)
    out = np.zeros((len(samples) + len(kernel) - 1, kernel.shape[1]), dtype=np.float32)
    for start in range(0, len(samples), hop):
        piece = np.fft.rfft(samples[start : start + hop], size)
        made = np.fft.irfft(piece[:, None] * through, size, axis=0)
        end = min(len(out), start + size)
        out[start:end] += made[: end - start]
    return out
