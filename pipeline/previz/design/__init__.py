"""Design: an asset's definition in words becomes drawing parameters, the same words always the same look."""

from typing import Any

from pipeline.previz.design.chance import Chance
from pipeline.previz.design.distinct import ENOUGH, apart, unlikeness
from pipeline.previz.design.people import named_in, person
from pipeline.previz.design.places import place, prop
from pipeline.previz.design.styles import DEFAULT_STYLE, STYLES, StylePreset, style_of
from pipeline.previz.design.typed import typed_person, typed_place, typed_prop
from projects.kinds.story import Brief
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import Asset

SEED_STEP = 104_729  # between the seeds of an asset's candidates: a prime, far from any seed people type

__all__ = ["DEFAULT_STYLE", "ENOUGH", "STYLES", "StylePreset", "design", "style_of", "unlikeness"]


def design(asset: Asset, brief: Brief, others: list[dict[str, Any]]) -> dict[str, Any]:
    """The drawing parameters of ``asset``, as JSON-ready data.

    They follow from its key, definition, wardrobe, typed fields and seed, and from the brief's seed alone.
    A typed field changes what it names and nothing else. ``others`` are the designs of the film's other
    people: where two would look alike, this one is changed until they do not (its named features last).
    """
    seed = (brief.seed + SEED_STEP * asset.seed) % 2**31
    words = ". ".join(part.strip(" .") for part in (asset.definition, asset.wardrobe) if part.strip(" ."))
    if asset.type == AssetKind.LOCATION:
        return place(words, asset.name, asset.key, seed, typed_place(asset.traits))
    if asset.type == AssetKind.PROP:
        return typed_prop(prop(words, asset.name, asset.key, seed), asset.traits)
    made, fixed = typed_person(person(words, asset.name, asset.key, seed), asset.traits, words)
    return apart(made, others, Chance("apart", asset.key, words, seed), named_in(words) | fixed)
