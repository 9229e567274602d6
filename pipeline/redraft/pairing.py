"""Finding the scenes of one draft in another by what they say: words, heading, number."""

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.previz.extract.reading import read
from projects.screenplay.fountain import parse
from projects.screenplay.names import slug
from projects.screenplay.numbers import with_number
from projects.screenplay.writer import write_elements

ALIKE = 0.45  # from here on two scenes are one
_SPOKEN, _SHOWN, _HEADED = 0.5, 0.2, 0.3  # how much dialogue, action and heading count
_NUMBERED = 0.2  # likeness that a scene with the same number needs


class Text(NamedTuple):
    """A scene as it is compared."""

    text: str  # in Fountain, with or without its number
    number: str = ""


class Pair(NamedTuple):
    """A scene of the new draft, and which of the old one it is."""

    before: int | None  # its place in the old draft; None: it is new
    likeness: float  # 0 to 1
    why: str


class _Words(NamedTuple):
    whole: str
    place: frozenset[str]
    spoken: frozenset[str]
    shown: frozenset[str]


def paired(
    before: list[Text], after: list[Text], chosen: Mapping[int, int | None] | None = None
) -> list[Pair]:
    """For each scene of ``after`` which one of ``before`` it is.

    Equal texts first, then equal numbers on scenes that are at all alike, then the most alike, nearest place
    first. ``chosen`` holds what a person decided, by place in ``after``: it goes before everything.
    """
    chosen = chosen or {}
    old, new = [_words(one) for one in before], [_words(one) for one in after]
    found: dict[int, Pair] = {
        at: Pair(index, _likeness(old[index], new[at]) if index is not None else 0.0, "Chosen by hand")
        for at, index in chosen.items()
    }
    _equal(found, old, new)
    _numbered(found, before, after, old, new)
    _alike(found, old, new)
    return [found.get(at, Pair(None, 0.0, "No scene like it")) for at in range(len(after))]


def plain(text: str) -> str:
    """A scene's text as a screenplay writes it, without its number: what is compared."""
    return write_elements(parse(with_number(text, "")).elements)


def _words(scene: Text) -> _Words:
    reading = read(scene.text)
    spoken = frozenset(_split(" ".join(f"{said.name} {said.text}" for said in reading.speeches)))
    shown = frozenset(_split(reading.action))
    return _Words(plain(scene.text), frozenset(_split(reading.title)), spoken, shown)


def _split(text: str) -> list[str]:
    return [word for word in slug_words(text) if word]


def slug_words(text: str) -> list[str]:
    """The words of a text in small letters, without marks."""
    return [slug(word) for word in text.split()]


def _taken(found: dict[int, Pair]) -> set[int]:
    return {pair.before for pair in found.values() if pair.before is not None}


def _equal(found: dict[int, Pair], old: list[_Words], new: list[_Words]) -> None:
    taken = _taken(found)
    places: dict[str, list[int]] = {}
    for index in range(len(old) - 1, -1, -1):
        if index not in taken:
            places.setdefault(old[index].whole, []).append(index)
    for at, words in enumerate(new):
        if at not in found and places.get(words.whole):
            found[at] = Pair(places[words.whole].pop(), 1.0, "The same text")


def _numbered(
    found: dict[int, Pair], before: list[Text], after: list[Text], old: list[_Words], new: list[_Words]
) -> None:
    taken = _taken(found)
    numbers = {one.number: at for at, one in enumerate(before) if one.number and at not in taken}
    for at, scene in enumerate(after):
        index = numbers.get(scene.number) if scene.number and at not in found else None
        if index is not None and index not in taken:
            likeness = _likeness(old[index], new[at])
            if likeness >= _NUMBERED:
                found[at] = Pair(index, likeness, f"The same number, {_percent(likeness)} alike")
                taken.add(index)


def _alike(found: dict[int, Pair], old: list[_Words], new: list[_Words]) -> None:
    taken = _taken(found)
    free = [index for index in range(len(old)) if index not in taken]
    open_ = [at for at in range(len(new)) if at not in found]
    scored = []
    for at in open_:
        for index in free:
            likeness = _likeness(old[index], new[at])
            if likeness >= ALIKE:
                scored.append((-likeness, abs(_share(index, old) - _share(at, new)), at, index))
    for less, _, at, index in sorted(scored):
        if at not in found and index not in taken:
            found[at] = Pair(index, -less, f"{_percent(-less)} alike")
            taken.add(index)


def _share(at: int, every: list[_Words]) -> float:
    """How far into its draft a scene stands, 0 to 1."""
    return at / max(len(every), 1)


def _percent(likeness: float) -> str:
    return f"{min(round(100 * likeness), 99)} %"  # what differs at all is not the same


def _likeness(one: _Words, two: _Words) -> float:
    """How alike two scenes are, 0 to 1: by what is said first, then the heading, then what is shown."""
    if one.whole == two.whole:
        return 1.0
    parts = [(_HEADED, _common(one.place, two.place))]
    if one.spoken or two.spoken:
        parts.append((_SPOKEN, _common(one.spoken, two.spoken)))
    if one.shown or two.shown:
        parts.append((_SHOWN, _common(one.shown, two.shown)))
    return sum(weight * share for weight, share in parts) / sum(weight for weight, _ in parts)


def _common(one: frozenset[str], two: frozenset[str]) -> float:
    """The share of words in common (Dice's coefficient)."""
    return 2 * len(one & two) / (len(one) + len(two)) if one or two else 0.0
