"""Lines of a page that know where they stand, as PDFs give them."""

from dataclasses import dataclass

COLUMN = 7.2  # points: ten an inch
HYPHEN = "\u00ad"  # at the end of a line, when the word goes on in the next


@dataclass(frozen=True)
class Line:
    """A line of a page: where it begins, in points from the upper left corner, and its words with theirs."""

    page: int
    x: float
    y: float
    words: list[tuple[float, str]]
    width: float
    height: float

    @property
    def text(self) -> str:
        return " ".join(word for _, word in self.words)

    @property
    def prose(self) -> str:
        """Its text, words that a line's end had cut in two whole again."""
        return self.text.replace(HYPHEN, "")
