"""The screenplay on pages, as the page of stage 4 shows them: rows of text with the scenes' anchors."""

from collections import defaultdict
from dataclasses import dataclass, field

from projects.screenplay import fountain, scenes
from projects.screenplay.elements import Element, Screenplay
from projects.screenplay.layout import LaidLine, Page, paginate
from projects.screenplay.paper import ACTION
from projects.screenplay.scenes import in_eighths

EIGHTH_SECONDS = 7.5  # a page is about a minute


@dataclass(frozen=True)
class Row:
    """One printed row; ``anchor`` is the slot of the scene that begins on it.

    ``line`` names the paragraph that begins on it: the scene's slot and the paragraph's place in it, from 0.
    """

    text: str
    kind: str
    anchor: str = ""
    line: str = ""


@dataclass
class LaidScene:
    """Where a scene stands and how long it is."""

    slot: str
    heading: str
    number: str
    eighths: int
    page: int = 1

    @property
    def length(self) -> str:
        """Its length in pages, as call sheets write it: "1 3/8"."""
        return in_eighths(self.eighths)

    @property
    def seconds(self) -> float:
        """About how long it runs, by its length on paper."""
        return self.eighths * EIGHTH_SECONDS


@dataclass
class Laid:
    """The whole screenplay on paper."""

    pages: list[list[Row]] = field(default_factory=list)
    scenes: list[LaidScene] = field(default_factory=list)

    @property
    def eighths(self) -> int:
        return sum(scene.eighths for scene in self.scenes)


def lay_out(texts: list[tuple[str, str]], paper: str = "letter") -> Laid:
    """Lay scenes, given as (slot, Fountain text) in order, on pages of "letter" or "a4" paper."""
    laid = Laid()
    elements: list[Element] = []
    starts: dict[int, LaidScene] = {}
    for slot, text in texts:
        own = fountain.parse(text).elements
        head = next((element for element in own if element.type == "heading"), None)
        scene = LaidScene(slot, head.text if head else "", head.number if head else "", scenes.eighths(own))
        laid.scenes.append(scene)
        starts[len(elements)] = scene
        elements += own
    waiting = sorted(starts)
    lines = _lines(starts, len(elements))
    for page in paginate(Screenplay({}, elements), paper):
        laid.pages.append(_rows(page, starts, waiting, lines))
    return laid


def _lines(starts: dict[int, LaidScene], count: int) -> dict[int, str]:
    """What each paragraph is called, by its place in the whole screenplay."""
    found, slot, first = {}, "", 0
    for at in range(count):
        if at in starts:
            slot, first = starts[at].slot, at
        found[at] = f"{slot}-{at - first}"
    return found


def _rows(page: Page, starts: dict[int, LaidScene], waiting: list[int], names: dict[int, str]) -> list[Row]:
    """The page's rows; lines that share one (dual dialogue) are set side by side."""
    by_row: dict[int, list[LaidLine]] = defaultdict(list)
    for line in page.lines:
        by_row[line.row].append(line)
    rows = []
    for number in range(max(by_row, default=-1) + 1):
        lines = sorted(by_row.get(number, []), key=lambda line: line.indent)
        text = ""
        for line in lines:
            text = text.ljust(line.indent - ACTION) + line.text
        anchor, named = "", next((names.pop(line.element) for line in lines if line.element in names), "")
        for line in lines:
            while waiting and line.element >= waiting[0]:
                scene = starts[waiting.pop(0)]
                scene.page, anchor = page.number, anchor or scene.slot
        rows.append(Row(text, lines[0].kind if lines else "", anchor, named))
    return rows
