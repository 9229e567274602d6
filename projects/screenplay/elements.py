"""What a screenplay is made of, whatever file it came in."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class ElementType(StrEnum):
    """The kinds of paragraph that Fountain tells apart."""

    HEADING = "heading"
    ACTION = "action"
    CHARACTER = "character"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    LYRICS = "lyrics"
    TRANSITION = "transition"
    CENTERED = "centered"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    NOTE = "note"
    BONEYARD = "boneyard"
    PAGE_BREAK = "page break"


SPOKEN = frozenset(
    (ElementType.CHARACTER, ElementType.PARENTHETICAL, ElementType.DIALOGUE, ElementType.LYRICS)
)
# Kept for the writer, never printed on a page.
UNPRINTED = frozenset((ElementType.SECTION, ElementType.SYNOPSIS, ElementType.NOTE, ElementType.BONEYARD))


class Element(NamedTuple):
    """One paragraph of a screenplay.

    ``text`` carries Fountain's emphasis marks and notes as they were typed, and no element marks: a
    heading has no number, a cue no caret. ``gap`` counts the blank lines above it beyond the usual one.
    """

    type: ElementType
    text: str
    number: str = ""  # of a heading: "12A"
    dual: bool = False  # of a cue: spoken beside the speech before it
    forced: bool = False  # marked by hand, because its look alone does not say what it is
    depth: int = 0  # of a section: 1 to 6
    gap: int = 0


@dataclass
class Screenplay:
    """A title page (keys as written, in order) and the elements that follow it."""

    title_page: dict[str, str] = field(default_factory=dict)
    elements: list[Element] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title page's title on one line, or an empty text."""
        for key, value in self.title_page.items():
            if key.casefold() == "title":
                return " ".join(value.split())
        return ""
