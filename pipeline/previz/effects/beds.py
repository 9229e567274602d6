"""Soundscapes: seamless stereo loops that a place is made of."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from pipeline.previz.effects import nature, people
from pipeline.previz.effects.synthesis import (
    Random,
    clock,
    dying,
    gliding,
    hiss,
    lay,
    metallic,
    muffled,
    struck,
    swell,
)
from pipeline.previz.mix.filters import band, chain, low_pass, shape, tilt
from pipeline.previz.mix.signal import RATE, Samples, count, gain_of, level_of, seeded, single

LOOP = 16.0  # seconds
_SEAM = 1.5

Bed = Callable[[Random, float], Samples]  # one channel


def _slow(random: Random, seconds: float, every: float, least: float, most: float) -> Samples:
    """A level that wanders between two values, a new goal about ``every`` seconds."""
    points = random.uniform(least, most, int(seconds / every) + 3)
    places = np.linspace(0.5, len(points) - 1.5, count(seconds))
    left = places.astype(np.int64)
    blend = 0.5 - 0.5 * np.cos(np.pi * (places - left))
    return single(points[left] * (1 - blend) + points[left + 1] * blend)


def room_tone(random: Random, seconds: float) -> Samples:
    """What an empty room sounds like."""
    noise = single(random.standard_normal(count(seconds), dtype=np.float32))
    return shape(noise, chain(band(45, 2_600, 1), tilt(-0.8)))


def rain(random: Random, seconds: float) -> Samples:
    """Rain on the ground and on leaves."""
    out = hiss(random, seconds, 700, 9_000, 1) * np.float32(0.55) + hiss(
        random, seconds, 150, 700
    ) * np.float32(0.25)
    for at in random.uniform(0.0, seconds - 0.05, int(seconds * 60)):
        base = float(random.uniform(1_200, 5_500))
        lay(out, float(at), struck(0.03, [(base, 0.003, 1.0)]), float(random.exponential(0.16)))
    return out


def rain_inside(random: Random, seconds: float) -> Samples:
    """Rain on a roof and a window, heard from within."""
    out = muffled(rain(random, seconds), 900) * np.float32(1.6)
    for at in random.uniform(0.0, seconds - 0.06, int(seconds * 14)):
        lay(
            out,
            float(at),
            struck(0.05, [(float(random.uniform(240, 520)), 0.008, 1.0)]),
            float(random.exponential(0.1)),
        )
    return out


def wind(random: Random, seconds: float) -> Samples:
    """Wind that comes and goes."""
    low = hiss(random, seconds, 60, 420) * _slow(random, seconds, 2.2, 0.35, 1.0)
    return low + hiss(random, seconds, 420, 1_500) * _slow(random, seconds, 1.6, 0.0, 0.5) ** 2


def storm(random: Random, seconds: float) -> Samples:
    """Heavy rain in heavy wind."""
    return rain(random, seconds) + wind(random, seconds) * np.float32(1.7)


def snow(random: Random, seconds: float) -> Samples:
    """Snow swallows everything but a thin wind."""
    return muffled(wind(random, seconds), 380)


def sea(random: Random, seconds: float) -> Samples:
    """Waves on a shore."""
    out = hiss(random, seconds, 70, 800) * np.float32(0.4) * _slow(random, seconds, 3.0, 0.5, 1.0)
    at = float(random.uniform(0.0, 2.0))
    while at < seconds - 2.0:
        length = float(random.uniform(3.5, 5.5))
        body = hiss(random, length, 160, 1_600, 1) * swell(length, 0.38, 1.8)
        foam = hiss(random, length, 1_500, 9_000, 1) * swell(length, 0.55, 2.6)
        lay(out, at, body + foam * np.float32(0.5), float(random.uniform(0.6, 1.0)))
        at += length * float(random.uniform(0.55, 0.85))
    return out


def water(random: Random, seconds: float) -> Samples:
    """A stream, a river, a fountain."""
    out = hiss(random, seconds, 350, 4_500, 1) * np.float32(0.4)
    for at in random.uniform(0.0, seconds - 0.1, int(seconds * 45)):
        base = float(random.uniform(380, 1_600))
        lay(
            out,
            float(at),
            gliding(np.linspace(base, base * 1.4, 2_880)) * dying(0.06, 0.014),
            float(random.exponential(0.09)),
        )
    return out


def leaves(random: Random, seconds: float) -> Samples:
    """Leaves in a light wind."""
    return hiss(random, seconds, 1_600, 7_500, 1) * _slow(random, seconds, 1.8, 0.1, 0.8) + hiss(
        random, seconds, 90, 600
    ) * np.float32(0.3)


def city(random: Random, seconds: float) -> Samples:
    """Traffic some streets away."""
    out = hiss(random, seconds, 40, 320, 1) * np.float32(0.5) * _slow(random, seconds, 2.5, 0.6, 1.0)
    for at in random.uniform(0.0, seconds - 4.0, 4):
        length = float(random.uniform(2.8, 4.0))
        lay(
            out,
            float(at),
            hiss(random, length, 180, 1_500, 1) * swell(length, 0.5, 2.0),
            float(random.uniform(0.7, 1.3)),
        )
    return out


def crowd(random: Random, seconds: float) -> Samples:
    """Many people in a room."""
    return people.murmur(random, seconds)


def machine(random: Random, seconds: float) -> Samples:
    """A hum of machines or of a ship's systems."""
    out = np.zeros(count(seconds), dtype=np.float32)
    for harmonic, gain in ((1, 1.0), (2, 0.6), (3, 0.25), (4, 0.3), (6, 0.12), (8, 0.08)):
        detuned = 50.0 * harmonic + float(random.uniform(-0.03, 0.03))
        out += single(gain * 0.3 * np.sin(2 * np.pi * detuned * clock(seconds) + random.uniform(0, 6)))
    return out + hiss(random, seconds, 90, 1_400, 1) * np.float32(0.35)


