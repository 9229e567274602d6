"""Where a speech may break over two pages."""

import re
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


def continued(cue: str) -> str:
    """``"MARA"`` -> ``"MARA (CONT'D)"``, once."""
    return cue if _CONTINUED.search(cue) else f"{cue} (CONT'D)"


def _break_row(block: Block, room: int) -> int | None:
    """The row to break at, preferring the end of a sentence, then the lowest row that is allowed."""
    allowed = [row for row in range(1, min(room, block.height - 1) + 1) if _allowed(block, row)]
    ends = [row for row in allowed if _SENTENCE_END.search(_line(block, row - 1).text)]
    return max(ends) if ends else max(allowed, default=None)


def _allowed(block: Block, row: int) -> bool:
    before = [line for line in block.lines if line.row < row]
    after = [line for line in block.lines if line.row >= row]
    if sum(_is_speech(line) for line in before) < KEPT or sum(_is_speech(line) for line in after) < KEPT:
        return False
    return _is_speech(before[-1])  # a parenthetical stays with the words below it


def _is_speech(line: BlockLine) -> bool:
    return line.kind in (_T.DIALOGUE.value, _T.LYRICS.value)


def _line(block: Block, row: int) -> BlockLine:
    return next(line for line in block.lines if line.row == row)
