"""What can be asked of a visual state, by page and by program: one operation at a time."""

from collections.abc import Mapping

from accounts.kernel.errors import Invalid
from pipeline.actions.states import (
    END,
    START,
    Operation,
    agree,
    answer,
    becomes,
    put_on,
    refuse,
    tag_of,
    take_off,
)
from pipeline.outline import asset_items, shots_of
from pipeline.previz import extract
from projects.kinds import Asset, Scene, VisualState
from projects.kinds.world import StateChange
from projects.queries.story import Item, Story

DOES = ("put", "take", "become", "agree", "refuse", "stays", "ends")


def found_in_lines(story: Story, scene: Item, state: VisualState, asset: Asset) -> list[StateChange]:
    """What the script's lines tell of an asset in a scene that its state neither has nor refuses."""
    script = story.at("script", scene.values["script"])
    if script is None:
        return []
    content: Scene = story.content(scene)
    read = {change.quote for change in state.changes}  # a line is read once
    told = extract.told(content, story.content(script).text, state, asset, state.refused)
    return [change for change in told if change.quote not in read]


def operation_of(story: Story, state: Item, given: Mapping[str, str]) -> tuple[Operation, str]:
    """What is asked of a state (``do``, ``value``, ``what``, ``at``), and how history names it.

    Raises Invalid for what cannot be asked.
    """
    do, value, at = given.get("do", ""), given.get("value", ""), given.get("at") or START
    name = str(_name(story, state))
    if do in ("put", "take"):
        _check_moment(story, state, at)
        tag = tag_of(value)
        return (
            (put_on(tag, at), f"{name}: {tag}")
            if do == "put"
            else (
                take_off(tag, at),
                f"{name}: no longer {tag}",
            )
        )
    if do == "become":
        _check_moment(story, state, at)
        what = given.get("what", "")
        if what == "holds" and value:
            value = _prop(story, value)
        return becomes(what, value, at), f"{name} {what} something else"
    if do == "agree":
        return agree(value, _told(story, state)), f"{name}: agreed to a line"
    if do == "refuse":
        return refuse(value), f"{name}: refused a change"
    if do in ("stays", "ends"):
        tag = tag_of(value)
        said = "stays" if do == "stays" else "does not stay"
        return answer(tag, stays=do == "stays"), f"{name} {said} {tag}"
    raise Invalid("There is nothing like that to do here.")


def _check_moment(story: Story, state: Item, at: str) -> None:
    scene = story.parent_of(state.parent)
    if at not in (START, END, *(shot.slot for shot in shots_of(story, scene))):
        raise Invalid("That shot is gone; choose another moment of the scene.", field="at")


def _prop(story: Story, value: str) -> str:
    """The key of a prop by its key or name. Raises Invalid."""
    wanted = value.strip().casefold()
    for key, item in asset_items(story).items():
        if key.startswith("prop:") and wanted in (key, str(item.values["name"]).casefold()):
            return key
    raise Invalid(f"There is no prop called {value.strip()[:60]} in this film.", field="value")


def _told(story: Story, state: Item) -> list[StateChange]:
    asset = asset_items(story).get(state.slot)
    if asset is None:
        return []
    scene = story.parent_of(state.parent)
    return found_in_lines(story, scene, story.content(state), story.content(asset))


def _name(story: Story, state: Item) -> object:
    asset = asset_items(story).get(state.slot)
    return asset.values["name"] if asset else state.slot.partition(":")[2].replace("-", " ")
