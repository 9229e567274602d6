"""A storyboard as a PDF: boards in a grid, what is said of each below it, a head on every page."""

from collections.abc import Callable
from typing import NamedTuple

from pipeline.boards.board import Board
from pipeline.boards.options import Options
from projects.screenplay.pdf.bidi import reads_right, visual
from projects.screenplay.pdf.document import Document
from projects.screenplay.pdf.fonts import Fonts
from projects.screenplay.pdf.lettering import SIZE, Lettering, collection_of
from projects.screenplay.wrap import columns, wrapped

_MARGIN, _GAP, _HEAD = 28.0, 10.0, 26.0  # points
_PICTURE = 0.62  # of a cell's height, at most; what is left is for the words
_LEADING = 1.2
_PALE = "0.9 g"


class Heading(NamedTuple):
    """What stands on top of every page."""

    title: str
    episode: str
    date: str  # of the draft
    branch: str


class Jpeg(NamedTuple):
    """A picture as it lies in the file."""

    data: bytes
    width: int
    height: int


Picture = Callable[[Board], Jpeg | None]
DOTS = 170  # of a picture, to an inch of paper


def pixels_wide(options: Options, aspect: float) -> int:
    """How wide a picture is printed, in pixels: finer would not be seen."""
    return max(1, round(_frame_of(_cell_of(options, 0), aspect).width / 72 * DOTS))


class _Box(NamedTuple):
    x: float
    y: float  # of its lower edge
    width: float
    height: float


def storyboard_pdf(
    boards: list[Board], heading: Heading, options: Options, aspect: float, picture: Picture
) -> bytes:
    """The boards as pages, their frames ``aspect`` times as wide as high.

    ``picture`` gives a board's picture; where it gives None, a grey frame with the words is printed. The same
    boards, pictures and options give the same bytes.
    """
    return _Storyboard(boards, heading, options, aspect, picture).written()


