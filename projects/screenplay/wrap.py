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
    if text.isascii():
        return _narrow(text, width)
    lines: list[str] = []
    line, used = "", 0
    for piece in _PIECES.findall(text):
        wide = columns(piece)
        if used + wide <= width:
            line, used = line + piece, used + wide
            continue
        if line.strip():
            lines.append(line.rstrip())
        if piece.isspace():
            line, used = "", 0
            continue
        *whole, line = _cut(piece, width)
        lines += whole
        used = columns(line)
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def _narrow(text: str, width: int) -> list[str]:
    """The same for text in which every letter takes one column: most of most screenplays."""
    lines: list[str] = []
    at, end = 0, len(text)
    while end - at > width:
        to = at + width
        if not text[to].isspace():
            space = max(text.rfind(" ", at, to), text.rfind("\t", at, to))
            to = space if space >= at else to
        if line := text[at:to].rstrip():
            lines.append(line)
        at = to
        while at < end and text[at].isspace():
            at += 1
    return [*lines, text[at:]] if at < end else lines or [""]


def _cut(piece: str, width: int) -> list[str]:
    """An unbreakable piece in parts that fit, each of at least one letter."""
    parts = []
    start = used = 0
    for at, letter in enumerate(piece):
        wide = columns(letter)
        if used + wide > width and at > start:
            parts.append(piece[start:at])
            start, used = at, 0
        used += wide
    return [*parts, piece[start:]]
