"""Fountain's emphasis: asterisks, underscores, escapes, and what stands in the text but is never printed."""

import re
from typing import NamedTuple

from projects.screenplay.aside import asides

_MOST_MARKS = 1_000  # in one element; more are no emphasis, and finding their pairs would take for ever
_MOST_WORK = 20_000_000  # marks times letters
# Emphasis never spans lines, and its marks touch the words they mark.
_MARKED = re.compile(
    r"(?<!\\)(\*\*\*|\*\*|\*|_)(?=[^\s*_])((?:(?!\1).|\\.)+?)(?<=[^\s\\])\1(?!\1)"
    r"|(?<!\\)(\*\*\*|\*\*|\*|_)(?=\S)(.+?)(?<=[^\s\\])\3"
)
_ESCAPE = re.compile(r"\\([*_\\])")


class Run(NamedTuple):
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


def without_notes(text: str) -> str:
    """``text`` without its notes and boneyards."""
    if "[[" not in text and "/*" not in text:
        return text
    parts, at = [], 0
    for start, end in asides(text, open_end=False):
        parts.append(text[at:start])
        at = end
    return "".join([*parts, text[at:]])


def plain(text: str) -> str:
    """The words of ``text`` alone: no notes, no boneyards, no emphasis marks."""
    text = without_notes(text)
    if "*" not in text and "_" not in text and "\\" not in text:
        return text
    return "".join(run.text for run in runs(text))


def runs(text: str) -> list[Run]:
    """``text`` cut into stretches of one style each, marks removed. Joined, they are ``plain(text)``."""
    found: list[Run] = []
    text = without_notes(text)
    marks = text.count("*") + text.count("_")
    if marks > _MOST_MARKS or marks * len(text) > _MOST_WORK:
        return [Run(text)]
    _collect(text, Run(""), found)
    return found


def _collect(text: str, style: Run, found: list[Run]) -> None:
    at = 0
    for match in _MARKED.finditer(text):
        _add(text[at : match.start()], style, found)
        mark = match[1] or match[3]
        inner = match[2] or match[4]
        _collect(
            inner,
            style._replace(
                bold=style.bold or mark in ("**", "***"),
                italic=style.italic or mark in ("*", "***"),
                underline=style.underline or mark == "_",
            ),
            found,
        )
        at = match.end()
    _add(text[at:], style, found)


def _add(text: str, style: Run, found: list[Run]) -> None:
    if text:
        found.append(style._replace(text=_ESCAPE.sub(r"\1", text)))
