"""Chosen files as the list shows them that is looked at before they are brought in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pipeline.models import StagedText
from pipeline.queries.materials import NAMES, SOURCES
from pipeline.queries.places import Place

SHOWN = 40


@dataclass(frozen=True)
class StagedFile:
    """A chosen file: what it is, judged by its content, or why it cannot be read."""

    pk: UUID
    name: str
    size: str
    kind: str  # "Screenplay", "Text"
    came: str  # "PDF, 128 pages, 21,400 words"
    opening: str
    error: str


@dataclass(frozen=True)
class Staged:
    """The list as a whole."""

    files: list[StagedFile]
    readable: int


def staged_files(place: Place, person: Any) -> Staged:
    """A person's chosen files for an episode, in their order. One query; what they say is not read."""
    rows = StagedText.objects.filter(
        project_id=place.project.pk, branch=place.branch.pk, episode=place.episode.node_id, created_by=person
    )
    files = [_file(row) for row in rows.defer("content").order_by("place", "pk")[:SHOWN]]
    return Staged(files, sum(not each.error for each in files))


def _file(row: StagedText) -> StagedFile:
    parts = [SOURCES.get(row.source, "")]
    parts += [f"{row.pages:,} page{'' if row.pages == 1 else 's'}"] if row.pages else []
    parts += [f"{row.words:,} word{'' if row.words == 1 else 's'}"]
    return StagedFile(
        pk=row.pk,
        name=row.name,
        size=size_words(row.bytes),
        kind=NAMES.get(row.format, "Text"),
        came=", ".join(part for part in parts if part),
        opening=row.opening,
        error=row.error,
    )


def size_words(size: int) -> str:
    """ "820 bytes", "312 KB", "2,048.0 MB"."""
    if size < 2048:
        return f"{size:,} bytes"
    return f"{size / 1024:,.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:,.1f} MB"
