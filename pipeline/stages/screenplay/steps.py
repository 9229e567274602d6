"""Stage 4: the screenplay, scene by scene: one for each beat."""

from collections.abc import Iterable

from pipeline.graph.targets import BaseStep, Made, Request, Target, Tools, inputs_from
from pipeline.stages.screenplay.texts import script_of
from pipeline.stages.treatment.steps import told
from projects.queries.story import Item, Story, remembered

BROUGHT = "i-"  # how slots of scenes begin that were brought in, not told
UNMOVED = "V"  # the position of a scene that nobody has put anywhere: it stands where its beat does
BEAT_FIELDS = ("title", "text", "function", "seconds", "intensity", "mood", "plan")


@remembered
def beats_of(story: Story) -> list[Item]:
    """The beats in order."""
    sheet = story.one("beat_sheet")
    return story.under("beat", sheet.node) if sheet else []


def places_of(story: Story) -> list[tuple[str, Item]]:
    """The scenes' scripts in story order, each with the position that puts it there.

    A scene that tells a beat stands where its beat does, until a person moves it. Scenes of a screenplay
    that was brought in count while the brief's mode says so; told ones while it does not.
    """
    is_told = told(story)
    beats = {beat.slot: beat.position for beat in beats_of(story)}
    found = []
    for item in story.of("script"):
        beat = item.values["beat"]
        if item.values.get("omitted") or (beat and beat not in beats):
            continue
        if bool(beat) != is_told and (beat or item.slot.startswith(BROUGHT)):
            continue
        place = beats[beat] if beat and item.position == UNMOVED else item.position
        found.append((place, item))
    return sorted(found, key=lambda pair: (pair[0], pair[1].position, pair[1].slot))


@remembered
def scripts_of(story: Story) -> list[Item]:
    """The scenes' scripts in story order."""
    return [item for _, item in places_of(story)]


class WriteScripts(BaseStep):
    """Each beat's scene, in Fountain."""

    name, stage, kind = "script", "screenplay", "script"

    def targets(self, story: Story) -> Iterable[Target]:
        if not told(story):
            return
        common = inputs_from("brief", story.one("brief"), "language", "genre", "tone", "seed")
        common = common | inputs_from("treatment", story.one("treatment"), "bible")
        for beat in beats_of(story):
            inputs = common | inputs_from(f"beat {beat.slot}", beat, *BEAT_FIELDS)
            yield self.target(story, beat.slot, f"s-{beat.slot}", inputs, needs=["beats:beats"])

    def request(self, story: Story, target: Target) -> Request:
        brief, treatment, beats = story.one("brief"), story.one("treatment"), beats_of(story)
        assert brief and treatment
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
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        beat = request.arguments["beats"][request.arguments["index"]]
        text = tools.provider().write(request)
        return Made(
            script_of(text, beat=request.arguments["beat"], mood=beat["mood"], intensity=beat["intensity"])
        )
