"""Pages of a laid-out screenplay as a PDF: title page, lines, page numbers, scene numbers."""

from projects.screenplay import fountain, paper
from projects.screenplay.elements import UNPRINTED, Element, ElementType, Screenplay
from projects.screenplay.emphasis import plain, without_notes
from projects.screenplay.layout import LaidLine, Page, paginate
from projects.screenplay.pdf.bidi import has_right, reads_right, visual
from projects.screenplay.pdf.document import Document
from projects.screenplay.pdf.fonts import Fonts
from projects.screenplay.pdf.lettering import PITCH, SIZE, Lettering, collection_of
from projects.screenplay.pdf.styles import Emphasis, Piece
from projects.screenplay.wrap import columns, wrapped

ATTACHED = "screenplay.fountain"  # what is printed, as Fountain, for whoever reads the file back
SHEETS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # points
_TOP, _BASE = 72.0, 9.6  # the margin, and a line's upper edge to the foot of its letters
_NUMBER_TOP = 36.0  # half an inch
_LEFT_NUMBER, _RIGHT_NUMBER = 8, 77  # columns of scene numbers in the margins
_CREDITS = (("title", 22), ("credit", 26), ("author", 28), ("authors", 28), ("source", 32))


def write(screenplay: Screenplay, sheet: str = "letter") -> bytes:
    """The screenplay as a PDF on "letter" or "a4" paper, paginated by ``layout.paginate``.

    The same screenplay gives the same bytes. Notes, boneyards, sections and synopses are not in the file.
    Raises KeyError for other paper.
    """
    elements = screenplay.elements
    document, fonts = Document(), Fonts()
    everything = "".join(element.text for element in elements)
    printer = _Printer(Lettering(fonts, collection_of(everything)), sheet, elements)
    streams = [printer.title_page(screenplay.title_page)] if screenplay.title_page else []
    streams += [printer.page(page) for page in paginate(screenplay, sheet)]
    resources = document.put(f"<< /Font << {fonts.written(document)} >> >>")
    return document.bound(
        [(stream, f"{resources} 0 R") for stream in streams or [""]],
        SHEETS[sheet],
        screenplay.title or "Screenplay",
        catalog=" /ViewerPreferences << /DisplayDocTitle true >>"
        f" /Names << /EmbeddedFiles << /Names [({ATTACHED}) {_attached(document, screenplay)} 0 R] >> >>",
    )


def _attached(document: Document, screenplay: Screenplay) -> int:
    printed = [
        element._replace(text=without_notes(element.text))
        for element in screenplay.elements
        if element.type not in UNPRINTED
    ]
    title_page = {key: without_notes(value) for key, value in screenplay.title_page.items()}
    data = fountain.write(Screenplay(title_page, printed)).encode("utf-8", "replace")
    file = document.stream(data, "/Type /EmbeddedFile /Subtype /text#2Fplain")
    return document.put(f"<< /Type /Filespec /F ({ATTACHED}) /UF ({ATTACHED}) /EF << /F {file} 0 R >> >>")


class _Printer:
    """Prints one screenplay, page by page and in order."""

    def __init__(self, lettering: Lettering, sheet: str, elements: list[Element]) -> None:
        self.lettering, self.elements = lettering, elements
        self.width, self.height = SHEETS[sheet]
        self.paper = paper.PAPERS[sheet]
        self._emphasis: dict[int, Emphasis] = {}
        self._rightward: dict[int, bool] = {}
        self._numbered: set[int] = set()

    def page(self, page: Page) -> str:
        """One page's content stream."""
        parts = ["BT\n"]
        rules: list[str] = []
        if page.number > 1:
            label = f"{page.number}."
            parts.append(self.lettering.line(label, self._right(label), self.height - _NUMBER_TOP - _BASE))
        for line in page.lines:
            if line.text.strip():
                parts += self._line(line, rules)
        return "".join([*parts, "ET\n", *rules])

    def _right(self, text: str) -> float:
        return (self.paper.right - columns(text)) * PITCH

    def _line(self, line: LaidLine, rules: list[str]) -> list[str]:
        y = self.height - _TOP - line.row * SIZE - _BASE
        right = self._runs_right(line)
        x = self._start(line, right) * PITCH
        parts = self._numbers(line, y)
        if right or has_right(line.text):
            bold = line.kind == ElementType.HEADING
            return [*parts, self.lettering.line(visual(line.text, right), x, y, (bold, False))]
        for piece in self._pieces(line):
            if piece.text.strip():
                parts.append(self.lettering.line(piece.text, x, y, (piece.bold, piece.italic)))
                if piece.underline:
                    rules.append(f"{x:.2f} {y - 1.8:.2f} {columns(piece.text) * PITCH:.2f} 0.6 re f\n")
            x += columns(piece.text) * PITCH
        return parts

    def _pieces(self, line: LaidLine) -> list[Piece]:
        if line.element < 0:
            return [Piece(line.text)]
        if line.element not in self._emphasis:
            self._emphasis[line.element] = Emphasis(self.elements[line.element])
        return self._emphasis[line.element].pieces(line.text)

    def _runs_right(self, line: LaidLine) -> bool:
        if line.element < 0:
            return reads_right(line.text)
        if line.element not in self._rightward:
            self._rightward[line.element] = reads_right(plain(self.elements[line.element].text))
        return self._rightward[line.element]

    def _start(self, line: LaidLine, right: bool) -> int:
        """The column a line begins at: one that runs from right to left ends where its lines end."""
        if not right or line.kind not in ("heading", "action", "dialogue", "parenthetical", "lyrics"):
            return line.indent
        widths = {"dialogue": paper.DIALOGUE_WIDTH, "parenthetical": paper.PARENTHETICAL_WIDTH}
        width = widths.get(line.kind, self.paper.action)
        if line.kind in widths and line.indent not in (paper.DIALOGUE, paper.PARENTHETICAL):
            width = self.paper.dual
        return line.indent + max(width - columns(line.text), 0)

    def _numbers(self, line: LaidLine, y: float) -> list[str]:
        """A scene's number in both margins, beside the first line of its heading."""
        if line.kind != ElementType.HEADING or line.element in self._numbered:
            return []
        self._numbered.add(line.element)
        number = self.elements[line.element].number
        if not number:
            return []
        left = max(_LEFT_NUMBER - columns(number) // 2, 1) * PITCH
        return [self.lettering.line(number, x, y, (True, False)) for x in (left, _RIGHT_NUMBER * PITCH)]

    def title_page(self, title_page: dict[str, str]) -> str:
        """Title and authors in the middle, everything else at the foot."""
        by_key = {key.casefold(): value for key, value in title_page.items()}
        parts = ["BT\n"]
        row = 0
        for key, wanted in _CREDITS:
            value = plain(by_key.pop(key, "")).strip()
            if not value:
                continue
            row = max(row, wanted)
            for line in wrapped(value, self.paper.action):
                start = paper.ACTION + (self.paper.action - columns(line)) // 2
                parts.append(self._placed(line, start, row, key == "title"))
                row += 1
            row += 1
        rest = [
            line
            for key, value in by_key.items()
            if key not in ("font", "format")
            for line in wrapped(plain(value), self.paper.action)
        ]
        foot = max(self.paper.lines - len(rest), row)
        parts += [self._placed(line, paper.ACTION, foot + at, False) for at, line in enumerate(rest)]
        return "".join([*parts, "ET\n"])

    def _placed(self, text: str, column: int, row: int, bold: bool) -> str:
        y = self.height - _TOP - row * SIZE - _BASE
        return self.lettering.line(visual(text, reads_right(text)), column * PITCH, y, (bold, False))
