"""Stage 1 makes one thing: what the brief leaves open, from the idea."""

from collections.abc import Iterable

from pipeline.graph.targets import BaseStep, Made, Request, Target, Tools, inputs_from
from projects.kinds import Brief
from projects.queries.story import Story


class CompleteBrief(BaseStep):
    """Fills the title and logline that nobody wrote. What a person wrote stays."""

    name, stage, kind = "brief", "idea", "brief"
    fills = True
    purpose = "brief"
    version = 3

    def targets(self, story: Story) -> Iterable[Target]:
        brief = story.one("brief")
        if brief is None or (brief.values["title"] and brief.values["logline"]):
            return
        inputs = inputs_from("brief", brief, "idea", "language", "genre", "tone", "mode", "seed")
        yield self.target(story, "brief", "brief", inputs)

    def request(self, story: Story, target: Target) -> Request:
        brief = story.sole("brief")
        return Request("brief", {"brief": story.content(brief).payload()})

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(Brief.model_validate(tools.provider().write(request)))
