"""Where a speech may break over two pages."""

import re
from collections.abc import Iterator
from dataclasses import replace

from projects.screenplay import paper as at
from projects.screenplay.blocks import Block, BlockLine
from projects.screenplay.elements import ElementType

_T = ElementType
_SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u061f][\"'\u201d\u2019)\]]*$")
_CONTINUED = re.compile(r"\(cont['\u2019]?d\)", re.IGNORECASE)
KEPT = 2  # lines of speech on either side of a break


def break_speech(block: Block, room: int) -> tuple[Block, Block] | None:
    """The part of a speech that fits ``room`` rows, ended by (MORE), and the rest under the name (CONT'D).

    None when fewer than two lines of speech would stand on either side: then the speech moves whole.
    """
    row = _break_row(block, room - 1)  # one row goes to (MORE)
    if row is None:
        return None
    above, below = block.cut(row)
    more = BlockLine("(MORE)", at.CUE, "more", -1, row)
    cue = BlockLine(continued(block.cue or ""), at.CUE, "contd", -1, 0)
    rest = [line._replace(row=line.row + 1) for line in below.lines]
    return replace(above, lines=[*above.lines, more], cue=None), replace(below, lines=[cue, *rest])


def opening(block: Block) -> int:
    """The fewest rows of a block that may stand at the foot of a page, with what must follow them there."""
    if block.cue is not None:
        row = next(_rows(block), None)
        return block.height if row is None else row + 1  # (MORE)
    return 2 if breaks(block) else block.height


def breaks(block: Block) -> bool:
    """Whether a paragraph may stand on two pages: two lines on each."""
    return block.height >= 4 and not block.keeps_next and not block.dual


def continued(cue: str) -> str:
    """``"MARA"`` -> ``"MARA (CONT'D)"``, once."""
    return cue if _CONTINUED.search(cue) else f"{cue} (CONT'D)"


def _break_row(block: Block, room: int) -> int | None:
    """The row to break at, preferring the end of a sentence, then the lowest row that is allowed."""
    allowed = [row for row in _rows(block) if row <= room]
    ends = [row for row in allowed if _SENTENCE_END.search(block.lines[row - 1].text)]
    return max(ends) if ends else max(allowed, default=None)


def _rows(block: Block) -> Iterator[int]:
    """The rows before which a speech may break: two lines of speech on either side, and a parenthetical with
    the words below it. A speech has one line in each row.
    """
    left = sum(map(_is_speech, block.lines))
    before = 0
    for row, line in enumerate(block.lines, 1):
        spoken = _is_speech(line)
        before += spoken
        if spoken and before >= KEPT and left - before >= KEPT:
            yield row


def _is_speech(line: BlockLine) -> bool:
    return line.kind in (_T.DIALOGUE.value, _T.LYRICS.value)
