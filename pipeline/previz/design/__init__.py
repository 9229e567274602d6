"""Design: an asset's definition in words becomes drawing parameters, the same words always the same look."""

from typing import Any

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.distinct import ENOUGH, apart, unlikeness
from pipeline.previz.design.people import named_in, person
from pipeline.previz.design.places import place, prop
from pipeline.previz.design.styles import DEFAULT_STYLE, STYLES, StylePreset, style_of
from projects.kinds.story import Brief
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import Asset

__all__ = ["DEFAULT_STYLE", "ENOUGH", "STYLES", "StylePreset", "design", "style_of", "unlikeness"]


def design(asset: Asset, brief: Brief, others: list[dict[str, Any]]) -> dict[str, Any]:
    """The drawing parameters of ``asset``, as JSON-ready data.

    They follow from its key, definition, wardrobe and the brief's seed and idea of the period alone.
    ``others`` are the designs of the film's other people: where two would look alike, this one is
    changed until they do not (its named features last).
    """
    words = ". ".join(part.strip(" .") for part in (asset.definition, asset.wardrobe) if part.strip(" ."))
    if asset.type == AssetKind.LOCATION:
        return place(words, asset.name, asset.key, brief.seed)
    if asset.type == AssetKind.PROP:
        return prop(words, asset.name, asset.key, brief.seed)
    made = person(words, asset.name, asset.key, brief.seed)
    return apart(made, others, Chance("apart", asset.key, words, brief.seed), named_in(words))
