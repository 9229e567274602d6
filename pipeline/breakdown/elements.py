"""The further elements of a breakdown sheet, read from a scene's action: each with its line."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.previz.extract.naming import is_crowd, people_named
from pipeline.previz.extract.reading import read
from pipeline.previz.extract.spotting import paragraphs
from pipeline.previz.lexicon import words
from projects.kinds.scenes import Elements
from projects.screenplay.elements import ElementType
from projects.screenplay.emphasis import plain

# The trade's categories in the order of a sheet, as people read them.
CATEGORIES = {
    "extras": "Extras",
    "stunts": "Stunts",
    "vehicles": "Vehicles",
    "animals": "Animals",
    "wardrobe": "Wardrobe",
    "makeup": "Make-up and hair",
    "dressing": "Set dressing",
    "effects": "Effects",
    "sounds": "Sound",
    "music": "Music",
    "notes": "Notes",
}
_SHOWN = (ElementType.ACTION, ElementType.CENTERED)


class Found(NamedTuple):
    """One element as the script names it."""

    category: str
    text: str  # the words of the script, in small letters
    paragraph: int  # of the scene's script, from 0
    quote: str


@lru_cache(maxsize=2048)
def found_in(script_text: str, language: str = "en") -> tuple[Found, ...]:
    """Everything that a scene's action calls for beside cast and props; each once, in order of appearance.

    Nothing is invented: each text stands in the quoted paragraph, but for crowds, which are named as in cues.
    """
    seen: dict[tuple[str, str], Found] = {}
    for at, element in enumerate(paragraphs(script_text)):
        if element.type not in _SHOWN:
            continue
        text = plain(element.text).strip()
        for category, pattern in _patterns(language).items():
            for match in pattern.finditer(text):
                low = match[0].casefold()
                seen.setdefault((category, low), Found(category, low, at, text))
    return (*_crowds(script_text, language), *seen.values())


def read_elements(script_text: str, language: str = "en") -> Elements:
    """The elements of a sheet as the script says them."""
    lists: dict[str, list[str]] = {name: [] for name in CATEGORIES}
    for found in found_in(script_text, language):
        lists[found.category].append(found.text)
    return Elements(**lists)


def _crowds(script_text: str, language: str) -> list[Found]:
    names = [name for name in people_named(read(script_text), language).values() if is_crowd(name, language)]
    found = []
    for name in names:
        every = enumerate(paragraphs(script_text))
        at, text = next(((n, e.text) for n, e in every if name.casefold() in e.text.casefold()), (0, name))
        found.append(Found("extras", name.capitalize() if name.isupper() else name, at, plain(text).strip()))
    return found


@lru_cache(maxsize=8)
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    table: dict[str, str] = words(language, "breakdown")
    return {
        name: re.compile(rf"\b(?:{table[name]})\b", re.IGNORECASE) for name in CATEGORIES if name in table
    }
