"""Assets of a project that follow the team's library: what they share, how they differ, who gives to whom.

A project always holds the whole content of its assets. Following means: it is known of each field what
was last taken from the library (``Follows.taken``), so that three values can be told apart: what the project
says, what it took, and what the library says now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, Field, ValidationError, field_validator

from accounts.kernel.errors import Invalid
from projects.kinds import Asset, Look
from projects.kinds.base import short_digest
from projects.kinds.world import Follows

# What belongs to a project alone: who an asset is in its story, and what was noted or decided there.
OWN = frozenset({"key", "type", "notes", "nature", "relations", "locks", "sheet", "library"})
SHARED = tuple(name for name in Asset.model_fields if name not in OWN)
# The drawing follows these words, and goes with them.
DRAWN = ("definition", "wardrobe", "traits")
DESIGN = "design"
DRAWING = (DESIGN, "seed")
FIELDS = tuple(name for name in SHARED if name not in DRAWING)
PICTURE = "picture"
LOOKS = "looks"
# Of a look: which scenes it stands in is each film's own.
LOOK_FIELDS = tuple(name for name in Look.model_fields if name not in ("asset", "scenes"))
# Names that a look of the library had before: films that know it by one of them rename theirs.
FORMERLY, MOST_NAMES = "formerly", 12


class Standing(StrEnum):
    """How a field of a project's asset stands to the library's."""

    SAME = "same"
    BEHIND = "behind"  # it follows, and the library has a newer value
    OWN = "own"  # overridden here; the library says what it said
    BOTH = "both"  # overridden here, and the library has moved on too


@dataclass(frozen=True)
class Difference:
    """A field in which a project's asset and the library's differ."""

    field: str
    standing: Standing
    ours: Any  # JSON-ready
    theirs: Any


def shared(asset: Asset) -> dict[str, Any]:
    """What of a project's asset goes into the library, JSON-ready."""
    payload = asset.payload()
    return {name: payload[name] for name in SHARED}


