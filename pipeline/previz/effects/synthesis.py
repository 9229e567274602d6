"""The raw stuff of sound effects: struck things, noise in bands, gliding tones, scattered grains."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.previz.mix.filters import band, low_pass, shape
from pipeline.previz.mix.signal import RATE, Samples, count, single

Random = np.random.Generator
Make = Callable[[Random, float], Samples]  # (random numbers, seconds) -> mono sound


def clock(seconds: float) -> NDArray[np.float64]:
    """The time of every sample of a sound of ``seconds``."""
    return np.arange(count(seconds)) / RATE


def silence(seconds: float) -> Samples:
    """Nothing, to lay sounds into."""
    return np.zeros(count(seconds), dtype=np.float32)


def hiss(
    random: Random, seconds: float, low: float = 20.0, high: float = 20_000.0, order: int = 2
) -> Samples:
    """Noise between two frequencies, at a level of about 0.25."""
    noise = shape(random.standard_normal(count(seconds), dtype=np.float32), band(low, high, order))
    deviation = float(np.std(noise)) if noise.size else 0.0
    return single(noise * (0.25 / deviation)) if deviation > 1e-9 else noise


def dying(seconds: float, tau: float, attack: float = 0.001) -> Samples:
    """An envelope that rises within ``attack`` and falls to 1/e every ``tau`` seconds."""
    t = clock(seconds)
    return single(np.minimum(1.0, t / attack) * np.exp(-t / tau))


def swell(seconds: float, peak: float = 0.5, power: float = 1.5) -> Samples:
    """An envelope that rises from nothing, is 1 at the fraction ``peak`` and sinks back to nothing."""
    place = np.linspace(0.0, 1.0, count(seconds))
    shaped = np.where(place < peak, place / peak, (1.0 - place) / (1.0 - peak))
    return single(np.clip(shaped, 0.0, 1.0) ** power)


def struck(seconds: float, modes: Sequence[tuple[float, float, float]]) -> Samples:
    """A thing that rings: for each mode its frequency in hertz, its decay (1/e, seconds) and its loudness."""
    out, t = silence(seconds), clock(seconds)
    for frequency, tau, gain in modes:
        heard = min(len(t), count(tau * 9.0))
        out[:heard] += single(gain * np.exp(-t[:heard] / tau) * np.sin(2 * np.pi * frequency * t[:heard]))
    rise = min(len(out), 24)
    out[:rise] *= np.linspace(0.0, 1.0, rise, dtype=np.float32)
    return out


def wooden(random: Random, seconds: float, size: float = 1.0) -> Samples:
    """A blow on wood; ``size`` 2 is a heavy door, 0.5 a box."""
    modes = [
        (frequency / size * float(random.uniform(0.95, 1.05)), tau * size**0.5, gain)
        for frequency, tau, gain in (
            (115, 0.07, 1.0),
            (190, 0.05, 0.8),
            (330, 0.035, 0.5),
            (610, 0.02, 0.3),
            (1150, 0.012, 0.2),
        )
    ]
    return struck(seconds, modes) + hiss(random, seconds, 200.0, 4_000.0) * dying(
        seconds, 0.006
    ) * np.float32(0.8)


def metallic(random: Random, seconds: float, low: float, high: float, tau: float, modes: int = 14) -> Samples:
    """A blow on metal or glass: many unrelated modes between two frequencies."""
    frequencies = np.exp(random.uniform(np.log(low), np.log(high), modes))
    return struck(
        seconds,
        [
            (
                float(f),
                tau * float(random.uniform(0.3, 1.0)) * (low / float(f)) ** 0.4,
                float(random.uniform(0.3, 1.0)) / modes**0.5,
            )
            for f in frequencies
        ],
    )


def gliding(frequency: NDArray[np.float64], harmonics: Sequence[float] = (1.0,)) -> Samples:
    """A tone that follows ``frequency`` (hertz per sample), with the loudness of each harmonic."""
    turns = np.cumsum(frequency) / RATE
    angle = single(turns - np.floor(turns)) * np.float32(2 * np.pi)
    highest = float(frequency.max(initial=0.0))
    out = np.zeros(len(frequency), dtype=np.float32)
    for number, gain in enumerate(harmonics, start=1):
        if gain and highest * number < RATE * 0.45:
            out += np.float32(gain) * np.sin(angle * np.float32(number))
    return out


def path(seconds: float, *points: tuple[float, float]) -> NDArray[np.float64]:
    """A curve through (fraction of the time, value) points, smooth between them."""
    place = np.linspace(0.0, 1.0, count(seconds))
    places, values = zip(*points, strict=True)
    return np.interp(place, places, values)


def lay(out: Samples, at: float, sound: Samples, gain: float = 1.0) -> None:
    """Add ``sound`` to ``out`` from ``at`` seconds on; what does not fit is left away."""
    first = count(at)
    piece = sound[: max(0, len(out) - first)]
    out[first : first + len(piece)] += piece * np.float32(gain)


def repeated(
    random: Random, seconds: float, every: float, looseness: float, make: Make, length: float
) -> Samples:
    """The same kind of sound again and again, about ``every`` seconds, each a little different."""
    out = silence(seconds)
    at = 0.0
    while at < seconds - min(length, every) * 0.5 or at == 0.0:
        lay(out, at, make(random, length), float(random.uniform(0.75, 1.0)))
        at += every * float(random.uniform(1.0 - looseness, 1.0 + looseness))
    return out


def muffled(samples: Samples, corner: float) -> Samples:
    """As heard through a wall or from afar: dull above ``corner`` hertz."""
    return shape(samples, low_pass(corner, 2))
