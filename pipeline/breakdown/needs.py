"""What a scene depends on: every name in its script, the asset it was matched with, how surely and why."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from pipeline.previz.extract.finding import resolved
from pipeline.previz.extract.naming import location_key, people_named
from pipeline.previz.extract.reading import Reading, read
from pipeline.previz.extract.spotting import spots
from projects.kinds import Asset, Scene
from projects.kinds.vocabulary import AssetKind
from projects.screenplay.names import asset_key

SURE = 0.95  # from here on nobody needs to look
_HINT = 0.5  # likeness from which another asset is offered
_OFFERED = 3


class Known(NamedTuple):
    """An asset as far as names go."""

    key: str
    type: str
    name: str
    aliases: tuple[str, ...]

    @classmethod
    def of(cls, asset: Asset) -> "Known":
        return cls(asset.key, str(asset.type), asset.name, tuple(asset.aliases))


class Need(NamedTuple):
    """One thing that a scene needs."""

    type: str  # character, location or prop
    key: str  # as the breakdown holds it
    name: str  # of the asset; empty where there is none
    written: str  # as the script writes it; empty where it does not
    paragraph: int  # of the script, from 0, where it is named first; -1 where it is not
    quote: str
    confidence: float  # 0 to 1
    why: str

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE

    @property
    def percent(self) -> int:
        return round(100 * self.confidence)


def needs_of(text: str, scene: Scene, known: Iterable[Known], language: str = "en") -> list[Need]:
    """The place, the people and the props of a scene, in that order, against the assets there are.

    ``text`` is the scene's script in Fountain. Whoever was put in by hand is sure; who is in the breakdown
    and no asset has confidence 0.
    """
    found = ((AssetKind.LOCATION, scene.location),) if scene.location else ()
    people = ((AssetKind.CHARACTER, key) for key in scene.cast)
    props = ((AssetKind.PROP, key) for key in scene.props)
    wanted = tuple((str(kind), key) for kind, key in (*found, *people, *props))
    return list(_needs(text, wanted, tuple(known), language))


@lru_cache(maxsize=2048)
def _needs(
    text: str, wanted: tuple[tuple[str, str], ...], known: tuple[Known, ...], language: str
) -> tuple[Need, ...]:
    reading = read(text)
    assets = {one.key: _asset(one) for one in known}
    people = [asset for asset in assets.values() if asset.type is AssetKind.CHARACTER]
    written = _written(reading, assets, language)
    return tuple(_need(text, kind, key, assets.get(key), people, written) for kind, key in wanted)


def _asset(known: Known) -> Asset:
    return Asset(key=known.key, type=AssetKind(known.type), name=known.name, aliases=list(known.aliases))


Written = dict[str, tuple[str, float, str]]  # by asset key: as written, how surely, why


def _written(reading: Reading, assets: dict[str, Asset], language: str) -> Written:
    """How the people and the place that a script names were matched."""
    found: Written = {}
    names = [(AssetKind.CHARACTER, name) for name in people_named(reading, language).values()]
    if location_key(reading.heading.place):
        names.append((AssetKind.LOCATION, reading.heading.place))
    for kind, name in names:
        match = resolved(name, [asset for asset in assets.values() if asset.type is kind], language)
        if match is None:
            found.setdefault(asset_key(str(kind), name), (name, 0.0, "No asset is called that"))
        elif match.confidence > found.get(match.key, ("", -1.0, ""))[1]:
            found[match.key] = (name, match.confidence, match.why)
    return found


def _need(text: str, kind: str, key: str, asset: Asset | None, people: list[Asset], written: Written) -> Need:
    spot = next(iter(spots(text, asset, people)), None) if asset else None
    said, sure, why = written.get(key, ("", -1.0, ""))
    if asset is None:
        return Need(kind, key, "", said or key.partition(":")[2], -1, "", 0.0, "No asset is called that")
    if sure < 0:
        sure, why = (1.0, "The same name") if spot else (1.0, "Put in by hand: the script does not name it")
    at, quote = (spot.paragraph, spot.quote) if spot else (-1, "")
    return Need(kind, key, asset.name, said or (spot.written if spot else ""), at, quote, sure, why)


def guesses(need: Need, known: Iterable[Known]) -> list[tuple[Known, float]]:
    """The assets that a name might mean by its letters alone, most alike first, at most three."""
    name = (need.written or need.key.partition(":")[2].replace("-", " ")).casefold()
    scored = [
        (one, max(_alike(name, other.casefold()) for other in (one.name, *one.aliases)))
        for one in known
        if one.type == need.type and one.key != need.key
    ]
    near = sorted((pair for pair in scored if pair[1] >= _HINT), key=lambda pair: (-pair[1], pair[0].key))
    return near[:_OFFERED]


def _alike(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()
