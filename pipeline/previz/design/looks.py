"""Looks: the same person, place or thing, dressed otherwise, older, damaged."""

from typing import Any

from pipeline.previz.design import design as design_of
from pipeline.previz.design.places import place
from pipeline.previz.design.typed import typed_person, typed_place, typed_prop
from projects.kinds.story import Brief
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import Asset, Look

WORN = ("top", "top_colour", "bottom", "bottom_colour", "shoes", "shoes_colour", "hat", "hat_colour",
    "scarf", "tie", "gloves", "shirt_colour", "accent")  # fmt: skip


def redressed(
    design: dict[str, Any], asset: Asset, wardrobe: str, brief: Brief, *, seed: int = 0
) -> dict[str, Any]:
    """A person's design in the clothes that ``wardrobe`` says, face and hair unchanged."""
    bare = {"wardrobe": "", "definition": wardrobe, "design": {}, "traits": {}, "seed": seed}
    other = design_of(asset.model_copy(update=bare), brief, [])
    return {**design, **{name: other[name] for name in WORN if name in other}}


def look_design(look: Look, asset: Asset, brief: Brief) -> dict[str, Any]:
    """The drawing parameters of an asset in one of its looks: what the look says changes, all else stays."""
    base = dict(asset.design or design_of(asset, brief, []))
    if asset.type == AssetKind.PROP:
        return typed_prop(base, look.traits)
    if asset.type == AssetKind.LOCATION:
        words = ". ".join(part for part in (typed_place(look.traits), look.definition.strip(" .")) if part)
        return place(
            asset.definition, asset.name, asset.key, brief.seed, f"{words}. {typed_place(asset.traits)}"
        )
    dressed = redressed(base, asset, look.wardrobe, brief, seed=look.seed) if look.wardrobe.strip() else base
    return typed_person(dressed, look.traits, f"{asset.definition} {look.definition}")[0]
