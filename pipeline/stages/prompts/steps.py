"""Stage 9: exactly what each model will be sent for a shot."""

from bisect import bisect_right
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
from pipeline.standing import state_in_shot, states_in, unfolding, visual_state
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


class Becoming:
    """What becomes of an asset through a scene, as inputs of its shots: put together once for all of them."""

    def __init__(self, story: Story, scene: Item, state: VisualState) -> None:
        self._state, self._unfolds = state, unfolding(story, scene, state)
        self._numbers = [number for number, _ in self._unfolds]
        self._known: dict[int, Inputs] = {0: NOTHING}

    def by(self, number: int) -> Inputs:
        """What has happened by a scene's shot of this number, from 0; nothing while it is as it began."""
        count = bisect_right(self._numbers, number)
        if count not in self._known:
            changes = [change for _, change in self._unfolds[:count]]
            self._known[count] = value_from(f"state of {self._state.asset}", self._state.after(changes))
        return self._known[count]


Look = tuple[Inputs, list[str], Becoming | None]  # inputs, what they wait for, what becomes of it


class AssemblePrompts(BaseStep):
    """The prompt of each shot, from its row, its assets, their states and the style."""

    name, stage, kind = "prompt", "prompts", "prompt"
    version = 7
    batch = 60

    def targets(self, story: Story) -> Iterable[Target]:
        common = inputs_from("style", story.one("style"), "preset")
        common = common | inputs_from("brief", story.one("brief"), "aspect")
        common = common | capsule_inputs(story, "visual", "prompts")
        assets = asset_items(story)
        last, place, number = None, common, 0
        looks: dict[str, Look] = {}
        for scene, shot in shots_in_order(story):
            number = number + 1 if scene is last else 0
            if scene is not last:  # what all shots of a scene are made from is put together once
                last, place, looks = scene, common | inputs_from("scene", scene, *SCENE_FIELDS), {}
            keys = [key for key in keys_in(shot) if key in assets]
            for key in keys:
                if key not in looks:
                    looks[key] = self._look(story, scene, key)
            seen = [looks[key] for key in keys]
            inputs = Inputs.of(
                [
                    place,
                    inputs_from("shot", shot, *SHOT_FIELDS),
                    *(inputs for inputs, _, _ in seen),
                    *(becoming.by(number) for _, _, becoming in seen if becoming is not None),
                ]
            )
            needs = [f"shots:{scene.slot}", *(need for _, wait, _ in seen for need in wait)]
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
        changes = item is not None and item.values.get("changes")
        becoming = Becoming(story, scene, visual_state(story, item)) if item and changes else None
        return inputs, [f"state:{scene.slot}/{key}", f"picture:{name}"], becoming

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
