"""Files looked at before they are brought: read, listed, put in order, taken out, then brought together."""

import re
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from pipeline.actions.importing import Brought, bring_texts
from pipeline.models import StagedText
from projects.materials import display_name, too_large
from projects.models import Branch

MOST = 20  # files of one person for one episode
LARGEST_DECLARED = 2**50  # bytes: more than that is no file's size
_OPENING = 300  # characters that the list shows
_WORD = re.compile(r"\w+")


def staged_rows(branch: Branch, episode: UUID, person: Any) -> QuerySet[StagedText]:
    """A person's chosen files for an episode, in their order, without what they say."""
    rows = StagedText.objects.filter(
        project_id=branch.project_id, branch=branch.pk, episode=episode, created_by=person
    )
    return rows.order_by("place", "pk")


@transaction.atomic
def stage_texts(
    branch: Branch,
    episode: UUID,
    read: list[Brought],
    refused: list[tuple[str, int, str]],
    *,
    by: Any,
) -> list[StagedText]:
    """Keep files that were read, and of those that could not be (name, bytes, sentence) why, to be looked at.

    The same file chosen twice is there once. Raises Invalid when there would be more than ``MOST``.
    """
    Branch.objects.select_for_update(no_key=True).get(pk=branch.pk)  # two windows at once
    there = staged_rows(branch, episode, by)
    known = set(there.values_list("name", "sha256"))
    new = [text for text in read if (text.name, text.sha256) not in known]
    failed = [entry for entry in refused if (display_name(entry[0]), "") not in known]
    if there.count() + len(new) + len(failed) > MOST:
        raise Invalid(f"Look at no more than {MOST} files at once. Bring some in first.", field="texts")
    last = there.aggregate(last=Max("place"))["last"] or 0
    common = {"project_id": branch.project_id, "branch": branch.pk, "episode": episode, "created_by": by}
    rows = [StagedText(**common, place=last + at, **_of(text)) for at, text in enumerate(new, 1)]
    rows += [
        StagedText(
            **common,
            place=last + len(new) + at,
            name=display_name(name),
            bytes=min(size, LARGEST_DECLARED),
            error=sentence[:500],
        )
        for at, (name, size, sentence) in enumerate(failed, 1)
    ]
    return list(StagedText.objects.bulk_create(rows))


def _of(text: Brought) -> dict[str, Any]:
    return {
        "name": text.name,
        "bytes": text.bytes,
        "sha256": text.sha256,
        "format": text.format,
        "source": text.source,
        "pages": text.pages,
        "words": len(_WORD.findall(text.text)),
        "opening": " ".join(text.text[: 2 * _OPENING].split())[:_OPENING],
        "content": {"text": text.text, "fountain": text.fountain},
    }


def declared_refusals(declared: list[str]) -> list[tuple[str, int, str]]:
    """What is said of files that a browser did not even send, each as "size name", as they are too large."""
    found = []
    for entry in declared[:MOST]:
        size, _, name = entry.partition(" ")
        if size.isdecimal() and len(size) < 16 and name.strip():
            found.append((name, int(size), too_large(display_name(name), int(size), b"%PDF")))
    return found


@transaction.atomic
def put_behind(branch: Branch, episode: UUID, moved: UUID, after: UUID | None, *, by: Any) -> None:
    """Put one chosen file behind another, or first. Raises Refused when one of them is gone."""
    rows = list(staged_rows(branch, episode, by).select_for_update().defer("content"))
    row = next((each for each in rows if each.pk == moved), None)
    rest = [each for each in rows if each.pk != moved]
    at = next((at for at, each in enumerate(rest, 1) if each.pk == after), 0)
    if row is None or (after is not None and not at):
        raise Refused("Something in this list was removed meanwhile, so the order was put back.")
    for place, each in enumerate([*rest[:at], row, *rest[at:]], 1):
        each.place = place
    StagedText.objects.bulk_update(rows, ["place"])


def step_staged(branch: Branch, episode: UUID, moved: UUID, step: int, *, by: Any) -> None:
    """One place earlier (-1) or later (1); nothing at the ends. Raises Refused when it is gone."""
    order = list(staged_rows(branch, episode, by).values_list("pk", flat=True))
    if moved not in order:
        raise Refused("This file is not in the list any more.")
    at = min(max(order.index(moved) + step, 0), len(order) - 1)
    rest = [pk for pk in order if pk != moved]
    put_behind(branch, episode, moved, rest[at - 1] if at else None, by=by)


def unstage(branch: Branch, episode: UUID, pk: UUID | None, *, by: Any) -> int:
    """Take one chosen file out of the list, or with None all. Answers how many that were."""
    rows = staged_rows(branch, episode, by)
    return (rows if pk is None else rows.filter(pk=pk)).delete()[0]


@transaction.atomic
def bring_staged(branch: Branch, episode: UUID, *, by: Any) -> tuple[list[Brought], int]:
    """Bring in all that could be read, in their order; the list is empty then.

    Answers the texts and how many scenes a screenplay among them made. Raises Invalid when there is nothing,
    and Refused for a locked stage: then the list stays.
    """
    rows = list(staged_rows(branch, episode, by).select_for_update())
    texts = [_brought(row) for row in rows if row.content is not None]
    if not texts:
        raise Invalid("There is no file here that could be read. Choose another one.", field="texts")
    scenes = bring_texts(branch, episode, texts, by=by)
    record("materials.staged", branch, by=by, files=len(texts))
    StagedText.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return texts, scenes


def _brought(row: StagedText) -> Brought:
    content = row.content or {}
    return Brought(
        name=row.name,
        format=row.format,
        text=content["text"],
        fountain=content["fountain"],
        source=row.source,
        pages=row.pages,
        bytes=row.bytes,
        sha256=row.sha256,
    )
