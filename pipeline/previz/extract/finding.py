"""Finding a project's assets in a scene's text, by key, name and alias."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.previz.extract.joining import ALIKE, likeness
from pipeline.previz.extract.naming import is_crowd, is_role, people_named, props_named
from pipeline.previz.extract.reading import Reading
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import Asset
from projects.screenplay.names import asset_key


def find_people(reading: Reading, assets: list[Asset]) -> list[str]:
    """Keys of the people seen in a scene, in order of appearance.

    Who only speaks from elsewhere is not seen, and a crowd is not somebody.
    """
    characters = [asset for asset in assets if asset.type is AssetKind.CHARACTER]
    crowds = {asset.key for asset in characters if any(is_crowd(name) for name in names_of(asset))}
    found: list[str] = []
    for part in reading.parts:
        if isinstance(part, str):
            found += _seen_in(part, characters)
        elif part.delivery == "dialogue" and not is_crowd(part.name):
            found += [key_of(name, characters) for name in (part.name, *part.beside)]
    if not characters:
        found += [key for key, name in people_named(reading).items() if not is_crowd(name)]
    return [key for key in dict.fromkeys(found) if key not in crowds]


def _seen_in(text: str, characters: list[Asset]) -> list[str]:
    """Keys of whom a text shows, in the order of the words; "Little Idris" shows nobody else called Idris."""
    spots = [(*span, asset.key) for asset in characters if (span := span_in(text, asset))[0] >= 0]
    return [
        key
        for start, end, key in sorted(spots)
        if not any(
            other <= start and end <= stop and (start, end) != (other, stop) for other, stop, _ in spots
        )
    ]


def find_props(reading: Reading, assets: list[Asset]) -> list[str]:
    """Keys of the props a scene names that are among the assets."""
    known = {asset.key: asset for asset in assets if asset.type is AssetKind.PROP}
    named = [asset_key("prop", noun) for noun in props_named(reading.action)]
    own = [key for key, asset in known.items() if _position(reading.action, asset) >= 0]
    return [key for key in dict.fromkeys([*named, *own]) if key in known]


def key_of(name: str, characters: list[Asset]) -> str:
    """The key of the character called ``name`` in a cue: by name or alias, by a part of it, by a spelling
    that is nearly the same; else the key the name makes itself.
    """
    return (resolved(name, characters) or Match(asset_key("character", name), 0, "")).key


class Match(NamedTuple):
    """Whom or what a written name means, how surely (0 to 1), and why."""

    key: str
    confidence: float
    why: str


PART = 0.9  # of a name that is a part of another: "VOSS" for Mara Voss


def resolved(name: str, assets: list[Asset], language: str = "en") -> Match | None:
    """Which of ``assets``, all of one kind, a written name means; None when none is near enough."""
    low = name.casefold()
    for asset in assets:
        if low in {alias.casefold() for alias in names_of(asset)} or low == asset.name.casefold():
            return Match(asset.key, 1.0, "The same name")
    for asset in assets:
        if asset_key(str(asset.type), name) == asset.key:
            return Match(asset.key, 1.0, "The same name")
    for asset in assets:
        whole = next((n for n in names_of(asset) if set(low.split()) <= set(n.casefold().split())), "")
        if whole and asset.type is AssetKind.CHARACTER:
            return Match(asset.key, PART, f"A part of {whole}")
    scored = [
        (likeness(name, other, language), other, asset) for asset in assets for other in names_of(asset)
    ]
    best = max(scored, key=lambda found: found[0], default=None)
    if best and best[0] >= ALIKE:
        return Match(best[2].key, round(best[0], 2), f"Spelled nearly as {best[1]}")
    return None


def names_of(asset: Asset) -> list[str]:
    """What a script may call an asset. Not its display name, unless it has no other: a rename changes no
    script.
    """
    return list(asset.aliases) or [asset.name]


# "Anton's notebook" is not Anton; "Anton's hands lie on the table" is, but "in Anton's hand" is his writing.
_PARTS = (
    "hands?|face|eyes?|shoulders?|fingers?|head|arms?|foot|feet|mouth|sleeve|collar|lap|ears?|knees?|back"
)
_OWNS = rf"(?!['\u2019]s (?!(?:{_PARTS})\b))"


@lru_cache(maxsize=4096)
def _pattern(name: str, person: bool) -> re.Pattern[str]:
    if not person:
        return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    written = rf"(?<!\bin )(?<!\w){re.escape(name)}(?!\w){_OWNS}"
    spoken_of = rf"(?<=\bin ){re.escape(name)}(?!\w)(?!['\u2019]s)"
    return re.compile(rf"{written}|{spoken_of}", re.IGNORECASE)


def _position(text: str, asset: Asset) -> int:
    """Where a text first shows an asset, or -1."""
    return span_in(text, asset)[0]


def span_in(text: str, asset: Asset) -> tuple[int, int]:
    """Where a text first shows an asset, or (-1, -1). People are found by capitalised names; those who have
    none, by what they are after "the".
    """
    person = asset.type is AssetKind.CHARACTER
    best = (-1, -1)
    for name in sorted(names_of(asset), key=len, reverse=True):
        for match in _pattern(name, person).finditer(text):
            small = person and match[0][:1].islower()
            the = text[max(0, match.start() - 4) : match.start()].casefold() == "the "
            if small and not (the and is_role(name)):
                continue
            if best[0] < 0 or match.start() < best[0]:
                best = match.span()
            break
    return best