class _Storyboard:
    def __init__(
        self, boards: list[Board], heading: Heading, options: Options, aspect: float, picture: Picture
    ) -> None:
        self.boards, self.heading, self.options = boards, heading, options
        self.aspect, self.picture = aspect, picture
        self.document, self.fonts = Document(), Fonts()
        self.images: dict[str, int] = {}  # SHA-256 of a picture to its object: printed twice, it is kept once
        words = " ".join(f"{board.action} {' '.join(board.dialogue)}" for board in boards)
        self.lettering = Lettering(self.fonts, collection_of(words))

    def written(self) -> bytes:
        each = self.options.cells[0] * self.options.cells[1]
        groups = [self.boards[start : start + each] for start in range(0, len(self.boards), each)] or [[]]
        fonts, pages = self.document.reserve(), []
        for number, group in enumerate(groups, 1):
            images: dict[str, int] = {}
            drawn = self._page(group, number, len(groups), images)
            named = " ".join(f"/{name} {at} 0 R" for name, at in images.items())
            used = f"<< /Font {fonts} 0 R /XObject << {named} >> /ExtGState << /Pale << /ca 0.22 >> >> >>"
            pages.append((drawn, used))
        self.document.put(f"<< {self.fonts.written(self.document)} >>", fonts)
        return self.document.bound(pages, self.options.sheet, self.heading.title)

    def _page(self, group: list[Board], number: int, pages: int, images: dict[str, int]) -> str:
        parts = [self._head(number, pages)]
        for place, board in enumerate(group):
            parts.append(self._board(board, _cell_of(self.options, place), f"I{place}", images))
        if self.options.stamp:
            parts.append(self._stamp())
        return "".join(parts)

    def _head(self, number: int, pages: int) -> str:
        width, height = self.options.sheet
        seconds = sum(board.seconds for board in self.boards)
        left = " · ".join(
            part for part in (self.heading.title, self.heading.episode, self.heading.branch) if part
        )
        minutes, rest = divmod(round(seconds), 60)
        shape = f"{self.aspect:.2f}:1"
        right = (
            f"{len(self.boards)} boards  {minutes}:{rest:02}  {shape}  {self.heading.date}  {number}/{pages}"
        )
        y = height - _MARGIN - 9
        room = int((width - 2 * _MARGIN) / (0.6 * 9)) - columns(right) - 2
        end = width - _MARGIN - columns(right) * 0.6 * 9
        rule = f"{_MARGIN:.2f} {y - 6:.2f} {width - 2 * _MARGIN:.2f} 0.5 re f\n"
        return self._text(_cut(left, room), _MARGIN, y, 9, bold=True) + self._text(right, end, y, 9) + rule

    def _board(self, board: Board, cell: _Box, name: str, images: dict[str, int]) -> str:
        frame = _frame_of(cell, self.aspect)
        parts = []
        if image := self._image(board):
            images[name] = image
            parts.append(
                f"q {frame.width:.2f} 0 0 {frame.height:.2f} {frame.x:.2f} {frame.y:.2f} cm /{name} Do Q\n"
            )
        else:
            parts.append(f"q {_PALE} {_rectangle(frame)} f Q\n")
            lines = wrapped(board.action or "Not drawn yet", int(frame.width / (0.6 * 8)) - 2)[:4]
            for at, line in enumerate(lines):
                parts.append(self._text(line, frame.x + 6, frame.y + frame.height - 16 - 10 * at, 8))
        if wide := {"line": 0.5, "heavy": 1.5}.get(self.options.border):
            parts.append(f"q {wide} w {_rectangle(frame)} S Q\n")
        if self.options.mark and board.opens_scene:
            rule = _Box(frame.x, frame.y + frame.height + 1.5, frame.width, 2)
            parts.append(f"{_rectangle(rule)} f\n")
        return "".join([*parts, self._words(board, cell, frame)])

    def _image(self, board: Board) -> int:
        """The object of a board's picture; 0 where there is none."""
        if board.media in self.images:
            return self.images[board.media]
        jpeg = self.picture(board)
        if jpeg is None:
            return 0
        head = (
            f"<< /Type /XObject /Subtype /Image /Width {jpeg.width} /Height {jpeg.height}"
            f" /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length {len(jpeg.data)} >>"
            "\nstream\n"
        )
        made = self.document.put(head.encode() + jpeg.data + b"\nendstream")
        if board.media:
            self.images[board.media] = made
        return made

    def _words(self, board: Board, cell: _Box, frame: _Box) -> str:
        size, leading = self.options.size, self.options.size * _LEADING
        room = max(int(cell.width / (0.6 * size)), 8)
        y = frame.y - leading
        parts = [self._text(_cut(self._top_line(board), room), cell.x, y, size, bold=True)]
        lines = [line for text in self._texts(board) for line in wrapped(text, room)]
        most = max(int((y - cell.y) / leading), 0)
        if len(lines) > most:
            lines = [*lines[: max(most - 1, 0)], *([_cut(lines[most - 1] + " …", room)] if most else [])]
        for at, line in enumerate(lines, 1):
            parts.append(self._text(line, cell.x, y - at * leading, size))
        return "".join(parts)

    def _top_line(self, board: Board) -> str:
        time = {
            "none": "",
            "duration": f"{board.seconds:.1f} s",
            "running": board.timecode,
            "both": f"{board.timecode}  {board.seconds:.1f} s",
        }[self.options.time]
        leaves = "" if board.transition == "cut" else f"> {board.transition}"
        camera = board.camera if self.options.camera else ""
        label = board.label if self.options.number else ""
        return "  ".join(part for part in (label, time, camera, leaves) if part)

    def _texts(self, board: Board) -> list[str]:
        texts = [board.heading] if self.options.mark and board.opens_scene else []
        texts += [board.action] if self.options.action and board.action else []
        texts += board.dialogue if self.options.dialogue else ()
        return [*texts, *([board.notes] if self.options.notes and board.notes else [])]

    def _stamp(self) -> str:
        width, height = self.options.sheet
        size = min(1.4 * width / max(columns(self.options.stamp), 4), 120)
        wide = columns(self.options.stamp) * 0.6 * size
        x, y = width / 2 - wide * 0.42, height / 2 - wide * 0.28
        turned = f"0.87 0.5 -0.5 0.87 {x:.2f} {y:.2f} cm"
        return f"q /Pale gs {turned} {self._text(self.options.stamp, 0, 0, size, bold=True)} Q\n"

    def _text(self, text: str, x: float, y: float, size: float, *, bold: bool = False) -> str:
        """Operators that print one line; the lettering's own size is scaled."""
        scale = size / SIZE
        line = self.lettering.line(visual(text, reads_right(text)), 0, 0, (bold, False))
        return f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm BT\n{line}ET Q\n"


def _rectangle(box: _Box) -> str:
    return f"{box.x:.2f} {box.y:.2f} {box.width:.2f} {box.height:.2f} re"


def _cut(text: str, room: int) -> str:
    """``text`` in at most ``room`` columns."""
    while columns(text) > max(room, 1):
        text = text.rstrip("…")[:-1].rstrip() + "…"
        if len(text) < 2:
            break
    return text


def _cell_of(options: Options, place: int) -> _Box:
    (width, height), (across, down) = options.sheet, options.cells
    row, column = divmod(place, across) if options.order == "rows" else divmod(place, down)[::-1]
    wide = (width - 2 * _MARGIN - (across - 1) * _GAP) / across
    high = (height - 2 * _MARGIN - _HEAD - (down - 1) * _GAP) / down
    top = height - _MARGIN - _HEAD - row * (high + _GAP)
    return _Box(_MARGIN + column * (wide + _GAP), top - high, wide, high)


def _frame_of(cell: _Box, aspect: float) -> _Box:
    """Where the picture stands: as wide as its cell, or as high as is left for it, in its true aspect."""
    width = min(cell.width, cell.height * _PICTURE * aspect)
    high = width / aspect
    return _Box(cell.x + (cell.width - width) / 2, cell.y + cell.height - high - 4, width, high)
