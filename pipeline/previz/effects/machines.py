"""Sounds of vehicles, weapons, alarms and other machines."""

import numpy as np

from pipeline.previz.effects.synthesis import (
    Random,
    clock,
    dying,
    gliding,
    hiss,
    lay,
    metallic,
    muffled,
    path,
    repeated,
    silence,
    struck,
    swell,
)
from pipeline.previz.mix.signal import Samples

_MOTOR = (1.0, 0.8, 0.9, 0.5, 0.55, 0.3, 0.3, 0.2, 0.15, 0.1)


def engine(random: Random, seconds: float) -> Samples:
    """A motor starts and runs."""
    span = max(seconds, 1.5)
    speed = path(span, (0, 24), (0.12, 58), (0.25, 44), (1, 42)) * (
        1 + 0.004 * random.standard_normal(len(clock(span)))
    )
    rough = 0.75 + 0.25 * np.sin(np.cumsum(speed) * np.pi / 48_000)
    motor = gliding(speed, _MOTOR) * rough.astype(np.float32)
    return muffled(motor, 1_600) * np.float32(0.5) + hiss(random, span, 80, 1_200) * np.float32(0.15)


def car(random: Random, seconds: float) -> Samples:
    """A car drives by, its pitch sinking as it passes."""
    span = max(seconds, 2.5)
    near = swell(span, 0.5, 2.0)
    motor = gliding(path(span, (0, 78), (0.42, 76), (0.58, 66), (1, 64)), _MOTOR)
    return (muffled(motor, 1_100) * np.float32(0.4) + hiss(random, span, 250, 3_200)) * near


def horn(random: Random, seconds: float) -> Samples:
    """A car's horn, twice."""
    out = silence(max(seconds, 1.0))
    for at, length in ((0.0, 0.22), (0.34, 0.5)):
        tone = sum(
            gliding(np.full(int(length * 48_000), f), (1, 0.8, 0.7, 0.5, 0.4, 0.3)) for f in (415.0, 523.0)
        )
        lay(out, at, np.asarray(tone, np.float32) * swell(length, 0.1, 0.25), 0.25)
    return muffled(out, 4_200)


def foghorn(random: Random, seconds: float) -> Samples:
    """A ship or a lighthouse in fog."""
    span = max(seconds, 2.8)
    tone = gliding(
        path(span, (0, 86), (0.1, 92), (0.85, 92), (1, 84)), (1, 0.9, 0.6, 0.5, 0.3, 0.25, 0.15, 0.1)
    )
    return muffled(tone, 900) * swell(span, 0.3, 0.5)


def train(random: Random, seconds: float) -> Samples:
    """Wheels over rail joints."""
    span = max(seconds, 2.4)
    out = hiss(random, span, 60, 900) * np.float32(0.6)
    for at in np.arange(0.1, span, 0.82):
        for shift in (0.0, 0.13):
            lay(out, float(at) + shift, metallic(random, 0.2, 220, 1_800, 0.05, 9))
    return out


def whistle(random: Random, seconds: float) -> Samples:
    """A steam whistle or a kettle."""
    span = max(seconds, 1.2)
    tones = sum(
        gliding(path(span, (0, f * 0.94), (0.15, f), (0.9, f), (1, f * 0.96))) for f in (622.0, 740.0, 932.0)
    )
    return (
        np.asarray(tones, np.float32) * np.float32(0.3) + hiss(random, span, 1_500, 6_000) * np.float32(0.3)
    ) * swell(span, 0.3, 0.4)


def aeroplane(random: Random, seconds: float) -> Samples:
    """A plane passes over."""
    span = max(seconds, 3.0)
    drone = gliding(path(span, (0, 118), (0.4, 112), (0.65, 92), (1, 88)), _MOTOR)
    return (muffled(drone, 800) * np.float32(0.3) + hiss(random, span, 70, 1_500)) * swell(span, 0.5, 1.4)


def helicopter(random: Random, seconds: float) -> Samples:
    """Rotor blades."""
    chop = lambda r, s: hiss(r, s, 40, 700) * swell(s, 0.3, 1.0)  # noqa: E731
    return repeated(random, max(seconds, 1.5), 0.085, 0.02, chop, 0.09)


def siren(random: Random, seconds: float) -> Samples:
    """A police or ambulance siren some streets away."""
    span = max(seconds, 2.0)
    pitch = 760 + 330 * np.sin(2 * np.pi * 0.45 * clock(span) - np.pi / 2)
    return muffled(gliding(pitch, (1.0, 0.4, 0.3, 0.15)), 2_600) * swell(span, 0.5, 0.35)


def alarm(random: Random, seconds: float) -> Samples:
    """An alarm, two tones in turn."""
    t = clock(max(seconds, 1.2))
    pitch = np.where((t * 2.5) % 1 < 0.5, 920.0, 690.0)
    return muffled(gliding(pitch, (1.0, 0.0, 0.33, 0.0, 0.2)), 5_000) * np.float32(0.6)


