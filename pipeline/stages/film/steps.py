"""Stage 12: spoken lines, clips, and the cut. What is heard beside the words is in ``sound``."""

from collections.abc import Iterable
from typing import Any

from pipeline.capsules import capsule_inputs, titles_by
from pipeline.graph.targets import BaseStep, Inputs, Made, Request, Target, Tools, inputs_from, value_from
from pipeline.outline import asset_items, path_of, shots_in_order
from pipeline.stages.film.joins import joins_of, leavings_of, segment_of
from pipeline.stages.film.sound import lengths, whole_story
from pipeline.stages.film.timeline import Timeline, cues_of, line_keys, lines_of, timeline_of
from projects.kinds import Clip, Cut, Line
from projects.queries.story import Story


class SpeakLines(BaseStep):
    """Each utterance in its speaker's voice."""

    name, stage, kind = "line", "film", "line"
    capability, unit, queue, batch = "speech", "character", "media", 12
    version = 2

    def targets(self, story: Story) -> Iterable[Target]:
        assets = asset_items(story)
        language = inputs_from("brief", story.one("brief"), "language")
        last, mood = None, language
        for scene, shot in shots_in_order(story):
            path = path_of(scene, shot)
            if scene is not last:  # what all lines of a scene are made from is put together once
                last, mood = scene, language | inputs_from("scene", scene, "mood")
            for number, said in enumerate(shot.values["utterances"], 1):
                voice = inputs_from(said["speaker"], assets.get(said["speaker"]), "voice")
                words = value_from("shot.words", [said["text"], said["parenthetical"], said["delivery"]])
                inputs, needs = Inputs.of([mood, voice, words]), [f"shots:{scene.slot}", "cast:cast"]
                yield self.target(
                    story, f"{path}/u{number}", f"u{number}", inputs, parent=shot.node, needs=needs
                )

    def request(self, story: Story, target: Target) -> Request:
        shot = story.parent_of(target.parent)
        scene = story.parent_of(shot.parent)
        said = shot.values["utterances"][int(target.slot[1:]) - 1]
        speaker, brief = asset_items(story).get(said["speaker"]), story.sole("brief")
        voice = story.content(speaker).voice if speaker else None
        return Request(
            "speech",
            {
                "text": said["text"],
                "parenthetical": said["parenthetical"],
                "voice": voice.model_dump() if voice else None,
                "speaker": said["speaker"],
                "language": brief.values["language"],
                "mood": story.content(scene).mood,
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        spoken = tools.provider().speak(request, tools)
        return Made(
            Line(media=spoken.sha, seconds=spoken.seconds, words=spoken.words, phonemes=spoken.phonemes)
        )


class FilmClips(BaseStep):
    """Each shot's moving picture: one segment of the film."""

    name, stage, kind = "clip", "film", "clip"
    capability, unit, queue = "video", "video_second", "media"
    batch, version = 1, 3

    def targets(self, story: Story) -> Iterable[Target]:
        aspect, leavings = inputs_from("brief", story.one("brief"), "aspect"), leavings_of(story)
        for scene, shot in shots_in_order(story):
            path = path_of(scene, shot)
            found = [
                aspect,
                inputs_from("shot", shot, "frames"),
                inputs_from("frame", story.at("frame", "first", shot.node), "media"),
                inputs_from("prompt", story.at("prompt", "prompt", shot.node), "spec", "text"),
                value_from("shot.transition", [str(part) for part in leavings[path]]),
            ]
            for number, line in enumerate(lines_of(story, shot), 1):
                found.append(inputs_from(f"line {number}", line, "media", "words"))
            needs = [f"frame:{path}", *line_keys(shot, path)]
            yield self.target(story, path, "clip", Inputs.of(found), parent=shot.node, needs=needs)

    def request(self, story: Story, target: Target) -> Request:
        shot = story.parent_of(target.parent)
        fades_in, fades_out, handle = leavings_of(story)[target.key.partition(":")[2]]
        prompt, frame = story.there("prompt", "prompt", shot.node), story.there("frame", "first", shot.node)
        brief = story.sole("brief")
        lines = [line for line in lines_of(story, shot) if line]
        story.load([shot, prompt, frame, *lines])
        content, still = story.content(shot), story.content(frame)
        return Request(
            "clip",
            {
                "spec": story.content(prompt).spec,
                "text": story.content(prompt).text,
                "frame": still.media,
                "own_frame": still.uploaded,
                "frames": content.frames,
                "move": content.move,
                "aspect": brief.values["aspect"],
                "fades_in": fades_in,
                "fades_out": fades_out,
                "handle": handle,
                "speech": cues_of(story, shot, content.frames),
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        clip = tools.provider().animate(request, tools)
        return Made(
            Clip(
                media=clip.sha,
                width=clip.width,
                height=clip.height,
                frames=request.arguments["frames"],
                handle=clip.handle,
            )
        )


class AssembleCut(BaseStep):
    """The episode: title, clips, joins and credits as they are, the mix and the subtitles beside them."""

    name, stage, kind = "cut", "film", "cut"
    capability, unit, queue, version = "cut", "cut", "export", 4

    def targets(self, story: Story) -> Iterable[Target]:
        timeline = timeline_of(story)
        if not timeline.shots:
            return
        fields = ("title", "language", "aspect", "style", "genre", "audience")
        inputs = inputs_from("brief", story.one("brief"), *fields)
        inputs = inputs | inputs_from("mix", story.at("sound", "mix"), "media")
        inputs = inputs | capsule_inputs(story, "visual", "prompts")
        inputs = inputs.and_value("shots.places", lengths(timeline))
        needs = [*whole_story(story), "mix:mix"]
        found = [inputs]
        for key, person in asset_items(story).items():
            if key.startswith("character:"):
                found.append(inputs_from(key, person, "name"))  # the credits
        joins = joins_of(story)
        for placed in timeline.shots:
            found.append(
                inputs_from(f"clip {placed.path}", segment_of(story, placed.path, placed.shot), "media")
            )
            for number, line in enumerate(lines_of(story, placed.shot), 1):
                found.append(inputs_from(f"line {placed.path} {number}", line, "words"))  # the subtitles
            needs.append(f"{'join' if placed.path in joins else 'clip'}:{placed.path}")
        yield self.target(story, "film", "film", Inputs.of(found), needs=needs)

    def request(self, story: Story, target: Target) -> Request:
        timeline, brief, mix = timeline_of(story), story.sole("brief"), story.there("sound", "mix")
        clips = [segment_of(story, placed.path, placed.shot) for placed in timeline.shots]
        lines = [line for placed in timeline.shots for line in lines_of(story, placed.shot) if line]
        people = [item for key, item in asset_items(story).items() if key.startswith("character:")]
        story.load([brief, mix, *(clip for clip in clips if clip), *lines, *people])
        return Request(
            "cut",
            {
                "brief": story.content(brief).payload(),
                "mix": story.content(mix).payload(),
                "opening": timeline.opening,
                "closing": timeline.closing,
                "frames": timeline.frames,
                "cast": [story.content(person).name for person in people],
                **titles_by(story, "prompts"),
                "poster": self._poster_spec(story, timeline),
                "shots": [
                    {
                        "path": placed.path,
                        "clip": story.content(clip).media,
                        "start": placed.start,
                        "frames": placed.frames,
                        "speech": cues_of(story, placed.shot, placed.frames),
                    }
                    for placed, clip in zip(timeline.shots, clips, strict=True)
                    if clip is not None
                ],
            },
        )

    def _poster_spec(self, story: Story, timeline: Timeline) -> dict[str, Any]:
        """The drawing of the shot with the most people in it: a poster shows who the film is about."""
        most = max(timeline.shots, key=lambda placed: min(len(placed.shot.values["cast"]), 2))
        prompt = story.at("prompt", "prompt", most.shot.node)
        return dict(story.content(prompt).spec) if prompt else {}

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(Cut.model_validate(tools.provider().assemble(request, tools)))
