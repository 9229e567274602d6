"""The texts that were brought to an episode, without loading them whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Left, Length

from projects.models import Branch, Head

_OPENING = 600  # characters shown of each
NAMES = {"text": "Text", "markdown": "Markdown", "fountain": "Screenplay", "fdx": "Final Draft"}
SOURCES = {
    "pdf": "PDF",
    "docx": "Word document",
    "fdx": "Final Draft file",
    "paste": "pasted",
    "text": "text file",
}


@dataclass(frozen=True)
class MaterialRow:
    """A brought-in text as a list shows it."""

    node: UUID
    name: str
    format: str
    characters: int
    opening: str
    source: str
    paper_pages: int  # of the file it came in; 0 where files have none
    bytes: int
    sha256: str
    by: str
    at: datetime

    @property
    def came(self) -> str:
        """As what it came: "PDF, 128 pages, 210 KB"."""
        parts = [SOURCES.get(self.source, "")]
        if self.paper_pages:
            parts.append(f"{self.paper_pages:,} page{'' if self.paper_pages == 1 else 's'}")
        if self.bytes:
            parts.append(f"{self.bytes / 1024:,.0f} KB" if self.bytes > 2048 else f"{self.bytes:,} bytes")
        return ", ".join(part for part in parts if part)

    @property
    def key(self) -> str:
        """For element ids."""
        return str(self.node)

    @property
    def kind(self) -> str:
        """What people call its format."""
        return NAMES.get(self.format, "Text")

    @property
    def is_screenplay(self) -> bool:
        return self.format in ("fountain", "fdx")

    @property
    def pages(self) -> int:
        """How many typed pages it would fill, about: 1,800 characters each."""
        return max(1, round(self.characters / 1_800))


def materials(branch: Branch, episode: UUID) -> list[MaterialRow]:
    """The texts in the order they were brought. One query; of each text only its opening is read."""
    rows = Head.objects.filter(branch=branch, episode=episode, kind="material", deleted=False)
    rows = rows.annotate(
        name=KeyTextTransform("name", "revision__payload"),
        format=KeyTextTransform("format", "revision__payload"),
        characters=Length(KeyTextTransform("text", "revision__payload")),
        opening=Left(KeyTextTransform("text", "revision__payload"), _OPENING),
        source=KeyTextTransform("source", "revision__payload"),
        paper_pages=KeyTextTransform("pages", "revision__payload"),
        bytes=KeyTextTransform("bytes", "revision__payload"),
        sha256=KeyTextTransform("sha256", "revision__payload"),
        by=F("revision__author__name"),
        at=F("revision__created_at"),
    ).order_by("position", "pk")
    fields = (
        "node_id",
        "name",
        "format",
        "characters",
        "opening",
        "source",
        "paper_pages",
        "bytes",
        "sha256",
    )
    return [_row(row) for row in rows.values(*fields, "by", "at")]


def _row(values: dict[str, Any]) -> MaterialRow:
    """Texts that came before sources were kept have none."""
    values["node"] = values.pop("node_id")
    values |= {name: int(values[name] or 0) for name in ("paper_pages", "bytes")}
    values |= {name: values[name] or "" for name in ("source", "sha256", "by")}
    return MaterialRow(**values)
