"""Sounds that people make without speaking."""

import numpy as np

from pipeline.previz.effects.synthesis import (
    Random,
    clock,
    dying,
    gliding,
    hiss,
    lay,
    muffled,
    path,
    repeated,
    silence,
    struck,
    swell,
    wooden,
)
from pipeline.previz.mix.signal import Samples


def _step(random: Random, seconds: float) -> Samples:
    out = struck(seconds, [(78, 0.03, 0.9), (130, 0.02, 0.5)]) + hiss(random, seconds, 150, 1_100) * dying(
        seconds, 0.014
    )
    lay(out, 0.05, hiss(random, 0.09, 900, 4_200) * swell(0.09, 0.3), 0.25)
    return out


def footsteps(random: Random, seconds: float) -> Samples:
    """Someone walks."""
    return repeated(random, max(seconds, 1.1), 0.54, 0.06, _step, 0.24)


def running(random: Random, seconds: float) -> Samples:
    """Someone runs."""
    return repeated(random, max(seconds, 0.9), 0.31, 0.05, _step, 0.22)


def stairs(random: Random, seconds: float) -> Samples:
    """Steps on wooden stairs."""

    def tread(r: Random, length: float) -> Samples:
        return wooden(r, length, 1.5) + _step(r, length)

    return repeated(random, max(seconds, 1.3), 0.6, 0.05, tread, 0.3)


def heartbeat(random: Random, seconds: float) -> Samples:
    """A heart, a little too quick."""
    out = silence(max(seconds, 1.0))
    for at in np.arange(0.0, len(out) / 48_000 - 0.2, 0.84):
        lay(out, float(at), struck(0.22, [(46, 0.06, 1.0), (68, 0.04, 0.5)]))
        lay(out, float(at) + 0.26, struck(0.2, [(56, 0.045, 0.7), (84, 0.03, 0.4)]))
    return out


def thud(random: Random, seconds: float) -> Samples:
    """A body or a sack falls."""
    span = max(seconds, 0.7)
    return struck(span, [(58, 0.09, 1.0), (92, 0.06, 0.6)]) + hiss(random, span, 60, 700) * dying(
        span, 0.05, 0.002
    ) * np.float32(1.2)


def punch(random: Random, seconds: float) -> Samples:
    """A blow."""
    span = max(seconds, 0.4)
    return struck(span, [(95, 0.04, 1.0)]) + hiss(random, span, 250, 3_200) * dying(
        span, 0.02, 0.0008
    ) * np.float32(1.6)


def _clap(random: Random, seconds: float) -> Samples:
    centre = float(random.uniform(900, 1_700))
    return hiss(random, seconds, centre * 0.7, centre * 1.8) * dying(seconds, 0.012, 0.0006)


def applause(random: Random, seconds: float) -> Samples:
    """A room full of people clap."""
    span = max(seconds, 2.0)
    claps = [_clap(random, 0.06) for _ in range(24)]
    out = hiss(random, span, 600, 5_000) * np.float32(0.12)
    for at in random.uniform(0.0, span - 0.06, int(span * 130)):
        lay(out, float(at), claps[int(random.integers(0, 24))], float(random.uniform(0.1, 0.5)))
    return out * swell(span, 0.3, 0.35)


def clap(random: Random, seconds: float) -> Samples:
    """Somebody claps, three times."""
    return repeated(random, max(1.0, min(seconds, 1.2)), 0.4, 0.05, _clap, 0.1)


def murmur(random: Random, seconds: float) -> Samples:
    """Many people talk at once: vowels without words."""
    span = max(seconds, 1.0)
    out = hiss(random, span, 250, 1_400) * np.float32(0.1)
    for _ in range(9):
        # Syllables: a level and a pitch that take a new value four times a second.
        base, places = float(random.uniform(95, 230)), np.linspace(0.0, span * 4.3, len(out))
        points = int(span * 4.3) + 2
        level = np.interp(places, np.arange(points), random.uniform(0.0, 1.0, points)) ** 2
        pitch = base * (1 + 0.1 * np.interp(places, np.arange(points), random.standard_normal(points)))
        out += gliding(pitch, (1, 0.8, 0.7, 0.6, 0.4, 0.25)) * level.astype(np.float32) * np.float32(0.1)
    return muffled(out, 1_500)


def gasp(random: Random, seconds: float) -> Samples:
    """A sharp breath."""
    return hiss(random, 0.45, 900, 5_200) * swell(0.45, 0.65, 1.2)


def breathing(random: Random, seconds: float) -> Samples:
    """In, and out."""
    out = silence(max(seconds, 1.8))
    for at in np.arange(0.0, len(out) / 48_000 - 0.8, 2.4):
        lay(out, float(at), hiss(random, 0.8, 900, 4_500) * swell(0.8, 0.6), 0.6)
        lay(out, float(at) + 1.0, hiss(random, 1.1, 350, 2_200) * swell(1.1, 0.3), 0.7)
    return out


def digging(random: Random, seconds: float) -> Samples:
    """A spade in earth."""

    def spade(r: Random, length: float) -> Samples:
        return hiss(r, length, 700, 5_500) * swell(length, 0.3, 1.2)

    return repeated(random, max(seconds, 1.2), 1.1, 0.1, spade, 0.5)


def rowing(random: Random, seconds: float) -> Samples:
    """Oars through water."""

    def stroke(r: Random, length: float) -> Samples:
        out = hiss(r, length, 250, 2_600) * swell(length, 0.35, 1.4)
        for at in r.uniform(0.2, length - 0.1, 9):
            base = float(r.uniform(400, 1_100))
            lay(out, float(at), gliding(path(0.07, (0, base), (1, base * 1.5))) * dying(0.07, 0.02), 0.2)
        return out

    return repeated(random, max(seconds, 2.0), 1.9, 0.08, stroke, 1.2)


def cheer(random: Random, seconds: float) -> Samples:
    """A crowd cheers."""
    span = max(seconds, 2.0)
    out = hiss(random, span, 500, 3_400) * np.float32(0.5)
    for _ in range(16):
        base = float(random.uniform(280, 620))
        wobble = 1 + 0.03 * np.sin(2 * np.pi * random.uniform(4, 7) * clock(span) + random.uniform(0, 6))
        tone = gliding(
            path(span, (0, base * 0.85), (0.3, base * 1.15), (1, base)) * wobble, (1, 0.8, 0.6, 0.4, 0.2)
        )
        out += tone * swell(span, float(random.uniform(0.2, 0.6)), 0.8) * np.float32(0.07)
    return out * swell(span, 0.35, 0.5)
