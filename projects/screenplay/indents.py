"""A screenplay out of lines that know where they stand on their page, as PDFs give them.

What an element is, its indent says: action begins where headings do, speech stands an inch further in, names
another inch, transitions at the right. Page numbers, (MORE) and repeated names are taken out again.
"""

import re
from collections import Counter
from itertools import pairwise

from projects.screenplay.beside import one_below_the_other
from projects.screenplay.columns import COLUMN, HYPHEN, Line
from projects.screenplay.elements import Element, ElementType, Screenplay
from projects.screenplay.fountain import is_cue, is_heading
from projects.screenplay.scenes import parse_heading
from projects.screenplay.transitions import is_transition

_T = ElementType
_MARGIN = 50.0  # points at the upper and lower edge in which numbers and notices stand
_PAGE_NUMBER = re.compile(r"[-\u2013\s]*(?:page\s*)?\d{1,4}[A-Z]?\s*[.\-\u2013]?\s*$", re.IGNORECASE)
_NOTICE = re.compile(r"\(?(?:CONTINUED|MORE)\)?:?(?:\s*\(\d+\))?$|CONTINUED:", re.IGNORECASE)
_CONTD = re.compile(r"\s*\((?:CONT['\u2019]?D|CONTINUED)\)", re.IGNORECASE)
_SCENE_NUMBER = re.compile(r"[A-Z]{0,2}\d{1,4}[A-Z]{0,3}\.?$")


def from_lines(lines: list[Line]) -> Screenplay | None:
    """The screenplay that some lines are, without its title page; None if they are none."""
    printed = [line for line in lines if not _around(line)]
    edge = _edge(printed)
    ordered = one_below_the_other([line for line in printed if line.words], edge)
    rows = [(line, *_kind(line, edge)) for line in ordered]
    headings = sum(kind is _T.HEADING for _, kind, _, _ in rows)
    speeches = sum(
        before[1] is _T.CHARACTER and after[1] in (_T.DIALOGUE, _T.PARENTHETICAL)
        for before, after in pairwise(rows)
    )
    if not headings or not speeches:
        return None
    first = next(at for at, row in enumerate(rows) if row[1] is _T.HEADING)
    start = next((at for at, row in enumerate(rows) if row[0].page == rows[first][0].page), first)
    return Screenplay({}, _merged(_joined(rows[start:])))


def paragraphs(lines: list[Line]) -> list[str]:
    """Prose out of lines: a wider space, an indent or a short line before a capital begins a paragraph."""
    printed = [line for line in lines if line.words and not _around(line)]
    edge = min((line.x for line in printed), default=0.0)
    usual = _usual_step(printed)
    found: list[str] = []
    before: Line | None = None
    for line in printed:
        text = line.prose
        if before is not None and not _begins(before, line, usual, edge):
            last = found[-1]
            hyphened = last.endswith("-") and last[-2:-1].isalpha() and text[:1].islower()
            found[-1] = last[:-1] + text if hyphened else f"{last} {text}"
        else:
            found.append(text)
        before = line
    return found


def _begins(before: Line, line: Line, usual: float, edge: float) -> bool:
    if line.page != before.page:
        return before.text.endswith((".", "!", "?", "\u201d", '"')) and line.text[:1].isupper()
    return line.y - before.y > usual * 1.35 or (line.x - edge > 8 and line.x - before.x > 8)


def _usual_step(lines: list[Line]) -> float:
    steps = Counter(round(b.y - a.y, 0) for a, b in pairwise(lines) if a.page == b.page and b.y > a.y)
    return steps.most_common(1)[0][0] if steps else 12.0


def _around(line: Line) -> bool:
    """Page numbers, and the notices that only a page break needs."""
    text = line.text
    if _NOTICE.match(text):
        return True
    outside = line.y < _MARGIN + 10 or line.y > line.height - _MARGIN
    return outside and bool(_PAGE_NUMBER.match(text))


