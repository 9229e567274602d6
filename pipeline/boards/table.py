"""The shot list on paper: a table scene by scene, with the columns that were chosen."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.boards.board import Board
from pipeline.boards.options import PAPERS
from pipeline.boards.printing import Heading
from projects.screenplay.pdf.bidi import reads_right, visual
from projects.screenplay.pdf.document import Document
from projects.screenplay.pdf.fonts import Fonts
from projects.screenplay.pdf.lettering import SIZE, Lettering, collection_of
from projects.screenplay.wrap import columns as width_of
from projects.screenplay.wrap import wrapped

_MARGIN, _LETTER, _LEADING, _HEAD, _GAP = 28.0, 7.5, 9.4, 24.0, 6.0  # points
_PITCH = 0.6 * _LETTER
_MOST_LINES = 12  # of one cell


class Column(NamedTuple):
    """One column: how wide it is beside the others, and what it says of a board."""

    name: str
    label: str
    share: float
    show: Callable[[Board], str]
    usual: bool = True


COLUMNS: tuple[Column, ...] = (
    Column("number", "Shot", 3, lambda board: board.label),
    Column("size", "Size", 2.5, lambda board: board.size),
    Column("type", "Type", 5, lambda board: board.kind, usual=False),
    Column("angle", "Angle", 5, lambda board: board.angle, usual=False),
    Column("move", "Move", 4.5, lambda board: board.move),
    Column("lens", "Lens", 3, lambda board: f"{board.lens} mm"),
    Column("seconds", "Secs", 2.5, lambda board: f"{board.seconds:.1f}"),
    Column("start", "Starts", 3, lambda board: board.timecode, usual=False),
    Column("action", "Action", 16, lambda board: board.action),
    Column("dialogue", "Words", 14, lambda board: "\n".join(board.dialogue)),
    Column("people", "People", 7, lambda board: board.people),
    Column("transition", "Leaves by", 4, lambda board: board.transition, usual=False),
    Column("notes", "Notes", 8, lambda board: board.notes, usual=False),
)


def chosen(names: Sequence[str]) -> list[Column]:
    """The columns with these names, in their own order; the usual ones where none is known."""
    found = [column for column in COLUMNS if column.name in set(names)]
    return found or [column for column in COLUMNS if column.usual]


def table_pdf(boards: list[Board], heading: Heading, paper: str, names: Sequence[str]) -> bytes:
    """The boards as rows under their scenes, on turned paper. Equal boards and columns give equal bytes."""
    return _Table(boards, heading, PAPERS.get(paper, PAPERS["a4"])[::-1], chosen(names)).written()


class _Table:
    def __init__(
        self, boards: list[Board], heading: Heading, sheet: tuple[float, float], columns: list[Column]
    ) -> None:
        self.boards, self.heading, self.sheet, self.columns = boards, heading, sheet, columns
        self.document, self.fonts = Document(), Fonts()
        words = " ".join(f"{board.action} {' '.join(board.dialogue)}" for board in boards)
        self.lettering = Lettering(self.fonts, collection_of(words))
        room = sheet[0] - 2 * _MARGIN - _GAP * (len(columns) - 1)
        each = room / sum(column.share for column in columns)
        self.widths = [column.share * each for column in columns]
        self.pages: list[list[str]] = []
        self.y = 0.0

    def written(self) -> bytes:
        self._turn()
        for _, found in groupby(self.boards, lambda board: board.slot):
            self._scene(list(found))
        drawn = ["".join([self._title(number), *parts]) for number, parts in enumerate(self.pages, 1)]
        fonts = self.document.put(f"<< {self.fonts.written(self.document)} >>")
        pages = [(page, f"<< /Font {fonts} 0 R >>") for page in drawn]
        return self.document.bound(pages, self.sheet, self.heading.title)

    def _turn(self) -> None:
        """Begin a page with the names of the columns."""
        self.pages.append([])
        self.y = self.sheet[1] - _MARGIN - _HEAD
        self._put([[column.label] for column in self.columns], bold=True)

    def _scene(self, boards: list[Board]) -> None:
        seconds = sum(board.seconds for board in boards)
        said = f"{boards[0].scene}. {boards[0].heading}  ({len(boards)} shots, {seconds:.1f} s)"
        if self.y - 4 * _LEADING < _MARGIN:  # a heading never stands alone at a page's foot
            self._turn()
        self.y -= _LEADING * 0.6
        room = int((self.sheet[0] - 2 * _MARGIN) / _PITCH)
        self._line(wrapped(said, room)[0], _MARGIN, self.y - _LETTER, bold=True)
        self.y -= _LEADING + 2
        self._rule(0.8)
        for board in boards:
            cells = [
                self._fitted(column.show(board), width)
                for column, width in zip(self.columns, self.widths, strict=True)
            ]
            if self.y - max(map(len, cells)) * _LEADING < _MARGIN:
                self._turn()
            self._put(cells)

    def _fitted(self, text: str, width: float) -> list[str]:
        room = max(int(width / _PITCH), 3)
        lines = [line for part in text.split("\n") for line in wrapped(part, room)]
        return [*lines[: _MOST_LINES - 1], "…"] if len(lines) > _MOST_LINES else lines

    def _put(self, cells: list[list[str]], *, bold: bool = False) -> None:
        x = _MARGIN
        for lines, width in zip(cells, self.widths, strict=True):
            for at, line in enumerate(lines):
                self._line(line, x, self.y - _LETTER - at * _LEADING, bold=bold)
            x += width + _GAP
        self.y -= max(1, *map(len, cells), 1) * _LEADING + 2
        self._rule(0.25)

    def _rule(self, thick: float) -> None:
        wide = self.sheet[0] - 2 * _MARGIN
        self.pages[-1].append(f"{_MARGIN:.2f} {self.y:.2f} {wide:.2f} {thick} re f\n")

    def _line(self, text: str, x: float, y: float, *, bold: bool = False) -> None:
        self.pages[-1].append(self._set(text, x, y, bold=bold))

    def _title(self, number: int) -> str:
        width, height = self.sheet
        left = " · ".join(
            part for part in (self.heading.title, self.heading.episode, self.heading.branch) if part
        )
        right = f"{len(self.boards)} shots  {self.heading.date}  {number}/{len(self.pages)}"
        y, room = height - _MARGIN - 9, int((width - 2 * _MARGIN) / _PITCH) - width_of(right) - 2
        end = width - _MARGIN - width_of(right) * _PITCH
        named = wrapped(left, max(room, 8))[0] if left else ""
        return self._set(named, _MARGIN, y, bold=True) + self._set(right, end, y)

    def _set(self, text: str, x: float, y: float, *, bold: bool = False) -> str:
        scale = _LETTER / SIZE
        line = self.lettering.line(visual(text, reads_right(text)), 0, 0, (bold, False))
        return f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm BT\n{line}ET Q\n"
