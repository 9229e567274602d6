"""Definitions of locations and props."""

import re

from pipeline.previz.extract.naming import people_seen
from pipeline.previz.extract.reading import Reading
from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Bible, Place
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.telling import finish
from pipeline.previz.story.worlds import places, worlds
from projects.kinds.story import Brief
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import Asset
from projects.screenplay.names import asset_key

_SENTENCES = 2
_SENTENCE = re.compile(r"(?<=[.!?\u3002])\s+")


def location_asset(key: str, reading: Reading, memory: Bible | None, brief: Brief) -> Asset:
    """The asset of a slug line's place: the lexicon's picture of it, and what the scene's first lines say."""
    place = reading.heading.place
    kind = "Exterior" if reading.heading.setting == "EXT" else "Interior"
    known = _known(place, memory, brief)
    first = _pictured(reading, brief.language)
    if known is not None:
        definition = f"{kind}: {known.look}."
    else:
        definition = f"{kind}: {place.lower()}. {first}".strip()
    return Asset(
        key=key,
        type=AssetKind.LOCATION,
        name=_titled(place),
        aliases=list(dict.fromkeys((place, _titled(place)))),
        definition=definition,
        notes=", ".join(known.sounds) if known else "",
    )


def _pictured(reading: Reading, language: str) -> str:
    """The script's own picture of a place: its first sentences, at most two, until it shows somebody."""
    people = [re.escape(name.upper()) for name in people_seen(reading, language)]
    somebody = re.compile(rf"\b(?:{'|'.join(people)})\b") if people else None
    found: list[str] = []
    for sentence in _SENTENCE.split(reading.action.partition("\n")[0]):
        if len(found) == _SENTENCES or (somebody and somebody.search(sentence.upper())):
            break
        if sentence.strip():
            found.append(sentence)
    return " ".join(found)


def _known(place: str, memory: Bible | None, brief: Brief) -> Place | None:
    """The place of the bible, or of any world of the lexicon, that goes by this name."""
    options = list(memory.places) if memory else []
    for world in worlds(brief.language):
        options += places(world["world"], brief.language)
    return next((option for option in options if option.name.casefold() == place.casefold()), None)


def prop_asset(noun: str, action: str, memory: Bible | None, brief: Brief) -> Asset:
    """The asset of a prop, with the adjective the script first gives it."""
    table = words(brief.language, "props")
    modifiers = "|".join(table["modifiers"])
    spoken = re.findall(rf"\b((?:(?:{modifiers}) )*){re.escape(noun)}(?:s|es)?\b", action, re.IGNORECASE)
    phrase = name = f"{next((told for told in spoken if told), '')}{noun}".casefold()
    if memory is not None and memory.thing.one == noun:
        name = memory.thing.bare
        phrase = noun if memory.thing.proper else name  # what a brand's name does not say, the noun shows
    colour = Dice(brief.seed, "prop", noun).pick(
        [c for p in words(brief.language, "looks")["palettes"] for c in p]
    )
    template = table["plain"] if noun in table["large"] else table["definition"]
    if template == table["definition"] and set(phrase.split()) & set(table["colours"]):
        template = table["coloured"]  # the script has said what colour it is
    definition = finish(
        template.format(article="A", phrase=phrase, colour=colour), words(brief.language, "grammar")
    )
    return Asset(
        key=asset_key("prop", noun),
        type=AssetKind.PROP,
        name=name[:1].upper() + name[1:],
        aliases=list(dict.fromkeys((noun, name))),
        definition=f"{definition}.",
    )


def _titled(place: str) -> str:
    return place.title().replace("'S", "'s").replace("\u2019S", "\u2019s") if place.isupper() else place
