"""An episode laid out in time: which shot starts when, and who speaks when in it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pipeline.outline import path_of, shots_in_order
from pipeline.timing import closing_frames, line_starts, title_frames
from projects.kinds.vocabulary import FPS
from projects.queries.story import Item, Story, remembered


@dataclass(frozen=True)
class Placement:
    """A shot at its place in the film, in frames from its first."""

    scene: Item
    shot: Item
    path: str
    start: int
    frames: int


@dataclass(frozen=True)
class Timeline:
    """The whole film: title, shots, end credits; lengths in frames."""

    opening: int
    closing: int
    shots: list[Placement]

    @property
    def frames(self) -> int:
        return self.opening + sum(placed.frames for placed in self.shots) + self.closing

    @property
    def seconds(self) -> float:
        return self.frames / FPS

    def spans(self) -> list[tuple[Item, float, float]]:
        """Scenes with when they start and end, in seconds; consecutive shots of one scene are one span."""
        found: list[tuple[Item, float, float]] = []
        for placed in self.shots:
            start, end = placed.start / FPS, (placed.start + placed.frames) / FPS
            if found and found[-1][0] is placed.scene:
                start = found.pop()[1]
            found.append((placed.scene, start, end))
        return found


@remembered
def timeline_of(story: Story) -> Timeline:
    """Lay an episode out."""
    brief = story.one("brief")
    seconds = float(brief.values["seconds"]) if brief else 60.0
    at = opening = title_frames(seconds)
    placed = []
    for scene, shot in shots_in_order(story):
        frames = shot.values["frames"]
        placed.append(Placement(scene, shot, path_of(scene, shot), at, frames))
        at += frames
    return Timeline(opening, closing_frames(seconds, at), placed)


def lines_of(story: Story, shot: Item) -> list[Item | None]:
    """The spoken lines of a shot, in the order of its utterances; None where one is not made yet."""
    return _lines(story)[shot.node]


@remembered
def _lines(story: Story) -> dict[UUID, list[Item | None]]:
    """The lines of every shot: clips, score, mix and cut all ask for them."""
    return {
        shot.node: [
            story.at("line", f"u{number}", shot.node)
            for number in range(1, len(shot.values["utterances"]) + 1)
        ]
        for shot in story.of("shot")
    }


def line_keys(shot: Item, path: str) -> list[str]:
    """Keys of the targets that speak a shot's lines."""
    return [f"line:{path}/u{number}" for number in range(1, len(shot.values["utterances"]) + 1)]


def cues_of(story: Story, shot: Item, frames: int) -> list[dict[str, Any]]:
    """When who speaks in a shot, for mouths and for the mix."""
    lines = [line for line in lines_of(story, shot) if line]
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
                "phonemes": [phoneme.model_dump() for phoneme in spoken.phonemes],
            }
        )
    return cues
