"""What an asset brings to whatever shows it, and how else it could look."""

from typing import Any

from pipeline.graph.targets import Inputs, inputs_from
from pipeline.providers.registry import PROVIDERS
from projects.kinds import Asset, Brief
from projects.queries.story import Item, Story

ASSET_FIELDS = ("definition", "design", "wardrobe")


def asset_inputs(key: str, asset: Item) -> Inputs:
    """What pictures of an asset are made from. Typed fields count once there are any."""
    inputs = inputs_from(key, asset, *ASSET_FIELDS)
    return inputs | inputs_from(key, asset, "traits") if asset.values.get("traits") else inputs


def seed_of(story: Story) -> int:
    """The film's seed."""
    brief = story.one("brief")
    return int(brief.values["seed"]) if brief else 0


def recast(arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a picture with its asset cast anew, for the candidate that they name.

    Another candidate is another of the looks that its words allow; ``guidance`` is read before them.
    ``becomes`` is what the asset becomes when it is chosen. Where how it is drawn is locked nothing changes.
    """
    asset = Asset.model_validate(arguments["asset"])
    if "design" in asset.locks:
        return arguments
    guidance = str(arguments.get("guidance", "")).strip().rstrip(".")
    told: dict[str, Any] = {"seed": asset.seed + int(arguments["candidate"])}
    if guidance:
        told["definition"] = f"{guidance}. {asset.definition}".strip()[:10_000]
    changed = asset.model_copy(update=told)
    design = PROVIDERS["previz"].designed(changed, Brief(seed=arguments["seed"]), [])
    shown = changed.model_copy(update={"design": design})
    if "definition" in asset.locks:
        told.pop("definition", None)
    return {**arguments, "asset": shown.payload(), "becomes": {**told, "design": design}}
