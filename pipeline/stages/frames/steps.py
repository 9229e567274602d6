"""Stage 10: the first frame of each shot."""

from collections.abc import Iterable

from pipeline.graph.targets import BaseStep, Made, Request, Target, Tools, inputs_from
from pipeline.outline import path_of, shots_in_order
from projects.kinds import Frame
from projects.queries.story import Story


class PaintFrames(BaseStep):
    """A shot's first frame, from its prompt."""

    name, stage, kind = "frame", "frames", "frame"
    capability, unit, queue, batch = "image", "image", "media", 3

    def targets(self, story: Story) -> Iterable[Target]:
        aspect = inputs_from("brief", story.one("brief"), "aspect")
        for scene, shot in shots_in_order(story):
            path = path_of(scene, shot)
            prompt = story.at("prompt", "prompt", shot.node)
            inputs = aspect | inputs_from("prompt", prompt, "text", "spec", "references")
            yield self.target(story, path, "first", inputs, parent=shot.node, needs=[f"prompt:{path}"])

    def request(self, story: Story, target: Target) -> Request:
        prompt, brief = story.there("prompt", "prompt", target.parent), story.sole("brief")
        content = story.content(prompt)
        return Request(
            "frame",
            {
                "text": content.text,
                "spec": content.spec,
                "references": content.references,
                "aspect": brief.values["aspect"],
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        picture = tools.provider().paint(request, tools)
        return Made(Frame(media=picture.sha, width=picture.width, height=picture.height))
