"""Texts that people bring in: kept as material, screenplays cut into scenes."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid
from pipeline.adaptation import PROSE
from pipeline.stages.screenplay.texts import portions, script_of
from projects.actions.commit import Edit, commit
from projects.actions.edits import edit
from projects.chapters import marked, with_chapter
from projects.kinds import Brief, Material
from projects.kinds.base import short_digest
from projects.materials import Brought, has_scenes, read_text, screenplay_text
from projects.models import Branch, Head
from projects.positions import spread
from projects.screenplay import fountain, scenes
from projects.screenplay.elements import ElementType

__all__ = ["Brought", "bring_material", "bring_screenplay", "bring_texts", "read_text", "screenplay_text"]

EIGHTH_SECONDS = 7.5  # a page is about a minute


@transaction.atomic
def bring_texts(branch: Branch, episode: UUID, texts: list[Brought], *, by: Any) -> int:
    """Keep texts as material; the first screenplay among them becomes the script, unless there is one.

    Returns how many scenes were made. Raises Refused when a stage is locked.
    """
    for text in texts:
        bring_material(branch, episode, text, by=by)
    if Head.objects.filter(branch=branch, episode=episode, kind="script", deleted=False).exists():
        return 0
    script = next((text for text in texts if has_scenes(text)), None)
    if script is None:
        return 0
    title = fountain.parse(script.fountain).title
    return bring_screenplay(branch, episode, script.fountain, by=by, title=title)


@transaction.atomic
def bring_material(branch: Branch, episode: UUID, brought: Brought, *, by: Any) -> None:
    """Keep a text as material of stage 1. Brought twice, such as by a second submit, it is there once."""
    there = Head.objects.filter(branch=branch, episode=episode, kind="material")
    same = there.filter(deleted=False, revision__summary__v__name=brought.name)
    if same.filter(revision__summary__h__text=short_digest(brought.text)).exists():
        return
    slot = f"m{there.count() + 1:03}"
    content = Material(
        name=brought.name,
        format=brought.format,
        text=brought.text,
        source=brought.source,
        pages=brought.pages,
        bytes=brought.bytes,
        sha256=brought.sha256,
        chapters=marked(brought.text) if brought.format in PROSE else [],
    )
    edit = Edit.new(content, slot, slot, parent=episode, episode=episode, origin=Head.Origin.UPLOAD)
    commit(branch, [edit], by=by, message=f"Brought in {brought.name}")
    record("material.brought", branch, by=by, name=brought.name, format=brought.format)


def rewrite_chapter(head: Head, slot: str, words: str, *, expected: int, by: Any) -> int:
    """Let a chapter of a text read ``words``; the other chapters, and what was made of them, stay.

    Returns the new revision. Raises Invalid for a chapter without words, LookupError for one that is not
    there, and as ``edit`` does.
    """
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if not words.strip():
        raise Invalid("A chapter needs words. To leave it out, say so in the idea above.", field="text")
    changes = with_chapter(head.content, slot, words)
    return edit(head, changes, expected=expected, by=by, message=f"Rewrote a chapter of {head.content.name}")


@transaction.atomic
def bring_screenplay(branch: Branch, episode: UUID, text: str, *, by: Any, title: str = "") -> int:
    """Make a finished screenplay the script, scene by scene, word for word. Returns how many scenes it has.

    The brief's mode becomes "screenplay" and its running time follows the pages. Raises Invalid when
    there is no scene in it.
    """
    parts = portions(text)
    if not parts or not any(part.heading for part in parts):
        raise Invalid(
            "There is no scene heading in this screenplay, such as INT. KITCHEN - DAY.", field="texts"
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
    edits.append(_brief_edit(branch, episode, round(seconds), title, text))
    commit(branch, edits, by=by, message="Brought in a screenplay")
    record("screenplay.brought", branch, by=by, scenes=len(parts))
    return len(parts)


def opening_of(text: str) -> str:
    """The first thing a screenplay shows: what it is about, until somebody says it better."""
    shown = (
        e.text for e in fountain.parse(text).elements if e.type is ElementType.ACTION and len(e.text) > 12
    )
    return " ".join(next(shown, "").split())[:300]


def _brief_edit(branch: Branch, episode: UUID, seconds: int, title: str, text: str) -> Edit:
    head = Head.objects.select_related("revision").get(
        branch=branch, episode=episode, kind="brief", deleted=False
    )
    brief: Brief = head.content
    updates: dict[str, Any] = {"mode": "screenplay", "seconds": min(max(seconds, 15), 3 * 3600)}
    if title and not brief.title:
        updates["title"] = title[:200]
    if not brief.idea:
        updates["idea"] = opening_of(text)
    if page := fountain.parse(text).title_page:
        updates["title_page"] = page
    return Edit.of(head, brief.model_copy(update=updates))
