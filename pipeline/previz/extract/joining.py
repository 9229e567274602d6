"""Joining the names of one person: "MRS. LINDQVIST", "LINDQVIST" and the slip "LINDQUIST"."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from pipeline.previz.extract.naming import is_crowd
from pipeline.previz.extract.reading import Reading
from pipeline.previz.lexicon import words
from projects.screenplay.names import asset_key, slug

ALIKE = 0.85  # of the letters of two names, from where they are one name spelled in two ways
_LONG = 4  # letters; shorter names are too easily alike ("TOM", "TIM")


Decided = Mapping[frozenset[str], bool]  # two asset keys: whether a person said that they are one


def joined_names(
    names: Iterable[str], readings: list[Reading], language: str = "en", decided: Decided | None = None
) -> dict[str, str]:
    """For every name the one it belongs to: the first of its kind that a film uses, or itself.

    What a person decided goes first. Two names that speak in the same scene are two people, however alike; so
    are "GUARD 1" and "GUARD 2".
    """
    together = [set(reading.cues) for reading in readings]
    found: dict[str, str] = {}
    for name in names:
        firsts = list(dict.fromkeys(found.values()))
        said = {first: (decided or {}).get(pair_of(first, name)) for first in firsts}
        same = next((first for first in firsts if said[first]), "")
        same = same or next(
            (
                first
                for first in firsts
                if said[first] is None
                and _same(first, name, language)
                and not any({first, name} <= scene for scene in together)
            ),
            name,
        )
        found[name] = same
    return found


def pair_of(one: str, two: str) -> frozenset[str]:
    """What a decision about two people's names is kept under."""
    return frozenset((asset_key("character", one), asset_key("character", two)))


def _same(one: str, two: str, language: str) -> bool:
    """Whether two names can be one person's."""
    return likeness(one, two, language) >= ALIKE


def likeness(one: str, two: str, language: str = "en") -> float:
    """How surely two names are one person's, 0 to 1: the share of letters they have in common.

    1 is the same name but for a title; 0 what can be no other spelling, such as "GUARD 1" and "GUARD 2",
    "YOUNG MARA" and "MARA", or names too short to be sure of.
    """
    mine, theirs = _words(one, language), _words(two, language)
    if not mine or not theirs or is_crowd(one, language) != is_crowd(two, language):
        return 0.0
    if _numbers(one) != _numbers(two) or _apart(mine, theirs, language):
        return 0.0
    if mine == theirs:
        return 1.0
    left, right = " ".join(mine), " ".join(theirs)
    if min(len(left), len(right)) <= _LONG or left[0] != right[0]:
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _words(name: str, language: str) -> list[str]:
    """The words of a name without its titles: "MRS. DALLOWAY" -> ["dalloway"]; a title alone stays."""
    titles = set(words(language, "seen")["titles"])
    own = slug(name).split("-")
    return [word for word in own if word not in titles] or own


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _apart(one: list[str], two: list[str], language: str) -> bool:
    """Whether one word tells two people apart: "YOUNG MARA" and "MARA", "MARIO" and "MARIA"."""
    qualifiers = set(words(language, "seen")["qualifiers"])
    if qualifiers & (set(one) ^ set(two)):
        return True
    return len(one) == len(two) and any(
        left != right and left[:-1] == right[:-1] and {left[-1:], right[-1:]} <= set("aeio")
        for left, right in zip(one, two, strict=True)
    )
