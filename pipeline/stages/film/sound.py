"""Stage 12, what is heard: the score, and the mix of voices, effects, ambiences and score."""

from collections.abc import Iterable
from typing import Any

from pipeline.graph.targets import BaseStep, Made, Request, Target, Tools, inputs_from
from pipeline.stages.film.timeline import Timeline, cues_of, line_keys, lines_of, timeline_of
from pipeline.stages.scenes.steps import scenes_of
from pipeline.stages.screenplay.steps import beats_of, scripts_of
from projects.kinds import Sound
from projects.kinds.base import HASH_CHARS, digest
from projects.kinds.vocabulary import FPS
from projects.queries.story import Story

PLACE_FIELDS = ("setting", "place", "time", "weather", "mood")


def whole_story(story: Story) -> list[str]:
    """Keys of everything up to the shot lists: a film is not scored or joined from half of its scenes."""
    needs = ["beats:beats", *(f"script:{beat.slot}" for beat in beats_of(story))]
    needs += [f"scene:{script.slot}" for script in scripts_of(story)]
    return needs + [f"shots:{scene.slot}" for scene in scenes_of(story)]


def lengths(timeline: Timeline) -> str:
    """Hash of where every shot stands."""
    return digest([timeline.frames, *([placed.path, placed.start] for placed in timeline.shots)])[:HASH_CHARS]


class ComposeScore(BaseStep):
    """Music from the scenes' moods and intensities, as long as the film."""

    name, stage, kind = "score", "film", "sound"
    capability, unit, queue = "music", "music", "media"

    def targets(self, story: Story) -> Iterable[Target]:
        timeline = timeline_of(story)
        if not timeline.shots:
            return
        inputs = inputs_from("brief", story.one("brief"), "seed", "genre")
        spans = [[scene.slot, start, end] for scene, start, end in timeline.spans()]
        inputs["scenes.lengths"] = digest(spans)[:HASH_CHARS]
        for scene, _, _ in timeline.spans():
            inputs |= inputs_from(f"scene {scene.slot}", scene, "mood", "intensity")
        yield self.target(story, "score", "score", inputs, needs=whole_story(story))

    def request(self, story: Story, target: Target) -> Request:
        timeline, brief = timeline_of(story), story.one("brief")
        assert brief is not None
        spans = timeline.spans()
        story.load([scene for scene, _, _ in spans])
        moods = [(story.content(scene), start, end) for scene, start, end in spans]
        cues = [[0.0, spans[0][1], moods[0][0].mood, 0.3]]  # under the title
        cues += [[start, end, scene.mood, scene.intensity] for scene, start, end in moods]
        cues.append([spans[-1][2], timeline.seconds, moods[-1][0].mood, 0.35])  # under the credits
        return Request("score", {"cues": cues, "seed": brief.values["seed"], "seconds": timeline.seconds})

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
        inputs["shots.places"] = lengths(timeline)
        needs = [*whole_story(story), "score:score"]
        for scene, _, _ in timeline.spans():
            inputs |= inputs_from(f"scene {scene.slot}", scene, *PLACE_FIELDS)
        for placed in timeline.shots:
            inputs |= inputs_from(f"shot {placed.path}", placed.shot, "sounds")
            for number, line in enumerate(lines_of(story, placed.shot), 1):
                inputs |= inputs_from(f"line {placed.path} {number}", line, "media")
            needs += line_keys(placed.shot, placed.path)
        yield self.target(story, "mix", "mix", inputs, needs=needs)

    def request(self, story: Story, target: Target) -> Request:
        timeline, score = timeline_of(story), story.at("sound", "score")
        assert score is not None
        lines = [line for placed in timeline.shots for line in lines_of(story, placed.shot) if line]
        story.load([*lines, *(item for placed in timeline.shots for item in (placed.scene, placed.shot))])
        return Request(
            "mix",
            {
                "seconds": timeline.seconds,
                "music": score.values["media"],
                "shots": [self._shot(story, placed) for placed in timeline.shots],
                "ambience": [
                    {"scene": story.content(scene).payload(), "start": start, "end": end}
                    for scene, start, end in timeline.spans()
                ],
            },
        )

    def _shot(self, story: Story, placed: Any) -> dict[str, Any]:
        scene, shot = story.content(placed.scene), story.content(placed.shot)
        return {
            "start": placed.start / FPS,
            "seconds": placed.frames / FPS,
            "setting": scene.setting,
            "place": scene.place,
            "sounds": shot.sounds,
            "speech": cues_of(story, placed.shot, placed.frames),
        }

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(Sound.model_validate(tools.provider().mix(request, tools)))
