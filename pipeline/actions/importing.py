"""Texts that people bring in: judged by content, kept as material, screenplays cut into scenes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from charset_normalizer import from_bytes
from defusedxml.common import DefusedXmlException
from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid
from pipeline.stages.screenplay.texts import portions, script_of
from projects.actions.commit import Edit, commit
from projects.kinds import Brief, Material
from projects.models import Branch, Head
from projects.positions import spread
from projects.screenplay import fdx, fountain, plaintext, scenes

LARGEST = 5 * 1024 * 1024  # bytes
EIGHTH_SECONDS = 7.5  # a page is about a minute
_TEXT_ENDINGS = {".txt": "text", ".md": "markdown", ".markdown": "markdown", ".fountain": "fountain"}


@dataclass(frozen=True)
class Brought:
    """A text as it was read: its format and its words. ``fountain`` is the screenplay, if it is one."""

    name: str
    format: str
    text: str
    fountain: str = ""


def read_text(name: str, data: bytes) -> Brought:
    """Read an uploaded file. Its content decides what it is, its name only helps.

    Raises Invalid with a sentence for empty, too large, binary and unreadable files.
    """
    if not data.strip():
        raise Invalid(f"{name} is empty.", field="files")
    if len(data) > LARGEST:
        size = f"{len(data) / 1024 / 1024:.1f} MB"
        raise Invalid(f"{name} has {size}; a text may have up to 5 MB.", field="files")
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and b"<FinalDraft" in data[:4000]:
        return _final_draft(name, data)
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise Invalid(
            f"{name} is not a text the studio reads yet. Bring it as txt, md, fountain or fdx.", field="files"
        )
    text = decoded(name, data)
    kind = next((kind for ending, kind in _TEXT_ENDINGS.items() if name.lower().endswith(ending)), "text")
    return Brought(name[:255], kind, text, text if kind == "fountain" else "")


def _final_draft(name: str, data: bytes) -> Brought:
    try:
        text = fountain.write(fdx.read(data))
    except (ValueError, DefusedXmlException) as error:
        raise Invalid(f"{name} is not a complete Final Draft file: {error}.", field="files") from error
    return Brought(name[:255], "fdx", text, text)


def decoded(name: str, data: bytes) -> str:
    """The file's text in whatever encoding it has. Raises Invalid for what is no text."""
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Invalid(f"{name} is not a text. Bring it as txt, md, fountain or fdx.", field="files")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
        if best is None:
            raise Invalid(
                f"The letters of {name} cannot be read. Save it as UTF-8 and bring it again.", field="files"
            ) from None
        text = str(best)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text.strip():
        raise Invalid(f"{name} has no words in it.", field="files")
    return text


def screenplay_text(brought: Brought) -> str:
    """The text as a screenplay in Fountain, also when it came as plain text."""
    return brought.fountain or fountain.write(plaintext.from_text(brought.text))


@transaction.atomic
def bring_material(branch: Branch, episode: UUID, brought: Brought, *, by: Any) -> None:
    """Keep a text as material of stage 1."""
    there = Head.objects.filter(branch=branch, episode=episode, kind="material")
    slot = f"m{there.count() + 1:03}"
    content = Material(name=brought.name, format=brought.format, text=brought.text)
    edit = Edit.new(content, slot, slot, parent=episode, episode=episode, origin=Head.Origin.UPLOAD)
    commit(branch, [edit], by=by, message=f"Brought in {brought.name}")
    record("material.brought", branch, by=by, name=brought.name, format=brought.format)


@transaction.atomic
def bring_screenplay(branch: Branch, episode: UUID, text: str, *, by: Any, title: str = "") -> int:
    """Make a finished screenplay the script, scene by scene, word for word. Returns how many scenes it has.

    The brief's mode becomes "screenplay" and its running time follows the pages. Raises Invalid when
    there is no scene in it.
    """
    parts = portions(text)
    if not parts or not any(part.heading for part in parts):
        raise Invalid(
            "There is no scene heading in this screenplay, such as INT. KITCHEN - DAY.", field="files"
        )
    there = Head.objects.select_related("revision").filter(
        branch=branch, episode=episode, kind="script", deleted=False
    )
    edits = [Edit.of(head, deleted=True, origin=head.origin) for head in there]
    inside: dict[str, Any] = {"parent": episode, "episode": episode, "origin": Head.Origin.UPLOAD}
    taken = {head.slot for head in Head.objects.filter(branch=branch, episode=episode, kind="script")}
    seconds = 0.0
    number = 0
    for part, position in zip(parts, spread(len(parts)), strict=True):
        number += 1
        while f"i-{number:03}" in taken:
            number += 1
        edits.append(Edit.new(script_of(part.text, number=part.number), f"i-{number:03}", position, **inside))
        seconds += scenes.eighths(fountain.parse(part.text).elements) * EIGHTH_SECONDS
    edits.append(_brief_edit(branch, episode, round(seconds), title))
    commit(branch, edits, by=by, message="Brought in a screenplay")
    record("screenplay.brought", branch, by=by, scenes=len(parts))
    return len(parts)


def _brief_edit(branch: Branch, episode: UUID, seconds: int, title: str) -> Edit:
    head = Head.objects.select_related("revision").get(
        branch=branch, episode=episode, kind="brief", deleted=False
    )
    brief: Brief = head.content
    updates: dict[str, Any] = {"mode": "screenplay", "seconds": min(max(seconds, 15), 3 * 3600)}
    if title and not brief.title:
        updates["title"] = title[:200]
    return Edit.of(head, brief.model_copy(update=updates))