def beep(random: Random, seconds: float) -> Samples:
    """A monitor or a console."""
    out = silence(max(seconds, 0.3))
    for at in np.arange(0.0, len(out) / 48_000 - 0.1, 1.0):
        lay(out, float(at), gliding(np.full(5_280, 1_046.0)) * swell(0.11, 0.2, 0.3), 0.6)
    return out


def static(random: Random, seconds: float) -> Samples:
    """A radio between stations."""
    span = max(seconds, 0.8)
    fading = 0.6 + 0.4 * np.sin(2 * np.pi * 1.7 * clock(span)) * np.sin(2 * np.pi * 0.6 * clock(span) + 1)
    tuning = gliding(path(span, (0, 1_900), (0.3, 600), (0.6, 1_400), (1, 900))) * np.float32(0.08)
    return hiss(random, span, 500, 4_500) * fading.astype(np.float32) + tuning


def gunshot(random: Random, seconds: float) -> Samples:
    """A shot and its echo."""
    out = silence(max(seconds, 1.6))
    lay(out, 0.0, hiss(random, 0.3, 60, 12_000) * dying(0.3, 0.018, 0.0004), 3.0)
    lay(out, 0.0, struck(0.4, [(72, 0.05, 1.0), (140, 0.03, 0.6)]), 1.2)
    lay(out, 0.02, hiss(random, 1.5, 90, 2_400) * dying(1.5, 0.28, 0.02), 0.7)
    return np.tanh(out * 1.4).astype(np.float32)


def explosion(random: Random, seconds: float) -> Samples:
    """A blast and falling debris."""
    out = silence(max(seconds, 3.0))
    lay(out, 0.0, hiss(random, 0.8, 30, 7_000) * dying(0.8, 0.09, 0.001), 2.6)
    lay(out, 0.0, hiss(random, 3.0, 22, 220) * dying(3.0, 0.7, 0.01), 2.8)
    for at in random.exponential(0.6, 24):
        lay(
            out,
            0.3 + float(at),
            hiss(random, 0.06, 300, 3_000) * dying(0.06, 0.012),
            float(random.uniform(0.1, 0.4)),
        )
    return np.tanh(out).astype(np.float32)


def sword(random: Random, seconds: float) -> Samples:
    """Blade on blade."""
    out = silence(max(seconds, 1.2))
    lay(out, 0.0, hiss(random, 0.05, 3_000, 14_000) * dying(0.05, 0.008), 1.0)
    lay(out, 0.0, metallic(random, 1.1, 1_800, 9_500, 0.35, 18))
    return out


def clang(random: Random, seconds: float) -> Samples:
    """Heavy metal is struck or falls."""
    return metallic(random, max(seconds, 1.4), 180, 3_600, 0.55, 20) + hiss(
        random, max(seconds, 1.4), 300, 5_000
    ) * dying(max(seconds, 1.4), 0.012)


def chains(random: Random, seconds: float) -> Samples:
    """Chains move."""
    return repeated(
        random, max(seconds, 1.0), 0.09, 0.7, lambda r, s: metallic(r, s, 1_400, 7_000, 0.06, 8), 0.25
    )


def whoosh(random: Random, seconds: float) -> Samples:
    """Something flies past."""
    span = max(0.5, min(seconds, 1.2))
    low, high = swell(span, 0.62, 2.0), swell(span, 0.5, 3.0)
    return hiss(random, span, 180, 900) * low + hiss(random, span, 900, 4_800) * high * np.float32(0.9)


def shimmer(random: Random, seconds: float) -> Samples:
    """Magic: a rising spray of small bells."""
    out = silence(max(seconds, 1.8))
    scale = (1.0, 1.125, 1.25, 1.5, 1.667, 2.0, 2.25, 2.5, 3.0)
    for number in range(26):
        base = 880.0 * scale[int(random.integers(0, 9))] * (1.0 + number / 40)
        lay(out, number * 0.045, struck(0.9, [(base, 0.25, 0.5), (base * 2.756, 0.1, 0.2)]), 0.4)
    return out


def powering(random: Random, seconds: float) -> Samples:
    """A machine wakes up: a hum that climbs."""
    span = max(seconds, 1.6)
    tone = gliding(path(span, (0, 55), (0.7, 165), (1, 176)), (1, 0.5, 0.4, 0.25, 0.2, 0.1))
    return (tone + hiss(random, span, 800, 5_000) * np.float32(0.2)) * swell(span, 0.75, 0.7)


def servo(random: Random, seconds: float) -> Samples:
    """A robot's joint."""
    span = max(0.5, min(seconds, 0.9))
    return muffled(
        gliding(path(span, (0, 260), (0.3, 520), (0.8, 500), (1, 240)), (0.7, 0.5, 0.5, 0.3)), 3_500
    ) * swell(span, 0.4, 0.5)
