"""Stage 3: the beat sheet."""

from collections.abc import Iterable
from typing import Any

from pipeline.adaptation import chapters_like, needs_synopsis, told_arguments, told_from
from pipeline.capsules import capsule_arguments, capsule_inputs
from pipeline.graph.targets import BaseStep, Child, Made, Request, Target, Tools, inputs_from
from pipeline.outline import told
from pipeline.timing import story_seconds
from projects.kinds import Beat, BeatSheet
from projects.kinds.presets import FREE
from projects.positions import spread
from projects.queries.story import Story


class WriteBeats(BaseStep):
    """The treatment's beats, on the brief's structure, with their seconds."""

    name, stage, kind = "beats", "beats", "beat_sheet"
    purpose = "beats"
    version = 5

    def targets(self, story: Story) -> Iterable[Target]:
        if told(story):
            inputs = inputs_from(
                "brief", story.one("brief"), "seconds", "structure", "language", "genre", "seed"
            )
            inputs = inputs | inputs_from("treatment", story.one("treatment"), "text", "bible")
            inputs = inputs | capsule_inputs(story, "writing", "beats")
            inputs = inputs | told_from(story)
            needs = ["treatment:treatment", *needs_synopsis(story)]
            yield self.target(story, "beats", "beats", inputs, needs=needs)

    def request(self, story: Story, target: Target) -> Request:
        brief, treatment = story.sole("brief"), story.sole("treatment")
        return Request(
            "beats",
            {
                "brief": story.content(brief).payload(),
                "treatment": story.content(treatment).payload(),
                **told_arguments(story, most=0),
                **capsule_arguments(story, "writing", "beats"),
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        # Title and credits take their time from the film's: the beats share what is left.
        seconds = request.arguments["brief"]["seconds"]
        share = story_seconds(seconds) / seconds
        beats = [
            Beat.model_validate(data | {"seconds": round(data["seconds"] * share, 2)})
            for data in tools.provider().write(request)
        ]
        if request.arguments["brief"]["structure"] == FREE:
            beats = [beat.model_copy(update={"function": ""}) for beat in beats]
        if chapters := request.arguments.get("chapters"):
            beats = _placed(beats, chapters)
        children = tuple(
            Child(f"b{number:02}", beat, position)
            for number, (beat, position) in enumerate(zip(beats, spread(len(beats)), strict=True), 1)
        )
        return Made(BeatSheet(structure=request.arguments["brief"]["structure"]), children)


def _placed(beats: list[Beat], chapters: list[dict[str, Any]]) -> list[Beat]:
    """The beats with the chapters of the adapted text that each comes from."""
    found = chapters_like([f"{beat.title} {beat.text}" for beat in beats], chapters)
    return [beat.model_copy(update={"chapters": paths}) for beat, paths in zip(beats, found, strict=True)]
