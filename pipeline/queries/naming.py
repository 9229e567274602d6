"""Where a script names each asset, under which names, and why those names are one."""

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.breakdown.sheets import language_of
from pipeline.outline import asset_items, scripts_of
from pipeline.previz.extract.joining import ALIKE, likeness
from pipeline.previz.extract.naming import is_crowd
from pipeline.previz.extract.reading import read
from pipeline.previz.extract.spotting import Spot, paragraphs, spots
from projects.kinds import Asset, Naming
from projects.kinds.judging import NameDecision
from projects.kinds.vocabulary import AssetKind
from projects.queries.story import Item, Story, remembered
from projects.screenplay.elements import ElementType
from projects.screenplay.names import asset_key

SLOT = "naming"


class Mention(NamedTuple):
    """A line of the script that names an asset."""

    script: str  # slot of the scene's script
    number: str  # of the scene
    spot: Spot


class OtherName(NamedTuple):
    """Another name of an asset, and why it is one."""

    name: str
    key: str  # the asset key that the name makes by itself
    why: str
    may_split: bool  # the script uses it for somebody


@dataclass(frozen=True)
class Named:
    """An asset with every line that names it."""

    item: Item
    asset: Asset
    role: str  # "crowd", "voice" (never seen), or empty
    others: list[OtherName]
    mentions: list[Mention]


def decisions_of(story: Story) -> Naming:
    """What people decided about names; nothing, where nothing was."""
    item = story.one("naming")
    return story.content(item) if item else Naming()


def named_in(story: Story, items: list[Item]) -> list[Named]:
    """Each of ``items``, assets, with its lines in story order. Two queries, however many."""
    scripts = scripts_of(story)
    known = [item for item in asset_items(story).values() if item.values["type"] == AssetKind.CHARACTER]
    naming = [item for item in (story.one("naming"),) if item]
    story.load([*items, *known, *scripts, *naming])
    people: list[Asset] = list(story.contents(known))
    return [_named(story, item, scripts, people) for item in items]


def _named(story: Story, item: Item, scripts: list[Item], people: list[Asset]) -> Named:
    asset: Asset = story.content(item)
    keys = {asset.key, *(asset_key(str(asset.type), name) for name in asset.aliases)}
    mentions = [
        Mention(script.slot, number, spot)
        for script, number in zip(scripts, numbers_of(story), strict=True)
        if keys & set(script.values["mentions"])
        for spot in spots(story.content(script).text, asset, people)
    ]
    return Named(item, asset, _role(story, asset, scripts, mentions), _others(story, asset), mentions)


@remembered
def numbers_of(story: Story) -> list[str]:
    """What people call each scene of the script. Its contents were loaded before."""
    contents = list(story.contents(scripts_of(story)))
    return [script.number or str(at) for at, script in enumerate(contents, 1)]


def _role(story: Story, asset: Asset, scripts: list[Item], mentions: list[Mention]) -> str:
    """Whether somebody is many, or a voice that no scene shows."""
    if asset.type is not AssetKind.CHARACTER:
        return ""
    language = language_of(story)
    if any(is_crowd(name, language) for name in asset.aliases or [asset.name]):
        return "crowd"
    if not mentions:
        return ""
    texts = {script.slot: story.content(script).text for script in scripts}
    names = {name.casefold() for name in (asset.name, *asset.aliases)}
    for text in dict.fromkeys(texts[one.script] for one in mentions):
        if any(said.delivery == "dialogue" and said.name.casefold() in names for said in read(text).speeches):
            return ""
    shown = (paragraphs(texts[one.script])[one.spot.paragraph].type for one in mentions)
    return "voice" if all(kind is ElementType.CHARACTER for kind in shown) else ""


def _others(story: Story, asset: Asset) -> list[OtherName]:
    """The further names, each once however it is spelled in capitals, with why they are one."""
    language, decisions = language_of(story), decisions_of(story).decisions
    used = _used(story)
    found: dict[str, OtherName] = {}
    for name in asset.aliases:
        key = asset_key(str(asset.type), name)
        if key != asset.key and name.casefold() != asset.name.casefold():
            why = _why(asset, name, key, decisions, language)
            found.setdefault(key, OtherName(name, key, why, key in used and asset.type == "character"))
    return list(found.values())


@remembered
def _used(story: Story) -> frozenset[str]:
    """Every key that the script names."""
    return frozenset(key for script in scripts_of(story) for key in script.values["mentions"])


def _why(asset: Asset, name: str, key: str, decisions: list[NameDecision], language: str) -> str:
    said = next((one for one in decisions if {one.one, one.two} == {key, asset.key} and one.same), None)
    if said:
        return f"Joined by {said.by}"
    others = [one for one in (asset.name, *asset.aliases) if asset_key(str(asset.type), one) != key]
    alike = max((likeness(name, other, language) for other in others), default=0.0)
    if alike == 1:
        return "The same but for a title"
    if alike >= ALIKE:
        return f"{round(100 * alike)} % alike"
    low = set(name.casefold().split())
    if low <= set(asset.name.casefold().split()) or set(asset.name.casefold().split()) <= low:
        return "A part of the whole name"
    return "So the script calls it"
