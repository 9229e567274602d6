"""Stage 8: what everybody looks like, inherited from scene to scene."""

from collections.abc import Iterable, Sequence

from pipeline.graph.targets import BaseStep, Inputs, Made, Request, Target, Tools, inputs_from
from pipeline.looks import change_of_look, handed_over
from pipeline.outline import asset_items, scenes_of, state_of, with_state
from pipeline.standing import before, visual_state
from projects.kinds import VisualState
from projects.queries.story import Item, Story


class InheritStates(BaseStep):
    """Each asset's state: as its last scene left it, changed by what this one does to it."""

    name, stage, kind = "state", "state", "state"
    batch, chained, version = 2_000, True, 5

    def targets(self, story: Story) -> Iterable[Target]:
        assets = asset_items(story)
        last: dict[str, Item] = {}  # asset key to the scene it was last in
        for scene in scenes_of(story):
            script = inputs_from("script", story.at("script", scene.values["script"]), "text")
            for key in with_state(scene):
                inputs = script | inputs_from(key, assets.get(key), "wardrobe")
                needs = [f"scene:{scene.slot}"]
                before = last.get(key)
                if before is not None:
                    needs.append(f"state:{before.slot}/{key}")
                    earlier = state_of(story, before, key)
                    inputs = inputs | _handed_on(story, earlier)
                inputs = inputs | change_of_look(story, key, scene, before)
                item = state_of(story, scene, key)
                if item is not None and item.values.get("refused"):
                    inputs = inputs.and_value("what was refused", item.values["refused"])
                yield self.target(story, f"{scene.slot}/{key}", key, inputs, parent=scene.node, needs=needs)
                last[key] = scene

    def gather(self, story: Story, targets: Sequence[Target]) -> None:
        """Scenes and their scripts, the assets, and the states that stand there now."""
        scenes = [story.parent_of(target.parent) for target in targets]
        scripts = [story.at("script", scene.values["script"]) for scene in scenes]
        assets = [asset_items(story).get(target.slot) for target in targets]
        there = [target.item for target in targets]
        story.load([item for item in (*scenes, *scripts, *assets, *there) if item])

    def request(self, story: Story, target: Target) -> Request:
        scene = story.parent_of(target.parent)
        script, asset = story.at("script", scene.values["script"]), asset_items(story).get(target.slot)
        earlier = before(story, scene, target.slot)
        own = story.content(target.item) if target.item else None
        given = story.content(earlier[1]) if earlier else None
        given = handed_over(story, target.slot, (scene, earlier[0] if earlier else None), given)
        return Request(
            "state",
            {
                "scene": story.content(scene).payload(),
                "script": story.content(script).text if script else "",
                "key": target.slot,
                "previous": given.payload() if given else None,
                "asset": story.content(asset).payload() | {"design": {}} if asset else None,
                "refused": own.refused if own else [],
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(VisualState.model_validate(tools.provider().write(request)))


def _handed_on(story: Story, earlier: Item | None) -> Inputs:
    """What a state leaves to the next: its end. When in the scene something changed does not matter."""
    inputs = inputs_from("state before", earlier, "tags_out", "wardrobe", "holding", "position")
    if earlier is None or not (earlier.values.get("changes") or earlier.values.get("stays")):
        return inputs
    return inputs.and_value("state before", visual_state(story, earlier).hands_on())
