"""Stage 4: the screenplay, scene by scene: one for each beat."""

from collections.abc import Iterable
from typing import Any

from pipeline.adaptation import passage_inputs, passages_like, sources_named, summaries_of
from pipeline.capsules import capsule_arguments, capsule_inputs
from pipeline.graph.targets import BaseStep, Made, Request, Target, Tools, inputs_from
from pipeline.outline import beats_of, told
from pipeline.stages.screenplay.texts import script_of
from projects.kinds import Beat
from projects.queries.story import Item, Story

BEAT_FIELDS = ("title", "text", "function", "seconds", "intensity", "mood", "plan")


class WriteScripts(BaseStep):
    """Each beat's scene, in Fountain."""

    name, stage, kind = "script", "screenplay", "script"
    purpose = "script"
    version = 5

    def targets(self, story: Story) -> Iterable[Target]:
        if not told(story):
            return
        common = inputs_from("brief", story.one("brief"), "language", "genre", "tone", "seed")
        common = common | inputs_from("treatment", story.one("treatment"), "bible")
        common = common | capsule_inputs(story, "writing", "screenplay")
        for beat in beats_of(story):
            inputs = common | inputs_from(f"beat {beat.slot}", beat, *BEAT_FIELDS)
            inputs = inputs | passage_inputs(story, beat.values.get("chapters") or [])
            yield self.target(story, beat.slot, f"s-{beat.slot}", inputs, needs=["beats:beats"])

    def request(self, story: Story, target: Target) -> Request:
        brief, treatment, beats = story.sole("brief"), story.sole("treatment"), beats_of(story)
        story.load(beats)
        index = next(number for number, beat in enumerate(beats) if f"s-{beat.slot}" == target.slot)
        told_before = story.content(treatment)
        return Request(
            "script",
            {
                "brief": story.content(brief).payload(),
                "treatment": told_before.model_copy(update={"text": ""}).payload(),
                "beats": [story.content(beat).payload() for beat in beats],
                "index": index,
                "beat": beats[index].slot,
                **_source(story, beats[index]),
                **capsule_arguments(story, "writing", "screenplay"),
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        beat = request.arguments["beats"][request.arguments["index"]]
        text = tools.provider().write(request)
        return Made(
            script_of(text, beat=request.arguments["beat"], mood=beat["mood"], intensity=beat["intensity"])
        )


def _source(story: Story, item: Item) -> dict[str, Any]:
    """Of an adaptation: the chapters that a beat comes from, and what they say about it word for word."""
    sources = sources_named(story, item.values.get("chapters") or [])
    if not sources:
        return {}
    beat: Beat = story.content(item)
    return {
        "chapters": summaries_of(story, sources),
        "passages": passages_like(story, sources, f"{beat.title} {beat.text}"),
    }
