"""The orchestra: instruments made of partials, each a function of note, seconds and strength."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.previz.mix.filters import band, high_pass, low_pass, shape
from pipeline.previz.mix.signal import RATE, Samples, count, seeded, single
from pipeline.previz.score.harmony import hertz

Player = Callable[[int, float, float], Samples]  # MIDI note, seconds, strength 0..1 -> (n, 2)
_TABLE = 2_048


@cache
def _wave(slope: float, partials: int, odd: bool = False) -> Samples:
    """One period of a tone whose partials fall by ``number ** -slope``, with scattered phases."""
    phases = seeded("wave", slope, partials, odd).uniform(0, 2 * np.pi, partials)
    place = np.arange(_TABLE + 1) * (2 * np.pi / _TABLE)
    wave = np.zeros(_TABLE + 1)
    for number in range(1, partials + 1, 2 if odd else 1):
        wave += number**-slope * np.sin(number * place + phases[number - 1])
    return single(wave / np.sqrt(np.mean(wave**2)))


def _read(table: Samples, turns: NDArray[np.float64]) -> Samples:
    """A wave table at a phase given in turns, with linear interpolation."""
    place = (turns - np.floor(turns)) * _TABLE
    left = place.astype(np.int32)
    blend = single(place - left)
    return table[left] * (1.0 - blend) + table[left + 1] * blend


def _partials(frequency: float, most: int) -> int:
    return int(max(1, min(most, 9_000.0 / frequency)))


def _envelope(seconds: float, attack: float, release: float, sustain: float = 1.0) -> Samples:
    """Rise, slow sink to ``sustain``, and release after ``seconds``."""
    length, tail = count(seconds), count(release)
    t = np.arange(length + tail) / RATE
    rise = np.sin(np.clip(t / max(attack, 1e-3), 0, 1) * np.pi / 2) ** 2
    sink = sustain + (1 - sustain) * np.exp(-t / max(0.2, seconds * 0.4))
    fall = np.cos(np.clip((t - seconds) / release, 0, 1) * np.pi / 2) ** 2
    return single(rise * sink * fall)


@dataclass(frozen=True)
class _Section:
    """Players of one part: how many, how far apart in cents, how deep their vibrato (share of the pitch)."""

    players: int
    detune: float
    vibrato: float = 0.0


def _ensemble(note: int, section: _Section, table: Samples, length: int) -> Samples:
    """A section plays one note, spread over the stage."""
    players, vibrato = section.players, section.vibrato
    random = seeded("ensemble", note, players, section.detune)
    t = np.arange(length) / RATE
    out = np.zeros((length, 2), dtype=np.float32)
    weights = np.array([1.0, *(0.62,) * (players - 1)])
    weights /= np.sqrt(np.sum(weights**2))
    for player in range(players):
        # The first plays in the middle and in tune: the others colour it and never cancel it out.
        cents = float(random.normal(0.0, section.detune)) if player else 0.0
        rate, depth = float(random.uniform(4.6, 5.8)), vibrato * float(random.uniform(0.6, 1.2))
        start = float(random.random())
        onset = np.clip((t - 0.25) / 0.6, 0, 1)
        swing = (
            depth / (2 * np.pi * rate) * np.sin(2 * np.pi * rate * t + 6 * start) * onset if vibrato else 0.0
        )
        voice = _read(table, hertz(note + cents / 100) * (t + swing) + start)
        side = (0.9 if player % 2 else -0.9) * (1.0 if player else 0.0)
        angle = np.pi / 4 * (1 + side)
        out[:, 0] += voice * np.float32(np.cos(angle) * weights[player])
        out[:, 1] += voice * np.float32(np.sin(angle) * weights[player])
    return out * np.float32(1.3)


def pad(note: int, seconds: float, strength: float) -> Samples:
    """A soft, slow choir of synthesisers."""
    envelope = _envelope(seconds, min(0.9, seconds * 0.4), 1.4)
    table = _wave(1.9 - 0.4 * strength, _partials(hertz(note), 12))
    return _ensemble(note, _Section(3, 6.0), table, len(envelope)) * envelope[:, None] * np.float32(0.112)


def strings(note: int, seconds: float, strength: float) -> Samples:
    """A string section, bowed."""
    envelope = _envelope(seconds, min(0.45 - 0.25 * strength, seconds * 0.4), 0.5, 0.9)
    table = _wave(1.35 - 0.25 * strength, _partials(hertz(note), 24))
    made = _ensemble(note, _Section(4, 7.0, 0.0035), table, len(envelope))
    bow = shape(single(seeded("bow", note).standard_normal(len(envelope))), band(1_500, 6_000)) * np.float32(
        0.02
    )
    return (
        (shape(made, low_pass(2_600 + 2_500 * strength, 1)) + bow[:, None])
        * envelope[:, None]
        * np.float32(0.112)
    )


def brass(note: int, seconds: float, strength: float) -> Samples:
    """Horns: they brighten as they grow louder."""
    envelope = _envelope(seconds, 0.09, 0.3, 0.75)
    partials = _partials(hertz(note), 18)
    dark = _ensemble(note, _Section(2, 4.0, 0.001), _wave(2.0, partials), len(envelope))
    bright = _ensemble(note, _Section(2, 4.0, 0.001), _wave(1.1, partials), len(envelope))
    glow = (envelope**2 * np.float32(0.35 + 0.5 * strength))[:, None]
    return (dark * (1 - glow) + bright * glow) * envelope[:, None] * np.float32(0.16)


def piano(note: int, seconds: float, strength: float) -> Samples:
    """A felted upright: soft hammers, stretched partials, the higher the sooner gone."""
    base, length = hertz(note), count(max(seconds, 0.4) + 1.2)
    t = np.arange(length) / RATE
    tone = np.zeros(length, dtype=np.float32)
    for number in range(1, _partials(base, 12) + 1):
        frequency = base * number * np.sqrt(1 + 0.00035 * number**2)
        tau = 2.4 * (220 / base) ** 0.35 / (1 + 0.55 * (number - 1))
        gain = number ** -(2.1 - 0.7 * strength)
        heard = min(length, count(tau * 7))
        ringing = np.exp(-t[:heard] / tau) * np.sin(2 * np.pi * frequency * t[:heard] + number)
        tone[:heard] += single(gain * ringing)
    hammer = shape(single(seeded("felt", note).standard_normal(min(length, 4_800))), band(120, 900))
    tone[: len(hammer)] += hammer * single(np.exp(-np.arange(len(hammer)) / 500)) * np.float32(0.12)
    tone *= single(np.clip(t / 0.006, 0, 1) * np.cos(np.clip((t - seconds) / 1.2, 0, 1) * np.pi / 2) ** 2)
    spread = np.clip((note - 60) / 40, -0.5, 0.5)
    sides = np.array([np.cos((1 + spread) * np.pi / 4), np.sin((1 + spread) * np.pi / 4)], dtype=np.float32)
    return tone[:, None] * sides * np.float32(0.289)


def plucked(note: int, seconds: float, strength: float) -> Samples:
    """Harp, or pizzicato when short."""
    base, length = hertz(note), count(max(0.5, min(seconds, 2.0)) + 0.5)
    t = np.arange(length) / RATE
    tone = np.zeros(length, dtype=np.float32)
    for number in range(1, _partials(base, 14) + 1):
        tau = (0.25 + min(seconds, 1.2) * 0.6) / number**0.8
        pick = abs(np.sin(np.pi * number * 0.27)) / number**1.2
        heard = min(length, count(tau * 7))
        tone[:heard] += single(
            pick * np.exp(-t[:heard] / tau) * np.sin(2 * np.pi * base * number * t[:heard])
        )
    tone *= single(np.clip(t / 0.002, 0, 1) * np.clip((t[-1] - t) / 0.05, 0, 1))
    spread = np.clip((note - 64) / 30, -0.6, 0.6)
    sides = np.array([np.cos((1 + spread) * np.pi / 4), np.sin((1 + spread) * np.pi / 4)], dtype=np.float32)
    return tone[:, None] * sides * np.float32(0.45)


def celesta(note: int, seconds: float, strength: float) -> Samples:
    """Small bells, by frequency modulation."""
    base, length = hertz(note), count(1.8)
    t = np.arange(length) / RATE
    ring = np.sin(
        2 * np.pi * base * t + 1.1 * np.exp(-t / 0.25) * np.sin(2 * np.pi * base * 3.0 * t)
    ) * np.exp(-t / 0.55)
    top = 0.25 * np.sin(2 * np.pi * base * 4.02 * t) * np.exp(-t / 0.12)
    tone = single((ring + top) * np.clip(t / 0.003, 0, 1))
    return np.stack([tone * np.float32(0.8), tone], axis=1) * np.float32(0.322)


def flute(note: int, seconds: float, strength: float) -> Samples:
    """A breathy solo flute."""
    envelope = _envelope(seconds, 0.09, 0.18, 0.85)
    tone = _ensemble(note, _Section(1, 0.0, 0.005), _wave(2.4, _partials(hertz(note), 5)), len(envelope))
    air = shape(
        single(seeded("air", note).standard_normal(len(envelope))), band(hertz(note), 6_500)
    ) * np.float32(0.06)
    return (tone + air[:, None]) * envelope[:, None] * np.float32(0.119)


def drone(note: int, seconds: float, strength: float) -> Samples:
    """A low, slowly moving ground."""
    envelope = _envelope(seconds, min(2.0, seconds * 0.4), 1.6)
    t = np.arange(len(envelope)) / RATE
    low = _ensemble(note, _Section(3, 4.0), _wave(1.6, 10), len(envelope))
    breath = single(0.75 + 0.25 * np.sin(2 * np.pi * 0.13 * t))
    return shape(low, low_pass(260 + 500 * strength, 2)) * (envelope * breath)[:, None] * np.float32(0.15)


def bass(note: int, seconds: float, strength: float) -> Samples:
    """Double basses, round."""
    envelope = _envelope(seconds, 0.05, 0.3, 0.8)
    made = _ensemble(note, _Section(2, 3.0), _wave(1.7, _partials(hertz(note), 10)), len(envelope))
    return shape(made, low_pass(700, 2)) * envelope[:, None] * np.float32(0.14)


def drum(size: float, strength: float) -> Samples:
    """A soft drum; ``size`` 1 is a timpano, 0.4 a hand drum."""
    length = count(0.5 + 0.9 * size)
    t = np.arange(length) / RATE
    base = 62.0 / size**0.6
    pitch = base * (1 + 0.5 * np.exp(-t / 0.03))
    skin = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.exp(-t / (0.28 * size))
    skin += 0.4 * np.sin(2 * np.pi * 1.59 * np.cumsum(pitch) / RATE) * np.exp(-t / (0.14 * size))
    stick = shape(single(seeded("drum", size).standard_normal(length)), band(90, 500 + 2_200 * strength))
    tone = single((skin + 0.35 * stick * np.exp(-t / 0.012)) * np.clip(t / 0.002, 0, 1))
    return np.stack([tone, tone], axis=1) * np.float32(0.4)


def shaker() -> Samples:
    """A shaker or a brush."""
    length = count(0.12)
    noise = shape(single(seeded("shaker").standard_normal((length, 2))), high_pass(4_200, 2))
    t = np.arange(length) / RATE
    return noise * single(np.clip(t / 0.02, 0, 1) * np.exp(-t / 0.025))[:, None] * np.float32(0.06)


def cymbal(seconds: float) -> Samples:
    """A soft cymbal roll that swells."""
    length = count(seconds)
    noise = shape(single(seeded("cymbal").standard_normal((length, 2))), band(2_500, 11_000))
    return noise * single(np.linspace(0, 1, length) ** 2.5)[:, None] * np.float32(0.05)


PLAYERS: dict[str, Player] = {
    "pad": pad,
    "strings": strings,
    "brass": brass,
    "piano": piano,
    "plucked": plucked,
    "celesta": celesta,
    "flute": flute,
    "drone": drone,
    "bass": bass,
}
