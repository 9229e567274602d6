"""What an asset brings to whatever shows it: the words and numbers that its pictures are made from."""

from pipeline.graph.targets import Inputs, inputs_from
from projects.queries.story import Item

ASSET_FIELDS = ("definition", "design", "wardrobe")


def asset_inputs(key: str, asset: Item) -> Inputs:
    """What pictures of an asset are made from. Typed fields count once there are any."""
    inputs = inputs_from(key, asset, *ASSET_FIELDS)
    return inputs | inputs_from(key, asset, "traits") if asset.values.get("traits") else inputs
