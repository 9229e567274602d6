"""A treatment's markdown as sections under headings, so that variants can be compared and mixed."""

import re
from dataclasses import dataclass

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A heading with the text under it. The text before the first heading has an empty one."""

    heading: str
    level: int  # 1 to 6; 0 without a heading
    body: str

    @property
    def key(self) -> str:
        """What makes two sections the same part of a story: their heading, whatever its case."""
        return " ".join(self.heading.casefold().split())


def split(text: str) -> list[Section]:
    """The sections in order; ``joined`` puts them together again."""
    text = text.replace("\r\n", "\n")
    found = list(_HEADING.finditer(text))
    before = text[: found[0].start()] if found else text
    sections = [Section("", 0, before.strip("\n"))] if before.strip() else []
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        sections.append(Section(match[2], len(match[1]), text[match.end() : end].strip("\n")))
    return sections


def paragraphs_of(body: str) -> list[str]:
    """The paragraphs of a section's body, in order."""
    return [part.strip("\n") for part in re.split(r"\n\s*\n", body) if part.strip()]


def joined(sections: list[Section]) -> str:
    """The markdown of some sections."""
    parts = []
    for section in sections:
        heading = f"{'#' * section.level} {section.heading}" if section.level else ""
        parts.append("\n\n".join(part for part in (heading, section.body) if part))
    return "\n\n".join(parts) + "\n" if parts else ""


def taken_over(text: str, taken: Section) -> str:
    """``text`` with the section of that name replaced by ``taken``, or with ``taken`` at its end."""
    sections = split(text)
    for at, section in enumerate(sections):
        if section.key == taken.key:
            return joined([*sections[:at], taken, *sections[at + 1 :]])
    return joined([*sections, taken])


def aligned(texts: list[str]) -> list[tuple[str, list[Section | None]]]:
    """Rows for comparing texts side by side: a heading, and each text's section of that name, or None.

    Rows stand in the order of the first text; headings that only others have follow where they belong.
    """
    columns = [{section.key: section for section in split(text)} for text in texts]
    order: list[str] = []
    for column in columns:
        at = 0
        for key in column:
            if key in order:
                at = order.index(key) + 1
            else:
                order.insert(at, key)
                at += 1
    rows = []
    for key in order:
        cells = [column.get(key) for column in columns]
        heading = next(cell.heading for cell in cells if cell is not None)
        rows.append((heading, cells))
    return rows


def words(text: str) -> int:
    """How many words a markdown text has. Scripts without spaces count two characters as a word."""
    plain = re.sub(r"[#*_>`\-]+", " ", text)
    dense = sum("\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" for letter in plain)
    spaced = re.sub(r"[\u3040-\u9fff\uac00-\ud7af]", " ", plain)
    return len(spaced.split()) + (dense + 1) // 2


def reading_minutes(text: str) -> int:
    """Minutes to read it at 230 words a minute (Brysbaert 2019, silent reading of English), at least 1."""
    return max(1, round(words(text) / 230))
