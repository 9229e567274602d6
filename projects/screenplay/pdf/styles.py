"""Bold, italic and underlined words, found again in the lines that a layout made of plain text."""

from itertools import groupby
from typing import NamedTuple

from projects.screenplay.elements import Element, ElementType
from projects.screenplay.emphasis import Run, runs


class Piece(NamedTuple):
    """Some columns of a line in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


class Emphasis:
    """The styled letters of one element, handed out line by line."""

    def __init__(self, element: Element) -> None:
        self.bold = element.type is ElementType.HEADING
        self.italic = element.type is ElementType.LYRICS
        found = runs(element.text) if "*" in element.text or "_" in element.text else []
        self._styled = any(run.bold or run.italic or run.underline for run in found)
        self._letters: list[tuple[str, Run]] = []
        self._at = 0
        if self._styled:
            upper = element.type is ElementType.HEADING
            for run in found:
                text = run.text.upper() if upper else run.text
                self._letters += [(letter, run) for letter in text if not letter.isspace()]

    def pieces(self, line: str) -> list[Piece]:
        """The next line of the element, cut where its style changes."""
        if not self._styled:
            return [Piece(line, self.bold, self.italic)]
        styled: list[tuple[str, Run]] = []
        for letter in line:
            if letter.isspace():
                styled.append((letter, self._between()))
                continue
            style = Run("")
            if self._at < len(self._letters) and self._letters[self._at][0] == letter:
                style = self._letters[self._at][1]
                self._at += 1
            styled.append((letter, style))
        return [
            Piece(
                "".join(letter for letter, _ in group),
                style[0] or self.bold,
                style[1] or self.italic,
                style[2],
            )
            for style, group in groupby(styled, key=lambda pair: pair[1][1:])
        ]

    def _between(self) -> Run:
        """A space is styled where the letters on both sides are."""
        if not 0 < self._at < len(self._letters):
            return Run("")
        before, behind = self._letters[self._at - 1][1], self._letters[self._at][1]
        return before if before[1:] == behind[1:] else Run("")
