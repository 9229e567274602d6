"""Animals that walk upright and robots: read from their definitions, dressed like people."""

import re
from typing import Any

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.colour import near_word
from pipeline.previz.design.words import first, names

_ANIMALS = {
    "fox": "fox", "wolf|coyote": "wolf", "cat|kitten|lynx": "cat", "tiger|lion|leopard|panther": "tiger",
    "dog|puppy|hound|terrier": "dog", "bear|panda|badger|otter|beaver|raccoon|sloth|koala|monkey|ape": "bear",
    "rabbit|hare|bunny|kangaroo": "rabbit", "mouse|rat|hamster|mole|vole": "mouse",
    "hedgehog|porcupine": "hedgehog", "squirrel|chipmunk": "squirrel",
    "pig|piglet|boar|cow|elephant|hippo": "pig",
    "bird|owl|crow|raven|duck|goose|hen|chicken|rooster|penguin|parrot|robin|sparrow|"
    "pigeon|gull|eagle": "bird",
    "frog|toad|turtle|tortoise|lizard|snail|octopus|fish": "frog",
    "deer|stag|goat|sheep|horse|donkey|moose": "deer",
    "dragon|monster|creature|alien|beast|goblin|troll|vampire|werewolf": "beast",
}  # fmt: skip
_FURS = {
    "fox": "#b8562a", "wolf": "#7d818a", "cat": "#6b6560", "tiger": "#d18a3a", "dog": "#a9743f",
        "bear": "#6e4a31",
    "rabbit": "#b7a48f", "mouse": "#8f8b8c", "pig": "#dfa6a0", "bird": "#4f6f8f", "frog": "#6a9a4f",
    "deer": "#a5774a",
    "beast": "#5f8a6a", "hedgehog": "#8a6a4c", "squirrel": "#a85f34",
}  # fmt: skip
_SHELLS = ("#9aa6b1", "#c9b48f", "#b5653f", "#6f8f8a", "#e6e8ea", "#c4992f")


# What comes after it is about something else: "a sailor with a parrot" is no parrot.
_OF_WHOM = re.compile(r"[,.;:!?]| (?:with|who|whose|and|in|on|at|carrying|holding|wearing) ")
_BEARD = re.compile(r"\bbeard\w*")  # not a bear
_GIVEN = ("robin", "raven", "cat", "drake", "jay", "martin")  # people's names, too


def creature(said: str, name: str, chance: Chance) -> dict[str, Any]:
    """What changes in a person's design when its words (plain) say that it is none; empty for people."""
    if any(names(said, word) >= 0 for word in ("robot", "android", "drone", "machine")):
        return _robot(said, chance)
    upright = names(said, "fur or feathers") >= 0 or names(said, "standing upright") >= 0
    opening = said[:140] if upright else _OF_WHOM.split(said, maxsplit=1)[0]
    human = any(names(opening, word) >= 0 for word in ("woman", "man", "girl", "boy", "person", "human"))
    called = name.lower() if name.lower() not in _GIVEN else ""
    words = opening if upright else f"{called}. {opening}"
    species = first(_BEARD.sub(" ", words), _ANIMALS)
    if not species or (human and not upright):
        return {}
    fur = near_word(said, "fur") or near_word(said, "feathers") or near_word(said, "scales") or _FURS[species]
    return {
        "species": species, "skin": fur, "hair": fur, "cut": "bald", "beard": "", "earrings": "", "marks": [],
        "eye_size": 1.15, "jaw": 0.1, "cheek": 0.5, "tallness": round(chance.number(0.88, 0.96), 3),
    }  # fmt: skip


def _robot(said: str, chance: Chance) -> dict[str, Any]:
    lens = names(said, "lens") >= 0 or names(said, "single") >= 0 or names(said, "one eye") >= 0
    shell = (
        near_word(said, "paint")
        or near_word(said, "shell")
        or near_word(said, "body")
        or chance.pick(_SHELLS)
    )
    glow = near_word(said, "eye") or near_word(said, "lights")
    return {
        "species": "robot-lens" if lens else "robot-screen", "skin": "#8d97a3", "hair": "#5a626d",
            "cut": "bald",
        "beard": "", "earrings": "", "marks": [], "glasses": "", "shell": shell, "top": "spacesuit",
        "top_colour": shell, "bottom": "trousers", "bottom_colour": "#5a626d", "shoes": "boots",
        "shoes_colour": "#3f4650", "gloves": "#8d97a3", "scarf": "", "tie": "", "hat": "",
        "accent": glow or chance.pick(("#4fc3d9", "#ffc866", "#8fe08a")),
        "tallness": round(chance.number(0.88, 1.0), 3),
        "width": round(chance.number(1.0, 1.25), 3),
    }  # fmt: skip
