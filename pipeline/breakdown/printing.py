"""Breakdown sheets as a PDF: a page for each scene, more where its boxes need them."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.breakdown.sheets import Sheet
from projects.screenplay.pdf.bidi import reads_right, visual
from projects.screenplay.pdf.document import Document
from projects.screenplay.pdf.fonts import Fonts
from projects.screenplay.pdf.lettering import SIZE, Lettering, collection_of
from projects.screenplay.wrap import wrapped

SHEETS = {"letter": (612.0, 792.0), "a4": (595.0, 842.0)}  # points
_MARGIN, _GAP, _SMALL, _LARGE = 36.0, 8.0, 8.5, 13.0
_LINE, _WIDE = 11.0, 0.6  # leading in points; a letter's width in its size
_ACROSS = 3  # boxes beside each other
_SHADES = {"Day": "0.96 g", "Night": "0.85 g"}


class Title(NamedTuple):
    """What stands on top of every page."""

    film: str
    branch: str  # empty on the main one
    date: str


class _Line(NamedTuple):
    x: float
    y: float
    text: str
    size: float = _SMALL
    bold: bool = False


def breakdown_pdf(sheets: list[Sheet], title: Title, paper: str = "letter") -> bytes:
    """The sheets as pages on "letter" or "a4" paper. The same sheets give the same bytes.

    Raises KeyError for other paper.
    """
    return _Printer(sheets, title, SHEETS[paper]).written()


class _Printer:
    def __init__(self, sheets: list[Sheet], title: Title, size: tuple[float, float]) -> None:
        self.sheets, self.title, (self.width, self.height) = sheets, title, size
        self.document, self.fonts = Document(), Fonts()
        words = " ".join(f"{one.content.heading} {one.content.synopsis} {one.rows}" for one in sheets)
        self.lettering = Lettering(self.fonts, collection_of(words))

    def written(self) -> bytes:
        """The whole file."""
        drawn = [page for sheet in self.sheets for page in self._pages(sheet)] or [""]
        feet = (
            self._text(_Line(self.width - _MARGIN - 60, 20, f"Page {number} of {len(drawn)}"))
            for number in range(1, len(drawn) + 1)
        )
        whole = [page + foot for page, foot in zip(drawn, feet, strict=True)]
        fonts = self.document.put(f"<< {self.fonts.written(self.document)} >>")
        pages = [(page, f"<< /Font {fonts} 0 R >>") for page in whole]
        return self.document.bound(pages, (self.width, self.height), self.title.film)

    def _pages(self, sheet: Sheet) -> Iterator[str]:
        """The pages of one scene: its head, then rows of boxes as far as they fit."""
        drawn, top = self._head(sheet)
        rows = sheet.rows
        for start in range(0, len(rows), _ACROSS):
            row = rows[start : start + _ACROSS]
            filled = [(label, self._wrapped(items)) for label, items in row]
            while True:
                room = int((top - _MARGIN - 30) / _LINE) - 1
                need = max(len(lines) for _, lines in filled)
                if room < min(need, 3) + 1:
                    yield drawn
                    drawn, top = self._head(sheet, again=True)
                    continue
                shown = min(need, room)
                drawn += self._boxes([(label, lines[:shown]) for label, lines in filled], top, shown)
                top -= (max(shown, 2) + 1.6) * _LINE + _GAP
                filled = [(label, lines[shown:]) for label, lines in filled]
                if not any(lines for _, lines in filled):
                    break
        yield drawn

    def _head(self, sheet: Sheet, *, again: bool = False) -> tuple[str, float]:
        """What says which scene it is, and where the boxes begin."""
        content, y = sheet.content, self.height - _MARGIN
        wide = self.width - 2 * _MARGIN
        above = " · ".join(part for part in (self.title.film, self.title.branch, self.title.date) if part)
        facts = (
            f"{content.setting}   {content.time}   Story day {sheet.day}   {sheet.length} pages"
            f"   {sheet.location}" + (f"   {sheet.shots} shots, {sheet.seconds:.1f} s" if sheet.shots else "")
        )
        lines = [
            _Line(_MARGIN, y, self._cut(f"Breakdown sheet   {above}", _SMALL)),
            _Line(_MARGIN + 6, y - 26, f"Scene {sheet.number}{' (goes on)' * again}", _LARGE, True),
            _Line(_MARGIN + 6, y - 42, self._cut(content.heading, _SMALL + 1, 12), _SMALL + 1, True),
            _Line(_MARGIN + 6, y - 56, self._cut(facts, _SMALL, 12)),
        ]
        top = y - 66
        if not again:
            room = int(wide / (_WIDE * _SMALL)) - 2
            for line in wrapped(content.synopsis, room)[:6]:
                top -= _LINE
                lines.append(_Line(_MARGIN + 6, top, line))
        high = y - 10 - top + 6
        frame = f"{_MARGIN:.2f} {top - 6:.2f} {wide:.2f} {high:.2f} re"
        drawn = f"q {_SHADES[sheet.light]} {frame} f Q\nq 0.7 w {frame} S Q\n"
        return drawn + "".join(self._text(line) for line in lines), top - 6 - _GAP

    def _boxes(self, row: list[tuple[str, list[str]]], top: float, shown: int) -> str:
        wide, high = self._box_width, (max(shown, 2) + 1.6) * _LINE
        parts = []
        for at, (label, lines) in enumerate(row):
            x = _MARGIN + at * (wide + _GAP)
            parts.append(f"q 0.5 w {x:.2f} {top - high:.2f} {wide:.2f} {high:.2f} re S Q\n")
            parts.append(self._text(_Line(x + 5, top - _LINE, label, _SMALL, True)))
            for place, line in enumerate(lines, 2):
                parts.append(self._text(_Line(x + 5, top - place * _LINE, line)))
        return "".join(parts)

    @property
    def _box_width(self) -> float:
        return (self.width - 2 * _MARGIN - (_ACROSS - 1) * _GAP) / _ACROSS

    def _wrapped(self, items: list[str]) -> list[str]:
        room = int((self._box_width - 10) / (_WIDE * _SMALL))
        return [line for item in items for line in wrapped(item, room)]

    def _cut(self, text: str, size: float, inset: float = 0) -> str:
        room = int((self.width - 2 * _MARGIN - inset) / (_WIDE * size))
        return wrapped(text, room)[0] if text.strip() else ""

    def _text(self, line: _Line) -> str:
        """Operators that print one line; the lettering's own size is scaled."""
        scale = line.size / SIZE
        drawn = self.lettering.line(visual(line.text, reads_right(line.text)), 0, 0, (line.bold, False))
        return f"q {scale:.4f} 0 0 {scale:.4f} {line.x:.2f} {line.y:.2f} cm BT\n{drawn}ET Q\n"
