"""A screenplay on paper: Courier 12 point, ten characters an inch, six lines an inch.

Columns are counted from the left edge of the paper (ten an inch): action at 15, dialogue at 25,
parentheticals at 31, cues at 37, transitions flush right. A page is about a minute.
"""

from dataclasses import replace
from typing import NamedTuple

from projects.screenplay.blocks import Block, BlockLine, blocks
from projects.screenplay.breaks import break_speech, breaks, opening
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
    needed = _needed(laid)
    waiting: Block | None = None
    for at, block in enumerate(laid):
        if waiting is not None:
            block = _together(waiting, block)
        goes_on = at + 1 < len(laid) and laid[at + 1].continues
        waiting = sheet.place(block, needed[at], goes_on)
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
    rest = [replace(block, lines=lines, keeps_next=False, continues=True) for lines in others]
    return [replace(block, lines=first), *rest]


def _together(block: Block, rest: Block) -> Block:
    """A block with what it goes on with."""
    below = [line._replace(row=line.row + block.height) for line in rest.lines]
    return replace(block, lines=[*block.lines, *below])


def _needed(laid: list[Block]) -> list[int]:
    """The rows that each block must find on a page beyond its own: those of what a heading announces."""
    needed = [0] * len(laid)
    for at in range(len(laid) - 2, -1, -1):
        follower = laid[at + 1]
        if laid[at].keeps_next and not follower.page_break:
            needed[at] = follower.space + opening(follower) + needed[at + 1]
    return needed


class _Sheet:
    """Pages being filled, one after the other."""

    def __init__(self, height: int) -> None:
        self.height = height
        self.row = 0
        self.pages: list[Page] = []
        self.lines: list[LaidLine] = []

    def place(self, block: Block, needed: int, goes_on: bool) -> Block | None:
        """Set one block, moving or breaking it so that no rule of the page is hurt.

        ``needed`` rows must find room under it. Of a block that goes on in the next one, what fits the page
        is not set but handed back: where it may break only its next lines tell.
        """
        if block.page_break:
            self._turn()
            return None
        needed = needed if block.height + needed <= self.height else 0
        while self.row + (before := block.space if self.row else 0) + block.height + needed > self.height:
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
        if goes_on:
            return block
        self._set(block, before)
        return None

    def finished(self) -> list[Page]:
        if self.lines:
            self._turn()
        return self.pages

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
    if not breaks(block) or room < 2:
        return None
    at = min(room, block.height - 2)
    return block.cut(at) if at >= 2 else None
