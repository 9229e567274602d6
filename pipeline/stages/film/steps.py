"""Stage 12: spoken lines, clips, and the cut."""

from collections.abc import Iterable
from typing import Any

from pipeline.graph.targets import BaseStep, Made, Request, Target, Tools, inputs_from
from pipeline.stages.assets.steps import asset_items
from pipeline.stages.scenes.steps import scenes_of
from pipeline.stages.screenplay.steps import beats_of, scripts_of
from pipeline.stages.shots.steps import path_of, shots_in_order
from pipeline.timing import line_starts
from projects.kinds import Clip, Cut, Line
from projects.kinds.base import HASH_CHARS, digest
from projects.queries.story import Item, Story


def lines_of(story: Story, shot: Item) -> list[Item | None]:
    """The spoken lines of a shot, in the order of its utterances; None where one is not made yet."""
    return [
        story.at("line", f"u{number}", shot.node) for number in range(1, len(shot.values["utterances"]) + 1)
    ]


def line_keys(shot: Item, path: str) -> list[str]:
    return [f"line:{path}/u{number}" for number in range(1, len(shot.values["utterances"]) + 1)]


class SpeakLines(BaseStep):
    """Each utterance in its speaker's voice."""

    name, stage, kind = "line", "film", "line"
    capability, unit, queue, batch = "speech", "character", "media", 12

    def targets(self, story: Story) -> Iterable[Target]:
        assets = asset_items(story)
        language = inputs_from("brief", story.one("brief"), "language")
        for scene, shot in shots_in_order(story):
            path = path_of(scene, shot)
            mood = inputs_from("scene", scene, "mood")
            for number, said in enumerate(shot.values["utterances"], 1):
                inputs = language | mood | inputs_from(said["speaker"], assets.get(said["speaker"]), "voice")
                inputs["shot.words"] = digest([said["text"], said["parenthetical"], said["delivery"]])[
                    :HASH_CHARS
                ]
                needs = [f"shots:{scene.slot}", "cast:cast"]
                yield self.target(
                    story, f"{path}/u{number}", f"u{number}", inputs, parent=shot.node, needs=needs
                )

    def request(self, story: Story, target: Target) -> Request:
        shot = story.by_node[target.parent]  # type: ignore[index]
        scene = story.by_node[shot.parent]  # type: ignore[index]
        said = shot.values["utterances"][int(target.slot[1:]) - 1]
        speaker, brief = asset_items(story).get(said["speaker"]), story.one("brief")
        assert brief is not None
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
        return Made(Line(media=spoken.sha, seconds=spoken.seconds, words=spoken.words))


class FilmClips(BaseStep):
    """Each shot's moving picture: one segment of the film."""

    name, stage, kind = "clip", "film", "clip"
    capability, unit, queue = "video", "video_second", "media"
    batch = 1

    def targets(self, story: Story) -> Iterable[Target]:
        order = shots_in_order(story)
        aspect = inputs_from("brief", story.one("brief"), "aspect")
        before: Item | None = None
        for scene, shot in order:
            path = path_of(scene, shot)
            inputs = aspect | inputs_from("shot", shot, "frames", "transition")
            inputs |= inputs_from("frame", story.at("frame", "first", shot.node), "media")
            inputs |= inputs_from("prompt", story.at("prompt", "prompt", shot.node), "spec", "text")
            inputs |= inputs_from("shot before", before, "transition")
            for number, line in enumerate(lines_of(story, shot), 1):
                inputs |= inputs_from(f"line {number}", line, "media", "words")
            needs = [f"frame:{path}", *line_keys(shot, path)]
            yield self.target(story, path, "clip", inputs, parent=shot.node, needs=needs)
            before = shot

    def request(self, story: Story, target: Target) -> Request:
        order = shots_in_order(story)
        at = next(number for number, (_, shot) in enumerate(order) if shot.node == target.parent)
        shot, before = order[at][1], order[at - 1][1] if at else None
        prompt, frame = story.at("prompt", "prompt", shot.node), story.at("frame", "first", shot.node)
        brief = story.one("brief")
        assert prompt and frame and brief
        lines = [line for line in lines_of(story, shot) if line]
        story.load([shot, prompt, frame, *lines, *([before] if before else [])])
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
                "transition": content.transition,
                "transition_before": story.content(before).transition if before else "fade in",
                "speech": _cues(story, shot, lines, content.frames),
            },
        )

    def make(self, request: Request, tools: Tools) -> Made:
        clip = tools.provider().animate(request, tools)
        return Made(
            Clip(media=clip.sha, width=clip.width, height=clip.height, frames=request.arguments["frames"])
        )


