"""The assets of an episode: everyone, every place and every prop its scripts name, defined in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from pipeline.previz.extract.joining import Decided, joined_names
from pipeline.previz.extract.naming import (
    called,
    introductions,
    people_named,
    people_seen,
    props_handled,
    props_marked,
    props_named,
)
from pipeline.previz.extract.persons import Sources, person_asset, with_aliases
from pipeline.previz.extract.reading import Reading, read
from pipeline.previz.extract.settings import location_asset, prop_asset
from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Bible
from projects.kinds.judging import NameDecision
from projects.kinds.story import Brief
from projects.kinds.world import Asset
from projects.screenplay.names import asset_key, slug

_WORTH = 2  # scenes a prop must be named in, unless the story turns on it


def cast(
    scripts: list[str], bible: dict[str, Any], brief: Brief, decisions: Iterable[NameDecision] = ()
) -> list[Asset]:
    """Characters in order of appearance, then locations, then props; ``design`` is left to the designer.

    The same name in the same brief gets the same words. People of the bible keep the bible's description.
    ``decisions`` say which names people joined or told apart.
    """
    decided = {frozenset((one.one, one.two)): one.same for one in decisions}
    readings = [read(text) for text in scripts]
    memory = _memory(bible)
    return [
        *_people(readings, memory, brief, decided),
        *_places(readings, memory, brief),
        *_props(readings, memory, brief),
    ]


def _memory(bible: Mapping[str, Any]) -> Bible | None:
    try:
        return Bible.model_validate(bible) if bible else None
    except ValidationError:
        return None


def _people(readings: list[Reading], memory: Bible | None, brief: Brief, decided: Decided) -> list[Asset]:
    language = brief.language
    cues = list(dict.fromkeys(name for reading in readings for name in reading.cues))
    introduced = {
        called(found.name, cues, language): found
        for reading in readings
        for found in introductions(reading.action)
    }
    names = dict.fromkeys(
        called(named, cues, language)
        for reading in readings
        for named in people_named(reading, language).values()
    )
    one = joined_names(names, readings, language, decided)
    known = {person.key: person for person in memory.people} if memory else {}
    everything = "\n".join(reading.action for reading in readings)
    heard = _only_heard(readings, one, language)
    sources = Sources(known, introduced, brief, _period(memory, brief), everything, heard)
    return [
        with_aliases(person_asset(name, sources), [other for other in one if one[other] == name != other])
        for name in dict.fromkeys(one.values())
    ]


def _only_heard(readings: list[Reading], one: dict[str, str], language: str) -> frozenset[str]:
    """The roles that no scene ever shows: everything they say is said over the picture or off screen."""
    heard = {one.get(name, name) for reading in readings for name in reading.cues}
    shown: set[str] = set()
    for reading in readings:
        present = [speech for speech in reading.speeches if speech.delivery == "dialogue"]
        shown |= {one.get(name, name) for speech in present for name in (speech.name, *speech.beside)}
        shown |= {one.get(name, name) for name in people_seen(reading, language)}
    return frozenset(heard - shown)


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
    """Props that are handled, written in capitals, named in several scenes, or that the story is about."""
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(props_named(reading.action, brief.language))
    about = memory.thing.one if memory is not None and memory.thing.prop else ""
    action = "\n".join(reading.action for reading in readings)
    held = {*props_handled(action, brief.language), *props_marked(action, brief.language)}
    wanted = [noun for noun, count in counts.items() if count >= _WORTH or noun in held or noun == about]
    # "the recorder" is the cassette recorder that was named before, or is named later.
    longer = {
        noun: next((other for other in wanted if other != noun and other.endswith(f" {noun}")), "")
        for noun in wanted
    }
    return [
        with_aliases(
            prop_asset(noun, action, memory, brief), [short for short in wanted if longer[short] == noun]
        )
        for noun in wanted
        if not longer[noun]
    ]
