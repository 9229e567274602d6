"""Sounds of houses and of the things in them."""

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
    wooden,
)
from pipeline.previz.mix.signal import Samples


def door(random: Random, seconds: float) -> Samples:
    """A handle, hinges, and the door falling shut."""
    out = silence(max(seconds, 1.4))
    lay(out, 0.0, metallic(random, 0.2, 1_400, 5_000, 0.02), 0.35)
    lay(out, 0.18, creak(random, 0.55), 0.25)
    lay(out, 0.85, wooden(random, 0.5, 1.7))
    lay(out, 0.87, metallic(random, 0.25, 900, 3_800, 0.03), 0.3)
    return out


def slam(random: Random, seconds: float) -> Samples:
    """A door thrown shut; the frame shakes."""
    out = silence(max(seconds, 1.2))
    lay(out, 0.0, hiss(random, 0.25, 200, 1_500) * swell(0.25, 0.9), 0.4)
    lay(out, 0.2, wooden(random, 0.9, 2.3), 1.2)
    lay(out, 0.205, hiss(random, 0.5, 50, 900) * dying(0.5, 0.07), 1.6)
    lay(out, 0.23, repeated(random, 0.3, 0.05, 0.3, lambda r, s: wooden(r, s, 0.8), 0.1), 0.2)
    return out


def knock(random: Random, seconds: float) -> Samples:
    """Three knuckles on wood."""
    out = silence(max(seconds, 1.0))
    for at in (0.0, 0.24, 0.47):
        lay(out, at, wooden(random, 0.3, 0.9), float(random.uniform(0.8, 1.0)))
    return out


def creak(random: Random, seconds: float) -> Samples:
    """Old wood or hinges under load: a rattle of small slips through a resonant body."""
    rate = path(seconds, (0.0, 34), (0.35, 62), (0.7, 48), (1.0, 26)) * random.uniform(0.85, 1.2)
    phase = np.cumsum(rate / 48_000) + np.cumsum(random.standard_normal(len(rate))) * 2e-4
    slips = np.zeros(len(rate), dtype=np.float32)
    slips[1:][np.diff(np.floor(phase)) > 0] = 1.0
    body = struck(0.05, [(520, 0.006, 1.0), (930, 0.005, 0.8), (1_480, 0.004, 0.5), (2_350, 0.003, 0.35)])
    return np.convolve(slips, body)[: len(slips)].astype(np.float32) * swell(seconds, 0.4, 0.7)


def glass(random: Random, seconds: float) -> Samples:
    """Glass breaks and its pieces fall."""
    out = silence(max(seconds, 1.3))
    lay(out, 0.0, hiss(random, 0.12, 2_500, 14_000) * dying(0.12, 0.02), 1.4)
    lay(out, 0.0, metallic(random, 0.8, 2_200, 11_000, 0.09, 26), 1.2)
    for _ in range(22):
        at = float(random.exponential(0.22)) + 0.03
        piece = metallic(random, 0.3, float(random.uniform(2_500, 5_000)), 13_000, 0.05, 6)
        lay(out, at, piece, float(random.uniform(0.1, 0.5)))
    return out


def clink(random: Random, seconds: float) -> Samples:
    """Two glasses or a spoon on china."""
    return metallic(random, max(seconds, 0.8), 2_600, 8_500, 0.22, 7)


def phone(random: Random, seconds: float) -> Samples:
    """A telephone bell: one second of ringing, two of silence."""
    out = silence(max(seconds, 1.2))
    t = clock(1.0)
    hammer = (0.55 + 0.45 * np.sign(np.sin(2 * np.pi * 21 * t))).astype(np.float32)
    tone = sum(
        gain * np.sin(2 * np.pi * f * t)
        for f, gain in ((1_250, 1.0), (1_630, 0.8), (2_740, 0.35), (4_100, 0.15))
    )
    ring = muffled((tone * hammer).astype(np.float32), 6_000) * swell(1.0, 0.1, 0.3)
    for start in np.arange(0.0, len(out) / 48_000, 3.0):
        lay(out, float(start), ring, 0.5)
    return out


def message(random: Random, seconds: float) -> Samples:
    """A mobile phone buzzes on a table, twice."""
    out = silence(max(seconds, 1.0))
    t = clock(0.32)
    buzz = (np.sign(np.sin(2 * np.pi * 165 * t)) * 0.4).astype(np.float32) * swell(0.32, 0.3, 0.2)
    buzz = muffled(buzz, 1_400) + hiss(random, 0.32, 300, 2_000) * np.float32(0.15) * swell(0.32, 0.3, 0.2)
    for at in (0.0, 0.45):
        lay(out, at, buzz)
    return out


def bell(random: Random, seconds: float) -> Samples:
    """A church or school bell; partials of a bell tuned to its minor third."""
    base = float(random.uniform(215, 245))
    partials = (
        (0.5, 2.8, 0.5),
        (1, 2.2, 0.9),
        (1.183, 1.7, 0.6),
        (1.506, 1.2, 0.35),
        (2, 1.0, 0.6),
        (2.66, 0.6, 0.3),
        (3.01, 0.5, 0.25),
        (4.17, 0.3, 0.2),
        (5.43, 0.2, 0.12),
    )
    stroke = struck(4.0, [(base * ratio, tau, gain) for ratio, tau, gain in partials])
    stroke[: len(stroke)] += hiss(random, 4.0, 1_500, 6_000) * dying(4.0, 0.008) * np.float32(0.4)
    out = silence(max(seconds, 2.5))
    for at in np.arange(0.0, max(0.1, len(out) / 48_000 - 1.2), 2.1):
        lay(out, float(at), stroke)
    return out


