"""A long text in chapters: by its own headings, or where it has none, in parts of like length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from projects.kinds.base import short_digest
from projects.kinds.story import ChapterMark, Material, Stretch

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
STRETCH_BYTES = 3_000  # of a chapter: the smallest part that a model may be given
_LONG_BYTES = 2 * STRETCH_BYTES  # a paragraph longer than this is cut between sentences
_WORD = re.compile(r"\w+")
_PARAGRAPH = re.compile(r"(?:.+\n?)+\s*")
_SENTENCE = re.compile(r".*?(?:[.!?\u2026\u3002\uff01\uff1f][\"\u201d\u2019)]*\s*|\Z)", re.DOTALL)


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


def marked(text: str) -> list[ChapterMark]:
    """The chapters of a text as a material keeps them, each in stretches that end with a paragraph."""
    return [
        ChapterMark(
            slot=f"c{part.number:03}",
            title=part.title[:200],
            start=part.start,
            stretches=stretches(text[part.start : part.end], part.start),
        )
        for part in chapters(text)
    ]


def marks_of(material: Material) -> list[ChapterMark]:
    """A material's chapters, also of one that was brought before they were kept."""
    return material.chapters or marked(material.text)


def chapters_of(material: Material) -> list[Chapter]:
    """A material's chapters to be read; their numbers are their places."""
    return [
        Chapter(
            number,
            mark.title,
            mark.start,
            mark.stretches[-1].end if mark.stretches else mark.start,
            sum(each.words for each in mark.stretches),
        )
        for number, mark in enumerate(marks_of(material), 1)
    ]


def stretches(text: str, start: int = 0) -> list[Stretch]:
    """A chapter's ``text``, which begins at ``start``, in stretches of about ``STRETCH_BYTES``."""
    found: list[Stretch] = []
    begin = at = size = 0
    for end in _ends(text):
        size += len(text[at:end].encode())
        at = end
        if size >= STRETCH_BYTES or end == len(text):
            part = text[begin:end]
            found.append(
                Stretch(
                    end=start + end,
                    words=len(_WORD.findall(part)),
                    bytes=size,
                    digest=short_digest(" ".join(part.split())),
                )
            )
            begin, size = end, 0
    return found


def _ends(text: str) -> Iterator[int]:
    """Where a text may be cut: behind paragraphs, in very long ones behind sentences, last its end."""
    at = 0
    for match in _PARAGRAPH.finditer(text):
        end = match.end()
        if len(text[at:end].encode()) > _LONG_BYTES:
            yield from _inner_ends(text, at, end)
        at = end
        yield end
    if at < len(text):
        yield len(text)


def _inner_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where a paragraph of extreme length is cut: behind sentences, or where there are none, anywhere."""
    cut = start
    for match in _SENTENCE.finditer(text, start, end):
        while match.end() - cut > _LONG_BYTES:
            cut += STRETCH_BYTES
            yield cut
        if cut < match.end() < end:
            cut = match.end()
            yield cut


def with_chapter(material: Material, slot: str, words: str) -> dict[str, object]:
    """The fields of a material in which the chapter ``slot`` reads ``words``: the others stay theirs.

    Raises LookupError when there is no such chapter.
    """
    marks = marks_of(material)
    at = next((number for number, mark in enumerate(marks) if mark.slot == slot), None)
    if at is None:
        raise LookupError(f"there is no chapter {slot}")
    start = marks[at].start
    end = marks[at + 1].start if at + 1 < len(marks) else len(material.text)
    gap = "\n\n" if at + 1 < len(marks) else "\n"
    words = words.rstrip() + gap
    heading = _headings(words)
    title = heading[0][1] if heading and not words[: heading[0][0]].strip() else marks[at].title
    new = ChapterMark(slot=slot, title=title[:200], start=start, stretches=stretches(words, start))
    moved = [_moved(mark, start + len(words) - end) for mark in marks[at + 1 :]]
    text = material.text[:start] + words + material.text[end:]
    return {"text": text, "chapters": [mark.model_dump() for mark in (*marks[:at], new, *moved)]}


def _moved(mark: ChapterMark, by: int) -> ChapterMark:
    parts = [each.model_copy(update={"end": each.end + by}) for each in mark.stretches]
    return mark.model_copy(update={"start": mark.start + by, "stretches": parts})


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
