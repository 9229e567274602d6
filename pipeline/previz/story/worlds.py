"""The places of a story: each world offers a home, a place of work, a threshold, a wild place and so on."""

import re
from typing import Any

from pipeline.previz.lexicon import entries, words
from pipeline.previz.story.bible import Bible, Place


def worlds(language: str) -> tuple[dict[str, Any], ...]:
    """All worlds of the language's lexicon."""
    return entries(language, "worlds")


def world(name: str, language: str) -> dict[str, Any]:
    """One world, or the first one where the name is not known."""
    found = worlds(language)
    return next((entry for entry in found if entry["world"] == name), found[0])


def places(name: str, language: str) -> list[Place]:
    """The places of a world."""
    return [Place.model_validate(place) for place in world(name, language)["places"]]


def place_for(entry: dict[str, Any], bible: Bible) -> Place:
    """Where a card can be played: in the place of its role, unless what happens needs sky, or a roof."""
    table = words(bible.language, "situations")
    role = entry["place"]
    place = bible.place(role, *table["instead"].get(role, ()))
    steps = [str(words_) for step in entry["steps"] for words_ in step.values()]
    told = " ".join([*entry["open"], *entry["close"], *steps])
    out, inside = (_hits(table[name], told) for name in ("outdoors", "indoors"))
    wanted = "EXT" if out > inside else "INT" if inside > out + 1 else place.setting
    if wanted == place.setting or entry.get("anywhere"):
        return place
    others = [bible.place(other) for other in table["elsewhere"][wanted]]
    return next((other for other in others if other.setting == wanted), place)


def _hits(pattern: str, text: str) -> int:
    return len(re.findall(rf"\b(?:{pattern})\b", text, re.IGNORECASE))
