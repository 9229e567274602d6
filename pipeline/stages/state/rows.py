"""What the page of stage 8 says of one asset in one scene."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.actions.states import END, START
from pipeline.outline import asset_items, scenes_of, shots_of, state_of, with_state
from pipeline.queries.places import Place
from pipeline.stages.state.asking import found_in_lines
from pipeline.standing import placed
from pipeline.views.renewing import States
from projects.kinds import Asset, VisualState
from projects.kinds.world import StateChange
from projects.queries.story import Item


@dataclass
class Rows:
    """The rows of some scenes. Reads everything they need in one query."""

    place: Place
    states: States
    scenes: list[Item]  # those that are shown
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        story, assets = self.place.story, asset_items(self.place.story)
        self.names = {key: str(item.values["name"]) for key, item in assets.items()}
        items = [
            item
            for scene in self.scenes
            for key in with_state(scene)
            if (item := state_of(story, scene, key))
        ]
        by_hand = {item.slot for item in items if item.by_hand}
        scripts = [script for scene in self.scenes if (script := story.at("script", scene.values["script"]))]
        story.load([*self.scenes, *items, *scripts, *(assets[key] for key in by_hand if key in assets)])

    def name(self, key: str) -> str:
        """What an asset is called; of one that is gone, what its key says."""
        return self.names.get(key) or key.partition(":")[2].replace("-", " ")

    def scenes_shown(self) -> Iterator[dict[str, Any]]:
        """The scenes with people first and props after them."""
        story, shown = self.place.story, {scene.node for scene in self.scenes}
        last: dict[str, tuple[str, Item]] = {}  # asset key to the scene it was last in, with its number
        for at, scene in enumerate(scenes_of(story), 1):
            number = str(scene.values["number"] or at)
            if scene.node in shown:
                rows = [
                    self.row(scene, item, last.get(key))
                    for key in with_state(scene)
                    if (item := state_of(story, scene, key))
                ]
                props = [row for row in rows if not row["person"]]
                yield {
                    "slot": scene.slot,
                    "number": number,
                    "heading": story.content(scene).heading,
                    "people": [row for row in rows if row["person"]],
                    "props": props,
                    "open": any(row["matters"] for row in props),
                    "shots_url": f"{self.place.url('shots')}?scene={scene.slot}",
                }
            last |= dict.fromkeys(with_state(scene), (number, scene))

    def row(self, scene: Item, item: Item, last: tuple[str, Item] | None) -> dict[str, Any]:
        """One asset: as it starts, what changes and when, as it ends, what is to be decided."""
        story, place = self.place.story, self.place
        state: VisualState = story.content(item)
        key = f"state:{scene.slot}/{item.slot}"
        earlier = state_of(story, last[1], item.slot) if last else None
        inherited = earlier.values.get("tags_out", ()) if earlier else ()
        shots = shots_of(story, scene)
        return {
            "node": item.node,
            "revision": item.revision,
            "name": self.name(item.slot),
            "person": item.slot.startswith("character:"),
            "key": key,
            "state": state,
            "word": self.states.word(key, approved=place.is_locked),
            "why": self.states.why(key),
            "renewal": self.states.aged.get(key),
            "moments": self._moments(scene, state),
            "found": [self._told(change, "") for change in self._found(scene, item, state)],
            "asks": _asks(state, inherited),
            "stays": [(tag, stays) for tag, stays in state.stays.items()],
            "gained": [tag for tag in state.tags_out if tag not in state.tags_in],
            "lost": [tag for tag in state.tags_in if tag not in state.tags_out],
            "times": [
                (START, "at the start"),
                *((shot.slot, f"from shot {_label(shot, at)}") for at, shot in enumerate(shots, 1)),
                (END, "by the end"),
            ],
            "holding": self.names.get(state.holding, ""),
            "props": [(prop, name) for prop, name in self.names.items() if prop.startswith("prop:")],
            "from": last[0] if last else "",
            "matters": bool(state.tags_in or state.tags_out or state.wardrobe or state.changes),
            "hand": item.by_hand,
            "save_url": place.url("state", str(item.node), "save"),
            "change_url": place.url("state", str(item.node), "change"),
            "timeline_url": f"{place.url('state', 'timeline')}?asset={item.slot}&scene={scene.slot}",
        }

    def _found(self, scene: Item, item: Item, state: VisualState) -> list[StateChange]:
        """Only beside what a person wrote: the studio's own states have what the lines tell."""
        asset = asset_items(self.place.story).get(item.slot)
        if not item.by_hand or asset is None:
            return []
        content: Asset = self.place.story.content(asset)
        return found_in_lines(self.place.story, scene, state, content)

    def _moments(self, scene: Item, state: VisualState) -> list[dict[str, Any]]:
        shots = shots_of(self.place.story, scene)
        where = placed(self.place.story, scene, state)
        order = sorted(
            zip(where, state.changes, strict=True),
            key=lambda pair: len(shots) if pair[0] is None else pair[0],
        )
        return [
            self._told(change, "" if at is None else _label(shots[at], at + 1), at_end=at is None)
            for at, change in order
        ]

    def _told(self, change: StateChange, shot: str, *, at_end: bool = False) -> dict[str, Any]:
        return {
            "shot": shot,
            "at_end": at_end,
            "says": ", ".join(says(change, self.name)),
            "quote": change.quote,
            "sure": change.sure,
            "known_as": change.known_as,
        }


def _asks(state: VisualState, inherited: Iterable[str]) -> list[str]:
    """Tags that a person put on here and that stand at the end: do they stay? Asked until it is answered."""
    put_on = {tag for change in state.changes if change.sure for tag in change.adds}
    put_on |= {tag for tag in state.tags_in if tag not in inherited}
    return [tag for tag in state.tags_out if tag in put_on and tag not in state.stays]


def says(change: StateChange, name: Any) -> Iterable[str]:
    """A change in words: "becomes muddy", "holds the lamp"."""
    yield from (f"becomes {tag}" for tag in change.adds)
    yield from (f"no longer {tag}" for tag in change.drops)
    if change.wardrobe is not None:
        yield f"wears {change.wardrobe}" if change.wardrobe else "wears nothing in particular"
    if change.holding is not None:
        yield f"holds the {name(change.holding)}" if change.holding else "puts down what was held"
    if change.position is not None:
        yield change.position or "is anywhere"


def _label(shot: Item, at: int) -> str:
    return str(shot.values["number"] or at)
