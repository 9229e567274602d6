"""Stage 2: three variants, and the working treatment taken over from one of them."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.adaptation import MATERIAL_READ, needs_synopsis, told_arguments, told_from, unsummed
from pipeline.capsules import capsule_arguments, capsule_inputs
from pipeline.graph.targets import BaseStep, Made, Request, Target, Tools, inputs_from
from pipeline.outline import told
from projects.kinds import Treatment, Variant
from projects.queries.story import Story

VARIANTS = ("v1", "v2", "v3")
_APART = 1_000  # more takes than anybody asks for
# The title is not among them: a rename makes nothing stale.
BRIEF_FIELDS = (
    "idea",
    "logline",
    "mode",
    "genre",
    "tone",
    "audience",
    "seconds",
    "language",
    "structure",
    "seed",
)


class WriteVariants(BaseStep):
    """Three treatments of one brief, side by side."""

    name, stage, kind = "variant", "treatment", "variant"
    purpose = "variant"
    version = 3

    def targets(self, story: Story) -> Iterable[Target]:
        if not told(story):
            return
        inputs = inputs_from("brief", story.one("brief"), *BRIEF_FIELDS)
        for item in unsummed(story):
            inputs = inputs | inputs_from(f"material {item.slot}", item, "text")
        inputs = inputs | told_from(story)
        inputs = inputs | capsule_inputs(story, "writing", "treatment")
        for slot in VARIANTS:
            yield self.target(story, slot, slot, inputs, needs=["brief:brief", *needs_synopsis(story)])

    def request(self, story: Story, target: Target) -> Request:
        brief = story.sole("brief")
        materials = [content.text for content in story.contents(unsummed(story))]
        summed_up = told_arguments(story, most=MATERIAL_READ)
        arguments = {
            "brief": story.content(brief).payload(),
            **summed_up,
            "material": [*summed_up.get("material", []), *materials],
            "index": VARIANTS.index(target.slot),
            **capsule_arguments(story, "writing", "treatment"),
        }
        return Request("variant", arguments)

    def resembling(self, story: Story, request: Request, slot: str) -> Request:
        """Told from the angle of ``slot``; a model reads it and keeps its people, turn and ending."""
        own, take = request.arguments["index"], request.arguments.get("take", 0)
        close = {
            "index": VARIANTS.index(slot),
            "take": _APART * (own + 1) + take,  # neither an own take of the other's, nor the third one's
            "like": story.content(story.there("variant", slot)).text,
        }
        return replace(request, arguments={**request.arguments, **close})

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(Variant.model_validate(tools.provider().write(request)))


class TakeTreatment(BaseStep):
    """The working treatment: the first variant, until a person takes another or writes their own."""

    name, stage, kind = "treatment", "treatment", "treatment"

    def targets(self, story: Story) -> Iterable[Target]:
        if told(story):
            inputs = inputs_from(
                "variant", story.at("variant", VARIANTS[0]), "text", "bible", "title", "logline"
            )
            yield self.target(story, "treatment", "treatment", inputs, needs=[f"variant:{VARIANTS[0]}"])

    def request(self, story: Story, target: Target) -> Request:
        item = story.there("variant", VARIANTS[0])
        return Request("take_over", {"variant": story.content(item).payload(), "slot": item.slot})

    def make(self, request: Request, tools: Tools) -> Made:
        variant = request.arguments["variant"]
        taken = {name: variant[name] for name in ("title", "logline", "text", "bible")}
        return Made(Treatment(**taken, taken_from=request.arguments["slot"]))