def doorbell(random: Random, seconds: float) -> Samples:
    """Ding, dong."""
    out = silence(max(seconds, 1.8))
    for at, base in ((0.0, 660.0), (0.55, 523.0)):
        lay(out, at, struck(1.3, [(base, 0.45, 1.0), (base * 2.76, 0.15, 0.3), (base * 5.4, 0.06, 0.12)]))
    return out


def clock_ticks(random: Random, seconds: float) -> Samples:
    """A clock on the wall."""
    out = silence(seconds)
    for number, at in enumerate(np.arange(0.0, seconds, 0.5)):
        base = 2_150.0 if number % 2 else 2_700.0
        lay(out, float(at), struck(0.08, [(base, 0.006, 1.0), (base * 1.9, 0.003, 0.5), (380, 0.01, 0.25)]))
    return out


def click(random: Random, seconds: float) -> Samples:
    """A switch or a lock."""
    out = silence(max(seconds, 0.25))
    lay(out, 0.0, metallic(random, 0.1, 1_600, 6_000, 0.012, 8), 0.8)
    lay(out, 0.07, metallic(random, 0.1, 1_100, 4_500, 0.016, 8))
    return out


def keys(random: Random, seconds: float) -> Samples:
    """A bunch of keys."""
    return repeated(
        random, max(seconds, 0.9), 0.06, 0.7, lambda r, s: metallic(r, s, 3_000, 12_000, 0.05, 7), 0.25
    )


def typewriter(random: Random, seconds: float) -> Samples:
    """Keys on the platen, in the rhythm of words, and the bell of the carriage."""
    out = silence(max(seconds, 1.5))
    at, end = 0.0, len(out) / 48_000
    while at < end - 0.3:
        lay(out, at, wooden(random, 0.08, 0.35), 0.7)
        lay(out, at + 0.006, metallic(random, 0.09, 1_300, 6_500, 0.014, 9), float(random.uniform(0.5, 0.9)))
        at += float(random.uniform(0.1, 0.19)) + (0.25 if random.random() < 0.14 else 0.0)
    if end > 2.5:
        lay(out, end - 0.9, struck(0.8, [(2_090, 0.3, 0.7), (4_870, 0.12, 0.3)]), 0.5)
    return out


def typing(random: Random, seconds: float) -> Samples:
    """A computer keyboard."""
    return repeated(random, max(seconds, 0.8), 0.13, 0.5, lambda r, s: wooden(r, s, 0.28), 0.06)


def paper(random: Random, seconds: float) -> Samples:
    """A sheet is turned or folded."""
    rustle = hiss(random, max(seconds, 0.7), 1_800, 9_000)
    grain = np.abs(random.standard_normal(len(rustle) // 480 + 2))
    strength = np.interp(np.arange(len(rustle)), np.arange(len(grain)) * 480, grain) ** 1.5
    return (rustle * strength).astype(np.float32) * swell(len(rustle) / 48_000, 0.4, 0.8)


def cloth(random: Random, seconds: float) -> Samples:
    """Clothes move."""
    return muffled(paper(random, seconds), 2_600)


def drip(random: Random, seconds: float) -> Samples:
    """Drops into water."""

    def drop(r: Random, length: float) -> Samples:
        base = float(r.uniform(700, 1_300))
        return gliding(path(length, (0.0, base), (0.25, base * 1.25), (1.0, base * 2.1))) * dying(
            length, 0.035
        )

    return repeated(random, max(seconds, 0.6), 0.9, 0.4, drop, 0.2)


def pour(random: Random, seconds: float) -> Samples:
    """A glass is filled: bubbles rise in pitch as the air above them shrinks."""
    out = hiss(random, max(seconds, 1.4), 900, 6_000) * np.float32(0.15)
    span = len(out) / 48_000
    for at in np.sort(random.uniform(0.0, span - 0.1, int(span * 55))):
        base = (450 + 900 * at / span) * float(random.uniform(0.8, 1.3))
        lay(out, float(at), gliding(path(0.05, (0.0, base), (1.0, base * 1.4))) * dying(0.05, 0.012), 0.35)
    return out * swell(span, 0.3, 0.4)


def match(random: Random, seconds: float) -> Samples:
    """A match is struck and catches."""
    out = silence(max(seconds, 1.2))
    lay(out, 0.0, hiss(random, 0.22, 2_500, 11_000) * swell(0.22, 0.7), 0.8)
    lay(out, 0.2, hiss(random, 0.9, 500, 7_000) * dying(0.9, 0.22, 0.03), 0.9)
    return out


def shutter(random: Random, seconds: float) -> Samples:
    """A camera takes a picture."""
    out = silence(max(seconds, 0.4))
    for at, gain in ((0.0, 1.0), (0.09, 0.7)):
        lay(out, at, metallic(random, 0.12, 1_900, 8_000, 0.012, 10), gain)
        lay(out, at, hiss(random, 0.05, 1_000, 7_000) * dying(0.05, 0.01), gain)
    return out


def plates(random: Random, seconds: float) -> Samples:
    """Dishes are set down."""
    return repeated(
        random, max(seconds, 1.0), 0.3, 0.6, lambda r, s: metallic(r, s, 1_500, 6_500, 0.09, 9), 0.4
    )
