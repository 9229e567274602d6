"""What an asset brings to whatever shows it, and how else it could look."""

from typing import Any
from uuid import UUID

from pipeline.graph.targets import Inputs, inputs_from
from pipeline.outline import asset_items
from pipeline.previz.design.looks import look_design
from pipeline.providers.registry import PROVIDERS
from projects.kinds import Asset, Brief, Look, VisualState
from projects.queries.story import Item, Story, remembered

ASSET_FIELDS = ("definition", "design", "wardrobe")


def asset_inputs(key: str, asset: Item) -> Inputs:
    """What pictures of an asset are made from. Typed fields count once there are any."""
    inputs = inputs_from(key, asset, *ASSET_FIELDS)
    return inputs | inputs_from(key, asset, "traits") if asset.values.get("traits") else inputs


LOOK_FIELDS = ("definition", "wardrobe", "traits", "tags", "seed")


@remembered
def _chosen(story: Story) -> dict[tuple[UUID, str], Item]:
    """The look of an asset in a scene, by their nodes; of several that name a scene the first has it."""
    found: dict[tuple[UUID, str], Item] = {}
    for look in story.of("look"):
        for scene in look.values["scenes"]:
            if look.parent is not None:
                found.setdefault((look.parent, scene), look)
    return found


def looks_of(story: Story, asset: Item) -> list[Item]:
    """An asset's looks, in order."""
    return story.under("look", asset.node)


def look_in(story: Story, key: str, scene: Item | None) -> Item | None:
    """The look that an asset has in a scene; None when it looks as always."""
    asset = asset_items(story).get(key)
    return _chosen(story).get((asset.node, str(scene.node))) if asset and scene else None


def look_inputs(key: str, look: Item | None) -> Inputs:
    """What pictures take from a look, beside what they take from its asset."""
    return inputs_from(f"look of {key}", look, *LOOK_FIELDS)


def seen_as(story: Story, key: str, scene: Item) -> Asset:
    """An asset as it looks in a scene. Two queries unless contents were loaded before."""
    asset: Asset = story.content(asset_items(story)[key])
    look = look_in(story, key, scene)
    return worn(story.content(look), asset, seed_of(story)) if look else asset


def worn(look: Look, asset: Asset, seed: int) -> Asset:
    """An asset in one of its looks: the same face, otherwise dressed. ``seed`` is the film's."""
    return look.worn_by(asset, look_design(look, asset, Brief(seed=seed)))


def change_of_look(story: Story, key: str, scene: Item, before: Item | None) -> Inputs:
    """What a visual state takes from the looks of this scene and of the one before; nothing without any."""
    look, last = look_in(story, key, scene), look_in(story, key, before)
    inputs = inputs_from(f"look of {key}", look, "wardrobe", "tags")
    return inputs if last is None else inputs | inputs_from("look before", last, "tags")


def handed_over(
    story: Story, key: str, scenes: tuple[Item, Item | None], previous: VisualState | None
) -> VisualState | None:
    """What the scene before hands on, with an asset dressed and marked as its look here says.

    ``scenes`` are this one and the one before. ``previous`` comes back as it is where the look stays.
    """
    scene, before = scenes
    look, last = look_in(story, key, scene), look_in(story, key, before)
    if (look.node if look else None) == (last.node if last else None):
        return previous
    old: list[str] = last.values["tags"] if last else []
    new: list[str] = look.values["tags"] if look else []
    state = previous or VisualState(asset=key)
    tags = [tag for tag in state.tags_out if tag not in old]
    wardrobe = seen_as(story, key, scene).wardrobe
    return state.model_copy(
        update={"wardrobe": wardrobe, "tags_out": [*tags, *(tag for tag in new if tag not in tags)]}
    )


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
    if "look" in arguments:
        return _look_recast(arguments, guidance)
    told: dict[str, Any] = {"seed": asset.seed + int(arguments["candidate"])}
    if guidance:
        told["definition"] = f"{guidance}. {asset.definition}".strip()[:10_000]
    changed = asset.model_copy(update=told)
    design = PROVIDERS["previz"].designed(changed, Brief(seed=arguments["seed"]), [])
    shown = changed.model_copy(update={"design": design})
    if "definition" in asset.locks:
        told.pop("definition", None)
    return {**arguments, "asset": shown.payload(), "becomes": {**told, "design": design}}


def _look_recast(arguments: dict[str, Any], guidance: str) -> dict[str, Any]:
    """Another candidate of a look: the same person, dressed from another seed or as ``guidance`` says."""
    look = Look.model_validate(arguments["look"])
    told: dict[str, Any] = {"seed": look.seed + int(arguments["candidate"])}
    if guidance:
        told["wardrobe"] = f"{guidance}, {look.wardrobe}".strip(", ")[:2_000]
    changed = look.model_copy(update=told)
    base = Asset.model_validate(arguments["base"])
    cast = {"look": changed.payload(), "asset": worn(changed, base, arguments["seed"]).payload()}
    return {**arguments, **cast, "becomes": told}