def checked(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    """What an asset of the library says, as it is kept. Raises Invalid that names the field."""
    known = {name: value for name, value in payload.items() if name in SHARED}
    try:
        asset = Asset.model_validate({**known, "key": f"{kind}:library", "type": kind})
        given = payload.get(LOOKS) or []
        looks = [shared_look(look) for look in _Looks.model_validate({LOOKS: given}).looks]
        looks = [look | _names_before(was) for look, was in zip(looks, given, strict=True)]
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        said = f"{field.replace('_', ' ').capitalize() or 'This'} cannot be that: {first['msg'].lower()}."
        raise Invalid(said, field=field) from error
    picture = payload.get(PICTURE)
    told = {**shared(asset), **({PICTURE: picture} if picture else {})}
    return told | ({LOOKS: looks} if looks else {})


class _Looks(BaseModel):
    """Looks as they are kept: without an asset of their own."""

    looks: list[Look] = Field(max_length=12)

    @field_validator(LOOKS, mode="before")
    @classmethod
    def _of_no_film(cls, given: Any) -> Any:
        if not isinstance(given, list):
            return given
        return [
            _bare(look) | {"asset": "", "scenes": []} if isinstance(look, dict) else look for look in given
        ]


def _bare(look: dict[str, Any]) -> dict[str, Any]:
    return {name: said for name, said in look.items() if name != FORMERLY}


def _names_before(given: dict[str, Any]) -> dict[str, list[str]]:
    names = given.get(FORMERLY)
    kept = [str(name)[:120] for name in names if name] if isinstance(names, list) else []
    return {FORMERLY: kept[-MOST_NAMES:]} if kept else {}


def looks_in(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """The looks that a version holds, as films compare and take them."""
    return [
        {name: said for name, said in look.items() if name in LOOK_FIELDS}
        for look in payload.get(LOOKS) or []
    ]


def known_as(payload: dict[str, Any], names: Iterable[str]) -> dict[str, str]:
    """Which of a film's looks, called ``names``, is which of the library's, both by name.

    By the name it has now, else by one that it had before, the latest first; each is taken once.
    """
    free = {name.casefold(): name for name in names}
    looks = payload.get(LOOKS) or []
    found = {
        free.pop(str(look["name"]).casefold()): str(look["name"])
        for look in looks
        if str(look["name"]).casefold() in free
    }
    for look in looks:
        if str(look["name"]) in found.values():
            continue
        before = next((name for name in reversed(look.get(FORMERLY) or []) if name.casefold() in free), None)
        if before is not None:
            found[free.pop(before.casefold())] = str(look["name"])
    return found


def shared_look(look: Look) -> dict[str, Any]:
    """What of a look goes into the library, JSON-ready."""
    payload = look.payload()
    return {name: payload[name] for name in LOOK_FIELDS}


def standing(ours: Any, taken: str, theirs: Any) -> Standing:
    """Three values of a field compared; ``taken`` is the digest of what was last taken."""
    here, there = short_digest(ours), short_digest(theirs)
    if here == there:
        return Standing.SAME
    if here == taken:
        return Standing.BEHIND
    return Standing.OWN if there == taken else Standing.BOTH


def differences(asset: Asset, payload: dict[str, Any]) -> list[Difference]:
    """The fields in which an asset that follows differs from what the library says, in their order."""
    if asset.library is None:
        return []
    said, taken = asset.payload(), asset.library.taken
    found = []
    for field in FIELDS:
        theirs = value(payload, field)
        how = standing(said[field], taken.get(field, ""), theirs)
        if how is not Standing.SAME:
            found.append(Difference(field, how, said[field], theirs))
    return found


def brought(payload: dict[str, Any], kind: str, key: str, follows: str, version: int) -> Asset:
    """A project's new asset that follows one of the library."""
    asset = Asset.model_validate({**_known(payload), "key": key, "type": kind})
    return following(asset, payload, follows, version)


def joined(asset: Asset, payload: dict[str, Any], follows: str, version: int) -> Asset:
    """An asset that the project has, from now on as the library's: all that is shared is taken."""
    taken = Asset.model_validate({**asset.payload(), **_known(payload)})
    return following(taken, payload, follows, version)


def following(asset: Asset, payload: dict[str, Any], follows: str, version: int) -> Asset:
    """The asset as it is, following the library from now on: what is equal there counts as taken."""
    taken = {field: short_digest(value(payload, field)) for field in FIELDS}
    link = Follows(asset=follows, version=version, taken=taken)
    return asset.model_copy(update={"library": link})


def pulled(asset: Asset, payload: dict[str, Any], version: int, fields: Iterable[str]) -> Asset:
    """The asset with the library's ``fields``, and its drawing where the words are the library's."""
    link, wanted = _link(asset), [field for field in fields if field in FIELDS]
    values = {field: value(payload, field) for field in wanted}
    said = {**asset.payload(), **values}
    alike = all(said[name] == value(payload, name) for name in DRAWN)
    if alike and set(wanted) & set(DRAWN) and DESIGN not in asset.locks:
        said |= {name: value(payload, name) for name in DRAWING}
    taken = link.taken | {field: short_digest(value) for field, value in values.items()}
    said["library"] = link.model_copy(update={"version": version, "taken": taken}).model_dump(mode="json")
    return Asset.model_validate(said)


def pushed(asset: Asset, payload: dict[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """What the library says with the project's values of ``fields``; the drawing goes with its words."""
    said, wanted = asset.payload(), [field for field in fields if field in FIELDS]
    values = {field: said[field] for field in wanted}
    told = {**payload, **values}
    if set(wanted) & set(DRAWN) and all(value(told, name) == said[name] for name in DRAWN):
        told |= {name: said[name] for name in DRAWING}
    return told


def agreed(asset: Asset, version: int, fields: Iterable[str]) -> Asset:
    """The asset, its ``fields`` counting as taken from the library's ``version``: they were given to it."""
    link, said = _link(asset), asset.payload()
    taken = link.taken | {field: short_digest(said[field]) for field in fields if field in FIELDS}
    return asset.model_copy(update={"library": link.model_copy(update={"version": version, "taken": taken})})


def _link(asset: Asset) -> Follows:
    if asset.library is None:
        raise Invalid("This asset does not follow the library.")
    return asset.library


def _known(payload: dict[str, Any]) -> dict[str, Any]:
    """What the studio knows today of what was kept: an older version lacks fields, a newer one has more."""
    return {name: value for name, value in payload.items() if name in SHARED}


def value(payload: dict[str, Any], field: str) -> Any:
    """What the library says of a field; a version from before there was such a field says its default."""
    return payload[field] if field in payload else _default(field)


def _default(field: str) -> Any:
    found = Asset.model_fields[field].get_default(call_default_factory=True)
    return found.model_dump(mode="json") if hasattr(found, "model_dump") else found
