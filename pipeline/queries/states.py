"""Visual states through a whole film: one asset's bands, who carries a tag, what a state was before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from pipeline.outline import asset_items, labels_of, path_of, scenes_of, shots_of, state_of, with_state
from pipeline.standing import so_far, visual_state
from projects.kinds import VisualState
from projects.models import Branch, ChangeItem, Revision
from projects.queries.story import Item, Story

VERSIONS = 12  # of a state that are offered to go back to


@dataclass(frozen=True)
class Cell:
    """One asset in one scene: its state there, and where it can be seen as the scene begins and ends."""

    scene: Item
    number: str
    item: Item | None  # the state; None: not made yet
    state: VisualState | None
    first: str = ""  # SHA-256 of the first frame of the scene that shows it
    last: str = ""

    @property
    def tags(self) -> list[str]:
        """All tags it has at any moment of the scene."""
        if self.state is None:
            return []
        added = [tag for change in self.state.changes for tag in change.adds]
        return list(dict.fromkeys([*self.state.tags_in, *added, *self.state.tags_out]))


class Sight(NamedTuple):
    """Somewhere an asset carries a tag."""

    scene: Item
    number: str
    asset: str
    tag: str
    shots: list[str]  # labels of the shots that show it so: "3-2"
    at_start: bool
    at_end: bool


def cells_of(story: Story, key: str, scenes: Sequence[Item]) -> list[Cell | None]:
    """An asset through ``scenes``; None where it is not. One query at most, however many."""
    return rows_of(story, [key], scenes)[key]


def rows_of(story: Story, keys: Iterable[str], scenes: Sequence[Item]) -> dict[str, list[Cell | None]]:
    """Several assets through ``scenes``. One query at most, for states of long ago."""
    keys = list(keys)
    found = [
        item for scene in scenes for key in keys if key in with_state(scene)
        and (item := state_of(story, scene, key)) and "changes" not in item.values
    ]  # fmt: skip
    story.load(found)
    numbers = numbers_of(story)
    return {key: [_cell(story, key, scene, numbers) for scene in scenes] for key in keys}


def numbers_of(story: Story) -> dict[UUID, str]:
    """What scenes are called, by node."""
    return {scene.node: str(scene.values["number"] or at) for at, scene in enumerate(scenes_of(story), 1)}


def assets_with_state(story: Story, scenes: Sequence[Item]) -> list[str]:
    """Keys of the people and props of some scenes: people first, those in most scenes first."""
    count: dict[str, int] = {}
    for scene in scenes:
        for key in with_state(scene):
            count[key] = count.get(key, 0) + 1
    known = asset_items(story)
    return sorted((key for key in count if key in known), key=lambda key: (_rank(key), -count[key], key))


def tagged(story: Story, tag: str, key: str = "") -> list[Sight]:
    """Where anybody, or the asset ``key``, carries a tag (empty: any), in story order. One query at most."""
    scenes = scenes_of(story)
    keys = [key] if key else assets_with_state(story, scenes)
    rows = rows_of(story, keys, scenes)
    return [
        _sight(story, cell, one, found)
        for at in range(len(scenes))
        for one in keys
        if (cell := rows[one][at]) is not None
        for found in cell.tags
        if found == tag or not tag
    ]


def tags_in_use(story: Story) -> list[tuple[str, int]]:
    """Every tag of the film and in how many states it is, the most frequent first."""
    scenes = scenes_of(story)
    count: dict[str, int] = {}
    for row in rows_of(story, assets_with_state(story, scenes), scenes).values():
        for tag in (tag for cell in row if cell for tag in cell.tags):
            count[tag] = count.get(tag, 0) + 1
    return sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))


def versions_of(branch: Branch, node: UUID) -> list[Revision]:
    """What a state was on this branch, newest first, with authors. One query."""
    steps = ChangeItem.objects.filter(node=node, change__branch=branch)
    rows = steps.select_related("new_revision__author").order_by("-pk")[: 2 * VERSIONS]
    known = {step.new_revision_id: step.new_revision for step in rows if not step.new_revision.deleted}
    return list(known.values())[:VERSIONS]


def _cell(story: Story, key: str, scene: Item, numbers: dict[UUID, str]) -> Cell | None:
    if key not in with_state(scene):
        return None
    item = state_of(story, scene, key)
    seen = [
        frame
        for shot in shots_of(story, scene)
        if key in (*shot.values["cast"], *shot.values["props"])
        and (frame := story.at("frame", "first", shot.node))
    ]
    return Cell(
        scene,
        numbers[scene.node],
        item,
        visual_state(story, item) if item else None,
        str(seen[0].values["media"]) if seen else "",
        str(seen[-1].values["media"]) if seen else "",
    )


def _sight(story: Story, cell: Cell, key: str, tag: str) -> Sight:
    state = cell.state or VisualState(asset=key)
    labels = labels_of(story)
    shots = [
        labels[path_of(cell.scene, shot)]
        for shot in shots_of(story, cell.scene)
        if key in (*shot.values["cast"], *shot.values["props"])
        and tag in state.after(so_far(story, cell.scene, state, shot)).tags
    ]
    return Sight(cell.scene, cell.number, key, tag, shots, tag in state.tags_in, tag in state.tags_out)


def _rank(key: str) -> int:
    return 0 if key.startswith("character:") else 1
