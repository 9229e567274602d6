"""Correcting what a scene depends on: another asset for the one that was found, in one scene or all."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.errors import Invalid, Refused
from pipeline.outline import asset_items, scenes_of
from projects.actions.commit import Edit, commit
from projects.kinds import Scene
from projects.models import Branch, Change, Head
from projects.queries.story import Story, load_story

LISTS = {"character": "cast", "prop": "props"}  # asset type to the list of a scene that holds it


@transaction.atomic
def correct_need(
    branch: Branch, episode: UUID, scene: UUID, key: str, asset: str, *, everywhere: bool, by: Any
) -> Change | None:
    """Put ``asset`` (a key; empty: nobody) for ``key`` in a scene's breakdown, or in every scene's.

    One change, which can be taken back as one. Raises Invalid for an asset that is not there or is of another
    kind, Refused when the scene does not hold ``key`` any more.
    """
    story = load_story(branch, episode)
    kind = key.partition(":")[0]
    if asset and (asset not in asset_items(story) or asset.partition(":")[0] != kind):
        raise Invalid("That asset is not there any more. Choose one of those that are listed.", field="asset")
    if kind == "location" and not asset:
        raise Invalid("Every scene plays somewhere: choose another place instead.", field="asset")
    wanted = [item.node for item in scenes_of(story) if everywhere or item.node == scene]
    heads = Head.objects.select_related("revision").filter(branch=branch, node_id__in=wanted, deleted=False)
    edits = [edit for head in heads.order_by("pk") if (edit := _corrected(head, kind, key, asset))]
    if not edits:
        raise Refused("The scene was changed meanwhile; the page shows what it needs now.")
    name = (
        asset_items(story)[asset].values["name"] if asset else "nobody" if kind == "character" else "nothing"
    )
    said = _written(story, key)
    where = "one scene" if len(edits) == 1 else f"{len(edits)} scenes"
    return commit(branch, edits, by=by, message=f"{said} is {name} in {where}")


def _written(story: Story, key: str) -> str:
    item = asset_items(story).get(key)
    return str(item.values["name"]) if item else key.partition(":")[2].replace("-", " ").capitalize()


def _corrected(head: Head, kind: str, key: str, asset: str) -> Edit | None:
    """The scene with the one key in place of the other; None where it does not hold it."""
    scene: Scene = head.content
    if kind == "location":
        changes: dict[str, Any] = {"location": asset} if scene.location == key else {}
    else:
        name = LISTS.get(kind, "props")
        before = list(getattr(scene, name))
        after = list(dict.fromkeys(asset if one == key else one for one in before))
        changes = {name: [one for one in after if one]} if key in before else {}
    return Edit.of(head, scene.model_copy(update=changes)) if changes else None
