"""Where a script names an asset: paragraph by paragraph, with the words it uses."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.previz.extract.finding import key_of, span_in
from pipeline.previz.extract.naming import location_key, props_named
from pipeline.previz.extract.reading import cue_names
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import Asset
from projects.screenplay.elements import Element, ElementType
from projects.screenplay.emphasis import plain
from projects.screenplay.fountain import parse
from projects.screenplay.names import asset_key
from projects.screenplay.scenes import parse_heading

_SEEN = (ElementType.ACTION, ElementType.CENTERED)


class Spot(NamedTuple):
    """One place where a script names an asset."""

    paragraph: int  # of the scene's script, from 0: heading, action, cue, speech each count
    written: str  # the name as the script writes it there
    quote: str  # the paragraph, or of a cue the words that follow it


@lru_cache(maxsize=1024)
def paragraphs(script_text: str) -> tuple[Element, ...]:
    """The paragraphs of a scene's script, in order."""
    return tuple(parse(script_text).elements)


def spots(script_text: str, asset: Asset, characters: list[Asset]) -> list[Spot]:
    """Every place where a script names an asset, in order; each paragraph counts once.

    Nothing is guessed: the words in ``written`` stand in the paragraph. ``characters`` are all people known,
    so that a cue is told to whom it belongs.
    """
    return list(_spots(paragraphs(script_text), asset, characters))


def _spots(found: tuple[Element, ...], asset: Asset, characters: list[Asset]) -> Iterator[Spot]:
    for at, element in enumerate(found):
        text = plain(element.text).strip()
        if asset.type is AssetKind.LOCATION:
            written = _place(element, text, asset)
        elif element.type is ElementType.CHARACTER and asset.type is AssetKind.CHARACTER:
            names = cue_names(text)
            written = next((name for name in names if key_of(name, characters) == asset.key), "")
        elif element.type in _SEEN:
            written = _shown(text, asset)
        else:
            written = ""
        if written:
            yield Spot(at, written, _quote(found, at, text))


def _place(element: Element, text: str, asset: Asset) -> str:
    """The place in a heading, if it is this location."""
    if element.type is not ElementType.HEADING:
        return ""
    place = parse_heading(text).place
    names = {asset.name.casefold(), *(alias.casefold() for alias in asset.aliases)}
    return place if location_key(place) == asset.key or place.casefold() in names else ""


def _shown(text: str, asset: Asset) -> str:
    start, end = span_in(text, asset)
    if start >= 0:
        return text[start:end]
    if asset.type is AssetKind.PROP:
        return next((noun for noun in props_named(text) if asset_key("prop", noun) == asset.key), "")
    return ""


def _quote(found: tuple[Element, ...], at: int, text: str) -> str:
    """What people should read to see it: for a cue also what is said."""
    if found[at].type is not ElementType.CHARACTER:
        return text
    said = [plain(one.text).strip() for one in found[at + 1 : at + 3] if one.type is ElementType.DIALOGUE]
    return f"{text}: {said[0]}" if said else text
