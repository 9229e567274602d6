"""The fields of an asset: what they are called, and which a model may change."""

from collections.abc import Mapping
from typing import Any

from projects.kinds import Asset
from projects.kinds.traits import NATURE, traits_of
from projects.kinds.world import LOCKABLE


def field_name(kind: str, name: str) -> str:
    """What a lockable field is called on pages: "Hair" of "traits.hair"."""
    typed = {f"traits.{trait.name}": trait.label for trait in traits_of(kind)}
    typed |= {f"nature.{trait.name}": trait.label for trait in NATURE} | {"nature": "Character"}
    return typed.get(name) or {"definition": "Definition", "design": "How it is drawn"}.get(
        name, name.capitalize()
    )


def unlocked(asset: Asset, changes: Mapping[str, Any]) -> dict[str, Any]:
    """``changes`` that a model proposes, without what is locked: what may be taken over unasked."""
    free = {name: value for name, value in changes.items() if name not in asset.locks}
    if "traits" in free:
        proposed = dict(free["traits"])
        kept = {name: asset.traits.get(name, "") for name in proposed if f"traits.{name}" in asset.locks}
        free["traits"] = {**asset.traits, **proposed, **kept}
    return {name: value for name, value in free.items() if name in {*LOCKABLE, "traits"}}
