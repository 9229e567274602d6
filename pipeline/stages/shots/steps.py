"""Stage 7: each scene's shots."""

from collections.abc import Iterable, Sequence

from pipeline.graph.targets import BaseStep, Child, Made, Request, Target, Tools, inputs_from
from pipeline.outline import scenes_of
from projects.kinds import Shot, ShotList
from projects.positions import spread
from projects.queries.story import Item, Story

SCENE_FIELDS = (
    "setting",
    "place",
    "time",
    "location",
    "cast",
    "props",
    "weather",
    "mood",
    "intensity",
    "eighths",
)
SECONDS_OF_AN_EIGHTH = 7.5  # a page is about a minute


class Cover(BaseStep):
    """A scene's coverage, by the rules of craft."""

    name, stage, kind = "shots", "shots", "shot_list"
    batch, version = 12, 5

    def targets(self, story: Story) -> Iterable[Target]:
        common = inputs_from("brief", story.one("brief"), "language", "seed", "genre")
        sheet = story.one("beat_sheet")
        for scene in scenes_of(story):
            script = story.at("script", scene.values["script"])
            inputs = (
                common | inputs_from("scene", scene, *SCENE_FIELDS) | inputs_from("script", script, "text")
            )
            if script and sheet and (beat := story.at("beat", script.values["beat"], sheet.node)):
                inputs = inputs | inputs_from("beat", beat, "seconds")
            yield self.target(
                story, scene.slot, "shots", inputs, parent=scene.node, needs=[f"scene:{scene.slot}"]
            )

    def gather(self, story: Story, targets: Sequence[Target]) -> None:
        scenes = [story.parent_of(target.parent) for target in targets]
        scripts = [story.at("script", scene.values["script"]) for scene in scenes]
        story.load([*scenes, *(script for script in scripts if script)])

    def request(self, story: Story, target: Target) -> Request:
        brief, scene = story.sole("brief"), story.parent_of(target.parent)
        script = story.there("script", scene.values["script"])
        content = story.content(scene)
        return Request(
            "cover",
            {
                "brief": story.content(brief).payload(),
                "scene": content.payload(),
                "slot": scene.slot,
                "script": story.content(script).text,
                "seconds": self._seconds(story, script, content.eighths),
            },
        )

    def _seconds(self, story: Story, script: Item, eighths: int) -> float:
        """How long the scene shall run: its beat's share, or by the length of its text."""
        sheet = story.one("beat_sheet")
        beat = story.at("beat", script.values["beat"], sheet.node) if sheet else None
        return float(beat.values["seconds"]) if beat else eighths * SECONDS_OF_AN_EIGHTH

    def make(self, request: Request, tools: Tools) -> Made:
        shots = [Shot.model_validate(data) for data in tools.provider().write(request)]
        # Numbered in tens, so that a shot put between keeps its neighbours' numbers.
        children = tuple(
            Child(f"{number * 10:04}", shot, position)
            for number, (shot, position) in enumerate(zip(shots, spread(len(shots)), strict=True), 1)
        )
        return Made(ShotList(scene=request.arguments["slot"]), children)
