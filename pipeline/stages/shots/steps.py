"""Stage 7: each scene's shots."""

from collections.abc import Iterable

from pipeline.graph.targets import BaseStep, Child, Made, Request, Target, Tools, inputs_from
from pipeline.stages.scenes.steps import scenes_of
from projects.kinds import Shot, ShotList
from projects.positions import spread
from projects.queries.story import Item, Story, remembered

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


def shots_of(story: Story, scene: Item) -> list[Item]:
    """A scene's shots in order."""
    return story.under("shot", scene.node)


@remembered
def shots_in_order(story: Story) -> list[tuple[Item, Item]]:
    """All shots of the episode with their scenes, in the order of the film."""
    return [(scene, shot) for scene in scenes_of(story) for shot in shots_of(story, scene)]


def path_of(scene: Item, shot: Item) -> str:
    """A shot's portable path: "s-b01/0020"."""
    return f"{scene.slot}/{shot.slot}"


@remembered
def labels_of(story: Story) -> dict[str, str]:
    """What people call each shot, by path: "3-2" is the second shot of scene 3, or the numbers that were locked."""
    labels = {}
    for place, scene in enumerate(scenes_of(story), 1):
        first = scene.values["number"] or place
        for number, shot in enumerate(shots_of(story, scene), 1):
            labels[path_of(scene, shot)] = f"{first}-{shot.values['number'] or number}"
    return labels


class Cover(BaseStep):
    """A scene's coverage, by the rules of craft."""

    name, stage, kind = "shots", "shots", "shot_list"
    batch = 12

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

    def request(self, story: Story, target: Target) -> Request:
        brief, scene = story.one("brief"), story.by_node[target.parent]  # type: ignore[index]
        assert brief is not None
        script = story.at("script", scene.values["script"])
        assert script is not None
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
