"""What every sound of the house engine has in common: rate, shapes, seeds, levels, edges.

Mono sound is a float32 array of shape ``(samples,)``, stereo of shape ``(samples, 2)``, both at ``RATE``.
"""

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 48_000  # samples a second, everywhere inside the engine
CONTROL = 200  # values a second of slow curves such as ducking

Samples = NDArray[np.float32]


def single(values: Any) -> Samples:
    """``values`` in single precision."""
    return np.asarray(values, dtype=np.float32)


def seeded(*parts: Any) -> np.random.Generator:
    """Random numbers that depend on ``parts`` and on nothing else."""
    text = "\x1f".join(str(part) for part in parts)
    return np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big"))


def count(seconds: float) -> int:
    """The number of samples in ``seconds``."""
    return max(0, round(seconds * RATE))


def gain_of(decibels: float) -> float:
    """The linear factor of a level difference in decibels."""
    return float(10.0 ** (decibels / 20.0))


def level_of(samples: Samples) -> float:
    """Root mean square level in decibels of full scale; -120 for silence."""
    if not samples.size:
        return -120.0
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return 10.0 * float(np.log10(max(power, 1e-12)))


def normalised(samples: Samples, peak: float) -> Samples:
    """The same sound with its largest sample at ``peak``; silence stays silence."""
    highest = float(np.max(np.abs(samples))) if samples.size else 0.0
    return samples if highest < 1e-9 else single(samples * (peak / highest))


def ramp(length: int) -> Samples:
    """A raised-cosine rise from 0 to 1."""
    return single(0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / max(1, length)))


def faded(samples: Samples, rise: float, fall: float) -> Samples:
    """The same sound with soft edges of ``rise`` and ``fall`` seconds, so that no edge clicks."""
    out = np.array(samples, dtype=np.float32)
    into, away = (min(count(span), len(out) // 2) for span in (rise, fall))
    shape = (-1, 1) if out.ndim == 2 else (-1,)
    if into:
        out[:into] *= ramp(into).reshape(shape)
    if away:
        out[-away:] *= ramp(away)[::-1].reshape(shape)
    return out


def curve(points: list[tuple[float, float]], length: int) -> Samples:
    """Straight lines through ``(second, value)`` points, sampled ``length`` times at ``RATE``."""
    times, values = zip(*points, strict=True)
    return single(np.interp(np.arange(length) / RATE, times, values))


def stereo(samples: Samples, pan: float = 0.0) -> Samples:
    """Two channels from one, at constant power: ``pan`` -1 is left, 0 centre, 1 right. Stereo is balanced."""
    angle = (min(1.0, max(-1.0, pan)) + 1.0) * np.pi / 4.0
    sides = np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)
    if samples.ndim == 2:
        return single(samples * np.minimum(sides * np.float32(np.sqrt(2)), 1.0))
    return single(samples[:, None] * sides)


def mono(samples: Samples) -> Samples:
    """One channel from two."""
    return samples if samples.ndim == 1 else single(samples.mean(axis=1))
