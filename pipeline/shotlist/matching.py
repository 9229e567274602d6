"""Rows of a file against the shots that are there: what is new, what changes, what stays, what is wrong."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from accounts.kernel.errors import Invalid
from pipeline.outline import scenes_of, shots_of
from pipeline.shotlist.casting import Names, names_of
from pipeline.shotlist.columns import COLUMN_OF, LONGEST_SECONDS, Column
from pipeline.shotlist.incoming import Row, Sheet
from projects.actions.edits import changed
from projects.kinds import Shot
from projects.kinds.vocabulary import FPS
from projects.queries.story import Item, Story

_NUMBER = re.compile(r"(?:SEQUENCE|SCENE|SHOT|SEQ|SQ|SC|SH|S)?[ _.\-]*0*(\d+[A-Z]*)\b")
# Read after all others, one by one: each also moves who stands where in the frame.
_CASTING = ("cast", "props", "location")


@dataclass(frozen=True)
class Found:
    """One row, and what it would do."""

    row: Row
    label: str  # "12-3", or what the row itself says
    shot: Item | None = None  # the shot it is about; None: a new one
    scene: Item | None = None  # None: a scene that is not there yet
    scene_name: str = ""
    content: Shot | None = None  # as it would be; None: nothing changes
    changes: tuple[tuple[str, str, str], ...] = ()  # column, as it is, as it would be
    error: str = ""

    @property
    def kind(self) -> str:
        """error, new, changed or same."""
        if self.error:
            return "error"
        if self.shot is None:
            return "new"
        return "changed" if self.content else "same"


@dataclass(frozen=True)
class Preview:
    """What a file would do to an episode."""

    sheet: Sheet
    found: list[Found]
    elsewhere: int  # rows of other episodes
    counts: Counter[str] = field(default_factory=Counter)

    @cached_property
    def errors(self) -> list[Found]:
        """The rows that cannot come in."""
        return [one for one in self.found if one.error]

    @cached_property
    def scenes(self) -> list[str]:
        """Names of the scenes that would be made."""
        return list(
            dict.fromkeys(one.scene_name for one in self.found if one.kind == "new" and not one.scene)
        )


@dataclass(frozen=True)
class _Index:
    """The episode's scenes and shots by what files call them."""

    story: Story
    names: Names
    scenes: dict[str, Item]
    shots: dict[tuple[UUID, str], Item]
    labels: dict[UUID, str]
    by_node: dict[str, Item]


def match(sheet: Sheet, story: Story, *, elsewhere: list[str], make_scenes: bool) -> Preview:
    """Compare a file with an episode. ``elsewhere`` are names of the project's other episodes, whose rows are
    left out. With ``make_scenes``, shots of scenes that are not there bring them. Two queries, however long.
    """
    index = _index(story, kitsu=sheet.is_kitsu)
    seen: dict[object, int] = {}
    others = {name.casefold() for name in elsewhere}
    here = [row for row in sheet.rows if row.get("episode").casefold() not in others]
    found = [_found(row, sheet, index, seen, make_scenes=make_scenes) for row in here]
    return Preview(sheet, found, len(sheet.rows) - len(here), Counter(one.kind for one in found))


def _index(story: Story, *, kitsu: bool) -> _Index:
    scenes: dict[str, Item] = {}
    shots: dict[tuple[UUID, str], Item] = {}
    labels: dict[UUID, str] = {}
    story.load([*scenes_of(story), *story.of("shot")])
    for place, scene in enumerate(scenes_of(story), 1):
        number = str(scene.values["number"] or place)
        for key in (_key(number), f"={story.content(scene).heading.casefold()}"):
            scenes.setdefault(key, scene)
        for at, shot in enumerate(shots_of(story, scene), 1):
            label = str(shot.values["number"] or at)
            labels[shot.node] = f"{number}-{label}"
            for key in (_key(shot.slot), _key(label)) if kitsu else (_key(label),):
                shots.setdefault((scene.node, key), shot)
    by_node = {str(item.node): item for item in story.of("shot")}
    return _Index(story, names_of(story), scenes, shots, labels, by_node)


def _key(text: str) -> str:
    """What names have in common: "SH0030", "30" and "Shot 30" are one."""
    match = _NUMBER.match(" ".join(text.split()).upper())
    return match[1] if match else " ".join(text.split()).casefold()


