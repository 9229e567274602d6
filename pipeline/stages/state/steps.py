"""Stage 8: what everybody looks like, inherited from scene to scene."""

from collections.abc import Iterable

from pipeline.graph.targets import BaseStep, Made, Request, Target, Tools, inputs_from
from pipeline.outline import asset_items, scenes_of, state_of, with_state
from projects.kinds import VisualState
from projects.queries.story import Item, Story


class InheritStates(BaseStep):
    """Each asset's state: as its last scene left it, changed by what this one does to it."""

    name, stage, kind = "state", "state", "state"
    batch, chained, version = 400, True, 2

    def targets(self, story: Story) -> Iterable[Target]:
        assets = asset_items(story)
        last: dict[str, Item] = {}  # asset key to the scene it was last in
        for scene in scenes_of(story):
            script = inputs_from("script", story.at("script", scene.values["script"]), "text")
            for key in with_state(scene):
                inputs = script | inputs_from(key, assets.get(key), "wardrobe")
                needs = [f"scene:{scene.slot}"]
                if before := last.get(key):
                    needs.append(f"state:{before.slot}/{key}")
                    earlier = state_of(story, before, key)
                    inputs = inputs | inputs_from("state before", earlier, "tags_out", "wardrobe", "holding")
                yield self.target(story, f"{scene.slot}/{key}", key, inputs, parent=scene.node, needs=needs)
                last[key] = scene

    def request(self, story: Story, target: Target) -> Request:
        scene = story.parent_of(target.parent)
        script, asset = story.at("script", scene.values["script"]), asset_items(story).get(target.slot)
        before = self._before(story, scene, target.slot)
        return Request(
            "state",
            {
                "scene": story.content(scene).payload(),
                "script": story.content(script).text if script else "",
                "key": target.slot,
                "previous": story.content(before).payload() if before else None,
                "asset": story.content(asset).payload() | {"design": {}} if asset else None,
            },
        )

    def _before(self, story: Story, scene: Item, key: str) -> Item | None:
        found = None
        for earlier in scenes_of(story):
            if earlier.node == scene.node:
                break
            if key in with_state(earlier):
                found = state_of(story, earlier, key) or found
        return found

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(VisualState.model_validate(tools.provider().write(request)))
