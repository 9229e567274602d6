"""Speeches side by side, in lines of a page: put under each other again, as screenplays are written."""

from dataclasses import replace
from typing import NamedTuple

from projects.screenplay.columns import COLUMN, Line

_GAP = 4  # columns without a letter, between two speeches
_MIDDLE = 26  # columns from the edge at which the right one begins, at least
_ROW = 18.0  # points: more between two lines, and something else begins


class _Half(NamedTuple):
    left: list[tuple[float, str]]
    right: list[tuple[float, str]]


def one_below_the_other(lines: list[Line], edge: float) -> list[Line]:
    """``lines`` with each pair of speeches as one after the other; the second name ends in a caret."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        end = _block_end(lines, at)
        halves = [_halves(line, edge) for line in lines[at:end]]
        if end - at > 1 and _are_names(halves[0]):
            border = min(half.right[0][0] for half in halves if half.right) - COLUMN / 2
            found += _stacked(lines[at:end], [_cut(line, border) for line in lines[at:end]], edge)
        else:
            found += lines[at:end]
        at = end
    return found


def _block_end(lines: list[Line], at: int) -> int:
    end = at + 1
    while (
        end < len(lines) and lines[end].page == lines[at].page and 0 <= lines[end].y - lines[end - 1].y < _ROW
    ):
        end += 1
    return end


def _halves(line: Line, edge: float) -> _Half:
    for number, (start, _) in enumerate(line.words):
        before = line.words[number - 1] if number else None
        gap = start - (before[0] + len(before[1]) * COLUMN) if before else start - edge
        if start - edge >= _MIDDLE * COLUMN and gap >= _GAP * COLUMN:
            return _Half(line.words[:number], line.words[number:])
    return _Half(line.words, [])


def _cut(line: Line, border: float) -> _Half:
    """A line on both sides of where the right speech begins."""
    return _Half([w for w in line.words if w[0] < border], [w for w in line.words if w[0] >= border])


def _are_names(half: _Half) -> bool:
    texts = [" ".join(word for _, word in side) for side in half]
    return all(texts) and all(text == text.upper() and any(map(str.isalpha, text)) for text in texts)


def _stacked(lines: list[Line], halves: list[_Half], edge: float) -> list[Line]:
    found: list[Line] = []
    for side in (0, 1):
        rows = [(line, half[side]) for line, half in zip(lines, halves, strict=True) if half[side]]
        for number, (line, words) in enumerate(rows):
            text = [word for _, word in words]
            if number == 0:
                column, text = 22, [*text, "^"] if side else text
            else:
                column = 16 if text[0].startswith("(") else 10
            x = edge + column * COLUMN
            y = lines[0].y + COLUMN * 1.6 * len(found)
            found.append(replace(line, x=x, y=y, words=[(x, word) for word in text]))
    return found