def _edge(lines: list[Line]) -> float:
    """Where action begins: the left-most place at which many lines, or all headings, do."""
    headings = Counter(round(line.x) for line in lines if is_heading(line.text))
    if headings:
        return float(headings.most_common(1)[0][0])
    starts = Counter(round(line.x) for line in lines)
    often = [x for x, count in starts.items() if count * 20 >= len(lines)]
    return float(min(often or starts or [0]))


def _kind(line: Line, edge: float) -> tuple[ElementType, str, str]:
    """What a line is, its text, and its scene number."""
    words = list(line.words)
    number = ""
    if len(words) > 1 and words[0][0] < edge - 2 * COLUMN and _SCENE_NUMBER.match(words[0][1]):
        number = words.pop(0)[1].rstrip(".")
    if number and len(words) > 1 and words[-1][1].rstrip(".") == number:
        words.pop()
    text = " ".join(word for _, word in words).replace(HYPHEN, "-")
    column = (words[0][0] - edge) / COLUMN
    if number or (column < 5 and (is_heading(text) or _reads_as_heading(text))):
        return _T.HEADING, text, number
    if column < 5:
        return (_T.TRANSITION if is_transition(text) else _T.ACTION), text, ""
    if text.startswith("(") and column < 24:
        return _T.PARENTHETICAL, text, ""
    if column < 15:
        return _T.DIALOGUE, text, ""
    if column >= 30 or is_transition(text):
        return _T.TRANSITION, text, ""
    return (_T.CHARACTER if is_cue(text) or column < 26 else _T.CENTERED), text, ""


def _reads_as_heading(text: str) -> bool:
    """A heading in another language: capitals that say a place and a time of day."""
    heading = parse_heading(text)
    return text == text.upper() and bool(heading.time and heading.place) and len(text) < 80 and " - " in text


Row = tuple[Line, ElementType, str, str]


def _joined(rows: list[Row]) -> list[Element]:
    """Lines of one kind that follow each other closely are one element."""
    found: list[Element] = []
    before: Line | None = None
    for line, kind, text, number in rows:
        near = before is not None and (line.page != before.page or line.y - before.y < 18)
        last = found[-1] if found else None
        spoken = last is not None and last.type in (_T.CHARACTER, _T.DIALOGUE, _T.PARENTHETICAL)
        if kind in (_T.DIALOGUE, _T.PARENTHETICAL) and not spoken:
            kind = _T.ACTION
        if last and last.type is _T.PARENTHETICAL and not last.text.endswith(")"):
            kind = _T.PARENTHETICAL
        new_page = before is not None and line.page != before.page
        whole = last is not None and last.text.endswith((".", "!", "?", ":"))
        cut = new_page and kind in (_T.ACTION, _T.HEADING) and whole
        if last and near and last.type is kind and kind is not _T.CHARACTER and not number and not cut:
            found[-1] = last._replace(text=f"{last.text} {text}")
        else:
            found.append(_element(kind, text, number))
        before = line
    return found


def _element(kind: ElementType, text: str, number: str) -> Element:
    if kind is _T.HEADING:
        return Element(kind, text, number=number, forced=not is_heading(text))
    if kind is _T.CHARACTER:
        name = text.removesuffix(" ^")
        return Element(kind, name, dual=name != text, forced=not is_cue(name))
    if kind is _T.TRANSITION:
        return Element(kind, text, forced=not is_transition(text))
    return Element(kind, text)


def _merged(elements: list[Element]) -> list[Element]:
    """Speeches that a page break had cut are whole again."""
    found: list[Element] = []
    cue = ""
    for element in elements:
        if element.type is _T.CHARACTER:
            name = _CONTD.sub("", element.text).strip()
            if _CONTD.search(element.text) and name == cue and found and found[-1].type is _T.DIALOGUE:
                continue
            cue = name
            found.append(element)
        elif element.type is _T.DIALOGUE and found and found[-1].type is _T.DIALOGUE:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {element.text}")
        else:
            found.append(element)
    return found
