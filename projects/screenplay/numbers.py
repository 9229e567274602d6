"""Scene numbers as productions lock them: what comes between 12 and 13 is 12A, and nothing is renumbered.

The letters follow shooting drafts: 12A, 12B ... behind 12; A12A between 12 and 12A; A1 before 1.
"""

import re
from collections.abc import Collection, Iterator

from projects.screenplay.elements import ElementType
from projects.screenplay.fountain import parse
from projects.screenplay.writer import write_elements

_PARTS = re.compile(r"([A-Z]*)(\d+)([A-Z]*)$")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # I and O are left out: they read as 1 and 0


def locked(numbers: list[str], gone: Collection[str] = ()) -> list[str]:
    """A number for each scene; those that have one keep it, and none gets one of ``gone``."""
    taken = {*(number for number in numbers if number), *gone}
    if not taken:
        return [str(number) for number in range(1, len(numbers) + 1)]
    found: list[str] = []
    for at, number in enumerate(numbers):
        if not number:
            following = next((other for other in numbers[at + 1 :] if other), "")
            number = number_between(found[-1] if found else "", following, taken)
            taken.add(number)
        found.append(number)
    return found


def number_between(before: str, following: str, taken: set[str]) -> str:
    """A free number for a scene or shot between two others; an empty one says that there is none."""
    return next(
        number for number in _candidates(before, following) if number not in taken and len(number) <= 12
    )


def _candidates(before: str, following: str) -> Iterator[str]:
    match = _PARTS.match(before.upper())
    if match and not following:
        yield str(int(match[2]) + 1)
    if match and not match[1]:
        letters = match[3]
        start = _LETTERS.find(letters[-1]) + 1 if letters else 0
        for letter in _LETTERS[start:]:
            if f"{match[2]}{letters[:-1]}{letter}" == following:
                break
            yield f"{match[2]}{letters[:-1]}{letter}"
    if following:
        yield from (f"{letter}{following}" for letter in _LETTERS)
    yield from (f"{before}{letter}" for letter in _LETTERS)
    yield from (str(number) for number in range(1, 100_000))


def with_number(text: str, number: str) -> str:
    """One scene's Fountain text with ``number`` at its heading; empty takes it away."""
    elements = parse(text).elements
    at = next((at for at, element in enumerate(elements) if element.type is ElementType.HEADING), None)
    if at is None or elements[at].number == number:
        return text
    elements[at] = elements[at]._replace(number=number)
    return write_elements(elements)
