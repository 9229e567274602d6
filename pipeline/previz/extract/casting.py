"""The assets of an episode: everyone, every place and every prop its scripts name, defined in words."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from pipeline.previz.extract.naming import called, introductions, people_named, props_handled, props_named
from pipeline.previz.extract.persons import Sources, person_asset
from pipeline.previz.extract.reading import Reading, read
from pipeline.previz.extract.settings import location_asset, prop_asset
from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Bible
from projects.kinds.story import Brief
from projects.kinds.world import Asset
from projects.screenplay.names import asset_key, slug

_WORTH = 2  # scenes a prop must be named in, unless the story turns on it


def cast(scripts: list[str], bible: dict[str, Any], brief: Brief) -> list[Asset]:
    """Characters in order of appearance, then locations, then props; ``design`` is left to the designer.

    The same name in the same brief gets the same words. People of the bible keep the bible's description.
    """
    readings = [read(text) for text in scripts]
    memory = _memory(bible)
    return [
        *_people(readings, memory, brief),
        *_places(readings, memory, brief),
        *_props(readings, memory, brief),
    ]


def _memory(bible: Mapping[str, Any]) -> Bible | None:
    try:
        return Bible.model_validate(bible) if bible else None
    except ValidationError:
        return None


def _people(readings: list[Reading], memory: Bible | None, brief: Brief) -> list[Asset]:
    cues = list(dict.fromkeys(speech.name for reading in readings for speech in reading.speeches))
    introduced = {
        called(found.name, cues, brief.language): found
        for reading in readings
        for found in introductions(reading.action)
    }
    names: dict[str, str] = {}
    for reading in readings:
        for named in people_named(reading, brief.language).values():
            name = called(named, cues, brief.language)
            names.setdefault(asset_key("character", name), name)
    known = {person.key: person for person in memory.people} if memory else {}
    everything = "\n".join(reading.action for reading in readings)
    sources = Sources(known, introduced, brief, _period(memory, brief), everything)
    return [person_asset(name, sources) for name in names.values()]


def _period(memory: Bible | None, brief: Brief) -> str:
    """When the film plays: as its bible says, else as its genre does."""
    if memory is not None:
        return memory.period
    genre = words(brief.language, "genres").get(brief.genre, {})
    return str(genre.get("period", "modern"))


def _places(readings: list[Reading], memory: Bible | None, brief: Brief) -> list[Asset]:
    found: dict[str, Asset] = {}
    for reading in readings:
        place = reading.heading.place
        key = asset_key("location", place)
        if slug(place) and key not in found:
            found[key] = location_asset(key, reading, memory, brief)
    return list(found.values())


def _props(readings: list[Reading], memory: Bible | None, brief: Brief) -> list[Asset]:
    """Props that are handled, or named in several scenes, or that the story is about."""
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(props_named(reading.action, brief.language))
    about = memory.thing.one if memory is not None and memory.thing.prop else ""
    action = "\n".join(reading.action for reading in readings)
    held = set(props_handled(action, brief.language))
    return [
        prop_asset(noun, action, memory, brief)
        for noun, count in counts.items()
        if count >= _WORTH or noun in held or noun == about
    ]
