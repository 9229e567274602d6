"""Stage 9: exactly what each model will be sent for a shot."""

from collections.abc import Iterable
from dataclasses import asdict

from pipeline.capsules import capsule_arguments, capsule_inputs, in_words, style_by
from pipeline.graph.targets import (
    NOTHING,
    BaseStep,
    Inputs,
    Made,
    Request,
    Target,
    Tools,
    inputs_from,
    value_from,
)
from pipeline.looks import asset_inputs, look_in, look_inputs, seen_as
from pipeline.outline import asset_items, keys_in, path_of, shots_in_order, state_of, with_state
from pipeline.prompting.pictures import SHOT, in_one, told_of_shot
from pipeline.prompting.templates import Template
from pipeline.queries.templates import picture_templates
from pipeline.standing import so_far, state_in_shot, states_in, visual_state
from projects.kinds import Prompt, VisualState
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
STATE_FIELDS = ("wardrobe", "tags_in", "holding", "position")
Look = tuple[Inputs, list[str], VisualState | None]  # inputs, what they wait for, the state if it changes


class AssemblePrompts(BaseStep):
    """The prompt of each shot, from its row, its assets, their states and the style."""

    name, stage, kind = "prompt", "prompts", "prompt"
    version = 5
    batch = 60

    def targets(self, story: Story) -> Iterable[Target]:
        common = inputs_from("style", story.one("style"), "preset")
        common = common | inputs_from("brief", story.one("brief"), "aspect")
        common = common | capsule_inputs(story, "visual", "prompts")
        last, place, looks = None, common, {}
        for scene, shot in shots_in_order(story):
            if scene is not last:  # what all shots of a scene are made from is put together once
                last, place = scene, common | inputs_from("scene", scene, *SCENE_FIELDS)
                looks = {key: self._look(story, scene, key) for key in asset_items(story)}
            seen = [looks[key] for key in keys_in(shot) if key in looks]
            inputs = Inputs.of(
                [
                    place,
                    inputs_from("shot", shot, *SHOT_FIELDS),
                    *(inputs for inputs, _, _ in seen),
                    *(_happened(story, scene, state, shot) for _, _, state in seen if state is not None),
                ]
            )
            needs = [f"shots:{scene.slot}", *(key for _, keys, _ in seen for key in keys)]
            yield self.target(story, path_of(scene, shot), "prompt", inputs, parent=shot.node, needs=needs)

    def _look(self, story: Story, scene: Item, key: str) -> Look:
        """What an asset brings to a prompt of a scene: its definition, its picture, its state there."""
        asset = asset_items(story)[key]
        look = look_in(story, key, scene)
        shown, name = (look, f"{key}/{look.slot}") if look else (asset, key)
        inputs = asset_inputs(key, asset) | look_inputs(key, look)
        inputs = inputs | inputs_from(f"picture of {key}", story.at("picture", "key", shown.node), "media")
        if key not in with_state(scene):
            return inputs, [f"picture:{name}"], None
        item = state_of(story, scene, key)
        inputs = inputs | inputs_from(f"state of {key}", item, *STATE_FIELDS)
        changing = visual_state(story, item) if item and item.values.get("changes") else None
        return inputs, [f"state:{scene.slot}/{key}", f"picture:{name}"], changing

    def request(self, story: Story, target: Target) -> Request:
        shot = story.parent_of(target.parent)
        scene = story.parent_of(shot.parent)
        brief, style = story.sole("brief"), story.sole("style")
        assets = {key: item for key, item in asset_items(story).items() if key in keys_in(shot)}
        states = {key: state for key, state in states_in(story, scene).items() if key in keys_in(shot)}
        shown = {key: look_in(story, key, scene) or item for key, item in assets.items()}
        pictures = [story.at("picture", "key", item.node) for item in shown.values()]
        story.load([*assets.values(), *shown.values(), *(item for item in pictures if item)])
        template = picture_templates(story)[SHOT]
        return Request(
            "prompt",
            {
                "shot": story.content(shot).payload(),
                "scene": story.content(scene).payload(),
                "assets": {key: seen_as(story, key, scene).payload() for key in assets},
                "states": {
                    key: state_in_shot(story, scene, state, shot).payload() for key, state in states.items()
                },
                "brief": story.content(brief).payload(),
                "style": style_by(story, "prompts", style.values["preset"]),
                "references": [story.content(item).media for item in pictures if item],
                **capsule_arguments(story, "visual", "prompts"),
                **({"template": asdict(template)} if template.own else {}),
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        prompt = Prompt.model_validate(tools.provider().write(request))
        if own := request.arguments.get("template"):
            words = in_one(told_of_shot(Template(**own), request.arguments))
            prompt = prompt.model_copy(update={"text": words[:20_000]})
        if guide := request.arguments.get("capsule"):
            prompt = prompt.model_copy(update={"text": f"{prompt.text} {in_words(guide)}"[:20_000]})
        return Made(prompt)


def _happened(story: Story, scene: Item, state: VisualState, shot: Item) -> Inputs:
    """What has become of an asset by a shot of a scene; nothing while it is as the scene began."""
    changes = so_far(story, scene, state, shot)
    return value_from(f"state of {state.asset}", state.after(changes)) if changes else NOTHING