def space(random: Random, seconds: float) -> Samples:
    """A spaceship or a laboratory: a deep hum and a breath of air."""
    low = machine(random, seconds)
    return shape(low, low_pass(160)) + hiss(random, seconds, 400, 3_000, 1) * _slow(
        random, seconds, 4.0, 0.1, 0.3
    )


def underwater(random: Random, seconds: float) -> Samples:
    """Below the surface."""
    return hiss(random, seconds, 30, 260, 1) * np.float32(0.5) + muffled(
        nature.bubbles(random, seconds), 900
    ) * np.float32(0.4)


def fire(random: Random, seconds: float) -> Samples:
    """A fire in a hearth."""
    return nature.fire(random, seconds)


def insects(random: Random, seconds: float) -> Samples:
    """A summer night."""
    return nature.crickets(random, seconds) + hiss(random, seconds, 3_500, 6_500) * np.float32(0.02)


def cave(random: Random, seconds: float) -> Samples:
    """A hollow space, with drops of water."""
    out = hiss(random, seconds, 40, 260, 1) * np.float32(0.12)
    for at in random.uniform(0.0, seconds - 0.3, 7):
        base = float(random.uniform(900, 1_900))
        lay(
            out,
            float(at),
            gliding(np.linspace(base, base * 1.5, 9_600)) * dying(0.2, 0.03),
            float(random.uniform(0.3, 0.7)),
        )
    return out


def train(random: Random, seconds: float) -> Samples:
    """Inside a moving train."""
    out = hiss(random, seconds, 40, 420, 1) * np.float32(0.5)
    for at in np.arange(0.2, seconds - 0.4, 0.8):
        for shift in (0.0, 0.14):
            lay(out, float(at) + shift, muffled(metallic(random, 0.12, 110, 900, 0.03, 6), 700), 1.2)
    return out


BEDS: dict[str, Bed] = {
    "room": room_tone,
    "rain": rain,
    "rain inside": rain_inside,
    "wind": wind,
    "storm": storm,
    "snow": snow,
    "sea": sea,
    "water": water,
    "leaves": leaves,
    "city": city,
    "crowd": crowd,
    "machine": machine,
    "space": space,
    "underwater": underwater,
    "fire": fire,
    "insects": insects,
    "cave": cave,
    "train": train,
}


@lru_cache(maxsize=6)
def loop(name: str) -> Samples:
    """A seamless stereo loop of a soundscape, ``LOOP`` seconds, at -30 dB. Callers must not change it."""
    length, seam = count(LOOP), count(_SEAM)
    sides = []
    for side in ("left", "right"):
        raw = BEDS[name](seeded("bed", name, side), LOOP + _SEAM)
        # The end fades over the beginning at equal power: what repeats has no seam.
        blend = np.sin(np.linspace(0.0, np.pi / 2, seam))
        whole = raw[:length].copy()
        whole[:seam] = whole[:seam] * blend + raw[length : length + seam] * blend[::-1]
        sides.append(whole)
    both = np.stack(sides, axis=1)
    middle = both.mean(axis=1, keepdims=True)
    both = both * np.float32(0.75) + middle * np.float32(0.35)  # not all outside the head
    return single(both * gain_of(-30.0 - level_of(both)))


def bed(name: str, seconds: float, key: str) -> Samples:
    """``seconds`` of a soundscape, stereo at -30 dB, begun at a place of the loop that ``key`` decides."""
    whole = loop(name)
    random = seeded("bed", name, key)
    first = int(random.integers(0, len(whole)))
    length = count(seconds)
    tiles = -(-(first + length) // len(whole))
    cut = (
        np.concatenate([whole] * tiles)[first : first + length]
        if tiles > 1
        else whole[first : first + length]
    )
    # A slow wander of the level hides that the loop comes round again.
    wander = _slow(random, max(seconds, 0.1), 5.0, 0.8, 1.1)[:length]
    return single(cut * wander[:, None])


__all__ = ["BEDS", "LOOP", "RATE", "bed", "loop"]
