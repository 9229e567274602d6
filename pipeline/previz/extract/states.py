"""Visual state: what an asset looks like when a scene starts, what changes in it, how it ends."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from pipeline.previz.extract.naming import props_named
from pipeline.previz.extract.reading import Reading, read
from pipeline.previz.extract.seen import garments
from pipeline.previz.lexicon import words
from projects.kinds.scenes import Scene
from projects.kinds.vocabulary import AssetKind, Setting
from projects.kinds.world import Asset, Standing, StateChange, VisualState
from projects.screenplay.names import asset_key

_SENTENCE = re.compile(r"(?<=[.!?\u3002])\s+")
# "coils a wet rope" wets nobody: an adjective before a noun belongs to the noun.
_NO_CHANGE = re.compile(
    r"\b(?:a|an|the|his|her|their|its) (?:wet|dirty|muddy|torn|burnt|bloody|dripping|ripped) [a-z]+", re.I
)
_DAMP = {"rain": "wet", "storm": "wet", "snow": "snowy"}


def state(
    scene: Scene,
    script_text: str,
    asset_key: str,
    previous: VisualState | None,
    asset: Asset,
    refused: Collection[str] = (),
) -> VisualState:
    """The state of one asset in one scene, inherited from ``previous``, the state it had in its last scene.

    Tags and what is held carry over; rain and snow dry indoors; lines of the action add and remove, each a
    change that quotes its line. Changes in ``refused`` (by what they are known as) are left out.
    ``because`` quotes the line of the first change.
    """
    start = _inherited(scene, previous, asset)
    changes = tuple(told(scene, script_text, start, asset, refused))
    return start.model_copy(
        update={
            "changes": list(changes),
            "because": changes[0].quote if changes else "",
            "refused": list(refused),
        }
    ).totalled()


def told(
    scene: Scene, script_text: str, start: VisualState, asset: Asset, refused: Collection[str] = ()
) -> Iterator[StateChange]:
    """What the lines of a scene do to an asset that begins it as ``start``, in the order of the script."""
    table: dict[str, Any] = words("en", "states")
    now = start.begins()
    for sentence in _about(read(script_text), asset):
        after = _changed(now, sentence, table, scene, asset)
        if after != now and (change := _between(now, after, sentence)).known_as not in refused:
            yield change
            now = after
    damp = _DAMP.get(scene.weather, "")
    outside = scene.setting is not Setting.INT and asset.type is AssetKind.CHARACTER
    change = StateChange(adds=[damp], quote=f"{scene.heading}: {scene.weather}"[:500])
    if damp and outside and damp not in now.tags and change.known_as not in refused:
        yield change


def _changed(now: Standing, sentence: str, table: dict[str, Any], scene: Scene, asset: Asset) -> Standing:
    now = now._replace(tags=tuple(_tagged(list(now.tags), _suffered(sentence, table, asset), table)))
    if asset.type is not AssetKind.CHARACTER:
        return now
    if changed := _dressed_in(sentence, asset, now.wardrobe):
        kept = tuple(tag for tag in now.tags if tag not in table["of_clothes"])
        return now._replace(wardrobe=changed, tags=kept, holding=_held(now.holding, sentence, table, scene))
    return now._replace(
        holding=_held(now.holding, sentence, table, scene), wardrobe=_worn(now.wardrobe, sentence, table)
    )


def _dressed_in(sentence: str, asset: Asset, wardrobe: str) -> str:
    """Other clothes than before, said beside the name: "Thomas, in a clean grey coat,"; else nothing."""
    wears = r"(?:now )?(?:in|wearing) (?:an?|his|her|their) ([\w' -]{3,40}?)(?=[,.;]|$)"
    match = re.search(rf"(?:{_named(asset).pattern}),? {wears}", sentence, re.IGNORECASE)
    worn = wardrobe.casefold()
    if match is None or not garments().search(match[1]) or match[1].casefold() in worn:
        return ""
    return "" if match[1].casefold().split()[-1] in re.findall(r"[\w-]+", worn) else match[1].strip()


def _between(now: Standing, after: Standing, quote: str) -> StateChange:
    return StateChange(
        adds=[tag for tag in after.tags if tag not in now.tags],
        drops=[tag for tag in now.tags if tag not in after.tags],
        wardrobe=after.wardrobe[:2_000] if after.wardrobe != now.wardrobe else None,
        holding=after.holding if after.holding != now.holding else None,
        quote=quote[:500],
    )


def _inherited(scene: Scene, previous: VisualState | None, asset: Asset) -> VisualState:
    """As the scene starts. Where somebody was in the last scene says nothing here, unless it goes on."""
    if previous is None:
        return VisualState(asset=asset.key, wardrobe=asset.wardrobe)
    goes_on = scene.time == "CONTINUOUS"
    dries = scene.setting is Setting.INT and not goes_on
    drying = words("en", "states")["drying"] if dries else ()
    end = previous.hands_on()
    return VisualState(
        asset=asset.key,
        wardrobe=end.wardrobe,
        tags_in=[tag for tag in end.tags if tag not in drying],
        holding=end.holding,
        position=end.position if goes_on else "",
    )


def _about(reading: Reading, asset: Asset) -> list[str]:
    """The sentences of the action that tell of an asset; a pronoun carries on from the sentence before."""
    named = _named(asset)
    person = asset.type is AssetKind.CHARACTER
    goes_on = re.compile(rf"(?:{'He|She|His|Her|' if person else ''}They|Their|It|Its)\b")
    found: list[str] = []
    about = False
    for paragraph in reading.action.split("\n"):
        for sentence in _SENTENCE.split(paragraph):
            if named.search(sentence):
                about = True
            elif not goes_on.match(sentence):
                about = False
            if about:
                found.append(sentence)
    return found


def _named(asset: Asset) -> re.Pattern[str]:
    names = list(asset.aliases) or [asset.name]
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), re.IGNORECASE)


def _suffered(sentence: str, table: dict[str, Any], asset: Asset) -> str:
    """The sentence without what an asset does to others: who bandages somebody's hand has no bandage."""
    deed = re.search(rf"\b(?:{table['done_to_others']})", sentence)
    if deed is None or _named(asset).search(sentence, deed.end()):
        return sentence
    return sentence[: deed.start()] + sentence[deed.end() :]


