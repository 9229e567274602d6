"""A location's or prop's definition in words becomes parameters: family, variant, colours, season."""

import re
from typing import Any

from pipeline.previz.design.chance import Chance, seed_of
from pipeline.previz.design.colour import adjusted, near_word
from pipeline.previz.design.kinds import family_of, prop_kind
from pipeline.previz.design.words import every, first, names, plain

_FEATURES = {
    "cliff": "cliff", "old|ancient|medieval|cobbled|narrow|historic": "old",
        "city|traffic|downtown|town": "town",
    "ruined|abandoned|derelict|broken": "ruined", "neon": "neon", "garden": "garden",
}  # fmt: skip
_SEASONS = {
    "winter|snowy|snow covered|frozen": "winter",
    "autumn|fall leaves|october|november": "autumn",
    "spring|blossom": "spring",
    "summer": "summer",
}
# A bare "station" is one where trains stop, or a waiting room there.
_ABOARD = re.compile(r"\b(?:space|spaceship|starship|airlock|orbit(?:al)?|hydroponic|bulkhead)\b")
_ON_RAILS = re.compile(
    r"\b(?:train|railway|police|platform|metro|subway|bus|petrol|gas|cable|fire) ?(?:station)?\b"
)
_WALLS = ("wall", "walls", "room", "wallpaper", "paint", "stone", "brick")
_FLOORS = ("floor", "carpet", "ground", "grass", "sand", "field", "meadow")
_ACCENTS = (
    "curtain",
    "curtains",
    "sofa",
    "furniture",
    "cabinet",
    "rug",
    "door",
    "banner",
    "train",
    "sea",
    "water",
    "lake",
    "leaves",
)
_NEUTRALS = ("#a99a84", "#9aa6a8", "#b3a58f", "#8f8a94", "#b59c86", "#9cab98")


def place(text: str, name: str, key: str, seed: int, typed: str = "") -> dict[str, Any]:
    """Drawing parameters of a location. What ``typed`` says is read first and leaves the rest as it was."""
    said = plain(f"{name}. {text}")
    chance, seed = Chance("location", key, said, seed), seed_of("location", key, said, seed)
    said = plain(f"{name}. {typed}. {text}") if typed else said
    inside = first(said, {"interior|inside|indoor|int": "in", "exterior|outside|outdoor|ext|open air": "out"})
    indoors = {"in": True, "out": False}.get(inside)
    family = family_of(plain(name), indoors=indoors) or family_of(said, indoors=indoors)
    family = family or ("field" if indoors is False else "room")
    aboard = _ABOARD.search(said) is not None and not _ON_RAILS.search(said) and indoors is not False
    design: dict[str, Any] = {
        "type": "location", "name": name, "family": family, "seed": seed,
        "variant": chance.whole(0, 2), "features": [*every(said, _FEATURES),
        *(["space"] if aboard else [])], "season": first(said, _SEASONS),
    }  # fmt: skip
    for field, nouns in (("wall", _WALLS), ("ground", _FLOORS), ("accent", _ACCENTS)):
        tone = next((tone for noun in nouns if (tone := near_word(said, noun))), "")
        if tone:
            design[field] = adjusted(tone, saturation=0.8)
    if "accent" not in design and chance.chance(0.7):
        design["accent_shift"] = round(chance.number(-0.08, 0.08), 3)
    return design


def prop(text: str, name: str, key: str, seed: int) -> dict[str, Any]:
    """Drawing parameters of a prop."""
    said = plain(f"{name}. {text}")
    kind = prop_kind(plain(name))
    if kind == "thing":
        kind = prop_kind(said)
    design: dict[str, Any] = {
        "type": "prop",
        "name": name,
        "kind_of": kind,
        "seed": seed_of("prop", key, said, seed),
    }
    colours = [near_word(said, noun) for noun in plain(name).split() if names(said, noun) >= 0]
    tone = next((colour for colour in colours if colour), "")
    if tone:
        design["colour"] = tone
    return design
