"""What to mind before rendering: found by reading the story, no model needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from pipeline.outline import asset_items, labels_of, path_of, shots_in_order
from pipeline.previz.voice import seconds_of
from pipeline.timing import PAUSE
from projects.kinds.vocabulary import FPS
from projects.queries.story import Item, Story

TOLERANCE_SECONDS = 0.5  # words may run this much over before anybody would notice


@dataclass(frozen=True)
class Caution:
    """Something to look at, and where: the stage that mends it and, if it is one, the shot."""

    sentence: str
    stage: str
    label: str = ""  # of the shot: "3-2"
    shot: UUID | None = None


def warnings_of(story: Story) -> list[Caution]:
    """Words longer than their shot, people who are in a shot but not in its scene, unapproved frames."""
    labels = labels_of(story)
    found = []
    for scene, shot in shots_in_order(story):
        label = labels[path_of(scene, shot)]
        found += [
            Caution(sentence, "shots", label, shot.node)
            for sentence in (*_words(story, shot), *_strangers(story, scene, shot))
        ]
    waiting = sum(not item.values["approved"] for item in story.of("frame"))
    if waiting:
        said = f"{waiting} frame{'s are' if waiting > 1 else ' is'} not approved yet"
        found.append(Caution(said, "frames"))
    return found


def _words(story: Story, shot: Item) -> Iterator[str]:
    brief = story.one("brief")
    language = str(brief.values["language"]) if brief else "en"
    said, seconds = shot.values["utterances"], shot.values["frames"] / FPS
    words = sum(seconds_of(line["text"], language) for line in said) + PAUSE * max(len(said) - 1, 0)
    if words > seconds + TOLERANCE_SECONDS:
        yield f"{words:.1f} s of words in a shot of {seconds:.1f} s"


def _strangers(story: Story, scene: Item, shot: Item) -> Iterator[str]:
    assets = asset_items(story)
    for key in shot.values["cast"]:
        if key not in scene.values["cast"]:
            name = assets[key].values["name"] if key in assets else key.partition(":")[2]
            yield f"{name} is in the shot but not in the scene"
