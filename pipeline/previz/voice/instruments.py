"""The throats that voices are cast from: eSpeak variants that sound well, with what is known about each."""

from dataclasses import dataclass
from typing import Literal

Register = Literal["man", "woman", "child"]
Age = Literal["child", "young", "adult", "old"]


@dataclass(frozen=True)
class Instrument:
    """A throat. ``variant`` is eSpeak's; ``hertz`` its median pitch at eSpeak's pitch 50, measured."""

    name: str
    register: Register
    variant: str
    hertz: float
    ages: tuple[Age, ...]
    tract: float = 1.0  # above 1 a shorter throat: the sound is played quicker and synthesised slower
    bright: float = 0.0  # decibels of correction above 3 kHz
    chest: float = 0.0  # decibels of correction around 220 Hz


_ALL: tuple[Age, ...] = ("young", "adult", "old")

INSTRUMENTS = {
    instrument.name: instrument
    for instrument in (
        Instrument("m1", "man", "m1", 93, _ALL, bright=0.5),
        Instrument("m3", "man", "m3", 102, _ALL, bright=-1.0),
        Instrument("m4", "man", "m4", 93, ("young", "adult"), 1.03, bright=-1.0),
        Instrument("m6", "man", "m6", 99, ("adult", "old"), 0.97),
        Instrument("m7", "man", "m7", 104, _ALL, bright=3.0, chest=-1.5),
        Instrument("m8", "man", "m8", 85, ("adult", "old"), 0.96, bright=3.0, chest=-3.0),
        Instrument("Alex", "man", "Alex", 104, ("young", "adult"), 1.05),
        Instrument("Denis", "man", "Denis", 97, ("adult",), 1.0, bright=1.0),
        Instrument("Reed", "man", "Reed", 112, ("young", "adult"), 1.02, bright=4.0, chest=-2.0),
        Instrument("bass", "man", "m1", 93, ("adult", "old"), 0.90),
        Instrument("tenor", "man", "m3", 102, ("young",), 1.09, bright=-1.0),
        Instrument("grandpa", "man", "grandpa", 107, ("old",), 0.96, bright=-0.5),
        Instrument("f1", "woman", "f1", 176, _ALL, bright=-1.0),
        Instrument("f2", "woman", "f2", 189, ("young", "adult"), bright=-0.5),
        Instrument("f3", "woman", "f3", 204, ("young", "adult"), bright=-1.0),
        Instrument("f4", "woman", "f4", 176, ("adult", "old"), 0.97, bright=-0.5),
        Instrument("f5", "woman", "f5", 200, ("young", "adult"), 1.03, bright=-1.5),
        Instrument("linda", "woman", "linda", 225, ("adult",), 0.95, bright=-1.0),
        Instrument("belinda", "woman", "belinda", 225, ("young", "adult"), 1.0, bright=2.0),
        Instrument("alto", "woman", "f1", 176, ("adult", "old"), 0.92),
        Instrument("soprano", "woman", "f2", 189, ("young",), 1.07, bright=-1.0),
        Instrument("grandma", "woman", "grandma", 197, ("old",), 0.96, bright=2.0),
        Instrument("boy", "child", "f3", 204, ("child",), 1.13, bright=-2.0),
        Instrument("girl", "child", "f5", 200, ("child",), 1.19, bright=-2.5),
        Instrument("kid", "child", "f2", 189, ("child",), 1.16, bright=-2.0),
        Instrument("elf", "child", "f4", 176, ("child",), 1.24, bright=-2.5),
    )
}

# What an unknown or foreign variant name is played by.
PLAIN = INSTRUMENTS["m3"]


def instrument(name: str) -> Instrument:
    """The throat called ``name``; for another eSpeak variant (a voice set by hand) a neutral one with it."""
    known = INSTRUMENTS.get(name)
    if known or not name:
        return known or PLAIN
    return Instrument(name, "man", name, 110, _ALL)