def _found(row: Row, sheet: Sheet, index: _Index, seen: dict[object, int], *, make_scenes: bool) -> Found:
    said = "-".join(part for part in (row.get("scene").partition(".")[0], row.get("shot")) if part)
    try:
        shot, scene = _about(row, index, make_scenes=make_scenes)
    except Invalid as refusal:
        return Found(row, said, error=refusal.sentence)
    name = " ".join(row.get("scene").split())[:200]
    label = index.labels[shot.node] if shot else said
    same: object = shot.node if shot else (scene.node if scene else _key(name), _key(row.get("shot")))
    if same in seen:
        return Found(row, label, error=f"Row {seen[same]} is the same shot. A shot comes once.")
    seen[same] = row.line
    before = index.story.content(shot) if shot else Shot(location=scene.values["location"] if scene else "")
    try:
        after, changes = _changed(row, sheet, before, index.names)
    except Invalid as refusal:
        return Found(row, label, shot, scene, name, error=refusal.sentence)
    content = after if shot is None or after != before else None
    return Found(row, label, shot, scene, name, content, tuple(changes))


def _about(row: Row, index: _Index, *, make_scenes: bool) -> tuple[Item | None, Item | None]:
    """The shot and the scene that a row is about. Raises Invalid when it does not say."""
    if row.get("id") in index.by_node:
        shot = index.by_node[row.get("id")]
        return shot, index.story.by_node.get(shot.parent) if shot.parent else None
    name, number = row.get("scene"), row.get("shot")
    if not name or not number:
        raise Invalid(f"The {'scene' if not name else 'shot'} is missing.")
    # A scene that is called so comes before the one that has the number: "SQ0030" may be the fifth.
    calls = (f"={name.casefold()}", _key(name), f"={name.partition('. ')[2].casefold()}")
    scene = next((index.scenes[call] for call in calls if call in index.scenes), None)
    if scene is None and not make_scenes:
        raise Invalid(f"There is no scene {name[:60]} here.")
    return (index.shots.get((scene.node, _key(number))) if scene else None), scene


def _changed(row: Row, sheet: Sheet, before: Shot, names: Names) -> tuple[Shot, list[tuple[str, str, str]]]:
    """A shot as the row wants it, and which columns that changes. Raises Invalid, naming the column."""
    changes: dict[str, Any] = {}
    told = []
    shot = before
    for column, text in _cells(row, sheet):
        was = column.show(before, names)
        if text == was or (column.read is None):
            continue
        try:
            read = column.read(text, shot, names)
            shot = changed(shot, read) if column.field in _CASTING else shot  # type: ignore[assignment]
            changes |= read
        except Invalid as refusal:
            raise Invalid(f"{column.label}, “{text[:60]}”: {refusal.sentence}") from None
        told.append((column.label, was, text))
    try:
        return changed(before, changes) if changes else before, told  # type: ignore[return-value]
    except Invalid as refusal:
        raise Invalid(refusal.sentence) from None


def _cells(row: Row, sheet: Sheet) -> Iterator[tuple[Column, str]]:
    """The cells of the sheet's columns. What chooses or counts and is empty leaves things as they are."""
    for field_name in (*(name for name in COLUMN_OF if name not in _CASTING), *_CASTING):
        if field_name not in row.cells:
            continue
        column, text = COLUMN_OF[field_name], row.cells[field_name].replace("\r\n", "\n").strip()
        if text or (column.type != "number" and not column.options and not sheet.is_kitsu):
            yield column, text
    if seconds := _seconds(row):
        yield COLUMN_OF["seconds"], seconds


def _seconds(row: Row) -> str:
    """How long a shot is whose file counts frames: by their number, or as out - in + 1. Raises Invalid."""
    frames, first, last = row.get("frames"), row.get("in"), row.get("out")
    if not frames and not (first and last):
        return ""
    try:
        count = float(frames.replace(",", ".")) if frames else int(last) - int(first) + 1
        seconds = count / float(row.get("fps").replace(",", ".") or FPS)
    except (ValueError, ZeroDivisionError):
        raise Invalid("Frames are whole numbers, and FPS is one such as 24.") from None
    if not 0 < seconds <= LONGEST_SECONDS:
        raise Invalid(f"{count:g} frames cannot be: a shot lasts up to ten minutes.")
    return COLUMN_OF["seconds"].show(Shot(frames=max(1, round(seconds * FPS))), Names({}))
