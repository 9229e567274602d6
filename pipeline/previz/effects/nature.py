"""Sounds of weather, water, fire and animals."""

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
    swell,
    wooden,
)
from pipeline.previz.mix.signal import Samples


def thunder(random: Random, seconds: float) -> Samples:
    """A crack, then rolling."""
    span = max(seconds, 4.0)
    out = silence(span)
    lay(out, 0.0, hiss(random, 0.5, 300, 6_000) * dying(0.5, 0.09, 0.01), 0.8)
    rolling = hiss(random, span, 24, 260)
    strength = np.zeros(len(rolling), dtype=np.float32)
    for _ in range(6):
        at, length = float(random.uniform(0.0, span * 0.55)), float(random.uniform(0.8, 1.8))
        lay(strength, at, swell(length, 0.25, 1.2), float(random.uniform(0.4, 1.0)))
    lay(strength, 0.0, dying(span, 1.1, 0.02))
    return out + rolling * strength * np.float32(2.2)


def splash(random: Random, seconds: float) -> Samples:
    """Something falls into water."""
    out = silence(max(seconds, 1.3))
    lay(out, 0.0, hiss(random, 0.5, 90, 900) * dying(0.5, 0.07, 0.004), 1.5)
    lay(out, 0.03, hiss(random, 1.0, 900, 9_000) * dying(1.0, 0.2, 0.03))
    for at in random.exponential(0.22, 26):
        base = float(random.uniform(380, 1_500))
        lay(
            out,
            0.08 + float(at),
            gliding(path(0.09, (0.0, base), (1.0, base * 1.7))) * dying(0.09, 0.022),
            0.22,
        )
    return out


def bubbles(random: Random, seconds: float) -> Samples:
    """Air rises through water."""

    def bubble(r: Random, length: float) -> Samples:
        base = float(r.uniform(260, 900))
        return gliding(path(length, (0.0, base), (1.0, base * 1.5))) * dying(length, 0.03, 0.004)

    return repeated(random, max(seconds, 0.8), 0.07, 0.8, bubble, 0.12)


def wave(random: Random, seconds: float) -> Samples:
    """One wave breaks and runs back."""
    span = max(seconds, 3.5)
    return hiss(random, span, 110, 1_100) * swell(span, 0.35, 1.6) + hiss(random, span, 1_200, 8_000) * swell(
        span, 0.5, 2.2
    ) * np.float32(0.7)


def gust(random: Random, seconds: float) -> Samples:
    """A gust of wind round a corner."""
    span = max(seconds, 2.0)
    whistle = (
        gliding(path(span, (0.0, 420), (0.45, 620), (1.0, 380))) * swell(span, 0.45, 2.5) * np.float32(0.05)
    )
    return (
        hiss(random, span, 90, 700) * swell(span, 0.45)
        + hiss(random, span, 700, 2_400) * swell(span, 0.5, 3.0) * np.float32(0.4)
        + whistle
    )


def fire(random: Random, seconds: float) -> Samples:
    """Flames and crackling wood."""
    span = max(seconds, 1.0)
    out = hiss(random, span, 60, 420) * np.float32(0.16)
    for at in np.sort(random.uniform(0.0, span, int(span * 14))):
        snap = hiss(random, 0.03, 1_200, 9_000) * dying(0.03, float(random.uniform(0.001, 0.005)))
        lay(out, float(at), snap, float(random.exponential(0.5)))
    return out


def gull(random: Random, seconds: float) -> Samples:
    """Gulls: a long call and short ones after it."""
    out, at = silence(max(seconds, 1.8)), 0.0
    for length in (0.55, 0.32, 0.28, 0.26):
        base = float(random.uniform(880, 1_020))
        call = gliding(
            path(length, (0, base), (0.2, base * 1.55), (0.6, base * 1.4), (1, base * 0.9)),
            (1, 0.7, 0.45, 0.3, 0.2),
        )
        lay(out, at, call * swell(length, 0.3, 0.5), 0.35)
        at += length + float(random.uniform(0.05, 0.12))
    return muffled(out, 5_500)


