"""A screenplay on paper: Courier 12 point, ten characters an inch, six lines an inch.

Columns are counted from the left edge of the paper (ten an inch): action at 15, dialogue at 25,
parentheticals at 31, cues at 37, transitions flush right. A page is about a minute.
"""

from dataclasses import replace
from typing import NamedTuple

from projects.screenplay.blocks import Block, BlockLine, blocks
from projects.screenplay.breaks import break_speech
from projects.screenplay.elements import Element, Screenplay
from projects.screenplay.paper import PAPERS

_MOST_ROWS = 300  # of one block


class LaidLine(NamedTuple):
    """One printed line. ``indent`` is its first column, ``row`` its line on the page, from 0.

    ``element`` is the index of the element it prints, or -1 for a line that only the page break needs:
    ``(MORE)`` and the repeated cue. Two lines of dual dialogue share a row.
    """

    text: str
    indent: int
    kind: str  # an ElementType's value, or "more", "contd"
    element: int
    row: int = 0


class Page(NamedTuple):
    """``number`` counts from 1; the first page and the title page print none."""

    number: int
    lines: list[LaidLine]


def paginate(screenplay: Screenplay, paper: str = "letter") -> list[Page]:
    """The pages of a screenplay on ``"letter"`` or ``"a4"`` paper. An empty one has no pages.

    A heading or a cue never ends a page; a speech that must break keeps two lines on either side, breaks at
    the end of a sentence where it can, and is marked ``(MORE)`` and ``(CONT'D)``. Raises KeyError for other
    paper.
    """
    sheet = _Sheet(PAPERS[paper].lines)
    laid = [part for block in blocks(screenplay.elements, PAPERS[paper]) for part in _in_parts(block)]
    for at, block in enumerate(laid):
        follower = laid[at + 1] if at + 1 < len(laid) else None
        sheet.place(block, follower)
    return sheet.finished()


def page_count(elements: list[Element], paper: str = "letter") -> int:
    """How many pages some elements fill."""
    return len(paginate(Screenplay({}, elements), paper))


def _in_parts(block: Block) -> list[Block]:
    """A block that goes on for many pages as several, so that breaking it takes no longer than reading it."""
    if len(block.lines) <= _MOST_ROWS:
        return [block]
    parts: dict[int, list[BlockLine]] = {}
    for line in block.lines:
        part, row = divmod(line.row, _MOST_ROWS)
        parts.setdefault(part, []).append(line._replace(row=row))
    first, *others = (parts[part] for part in sorted(parts))
    rest = [replace(block, lines=lines, space=0, cue=None, keeps_next=False) for lines in others]
    return [replace(block, lines=first), *rest]


class _Sheet:
    """Pages being filled, one after the other."""

    def __init__(self, height: int) -> None:
        self.height = height
        self.row = 0
        self.pages: list[Page] = []
        self.lines: list[LaidLine] = []

    def place(self, block: Block, follower: Block | None) -> None:
        """Set one block, moving or breaking it so that no rule of the page is hurt."""
        if block.page_break:
            self._turn()
            return
        while (
            self.row + (before := block.space if self.row else 0) + self._needed(block, follower)
            > self.height
        ):
            room = self.height - self.row - before
            parts = break_speech(block, room) if block.cue is not None else _break_action(block, room)
            if parts is None:
                if self.row:
                    self._turn()
                    continue
                parts = block.cut(max(room, 1))  # taller than a page and not to be broken well
            self._set(parts[0], before)
            self._turn()
            block = parts[1]
        self._set(block, before)

    def finished(self) -> list[Page]:
        if self.lines:
            self._turn()
        return self.pages

    def _needed(self, block: Block, follower: Block | None) -> int:
        """The rows a block must find: its own, and for a heading those of what it announces."""
        if not block.keeps_next or follower is None or follower.page_break:
            return block.height
        opening = follower.height if follower.cue is not None else min(2, follower.height)
        return block.height + follower.space + min(opening, 4)

    def _set(self, block: Block, before: int) -> None:
        self.row += before
        for line in block.lines:
            self.lines.append(LaidLine(line.text, line.indent, line.kind, line.element, self.row + line.row))
        self.row += block.height

    def _turn(self) -> None:
        if self.lines:
            self.pages.append(Page(len(self.pages) + 1, self.lines))
        self.lines = []
        self.row = 0


def _break_action(block: Block, room: int) -> tuple[Block, Block] | None:
    """Two parts of at least two lines each, or None when the block must move whole."""
    if block.keeps_next or block.height < 4 or room < 2 or block.dual:
        return None
    at = min(room, block.height - 2)
    return block.cut(at) if at >= 2 else None
