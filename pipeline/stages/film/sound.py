"""Stage 12, what is heard: the score, and the mix of voices, effects, ambiences and score."""

from collections.abc import Iterable
from typing import Any

from pipeline.graph.targets import BaseStep, Inputs, Made, Request, Target, Tools, inputs_from
from pipeline.outline import beats_of, scenes_of, scripts_of
from pipeline.stages.film.joins import MIXED, joins_of
from pipeline.stages.film.timeline import Placement, Timeline, cues_of, line_keys, lines_of, timeline_of
from projects.kinds import Sound
from projects.kinds.vocabulary import FPS
from projects.queries.story import Story, remembered

PLACE_FIELDS = ("setting", "place", "time", "weather", "mood", "intensity")


@remembered
def whole_story(story: Story) -> list[str]:
    """Keys of everything up to the shot lists: a film is not scored or joined from half of its scenes."""
    needs = ["beats:beats", *(f"script:{beat.slot}" for beat in beats_of(story))]
    needs += [f"scene:{script.slot}" for script in scripts_of(story)]
    return needs + [f"shots:{scene.slot}" for scene in scenes_of(story)]


def lengths(timeline: Timeline) -> list[Any]:
    """Where every shot stands."""
    return [timeline.frames, *([placed.path, placed.start] for placed in timeline.shots)]


def heard_shot(story: Story, placed: Placement, *, action: bool) -> dict[str, Any]:
    """A shot as its sound needs it. The action's words place effects; the score does not read them."""
    scene, shot = story.content(placed.scene), story.content(placed.shot)
    return {
        "scene": scene.payload(),
        "scene_slot": placed.scene.slot,
        "start": placed.start / FPS,
        "seconds": placed.frames / FPS,
        "sounds": shot.sounds,
        "action": shot.action if action else "",
        "dissolve": mixed_seconds(story).get(placed.path, 0.0),
        "lead": shot.subject if shot.subject.startswith("character:") else "",
        "speech": cues_of(story, placed.shot, placed.frames),
    }


@remembered
def mixed_seconds(story: Story) -> dict[str, float]:
    """Shots that come while the one before still goes, with the seconds for which both are seen."""
    return {
        path: round(frames / FPS, 3) for path, (_, kind, frames) in joins_of(story).items() if kind in MIXED
    }


def load_heard(story: Story, timeline: Timeline) -> None:
    """Fetch in one query what ``heard_shot`` reads."""
    lines = [line for placed in timeline.shots for line in lines_of(story, placed.shot) if line]
    story.load([*lines, *(item for placed in timeline.shots for item in (placed.scene, placed.shot))])


class ComposeScore(BaseStep):
    """Music from the scenes' moods and intensities, as long as the film, quiet where words fall."""

    name, stage, kind = "score", "film", "sound"
    capability, unit, queue = "music", "music", "media"

    def targets(self, story: Story) -> Iterable[Target]:
        timeline = timeline_of(story)
        if not timeline.shots:
            return
        inputs = inputs_from("brief", story.one("brief"), "seed")
        inputs = inputs.and_value("shots.places", lengths(timeline))
        needs = list(whole_story(story))
        found = [inputs]
        for scene, _, _ in timeline.spans():
            found.append(inputs_from(f"scene {scene.slot}", scene, "mood", "intensity"))
        for placed in timeline.shots:
            found.append(inputs_from(f"shot {placed.path}", placed.shot, "subject"))
            for number, line in enumerate(lines_of(story, placed.shot), 1):
                found.append(inputs_from(f"line {placed.path} {number}", line, "seconds"))
            needs += line_keys(placed.shot, placed.path)
        yield self.target(story, "score", "score", Inputs.of(found), needs=needs)

    def request(self, story: Story, target: Target) -> Request:
        timeline, brief = timeline_of(story), story.sole("brief")
        load_heard(story, timeline)
        return Request(
            "score",
            {
                "shots": [heard_shot(story, placed, action=False) for placed in timeline.shots],
                "seed": brief.values["seed"],
                "seconds": timeline.seconds,
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(Sound.model_validate(tools.provider().compose(request, tools)))


class MixSound(BaseStep):
    """Everything that is heard, at its place and at one loudness."""

    name, stage, kind = "mix", "film", "sound"
    capability, unit, queue = "mix", "cut", "media"

    def targets(self, story: Story) -> Iterable[Target]:
        timeline = timeline_of(story)
        if not timeline.shots:
            return
        inputs = inputs_from("score", story.at("sound", "score"), "media")
        inputs = inputs.and_value("shots.places", lengths(timeline))
        inputs = inputs.and_value("shots.transitions", mixed_seconds(story))
        needs = [*whole_story(story), "score:score"]
        found = [inputs]
        for scene, _, _ in timeline.spans():
            found.append(inputs_from(f"scene {scene.slot}", scene, *PLACE_FIELDS))
        for placed in timeline.shots:
            found.append(inputs_from(f"shot {placed.path}", placed.shot, "sounds", "action"))
            for number, line in enumerate(lines_of(story, placed.shot), 1):
                found.append(inputs_from(f"line {placed.path} {number}", line, "media"))
            needs += line_keys(placed.shot, placed.path)
        yield self.target(story, "mix", "mix", Inputs.of(found), needs=needs)

    def request(self, story: Story, target: Target) -> Request:
        timeline, score = timeline_of(story), story.there("sound", "score")
        load_heard(story, timeline)
        return Request(
            "mix",
            {
                "seconds": timeline.seconds,
                "music": score.values["media"],
                "shots": [heard_shot(story, placed, action=True) for placed in timeline.shots],
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(Sound.model_validate(tools.provider().mix(request, tools)))
