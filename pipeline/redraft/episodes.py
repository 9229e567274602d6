"""Where a long script falls into episodes."""

from typing import NamedTuple

from pipeline.outline import scripts_of
from pipeline.stages.screenplay.texts import shown
from projects.kinds import Script
from projects.queries.story import Item, Story
from projects.screenplay import fountain, scenes
from projects.screenplay.scenes import in_eighths

EIGHTH_SECONDS = 7.5  # a page is about a minute
MOST = 100  # episodes of one script


class Opening(NamedTuple):
    """A scene with its length, and whether it opens an episode."""

    item: Item
    script: Script
    eighths: int
    opens: bool

    @property
    def length(self) -> str:
        return in_eighths(self.eighths)


class Part(NamedTuple):
    """One episode of a script that is split."""

    scenes: list[Opening]

    @property
    def eighths(self) -> int:
        return sum(scene.eighths for scene in self.scenes)

    @property
    def length(self) -> str:
        return in_eighths(self.eighths)

    @property
    def seconds(self) -> float:
        """About how long it runs, by its length on paper."""
        return self.eighths * EIGHTH_SECONDS


def lengths_of(story: Story) -> list[tuple[Item, Script, int]]:
    """The scenes with their lengths in eighths of a page. One query."""
    items = scripts_of(story)
    contents: list[Script] = list(story.contents(items))
    return [
        (item, script, scenes.eighths(fountain.parse(shown(script)).elements))
        for item, script in zip(items, contents, strict=True)
    ]


def cuts_by_minutes(eighths: list[int], minutes: float) -> set[int]:
    """Which scenes (by their place) open an episode, so that each runs about ``minutes``.

    A scene belongs to the episode in which most of it plays. The first always opens one.
    """
    wanted = minutes * 60 / EIGHTH_SECONDS
    found, start, at = {0}, 0.0, 0.0
    for place, length in enumerate(eighths):
        if place and wanted > 0 and at + length / 2 - start > wanted and len(found) < MOST:
            found.add(place)
            start = at
        at += length
    return found


def parts_of(openings: list[Opening]) -> list[Part]:
    """The episodes, in order."""
    parts: list[Part] = []
    for opening in openings:
        if opening.opens or not parts:
            parts.append(Part([]))
        parts[-1].scenes.append(opening)
    return parts
