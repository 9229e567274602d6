"""Stage 9: exactly what each model will be sent for a shot."""

from collections.abc import Iterable

from pipeline.graph.targets import BaseStep, Made, Request, Target, Tools, inputs_from
from pipeline.stages.assets.steps import asset_items
from pipeline.stages.shots.steps import path_of, shots_in_order
from pipeline.stages.state.steps import state_of, with_state
from projects.kinds import Prompt
from projects.queries.story import Item, Story

# What the camera sees. Not the duration, the words, the number or the notes.
SHOT_FIELDS = (
    "type",
    "size",
    "angle",
    "move",
    "lens",
    "action",
    "subject",
    "cast",
    "props",
    "location",
    "blocking",
)
SCENE_FIELDS = ("setting", "time", "weather", "mood", "place")
ASSET_FIELDS = ("definition", "design", "wardrobe")
STATE_FIELDS = ("wardrobe", "tags_in", "tags_out", "holding")


def keys_in(shot: Item) -> list[str]:
    """Keys of all assets a shot shows."""
    keys = [*shot.values["cast"], *shot.values["props"]]
    return [*keys, shot.values["location"]] if shot.values["location"] else keys


class AssemblePrompts(BaseStep):
    """The prompt of each shot, from its row, its assets, their states and the style."""

    name, stage, kind = "prompt", "prompts", "prompt"
    batch = 60

    def targets(self, story: Story) -> Iterable[Target]:
        assets = asset_items(story)
        common = inputs_from("style", story.one("style"), "preset") | inputs_from(
            "brief", story.one("brief"), "aspect"
        )
        for scene, shot in shots_in_order(story):
            inputs = (
                common | inputs_from("shot", shot, *SHOT_FIELDS) | inputs_from("scene", scene, *SCENE_FIELDS)
            )
            needs = [f"shots:{scene.slot}"]
            stated = set(with_state(scene))
            for key in keys_in(shot):
                inputs = inputs | inputs_from(key, assets.get(key), *ASSET_FIELDS)
                if key in stated:
                    inputs = inputs | inputs_from(
                        f"state of {key}", state_of(story, scene, key), *STATE_FIELDS
                    )
                    needs.append(f"state:{scene.slot}/{key}")
                if key in assets:
                    picture = story.at("picture", "key", assets[key].node)
                    inputs = inputs | inputs_from(f"picture of {key}", picture, "media")
                    needs.append(f"picture:{key}")
            yield self.target(story, path_of(scene, shot), "prompt", inputs, parent=shot.node, needs=needs)

    def request(self, story: Story, target: Target) -> Request:
        shot = story.by_node[target.parent]  # type: ignore[index]
        scene = story.by_node[shot.parent]  # type: ignore[index]
        brief, style = story.one("brief"), story.one("style")
        assert brief and style
        assets = {key: item for key, item in asset_items(story).items() if key in keys_in(shot)}
        states = {key: item for key in keys_in(shot) if (item := state_of(story, scene, key))}
        pictures = [story.at("picture", "key", item.node) for item in assets.values()]
        story.load([*assets.values(), *states.values(), *(item for item in pictures if item)])
        return Request(
            "prompt",
            {
                "shot": story.content(shot).payload(),
                "scene": story.content(scene).payload(),
                "assets": {key: story.content(item).payload() for key, item in assets.items()},
                "states": {key: story.content(item).payload() for key, item in states.items()},
                "brief": story.content(brief).payload(),
                "style": style.values["preset"],
                "references": [story.content(item).media for item in pictures if item],
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(Prompt.model_validate(tools.provider().write(request)))
