"""Acoustics of places: what a room, a hall or an open field adds to a dry sound."""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np

from pipeline.previz.mix.filters import band, convolve, high_pass, low_pass, shape
from pipeline.previz.mix.signal import RATE, Samples, count, seeded, stereo


@dataclass(frozen=True)
class Room:
    """An acoustic. ``wet`` is the level of its answer beside the direct sound, linear."""

    name: str
    decay: float  # seconds until the answer has fallen by 60 dB
    wet: float
    delay: float = 0.008  # seconds until the first reflection
    dark: float = 5_000.0  # hertz above which walls swallow sound


ROOMS = {
    room.name: room
    for room in (
        Room("dry", 0.0, 0.0),
        Room("room", 0.35, 0.16),
        Room("small", 0.22, 0.20, 0.004, 4_000.0),
        Room("tiled", 0.75, 0.30, 0.006, 9_000.0),
        Room("hall", 1.5, 0.26, 0.018, 5_500.0),
        Room("church", 2.8, 0.34, 0.030, 4_500.0),
        Room("cave", 2.2, 0.40, 0.022, 3_200.0),
        Room("open", 0.5, 0.045, 0.045, 3_000.0),
        Room("street", 0.7, 0.10, 0.035, 3_800.0),
        Room("forest", 0.8, 0.08, 0.040, 2_600.0),
    )
}

_BY_PLACE = (
    ("cave", r"caves?|caverns?|tunnels?|crypts?|mines?|sewers?|dungeons?|catacombs?|well"),
    ("church", r"church|cathedral|chapel|abbey|temple|mosque|synagogue|basilica|monastery"),
    ("tiled", r"bath ?room|toilet|shower|pool|morgue|washroom|laundry|stairwell|stairs|staircase"),
    (
        "small",
        r"car|cab|taxi|van|truck|cockpit|cabin|closet|wardrobe|elevator|lift|booth|tent|cell|capsule|pod",
    ),
    (
        "hall",
        r"halls?|hangar|warehouse|factory|station|museum|gallery|theat(?:re|er)|lobby|gym|court(?:room)?|"
        + r"castle|palace|library|arena|auditorium|lamp room|bridge|silo|garage|lighthouse",
    ),
    ("forest", r"forest|woods?|jungle|grove|park"),
    ("street", r"street|alley|city|town|square|market|road|courtyard|plaza|rooftop|pier|dock|harbou?r"),
)


def room_of(setting: str, place: str) -> str:
    """The acoustic of a scene: a name in ``ROOMS``, by its ``setting`` (INT, EXT) and words of its place."""
    inside = str(setting).upper() != "EXT"
    for name, words in _BY_PLACE:
        outdoors = name in ("forest", "street")
        if outdoors != inside and re.search(rf"\b(?:{words})\b", place.lower()):
            return name
    return "room" if inside else "open"


@cache
def answer(name: str) -> Samples:
    """The stereo impulse response of a room, without the direct sound. Its energy is 1 per channel."""
    room = ROOMS[name]
    random = seeded("room", name)
    length = count(room.decay + room.delay + 0.05)
    seconds = np.arange(length) / RATE
    noise = random.standard_normal((length, 2)).astype(np.float32)
    # High notes die sooner than low ones: two layers with decays of their own.
    low = shape(noise, band(120.0, room.dark * 0.5)) * np.exp(-6.9 * seconds / room.decay)[:, None]
    high = (
        shape(noise, band(room.dark * 0.5, room.dark * 1.6)) * np.exp(-11.0 * seconds / room.decay)[:, None]
    )
    tail = (low + 0.7 * high).astype(np.float32)
    tail *= np.clip((seconds - room.delay) / 0.012, 0.0, 1.0)[:, None].astype(np.float32)
    for side in (0, 1):
        for reflection in range(6):
            at = count(room.delay * (1.0 + 0.55 * reflection) + 0.0017 * random.random())
            if at < length:
                tail[at, side] += (0.75**reflection) * (1.0 if random.random() < 0.5 else -1.0) * 0.9
    tail = shape(tail, low_pass(room.dark))
    tail = shape(tail, high_pass(110.0))
    return np.asarray(tail / np.sqrt(np.sum(np.square(tail, dtype=np.float64), axis=0)), dtype=np.float32)


def in_room(samples: Samples, name: str, pan: float = 0.0) -> Samples:
    """Mono ``samples`` heard in a room: stereo, longer by the room's decay."""
    room = ROOMS[name]
    if not room.wet or not len(samples):
        return stereo(samples, pan)
    wet = convolve(samples, answer(name)) * np.float32(room.wet)
    wet[: len(samples)] += stereo(samples, pan)
    return wet


def hall(samples: Samples, name: str, wet: float) -> Samples:
    """Stereo ``samples`` with the answer of a room at level ``wet``, cut to the same length."""
    made = np.array(samples, dtype=np.float32)
    for side in (0, 1):
        made[:, side] += convolve(samples[:, side], answer(name)[:, side])[: len(samples), 0] * np.float32(
            wet
        )
    return made


__all__ = ["ROOMS", "Room", "answer", "hall", "in_room", "room_of"]
