"""How assets look at each moment of a film: which shot of a scene a change shows from, and what holds there.

A change shows from the shot that a person named, else from the shot whose action tells its line. One that no
shot tells has happened when the scene ends.
"""

import re
from typing import Any
from uuid import UUID

from pipeline.outline import scenes_of, shots_of, state_of, with_state
from projects.kinds import VisualState
from projects.kinds.world import Standing, StateChange
from projects.queries.story import Item, Story, remembered

LIKE = 0.6  # of a line's words an action must have to tell it, where it does not quote it
_WORD = re.compile(r"\w+")


def visual_state(story: Story, item: Item) -> VisualState:
    """What a state says, without its quotes' surroundings. No query for what was written lately."""
    if "changes" in item.values:
        return VisualState.model_validate(item.values)
    state: VisualState = story.content(item)
    return state


def placed(story: Story, scene: Item, state: VisualState) -> list[int | None]:
    """For each change of a state, the number of the shot it shows from, from 0; None: at the scene's end."""
    if not state.changes:
        return []
    slots = {shot.slot: number for number, shot in enumerate(shots_of(story, scene))}
    return [
        slots[change.shot] if change.shot in slots else _told_at(story, scene, change.quote)
        for change in state.changes
    ]


def _told_at(story: Story, scene: Item, quote: str) -> int | None:
    """``telling`` for a scene's shots; remembered, for every shot of the scene asks it."""
    known: dict[tuple[UUID, str], int | None] = story.memory.setdefault("lines in shots", {})
    key = scene.node, quote
    if key not in known:
        known[key] = telling(quote, _actions(story, scene))
    return known[key]


def telling(quote: str, actions: list[str]) -> int | None:
    """Which of the shots' actions tells a line; None where none does."""
    said = _plain(quote)
    if not said:
        return None
    plain = [_plain(action) for action in actions]
    for number, action in enumerate(plain):
        if said in action or (" " in action and action in said):
            return number
    wanted = set(said.split())
    shares = [len(wanted & set(action.split())) / len(wanted) for action in plain]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= LIKE else None


def so_far(story: Story, scene: Item, state: VisualState, shot: Item) -> list[StateChange]:
    """The changes of a state that show in a shot, in the order in which they happen."""
    if not state.changes:
        return []
    at = shots_of(story, scene).index(shot)
    return [change for number, change in unfolding(story, scene, state) if number <= at]


def unfolding(story: Story, scene: Item, state: VisualState) -> list[tuple[int, StateChange]]:
    """The changes of a state that some shot shows, each with that shot's number from 0, in their order."""
    found = [
        (number, change)
        for number, change in zip(placed(story, scene, state), state.changes, strict=True)
        if number is not None
    ]
    return sorted(found, key=lambda pair: pair[0])


def state_in_shot(story: Story, scene: Item, state: VisualState, shot: Item) -> VisualState:
    """A state as it holds in one shot, for whoever pictures it: nothing changes within it any more."""
    now = state.after(so_far(story, scene, state, shot))
    return state.model_copy(
        update={
            "tags_in": list(now.tags),
            "wardrobe": now.wardrobe,
            "holding": now.holding,
            "position": now.position,
            "changes": [],
            "tags_out": list(now.tags),
        }
    )


def states_in(story: Story, scene: Item) -> dict[str, VisualState]:
    """The states of a scene's people and props, by asset key; those that are made."""
    return {
        key: visual_state(story, item)
        for key in with_state(scene)
        if (item := state_of(story, scene, key)) is not None
    }


def ends_of(story: Story, scene: Item) -> dict[str, Standing]:
    """How a scene leaves its people and props, by asset key: what the next one finds. No query."""
    return {key: state.ends() for key, state in states_in(story, scene).items()}


def before(story: Story, scene: Item, key: str) -> tuple[Item, Item] | None:
    """The last scene before ``scene`` that an asset was in, with its state there; None: it is new."""
    places, appearances = _appearances(story)
    at = places[scene.node]
    for number in reversed(appearances.get(key, [])):
        earlier = scenes_of(story)[number]
        if number < at and (item := state_of(story, earlier, key)):
            return earlier, item
    return None


@remembered
def _appearances(story: Story) -> tuple[dict[UUID, int], dict[str, list[int]]]:
    """Where each scene stands in the film, from 0, and in which of those places each asset is."""
    found: dict[str, list[int]] = {}
    scenes = scenes_of(story)
    for number, scene in enumerate(scenes):
        for key in with_state(scene):
            found.setdefault(key, []).append(number)
    return {scene.node: number for number, scene in enumerate(scenes)}, found


def _actions(story: Story, scene: Item) -> list[str]:
    """What happens in a scene's shots, in order; remembered."""
    known: dict[UUID, list[str]] = story.memory.setdefault("actions of shots", {})
    if scene.node not in known:
        shots = shots_of(story, scene)
        story.load([shot for shot in shots if "action" not in shot.values])
        known[scene.node] = [str(_action(story, shot)) for shot in shots]
    return known[scene.node]


def _action(story: Story, shot: Item) -> Any:
    return shot.values["action"] if "action" in shot.values else story.content(shot).action


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
