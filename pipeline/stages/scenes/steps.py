"""Stage 6: the breakdown of each scene."""

from collections.abc import Iterable, Sequence

from pipeline.graph.targets import BaseStep, Inputs, Made, Request, Target, Tools, inputs_from
from pipeline.outline import asset_items, scripts_of
from projects.kinds import Scene
from projects.queries.story import Item, Story


class BreakDown(BaseStep):
    """A scene's heading parts, cast, props, place and length, read from its script."""

    name, stage, kind = "scene", "scenes", "scene"
    batch, version = 60, 4

    def targets(self, story: Story) -> Iterable[Target]:
        known = [[key, item.hashes["aliases"]] for key, item in sorted(asset_items(story).items())]
        common = Inputs().and_value("assets", known)
        for script in scripts_of(story):
            inputs = common | inputs_from("script", script, "text", "mood", "intensity", "number")
            needs = ["cast:cast", *_script_key(script)]
            yield self.target(story, script.slot, script.slot, inputs, needs=needs)

    def gather(self, story: Story, targets: Sequence[Target]) -> None:
        story.load([story.there("script", target.slot) for target in targets])

    def request(self, story: Story, target: Target) -> Request:
        script = story.there("script", target.slot)
        assets = list(story.contents(asset_items(story).values()))
        content = story.content(script)
        return Request(
            "breakdown",
            {
                "script": content.payload(),
                "slot": script.slot,
                "assets": [asset.payload() | {"design": {}} for asset in assets],
                "number": content.number,
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(Scene.model_validate(tools.provider().write(request)))


def _script_key(script: Item) -> list[str]:
    return [f"script:{script.values['beat']}"] if script.values["beat"] else []
