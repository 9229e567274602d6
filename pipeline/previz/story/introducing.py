"""Introducing people: whoever is seen for the first time gets a full name in capitals, an age and a job."""

import re

from pipeline.previz.story.bible import Person
from projects.screenplay.elements import Element, ElementType

_T = ElementType


def introduce(elements: list[Element], newcomers: list[Person], presences: list[str]) -> list[Element]:
    """The elements with each newcomer introduced where the action first names them, else in a line of its
    own.
    """
    found = list(elements)
    for person in newcomers:
        if not _introduce_one(found, person):
            found = _presented(found, person, presences[len(person.name) % len(presences)])
    return found


def introduction(person: Person) -> str:
    """``"MARA VOSS (58), lighthouse keeper"``."""
    what = person.relation or person.job
    return f"{person.name.upper()} ({person.age})" + (f", {what}" if what else "")


def _introduce_one(elements: list[Element], person: Person) -> bool:
    name = re.compile(rf"\b{re.escape(person.short)}\b(?!['\u2019]s)")
    for at, element in enumerate(elements):
        match = name.search(element.text) if element.type is _T.ACTION else None
        if match is None:
            continue
        after = element.text[match.end() :]
        comma = "" if after[:1] in ".,;:!?" or "," not in introduction(person) else ","
        text = element.text[: match.start()] + introduction(person) + comma + after
        elements[at] = element._replace(text=text)
        return True
    return False


def _presented(elements: list[Element], person: Person, told: str) -> list[Element]:
    """A line of action in front of the first speech, for someone whom no action names."""
    at = next((i for i, e in enumerate(elements) if e.type is _T.CHARACTER), len(elements))
    return [*elements[:at], Element(_T.ACTION, f"{introduction(person)}, {told}"), *elements[at:]]
