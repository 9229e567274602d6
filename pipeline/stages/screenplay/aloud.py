"""Scenes read aloud by the house engine's voices. Nothing is made from them: a run makes them when asked."""

from collections.abc import Iterable

from pipeline.graph.targets import BaseStep, Inputs, Made, Request, Target, Tools, inputs_from
from pipeline.outline import asset_items, scripts_of
from pipeline.previz.coverage.names import meant
from projects.kinds import Reading
from projects.queries.story import Item, Story, remembered


class ReadScenes(BaseStep):
    """Each scene's heading, action and speeches, with when each line is heard."""

    name, stage, kind = "reading", "screenplay", "reading"
    capability, unit, queue = "reading", "speech", "media"
    aside = True

    def targets(self, story: Story) -> Iterable[Target]:
        language = inputs_from("brief", story.one("brief"), "language")
        people = _people(story)
        for script in scripts_of(story):
            found = [language, inputs_from("scene", script, "text", "mood")]
            for key in _heard(script, people):
                found.append(inputs_from(key, people[key], "voice"))
            yield self.target(story, script.slot, "reading", Inputs.of(found), parent=script.node)

    def request(self, story: Story, target: Target) -> Request:
        script, brief, people = story.parent_of(target.parent), story.sole("brief"), _people(story)
        named = _heard(script, people)
        story.load([script, *(people[key] for key in named)])
        content = story.content(script)
        voices = {key: story.content(people[key]).voice for key in named}
        return Request(
            "reading",
            {
                "text": content.text,
                "mood": content.mood,
                "language": brief.values["language"],
                "voices": {key: voice.model_dump() for key, voice in voices.items() if voice},
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(Reading.model_validate(tools.provider().read(request, tools)))


def _heard(script: Item, people: dict[str, Item]) -> list[str]:
    """The cast whose voices a scene may need: whom its text names."""
    cast = tuple(people)
    found = {meant(key, cast) for key in script.values["mentions"] if key.startswith("character:")}
    return sorted(found - {""})


@remembered
def _people(story: Story) -> dict[str, Item]:
    return {key: item for key, item in asset_items(story).items() if key.startswith("character:")}