def bird(random: Random, seconds: float) -> Samples:
    """A small bird sings a phrase."""
    out, at, span = silence(max(seconds, 0.9)), 0.0, max(seconds, 0.9)
    home = float(random.uniform(2_600, 4_200))
    while at < min(span, 1.6) - 0.12:
        length = float(random.uniform(0.05, 0.16))
        first, last = home * random.uniform(0.8, 1.25), home * random.uniform(0.8, 1.35)
        note = gliding(path(length, (0, float(first)), (1, float(last)))) * swell(length, 0.4, 0.8)
        lay(out, at, note, float(random.uniform(0.5, 0.9)))
        at += length + float(random.uniform(0.02, 0.14))
    return out


def crow(random: Random, seconds: float) -> Samples:
    """Caw, caw."""
    out = silence(max(seconds, 1.3))
    for at in (0.0, 0.52):
        pitch = path(0.36, (0, 480), (0.3, 620), (1, 500)) * (1 + 0.05 * random.standard_normal(17_280))
        lay(out, at, gliding(pitch, (0.6, 1.0, 0.9, 0.7, 0.4, 0.2)) * swell(0.36, 0.35, 0.5), 0.4)
    return muffled(out, 4_500)


def owl(random: Random, seconds: float) -> Samples:
    """Hoo, hu-huu."""
    out = silence(max(seconds, 2.2))
    for at, length in ((0.0, 0.5), (0.85, 0.18), (1.1, 0.75)):
        tone = gliding(path(length, (0, 345), (0.3, 372), (1, 352)), (1.0, 0.12, 0.05)) * swell(
            length, 0.4, 0.6
        )
        lay(out, at, tone + hiss(random, length, 300, 900) * swell(length, 0.4) * np.float32(0.06), 0.7)
    return out


def wolf(random: Random, seconds: float) -> Samples:
    """A howl far away."""
    span = max(seconds, 2.8)
    pitch = path(span, (0, 260), (0.2, 480), (0.65, 500), (1, 330)) + 5 * np.sin(
        2 * np.pi * 5.2 * clock(span)
    )
    return muffled(gliding(pitch, (1.0, 0.45, 0.2, 0.1)) * swell(span, 0.4, 0.9), 2_200)


def dog(random: Random, seconds: float) -> Samples:
    """Two barks."""
    out = silence(max(seconds, 0.9))
    for at in (0.0, 0.42):
        pitch = path(0.2, (0, 330), (0.25, 520), (1, 260)) * (1 + 0.03 * random.standard_normal(9_600))
        bark = gliding(pitch, (1.0, 0.9, 0.8, 0.6, 0.4, 0.25)) * swell(0.2, 0.2, 0.6)
        lay(out, at, bark + hiss(random, 0.2, 600, 3_500) * swell(0.2, 0.2) * np.float32(0.5), 0.6)
    return out


def cat(random: Random, seconds: float) -> Samples:
    """A cat asks for something."""
    span = max(0.8, min(seconds, 1.1))
    pitch = path(span, (0, 520), (0.35, 780), (0.7, 720), (1, 430))
    return gliding(pitch, (0.8, 1.0, 0.55, 0.3, 0.15)) * swell(span, 0.4, 0.8)


def hooves(random: Random, seconds: float) -> Samples:
    """A horse at a canter."""
    out, at = silence(max(seconds, 1.6)), 0.0
    while at < len(out) / 48_000 - 0.2:
        for shift, gain in ((0.0, 0.9), (0.13, 0.7), (0.25, 1.0)):
            lay(out, at + shift, wooden(random, 0.15, float(random.uniform(0.6, 0.8))), gain)
        at += 0.58
    return out


def crickets(random: Random, seconds: float) -> Samples:
    """Crickets: trills of a few pulses."""
    out = silence(max(seconds, 1.0))
    for base, every in ((4_350.0, 0.62), (4_720.0, 0.81), (3_950.0, 1.13)):
        at = float(random.uniform(0.0, every))
        while at < len(out) / 48_000:
            trill = gliding(np.full(int(0.16 * 48_000), base)) * np.abs(
                np.sin(np.pi * clock(0.16) / 0.04)
            ).astype(np.float32)
            lay(out, at, trill * swell(0.16, 0.5, 0.5), float(random.uniform(0.2, 0.4)))
            at += every * float(random.uniform(0.93, 1.1))
    return out


def flock(random: Random, seconds: float) -> Samples:
    """Wings of many birds that take off."""
    span = max(seconds, 1.6)
    flaps = np.maximum(0.0, np.sin(2 * np.pi * 11 * clock(span) + 3 * random.random())) ** 2
    return hiss(random, span, 350, 3_200) * flaps.astype(np.float32) * swell(span, 0.25, 0.8)
