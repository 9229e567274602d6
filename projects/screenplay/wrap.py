"""Breaking text into lines of a fixed pitch, where wide letters (Chinese, Japanese, Korean) take two
columns.
"""

import re
from unicodedata import combining, east_asian_width

_PIECES = re.compile(r"\s+|[^\s]+")


def columns(text: str) -> int:
    """How many columns ``text`` takes at a fixed pitch."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """``text`` as lines of at most ``width`` columns, its own line breaks and leading spaces kept."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph.rstrip(), width)
    return lines


def _paragraph(text: str, width: int) -> list[str]:
    if columns(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(text):
        if columns(line) + columns(piece) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = "" if piece.isspace() else piece
        while columns(line) > width:
            head = _head(line, width)
            lines.append(head)
            line = line[len(head) :]
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def _head(text: str, width: int) -> str:
    """As much of an unbreakable piece as fits: at least one letter."""
    used = 0
    for at, letter in enumerate(text):
        used += columns(letter)
        if used > width:
            return text[: max(at, 1)]
    return text
