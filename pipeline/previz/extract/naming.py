"""Who and what a text names: people by cue, by introduction and by name, places by slug line, props by
word.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pipeline.previz.extract.reading import Reading
from pipeline.previz.lexicon import words
from projects.screenplay.names import asset_key, slug

# "MARA VOSS (58), lighthouse keeper," or "MARA VOSS, 58,": capitals, then an age.
_INTRODUCED = re.compile(
    r"(?P<name>[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ'\u2019.-]+"
    r"(?: [^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ'\u2019.-]*){0,3})"
    r"(?:\s*\(\s*(?P<age>[^()]{1,30})\)|,\s*(?P<plain>\d{1,3}|(?:early |mid |late |mid-)?\d0s|"
    r"(?:early |mid |late )?(?:twenties|thirties|forties|fifties|sixties|seventies|eighties)))"
    r"(?:,\s*(?P<job>[^,.;:()]{2,60}?)(?=[,.;:]|$))?"
)
_CAPITALISED = re.compile(
    r"(?<=[^\s.!?:\"\u201c\u201d\u2019)] )[^\W\d_a-z][a-zß-öø-ÿ\u0400-\u04ff\u0370-\u03ff'\u2019]+"
)
_WORD = re.compile(r"[\w'\u2019-]+")


class Introduction(NamedTuple):
    """How a person is introduced in the action."""

    name: str
    age: str
    job: str


def introductions(action: str) -> list[Introduction]:
    """The people an action text introduces in capitals with an age."""
    return [
        Introduction(
            match["name"].strip(),
            (match["age"] or match["plain"] or "").strip(),
            (match["job"] or "").strip(),
        )
        for match in _INTRODUCED.finditer(action)
        if match["name"].isupper()
    ]


def people_named(reading: Reading, language: str = "en") -> dict[str, str]:
    """Key and name of everyone a scene names, in order of appearance; names as they are called out in
    cues.
    """
    cues = list(dict.fromkeys(speech.name for speech in reading.speeches))
    found: dict[str, str] = {}
    for part in reading.parts:
        names = _named_in(part, cues, language) if isinstance(part, str) else [part.name]
        for name in names:
            found.setdefault(asset_key("character", name), name)
    return found


def _named_in(action: str, cues: list[str], language: str) -> list[str]:
    """People in one paragraph, in the order of the words."""
    spots: list[tuple[int, str]] = []
    for introduction in introductions(action):
        name = called(introduction.name, cues, language)
        spots.append((action.index(introduction.name), name))
    for cue in cues:
        match = re.search(rf"\b{re.escape(cue)}\b", action, re.IGNORECASE)
        if match and match[0][:1].isupper():
            spots.append((match.start(), cue))
    known = given_names(language)
    for match in _WORD.finditer(action):
        word = match[0].removesuffix("'s").removesuffix("\u2019s")
        if (
            word.casefold() in known
            and word[:1].isupper()
            and not any(word.upper() in c.upper().split() for c in cues)
        ):
            spots.append((match.start(), word.upper()))
    names = list(dict.fromkeys(name for _, name in sorted(spots)))
    return [name for name in names if not any(name != o and name in o.split() for o in names)]


def called(full: str, cues: Iterable[str], language: str) -> str:
    """What a person introduced by a full name is called: as in a cue, else by a known given name, else in
    full.
    """
    parts = full.upper().split()
    for cue in cues:
        if cue.upper() == full.upper() or set(cue.upper().split()) <= set(parts):
            return cue
    if parts and parts[0].casefold() in given_names(language):
        return parts[0]
    return full


@lru_cache(maxsize=8)
def given_names(language: str) -> frozenset[str]:
    """All given names of the lexicon, in small letters."""
    tables = words(language, "names").values()
    return frozenset(name.casefold().split()[0] for table in tables for sex in "fm" for name in table[sex])


@lru_cache(maxsize=8)
def _props(language: str) -> re.Pattern[str]:
    nouns = sorted(words(language, "props")["nouns"], key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(re.escape(noun) for noun in nouns)})(s|es)?\b", re.IGNORECASE)


def props_named(action: str, language: str = "en") -> list[str]:
    """The props an action text names, each once, as the noun alone: "key" for "the brass keys".

    A word that can be a verb too ("rings", "watches") counts only after an article, a number or an adjective.
    """
    table = words(language, "props")
    nouns, verbs, before = (
        set(table["nouns"]),
        set(table["also_verbs"]),
        {*table["before"], *table["modifiers"]},
    )
    found = []
    for match in _props(language).finditer(action):
        noun = match[1].casefold()
        single = noun.removesuffix("s")
        if verbs & {noun, single, f"{noun}s"} and _word_before(action, match.start()) not in before:
            continue
        found.append(single if single in nouns else noun)
    return list(dict.fromkeys(found))


def _word_before(text: str, at: int) -> str:
    match = re.search(r"([\w-]+)\s+$", text[max(0, at - 40) : at])
    return match[1].casefold() if match else ""


def props_handled(action: str, language: str = "en") -> list[str]:
    """The props that somebody takes, holds or puts down in an action text."""
    table = words(language, "states")
    verbs = re.compile(
        rf"\b(?:{table['takes']}|{table['drops']}|{table['wears']})\b(.{{0,60}})", re.IGNORECASE
    )
    return props_named(" . ".join(match[1] for match in verbs.finditer(action)), language)


def location_key(place: str) -> str:
    """The asset key of a slug line's place, or an empty text where it names none."""
    return asset_key("location", place) if slug(place) else ""
