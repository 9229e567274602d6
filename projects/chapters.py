"""A long text in chapters: by its own headings, or where it has none, in parts of like length."""

import re
from dataclasses import dataclass

MOST_TITLE = 80  # characters of a line that can be a heading
PART_WORDS = 3_000  # of a part, where the text says nothing of chapters
_NUMBER = (
    r"(?:\d{1,4}|[IVXLCDM]{1,8}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[\w-]{3,20})"
)
_NAMED = re.compile(
    rf"(?:chapter|part|book|kapitel|teil|buch|chapitre|partie|capítulo|parte|capitolo|глава|часть|rozdział|hoofdstuk)"
    rf"\s+{_NUMBER}\b.*|(?:prologue|epilogue|prolog|epilog|prólogo|epílogo|пролог|эпилог|prologo|epilogo)\b.{{0,40}}"
    r"|第[\d一二三四五六七八九十百千零〇]+[章回节節部].{0,40}",
    re.IGNORECASE,
)
_MARKED = re.compile(r"#{1,3}\s+(\S.*)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Chapter:
    """A stretch of a text: characters ``start`` to ``end``, and how many words there are."""

    number: int
    title: str
    start: int
    end: int
    words: int


def chapters(text: str) -> list[Chapter]:
    """The chapters of a text in order; together they are the whole text. A short one is one chapter."""
    starts = _headings(text)
    if len(starts) < 2:
        starts = _parts(text)
    if starts[0][0] > 0:
        opening = text[: starts[0][0]]
        starts = [(0, "Opening"), *starts] if opening.strip() else [(0, starts[0][1]), *starts[1:]]
    ends = [*(start for start, _ in starts[1:]), len(text)]
    return [
        Chapter(number, title, start, end, len(_WORD.findall(text[start:end])))
        for number, ((start, title), end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _headings(text: str) -> list[tuple[int, str]]:
    found = []
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        if 0 < len(bare) <= MOST_TITLE:
            marked = _MARKED.fullmatch(bare)
            title = marked[1] if marked else bare
            if marked or _NAMED.fullmatch(title):
                found.append((at, title.strip("# ")))
        at += len(line) + 1
    return found


def _parts(text: str) -> list[tuple[int, str]]:
    """Parts of about ``PART_WORDS`` words, each beginning with a paragraph."""
    starts = [0]
    words = at = 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        if words >= PART_WORDS and paragraph.strip():
            starts.append(at)
            words = 0
        words += len(_WORD.findall(paragraph))
        at += len(paragraph)
    if len(starts) == 1:
        return [(0, "Whole text")]
    return [(start, f"Part {number}") for number, start in enumerate(starts, 1)]
