"""Sound effects and ambiences, synthesised: by name, by the words of an action, by the place of a scene."""

from pipeline.previz.effects.beds import BEDS
from pipeline.previz.effects.catalogue import EFFECTS
from pipeline.previz.effects.places import ambience
from pipeline.previz.effects.spots import NAMES, UnknownEffect, effect, seconds_of_effect
from pipeline.previz.effects.words import names_in

__all__ = [
    "BEDS",
    "EFFECTS",
    "NAMES",
    "UnknownEffect",
    "ambience",
    "effect",
    "names_in",
    "seconds_of_effect",
]
