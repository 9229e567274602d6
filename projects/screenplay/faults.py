"""What may not happen on printed pages, looked for in pages that are already laid out.

The rules are those of the trade: a heading or a name never ends a page, a speech that goes on is marked on
both pages, and nothing stands outside the margins. The checker knows nothing of how the pages came about.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from projects.screenplay import paper
from projects.screenplay.breaks import continued
from projects.screenplay.layout import LaidLine, Page
from projects.screenplay.wrap import columns

_SPEECH = ("dialogue", "lyrics")


class Fault(NamedTuple):
    """A broken rule, and the page it is on."""

    page: int
    rule: str
    line: str


def faults(pages: list[Page], sheet: str = "letter") -> list[Fault]:
    """Every fault of some pages, in order. An empty list is what print wants."""
    found = [fault for page in pages for fault in _on_page(page, sheet)]
    for before, after in pairwise(pages):
        found += _between(before, after)
    return sorted(found)


def _on_page(page: Page, sheet: str) -> Iterator[Fault]:
    size = paper.PAPERS[sheet]
    if not page.lines:
        yield Fault(page.number, "empty page", "")
        return
    for line in page.lines:
        if line.row >= size.lines:
            yield Fault(page.number, "below the lower margin", line.text)
        if line.indent < paper.ACTION or line.indent + columns(line.text) > size.right:
            yield Fault(page.number, "outside the side margins", line.text)
    last = _last(page)
    if last.kind == "heading":
        yield Fault(page.number, "heading ends a page", last.text)
    if last.kind in ("character", "contd"):
        yield Fault(page.number, "name ends a page", last.text)
    if last.kind == "parenthetical":
        yield Fault(page.number, "parenthetical ends a page", last.text)


def _between(before: Page, after: Page) -> Iterator[Fault]:
    last, first = _last(before), after.lines[0]
    if last.kind == "more":
        cue = next((line.text for line in reversed(before.lines) if line.kind in ("character", "contd")), "")
        if first.kind != "contd" or first.text != continued(cue):
            yield Fault(after.number, "continued speech without its name", first.text)
        yield from _few(before, after)
    elif first.kind == "contd":
        yield Fault(before.number, "continued speech without (MORE)", last.text)
    elif first.kind in (*_SPEECH, "parenthetical") and last.kind in (*_SPEECH, "parenthetical"):
        yield Fault(after.number, "speech broken without a mark", first.text)


def _few(before: Page, after: Page) -> Iterator[Fault]:
    """Fewer than two lines of a broken speech on one of its sides."""
    if _run(list(reversed(before.lines))[1:]) < 2:
        yield Fault(before.number, "one line of speech before a break", _last(before).text)
    if _run(after.lines[1:]) < 2:
        yield Fault(after.number, "one line of speech after a break", after.lines[0].text)


def _run(lines: list[LaidLine]) -> int:
    count = 0
    for line in lines:
        if line.kind not in (*_SPEECH, "parenthetical"):
            break
        count += line.kind in _SPEECH
    return count


def _last(page: Page) -> LaidLine:
    return max(page.lines, key=lambda line: line.row)
