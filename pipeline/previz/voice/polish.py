"""What makes synthetic speech pleasant: warm tone, even level, living pitch, breath, clean edges."""

import numpy as np

from pipeline.previz.mix.filters import bell, chain, high_pass, shape, shelf
from pipeline.previz.mix.signal import (
    RATE,
    Samples,
    count,
    faded,
    gain_of,
    seeded,
    single,
)
from pipeline.previz.voice.breath import aspirated
from pipeline.previz.voice.instruments import Instrument
from pipeline.previz.voice.prosody import Prosody

LEVEL = -21.0  # decibels of full scale, where there is voice
_EDGE = 0.02  # seconds kept before the first and after the last sound


def trimmed(samples: Samples) -> tuple[Samples, float]:
    """``samples`` without the silence around the voice, and the seconds taken off the front."""
    loud = np.flatnonzero(np.abs(samples) > 0.006)
    if not len(loud):
        return samples[:0], 0.0
    first = max(0, int(loud[0]) - count(_EDGE))
    return samples[first : int(loud[-1]) + count(2 * _EDGE)], first / RATE


def polished(samples: Samples, throat: Instrument, prosody: Prosody, key: str) -> Samples:
    """Raw speech at 48 kHz as it goes into the film. ``key`` seeds what varies from line to line."""
    voice = _living(samples, prosody, key)
    voice = shape(
        voice,
        chain(
            high_pass(65.0, 3),
            bell(220.0, 1.5 + throat.chest, 1.6),
            bell(3_100.0, -3.5 + throat.bright / 2, 1.1),  # where formant synthesis buzzes
            shelf(2_400.0, prosody.bright + throat.bright / 2),
            shelf(7_000.0, -4.0),
        ),
    )
    voice = _breathing(_evened(voice), prosody, key)
    return faded(_levelled(voice, LEVEL + prosody.level), 0.006, 0.03)


def _smooth_noise(random: np.random.Generator, length: int, hertz: float) -> Samples:
    """A slow random curve of unit deviation that changes about ``hertz`` times a second."""
    points = random.standard_normal(int(length / RATE * hertz * 2) + 4)
    places = np.linspace(1.0, len(points) - 2.0, max(1, length))
    left = places.astype(np.int64)
    blend = 0.5 - 0.5 * np.cos(np.pi * (places - left))
    return single(points[left] * (1.0 - blend) + points[left + 1] * blend)


def _living(samples: Samples, prosody: Prosody, key: str) -> Samples:
    """Small drifts of pitch, as no throat is a machine; a shaking voice drifts more and flickers."""
    length = len(samples)
    random = seeded("voice drift", key)
    drift = 0.00022 * (1.0 + 2.0 * prosody.tremor) * _smooth_noise(random, length, 3.5)
    places = np.arange(length, dtype=np.float64) + drift * RATE
    voice = np.interp(places, np.arange(length), samples).astype(np.float32)
    if prosody.tremor:
        shake = np.sin(2 * np.pi * 6.3 * np.arange(length) / RATE + _smooth_noise(random, length, 1.0))
        voice *= (1.0 - prosody.tremor * (0.5 + 0.5 * shake)).astype(np.float32)
    return voice


def _envelope(samples: Samples, seconds: float) -> Samples:
    """Root mean square over a sliding window."""
    width = count(seconds)
    sums = np.cumsum(np.concatenate([np.zeros(1), np.square(samples, dtype=np.float64)]))
    right = np.minimum(np.arange(len(samples)) + width // 2, len(samples))
    left = np.maximum(np.arange(len(samples)) - width // 2, 0)
    return np.sqrt(np.maximum(sums[right] - sums[left], 0.0) / width).astype(np.float32)


def _evened(samples: Samples) -> Samples:
    """Quiet syllables a little louder, loud ones a little softer: words stay clear under music."""
    envelope = _envelope(samples, 0.06)
    usual = float(np.sqrt(np.mean(np.square(envelope, dtype=np.float64)))) or 1.0
    gain = np.clip((np.maximum(envelope, 1e-5) / usual) ** -0.3, 0.6, 1.6)
    return np.tanh(samples * gain / (5.0 * usual)).astype(np.float32) * np.float32(5.0 * usual)


def _breathing(samples: Samples, prosody: Prosody, key: str) -> Samples:
    """Breath that has the voice's own vowels; a whisper is almost all breath."""
    breath = aspirated(samples, key) * np.float32(prosody.breath)
    return samples * np.float32(1.0 - prosody.breath) + breath


def _levelled(samples: Samples, level: float) -> Samples:
    envelope = _envelope(samples, 0.05)
    voiced = samples[envelope > 0.15 * float(envelope.max(initial=0.0))]
    power = float(np.mean(np.square(voiced, dtype=np.float64))) if len(voiced) else 0.0
    return samples if power < 1e-12 else (samples * (gain_of(level) / np.sqrt(power))).astype(np.float32)
