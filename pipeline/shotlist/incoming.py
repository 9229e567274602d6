"""A CSV file of shots, read: its columns and rows, in whatever encoding and with whatever delimiter."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.kernel.errors import Invalid
from pipeline.shotlist.columns import COLUMN_OF, COLUMNS
from pipeline.shotlist.outgoing import ID, SCENE, SHOT, unplain
from projects.materials import decoded

MOST_ROWS = 20_000
MOST_BYTES = 25 * 1024 * 1024
_DELIMITERS = (",", ";", "\t", "|")
_CELL_MOST = 1_000_000  # characters; the csv module's own limit is lower than an action may be long

# What else the columns are called: by Kitsu and Zou, by other shot lists, and by our own fields.
_OTHER = {
    "sequence": "scene", "scene number": "scene", "sc": "scene",
    "name": "shot", "shot number": "shot", "sh": "shot",
    "episode": "episode", "ep": "episode",
    "description": "action", "framing": "size", "shot size": "size", "shot type": "type", "angle": "angle",
    "movement": "move", "duration": "seconds", "estimated duration": "seconds", "length": "seconds",
    "nb frames": "frames", "frames": "frames", "frame in": "in", "in": "in", "frame out": "out", "out": "out",
    "fps": "fps", "actors": "cast", "cast": "cast", "characters": "cast", "location": "location",
    "setup": "setup", "sound": "sounds", "frame rate": "rate", "transition": "transition",
}  # fmt: skip
_KEYS = {ID: "id", SCENE: "scene", SHOT: "shot"}


@dataclass(frozen=True)
class Row:
    """One line of the file: what it says, by column."""

    line: int  # as a spreadsheet counts, the head is 1
    cells: dict[str, str]

    def get(self, name: str) -> str:
        """A cell without blanks around it; empty where there is none."""
        return self.cells.get(name, "").strip()


@dataclass(frozen=True)
class Sheet:
    """A file as it was read."""

    columns: dict[str, str]  # what a column is about -> what the file calls it
    ignored: list[str]  # heads of columns that mean nothing here
    rows: list[Row]

    @property
    def is_kitsu(self) -> bool:
        """Whether shots are named as Kitsu names them."""
        return self.columns.get("scene", "").casefold() == "sequence"


def read_sheet(name: str, data: bytes) -> Sheet:
    """Read a file. Raises Invalid, in a sentence, for what is no list of shots or is too long."""
    if len(data) > MOST_BYTES:
        raise Invalid(f"{name} has {len(data) // 1024 // 1024} MB; a shot list may have up to 25 MB.")
    if data[:4] == b"PK\x03\x04":
        raise Invalid(f"{name} is a packed file or a workbook. Save the sheet as CSV and bring that.")
    text = decoded(name, data)
    lines = _lines(text)
    head = next(lines, (0, []))[1]
    columns, ignored = _heads(head)
    _check(name, columns, head)
    rows: list[Row] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS:
            count = len(rows) + 1 + sum(any(cell.strip() for cell in more) for _, more in lines)
            raise Invalid(
                f"{name} has {count:,} rows; {MOST_ROWS:,} can come in at once. Bring it in parts,"
                " such as an episode each."
            )
        rows.append(Row(line, {key: unplain(cells[at]) for key, at in columns.items() if at < len(cells)}))
    if not rows:
        raise Invalid(f"{name} has a head, and no shots below it.")
    return Sheet({key: head[at].strip() for key, at in columns.items()}, ignored, rows)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The file's lines with the line in which each begins. Raises Invalid for what is no CSV."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text), strict=False)
    csv.field_size_limit(_CELL_MOST)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Invalid(f"Line {reader.line_num} cannot be read: {error}.") from None


def _delimiter(text: str) -> str:
    """What stands between cells: whatever is most frequent in the head."""
    head = text.lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=lambda one: (head.count(one), -_DELIMITERS.index(one)))


def _heads(head: list[str]) -> tuple[dict[str, int], list[str]]:
    """Where each known column stands; of two that mean the same, the first counts."""
    known = {column.label.casefold(): column.field for column in COLUMNS} | _OTHER
    known |= {label.casefold(): key for label, key in _KEYS.items()}
    known |= {field: field for field in COLUMN_OF}
    columns: dict[str, int] = {}
    ignored = []
    for at, cell in enumerate(head):
        key = known.get(" ".join(cell.split()).casefold().replace("_", " "))
        if key and key not in columns:
            columns[key] = at
        elif cell.strip():
            ignored.append(" ".join(cell.split())[:60])
    return columns, ignored


def _check(name: str, columns: dict[str, int], head: list[str]) -> None:
    if "id" in columns or {"scene", "shot"} <= columns.keys():
        return
    found = ", ".join(cell.strip()[:30] for cell in head[:12] if cell.strip()) or "nothing"
    raise Invalid(
        f"{name} has no columns that say which shot a row is: Scene and Shot, or Sequence and Name as Kitsu"
        f" has them. Its first line holds: {found}."
    )
