"""Introducing people: whoever is seen for the first time gets a full name in capitals, an age and a job."""

import re

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Person
from pipeline.previz.story.telling import trade
from projects.screenplay.elements import Element, ElementType

_T = ElementType


def introduce(elements: list[Element], newcomers: list[Person], language: str) -> list[Element]:
    """The elements with each newcomer introduced where the action first names them.

    Whoever would speak before that, or is not named at all, gets a line of their own.
    """
    presences = words(language, "phrases")["presence"]
    found = list(elements)
    for at, person in enumerate(newcomers):
        if not _introduce_one(found, person, language):
            found = _presented(found, person, presences[(len(person.name) + at) % len(presences)], language)
    return found


def introduction(person: Person, language: str) -> str:
    """``"MARA VOSS (58), lighthouse keeper"``."""
    what = person.relation or trade(person, language)
    return f"{person.name.upper()} ({person.age})" + (f", {what}" if what else "")


def _introduce_one(elements: list[Element], person: Person, language: str) -> bool:
    name = re.compile(rf"\b{re.escape(person.short)}\b(?!['\u2019]s)")
    for at, element in enumerate(elements):
        if element.type is _T.CHARACTER and _is_cue_of(element, person):
            return False
        match = name.search(element.text) if element.type is _T.ACTION else None
        if match is None:
            continue
        after = element.text[match.end() :]
        told = introduction(person, language)
        comma = "" if after[:1] in ".,;:!?" or "," not in told else ","
        elements[at] = element._replace(text=element.text[: match.start()] + told + comma + after)
        return True
    return False


def _is_cue_of(element: Element, person: Person) -> bool:
    """Whether a person speaks here, in the room: a voice over the picture introduces nobody."""
    return element.text == person.short.upper()


def _presented(elements: list[Element], person: Person, told: str, language: str) -> list[Element]:
    """A line of action in front of the first speech, for someone whom no action names in time."""
    last = max(len(elements) - 1, 0)  # where nobody speaks, the scene still ends on its own last line
    at = next((i for i, e in enumerate(elements) if e.type is _T.CHARACTER), last)
    line = Element(_T.ACTION, f"{introduction(person, language)}, {told}")
    if "," not in introduction(person, language):
        line = Element(_T.ACTION, f"{introduction(person, language)} {told}")
    return [*elements[:at], line, *elements[at:]]
