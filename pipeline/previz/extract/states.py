"""Visual state: what an asset looks like when a scene starts, what changes in it, how it ends."""

import re
from typing import Any

from pipeline.previz.extract.naming import props_named
from pipeline.previz.extract.reading import Reading, read
from pipeline.previz.lexicon import words
from projects.kinds.scenes import Scene
from projects.kinds.vocabulary import AssetKind, Setting
from projects.kinds.world import Asset, VisualState
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
) -> VisualState:
    """The state of one asset in one scene, inherited from ``previous``, the state it had in its last scene.

    Tags and what is held carry over; rain and snow dry indoors; words of the action add and remove.
    ``because`` quotes the sentence that changes something first.
    """
    reading = read(script_text)
    table: dict[str, Any] = words("en", "states")
    start = _inherited(scene, previous, table)
    tags = list(start)
    wardrobe = previous.wardrobe if previous else asset.wardrobe
    holding = previous.holding if previous else ""
    because = ""
    for sentence in _about(reading, asset):
        before = (tuple(tags), wardrobe, holding)
        tags = _tagged(tags, sentence, table)
        if asset.type is AssetKind.CHARACTER:
            holding = _held(holding, sentence, table, scene)
            wardrobe = _worn(wardrobe, sentence, table)
        if before != (tuple(tags), wardrobe, holding) and not because:
            because = sentence
    damp = _DAMP.get(scene.weather, "")
    if damp and scene.setting is not Setting.INT and asset.type is AssetKind.CHARACTER and damp not in tags:
        tags.append(damp)
        because = because or f"{scene.heading}: {scene.weather}"
    return VisualState(
        asset=asset.key,
        wardrobe=wardrobe,
        tags_in=start,
        changes=[f"+{tag}" for tag in tags if tag not in start]
        + [f"-{tag}" for tag in start if tag not in tags],
        tags_out=tags,
        holding=holding,
        because=because[:500],
    )


def _inherited(scene: Scene, previous: VisualState | None, table: dict[str, Any]) -> list[str]:
    if previous is None:
        return []
    dries = scene.setting is Setting.INT and scene.time != "CONTINUOUS"
    return [tag for tag in previous.tags_out if not (dries and tag in table["drying"])]


def _about(reading: Reading, asset: Asset) -> list[str]:
    """The sentences of the action that tell of an asset; a pronoun carries on from the sentence before."""
    names = list(asset.aliases) or [asset.name]
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), re.IGNORECASE)
    found: list[str] = []
    about = False
    for paragraph in reading.action.split("\n"):
        for sentence in _SENTENCE.split(paragraph):
            if named.search(sentence):
                about = True
            elif not re.match(r"(?:He|She|They|It|His|Her|Their)\b", sentence):
                about = False
            if about:
                found.append(sentence)
    return found


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