def _cues(story: Story, shot: Item, lines: list[Item], frames: int) -> list[dict[str, Any]]:
    """When who speaks in a shot, for mouths and for the mix."""
    starts = line_starts([line.values["seconds"] for line in lines], frames)
    cues = []
    for said, line, start in zip(shot.values["utterances"], lines, starts, strict=False):
        spoken = story.content(line)
        cues.append(
            {
                "speaker": said["speaker"],
                "delivery": said["delivery"],
                "text": said["text"],
                "media": spoken.media,
                "start": start,
                "end": round(start + spoken.seconds, 3),
                "words": [word.model_dump() for word in spoken.words],
            }
        )
    return cues


class AssembleCut(BaseStep):
    """The episode: clips joined, voices, effects and music mixed, titles, subtitles."""

    name, stage, kind = "cut", "film", "cut"
    capability, unit, queue = "cut", "cut", "export"

    def targets(self, story: Story) -> Iterable[Target]:
        order = shots_in_order(story)
        if not order:
            return
        inputs = inputs_from(
            "brief", story.one("brief"), "title", "language", "aspect", "style", "seed", "genre"
        )
        needs = []
        for scene, shot in order:
            path = path_of(scene, shot)
            inputs |= inputs_from(
                f"scene {scene.slot}", scene, "mood", "intensity", "setting", "place", "weather"
            )
            inputs |= inputs_from(f"shot {path}", shot, "frames", "sounds", "action", "transition")
            inputs |= inputs_from(f"clip {path}", story.at("clip", "clip", shot.node), "media")
            for number, line in enumerate(lines_of(story, shot), 1):
                inputs |= inputs_from(f"line {path} {number}", line, "media")
            needs += [f"clip:{path}", *line_keys(shot, path)]
        yield self.target(story, "film", "film", inputs, needs=needs)

    def request(self, story: Story, target: Target) -> Request:
        order, brief = shots_in_order(story), story.one("brief")
        assert brief is not None
        clips = [story.at("clip", "clip", shot.node) for _, shot in order]
        lines = [line for _, shot in order for line in lines_of(story, shot) if line]
        assets = asset_items(story)
        story.load(
            [brief, *(i for pair in order for i in pair), *(c for c in clips if c), *lines, *assets.values()]
        )
        names = {key: story.content(item).name for key, item in assets.items()}
        return Request(
            "cut",
            {
                "brief": story.content(brief).payload(),
                "names": names,
                "credits": self._credits(story, assets),
                "poster": self._poster_spec(story, order),
                "shots": [
                    self._shot(story, scene, shot, clip)
                    for (scene, shot), clip in zip(order, clips, strict=True)
                    if clip is not None
                ],
            },
        )

    def _poster_spec(self, story: Story, order: list[tuple[Item, Item]]) -> dict[str, Any]:
        """The drawing of the shot with the most people in it: a poster shows who the film is about."""
        shot = max((shot for _, shot in order), key=lambda shot: min(len(shot.values["cast"]), 2))
        prompt = story.at("prompt", "prompt", shot.node)
        return dict(story.content(prompt).spec) if prompt else {}

    def _credits(self, story: Story, assets: dict[str, Item]) -> list[list[str]]:
        cast = [story.content(item) for key, item in assets.items() if key.startswith("character:")]
        return [["cast", person.name] for person in cast]

    def _shot(self, story: Story, scene: Item, shot: Item, clip: Item) -> dict[str, Any]:
        content, told = story.content(shot), story.content(scene)
        lines = [line for line in lines_of(story, shot) if line]
        return {
            "path": path_of(scene, shot),
            "clip": story.content(clip).media,
            "frames": content.frames,
            "transition": content.transition,
            "action": content.action,
            "sounds": content.sounds,
            "speech": _cues(story, shot, lines, content.frames),
            "scene": told.payload(),
            "scene_slot": scene.slot,
        }

    def make(self, request: Request, tools: Tools) -> Made:
        return Made(Cut.model_validate(tools.provider().assemble(request, tools)))
