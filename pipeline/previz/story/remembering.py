"""The bible of a treatment: the one it carries, changed where a person changed the treatment's words."""

import re

from pydantic import ValidationError

from pipeline.previz.lexicon import words
from pipeline.previz.story.adapting import bible_from_text
from pipeline.previz.story.bible import SOURCE, Bible
from projects.kinds.base import digest
from projects.kinds.story import Brief, Treatment

_NAME = re.compile(r"\b[^\W\d_a-z][\w'\u2019-]+")
_HEADING = re.compile(r"^##\s+(.+?)\s*$", re.MULTILINE)
_OURS = 0.5  # share of a treatment's sentences that must be left for its bible still to tell it


def bible_of(brief: Brief, treatment: Treatment) -> Bible:
    """The treatment's bible; one is made from its text where it has none, or where the text is another story
    now.
    """
    try:
        bible = Bible.model_validate(treatment.bible)
    except ValidationError:
        bible = Bible()
    if not bible.people or not bible.places:
        return bible_from_text(brief, treatment.text or treatment.logline or brief.idea, treatment.title)
    if not treatment.text or digest(treatment.text) == bible.told or bible.spine == SOURCE:
        return bible
    kept = sum(part in treatment.text for part in bible.parts.values())
    renamed = _renamed(bible, treatment.text)
    if renamed is bible and kept < len(bible.parts) * _OURS:
        return bible_from_text(brief, treatment.text, treatment.title)
    return renamed


def edited_parts(bible: Bible, text: str) -> dict[str, str]:
    """The chapters of a treatment ("turn", "climax", ...) that a person has rewritten, with their new
    words.
    """
    headings = {label: part for part, label in words(bible.language, "angles")["headings"].items()}
    pieces = _HEADING.split(text)
    found: dict[str, str] = {}
    for label, chapter in zip(pieces[1::2], pieces[2::2], strict=False):
        part = headings.get(label, "")
        told = " ".join(chapter.split())
        if part in bible.parts and told and told != " ".join(bible.parts[part].split()):
            found[part] = told
    return found


def _renamed(bible: Bible, text: str) -> Bible:
    """The bible with a person's new name, where the text has lost an old name and gained one other."""
    gone = [
        person
        for person in bible.people
        if person.role != "N" and not re.search(rf"\b{person.short}\b", text)
    ]
    before = " ".join(bible.parts.values())
    said = [person for person in gone if re.search(rf"\b{person.short}\b", before)]
    known = set(_NAME.findall(before)) | {p for person in bible.people for p in person.name.split()}
    labels = {
        word for label in words(bible.language, "angles")["headings"].values() for word in label.split()
    }
    counts = [name for name in _NAME.findall(text) if name not in known and name not in labels]
    new = [
        name for name in dict.fromkeys(counts) if counts.count(name) > 1 and name.removesuffix("'s") == name
    ]
    if len(said) != 1 or not new:
        return bible
    old, name = said[0].short, max(new, key=counts.count)
    data = bible.model_dump_json().replace(old, name).replace(old.upper(), name.upper())
    return Bible.model_validate_json(data)