def _tagged(tags: list[str], sentence: str, table: dict[str, Any]) -> list[str]:
    if re.search(rf"\b(?:{table['cleaned']})\b", sentence, re.IGNORECASE):
        return [tag for tag in tags if tag in ("torn", "bandaged", "burnt")]
    if _NO_CHANGE.search(sentence):
        return tags
    added = [
        tag
        for tag, pattern in table["tags"].items()
        if re.search(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE)
    ]
    return [*tags, *(tag for tag in added if tag not in tags)]


def _held(holding: str, sentence: str, table: dict[str, Any], scene: Scene) -> str:
    keys = [asset_key("prop", noun) for noun in props_named(sentence)]
    if re.search(rf"\b(?:{table['drops']})\b", sentence, re.IGNORECASE) and (not keys or holding in keys):
        return ""
    if holding in keys and re.search(rf"\b(?:{table['leaves']})\b", sentence, re.IGNORECASE):
        return ""
    if keys and re.search(rf"\b(?:{table['takes']})\b", sentence, re.IGNORECASE):
        return next((key for key in keys if not scene.props or key in scene.props), holding)
    return holding


def _worn(wardrobe: str, sentence: str, table: dict[str, Any]) -> str:
    match = re.search(
        rf"\b(?:{table['wears']}) (?:a |an |the |his |her |their )?([\w' -]{{3,40}}?)(?=[,.;]|$)", sentence
    )
    if match:
        return f"{wardrobe}, {match[1].strip()} on top" if wardrobe else match[1].strip()
    off = re.search(rf"\b(?:{table['removes']})\b (?:his|her|their|the|its) ([a-z][\w -]{{2,30}})", sentence)
    if off and " on top" in wardrobe:
        return wardrobe.rpartition(", ")[0]
    if off:
        noun = re.split(r" (?:and|from|to|with) ", off[1])[0].split()[-1]
        kept = [part for part in wardrobe.split(", ") if noun not in part.split()]
        return ", ".join(kept) if kept else wardrobe
    return wardrobe
