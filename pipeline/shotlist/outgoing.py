"""The shot list as a CSV file: every column of the sheet, or the columns that Kitsu imports."""

import csv
import io
from collections.abc import Iterable, Iterator

from pipeline.outline import scenes_of, shots_of
from pipeline.shotlist.casting import names_of
from pipeline.shotlist.columns import COLUMNS, Column
from projects.kinds import Shot
from projects.kinds.vocabulary import FPS
from projects.queries.story import Item, Story

SCENE, SHOT, ID = "Scene", "Shot", "ID"
# The usual columns first, as people know them; then all others.
WHOLE: tuple[Column, ...] = (
    *(column for column in COLUMNS if column.usual),
    *(column for column in COLUMNS if not column.usual and column.field != "number"),
)
# As Kitsu's own import page names them: github.com/cgwire/zou, zou/app/blueprints/source/csv/shots.py.
KITSU = ("Episode", "Sequence", "Name", "Description", "Nb Frames", "Frame In", "Frame Out", "FPS")
KITSU_FIRST_FRAME = 1001  # where many studios begin to count
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def whole_sheet(story: Story) -> str:
    """The episode's shot list with all columns, and each shot's ID so that it is found again. Two queries."""
    names = names_of(story)

    def row(place: int, scene: Item, at: int, shot: Item, content: Shot) -> list[str]:
        heading = story.content(scene).heading
        cells = (column.show(content, names) for column in WHOLE)
        number = f"{scene.values['number'] or place}. {heading}"
        return [number, content.number or str(at), *cells, str(shot.node)]

    story.load([*scenes_of(story), *story.of("shot")])
    rows = (row(*found) for found in _shots(story))
    return _written([SCENE, SHOT, *(column.label for column in WHOLE), ID], rows)


def kitsu_sheet(story: Story, episode: str) -> str:
    """The episode's shots as Kitsu imports them: frames counted from 1001, out = in + frames - 1."""
    story.load(story.of("shot"))

    def row(place: int, scene: Item, shot: Item, content: Shot) -> list[str]:
        number = str(scene.values["number"] or place)
        last = KITSU_FIRST_FRAME + content.frames - 1
        frames = [content.frames, KITSU_FIRST_FRAME, last, FPS]
        return [
            episode,
            f"SC{number.zfill(3)}",
            f"SH{shot.slot}",
            content.action,
            *(str(number) for number in frames),
        ]

    rows = (row(place, scene, shot, content) for place, scene, _, shot, content in _shots(story))
    return _written(list(KITSU), rows)


def _shots(story: Story) -> Iterator[tuple[int, Item, int, Item, Shot]]:
    """Every shot with its scene, both with their places, from 1."""
    for place, scene in enumerate(scenes_of(story), 1):
        for at, shot in enumerate(shots_of(story, scene), 1):
            yield place, scene, at, shot, story.content(shot)


def _written(head: list[str], rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(head)
    sheet.writerows([plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def plain(cell: str) -> str:
    """A text that a spreadsheet would run as a formula is shown as text."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def unplain(cell: str) -> str:
    """What ``plain`` was given."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULAS) else cell
