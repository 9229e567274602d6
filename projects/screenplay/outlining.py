"""Where pages begin inside a screenplay's elements: for editors that show page breaks while one writes."""

from itertools import pairwise
from typing import NamedTuple

from projects.screenplay.elements import Element, ElementType, Screenplay
from projects.screenplay.layout import LaidLine, Page, paginate


class PageStart(NamedTuple):
    """A page from the second on begins in ``element``, before its letter ``offset`` (0: above it).

    ``more`` says that the page before ends with (MORE); ``contd`` is the name repeated on top, or empty.
    """

    page: int
    element: int
    offset: int
    more: bool
    contd: str


def page_starts(elements: list[Element], paper: str = "letter") -> tuple[list[PageStart], int]:
    """The starts of all pages but the first, and how many pages there are."""
    pages = paginate(Screenplay({}, elements), paper)
    found = []
    printed: dict[int, int] = {}
    for before, page in pairwise(pages):
        for line in before.lines:
            if line.element >= 0:
                printed[line.element] = printed.get(line.element, 0) + len("".join(line.text.split()))
        found.append(_start(before, page, elements, printed))
    return found, len(pages)


def _start(before: Page, page: Page, elements: list[Element], printed: dict[int, int]) -> PageStart:
    more = any(line.kind == "more" for line in before.lines)
    contd = next((line.text for line in page.lines if line.kind == "contd"), "")
    first = next(line for line in page.lines if line.element >= 0)
    count = printed.get(first.element, 0)
    offset = _offset(elements[first.element], count, first) if count else 0
    return PageStart(page.number, first.element, offset, more, contd)


def _offset(element: Element, count: int, line: LaidLine) -> int:
    """The place in an element's text of the first letter of ``line``, after ``count`` printed letters."""
    text = element.text.upper() if element.type is ElementType.HEADING else element.text
    at = passed = 0
    while at < len(text) and passed < count:
        passed += not text[at].isspace() and text[at] not in "*_\\"
        at += 1
    found = text.find(line.text.split()[0], at) if line.text.split() else -1
    return min(found if 0 <= found <= at + 40 else at, len(element.text))
