"""What of a film follows the team's library, and what is newer there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assets.models import LibraryVersion
from assets.queries.library import newest_of
from pipeline.outline import asset_items
from projects.kinds import Asset, Look
from projects.kinds.base import short_digest
from projects.library import (
    LOOKS,
    PICTURE,
    Difference,
    Standing,
    differences,
    known_as,
    looks_in,
    shared_look,
    standing,
)
from projects.models import Head
from projects.queries.story import Item, Story

FOLLOWED = (Standing.BEHIND,)


@dataclass(frozen=True)
class Linked:
    """One asset of a film that follows the library."""

    item: Item
    asset: Asset
    version: LibraryVersion | None  # the newest there; None: it is put away or was deleted
    differences: list[Difference]

    @property
    def behind(self) -> list[str]:
        """The fields that follow and of which the library has a newer value."""
        return [found.field for found in self.differences if found.standing in FOLLOWED]

    @property
    def overridden(self) -> list[str]:
        """The fields in which the film goes its own way."""
        return [found.field for found in self.differences if found.standing not in FOLLOWED]


def followed(item: Item) -> str:
    """The id of the library's asset that an asset follows; empty when it follows none."""
    link = item.values.get("library")
    return str(link["asset"]) if link else ""


def linked(story: Story, items: Iterable[Item] | None = None) -> list[Linked]:
    """Those of the film's assets (or of ``items``) that follow the library. Two queries at most."""
    some = asset_items(story).values() if items is None else items
    mine = [item for item in some if followed(item)]
    if not mine:
        return []
    newest = newest_of(sorted({followed(item) for item in mine}))
    pictures = {item.node: picture_of(story, item) for item in mine}
    looks = [look for item in mine for look in story.under("look", item.node)]
    story.load([*mine, *looks, *(found for found in pictures.values() if found)])
    return [_linked(story, item, newest.get(followed(item)), pictures[item.node]) for item in mine]


def _linked(story: Story, item: Item, version: LibraryVersion | None, picture: Item | None) -> Linked:
    asset: Asset = story.content(item)
    if version is None:
        return Linked(item, asset, None, [])
    found = differences(asset, version.payload)
    pictured = picture_difference(asset, shown(story, picture), version.payload)
    looked = looks_difference(asset, looks_of(story, item), version.payload)
    return Linked(item, asset, version, [*found, *(each for each in (pictured, looked) if each)])


def looks_of(story: Story, item: Item) -> list[dict[str, Any]]:
    """An asset's looks as the library keeps them."""
    return [shared_look(look) for look in story.contents(story.under("look", item.node))]


def looks_difference(asset: Asset, ours: list[dict[str, Any]], payload: dict[str, Any]) -> Difference | None:
    """How the looks differ, taken together."""
    theirs = looks_in(payload)
    taken = asset.library.taken.get(LOOKS, short_digest([])) if asset.library else ""
    how = standing(ours, taken, theirs)
    return None if how is Standing.SAME else Difference(LOOKS, how, ours, theirs)


def look_changes(story: Story, item: Item, payload: dict[str, Any]) -> dict[UUID, Look]:
    """What the film's looks would say that the library has, too."""
    mine_all = story.under("look", item.node)
    names = known_as(payload, [look.name for look in story.contents(mine_all)])
    theirs = {str(look["name"]): look for look in looks_in(payload)}
    found = {}
    for mine in mine_all:
        content: Look = story.content(mine)
        told = theirs.get(names.get(content.name, ""))
        if told is not None and shared_look(content) != told:
            found[mine.node] = Look.model_validate({**content.payload(), **told})
    return found


def picture_of(story: Story, item: Item) -> Item | None:
    """The image key of an asset."""
    return story.at("picture", "key", item.node)


def shown(story: Story, picture: Item | None) -> dict[str, Any] | None:
    """An image key as the library keeps it; ``own``: somebody chose it, no house engine draws it anew."""
    if picture is None:
        return None
    content = story.content(picture)
    own = picture.origin == Head.Origin.UPLOAD
    return {"media": content.media, "width": content.width, "height": content.height, "own": own}


def picture_difference(
    asset: Asset, ours: dict[str, Any] | None, payload: dict[str, Any]
) -> Difference | None:
    """How the pictures differ, if one is somebody's own: drawn ones follow from words and style."""
    theirs = payload.get(PICTURE)
    if not any(picture and picture["own"] for picture in (ours, theirs)):
        return None
    here, there = (picture["media"] if picture else "" for picture in (ours, theirs))
    if here == there or (not there and not (ours or {}).get("own")):
        return None
    taken = asset.library.taken.get(PICTURE, "") if asset.library else ""
    how = Standing.BEHIND if taken and short_digest(here) == taken else Standing.OWN
    return Difference(PICTURE, how, ours, theirs)
