"""The working treatment: begun by hand, or taken over from a variant, whole or by section."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid
from pipeline.stages.treatment.sections import paragraphs_of, split, taken_over
from projects.actions.commit import Edit, commit
from projects.kinds import Treatment, Variant
from projects.models import Branch, Change, Head


def letter_of(slot: str) -> str:
    """What people call a variant: "v2" is B."""
    return chr(ord("A") + int(slot[1:]) - 1) if slot[1:].isdigit() else slot


@transaction.atomic
def begin_treatment(branch: Branch, episode: UUID, *, by: Any) -> Change | None:
    """An empty treatment to write into, unless there is one."""
    if _working(branch, episode) is not None:
        return None
    return commit(branch, [_new(episode, Treatment())], by=by, message="Began a treatment")


@transaction.atomic
def take_variant(
    branch: Branch, episode: UUID, slot: str, *, by: Any, expected: int | None = None
) -> Change | None:
    """Make a variant the working treatment. From then on it is a person's: no model writes over it.

    Raises Invalid when there is no such variant, Conflict when the treatment is no longer at ``expected``.
    """
    variant = _variant(branch, episode, slot)
    taken = Treatment(
        title=variant.title,
        logline=variant.logline,
        text=variant.text,
        bible=variant.bible,
        taken_from=slot,
    )
    change = _write(branch, episode, taken, by, expected, f"Took over variant {letter_of(slot)}")
    record("treatment.taken", branch, by=by, variant=slot)
    return change


@transaction.atomic
def take_section(
    branch: Branch, episode: UUID, slot: str, key: str, *, by: Any, expected: int | None = None
) -> Change | None:
    """Put one section of a variant into the working treatment, in place of its own of that name.

    Raises as ``take_variant`` does.
    """
    variant = _variant(branch, episode, slot)
    section = next((part for part in split(variant.text) if part.key == key), None)
    if section is None:
        raise Invalid("That part of the variant is gone; it was written again meanwhile.")
    head = _working(branch, episode)
    before = head.content if head else Treatment(title=variant.title, logline=variant.logline)
    updates: dict[str, Any] = {"text": taken_over(before.text, section)}
    if not before.bible:  # who and what the story knows must come from somewhere
        updates |= {"bible": variant.bible, "taken_from": slot}
    content = before.model_copy(update=updates)
    named = section.heading or "the opening"
    return _write(branch, episode, content, by, expected, f"Took {named} from variant {letter_of(slot)}")


@transaction.atomic
def take_paragraph(
    branch: Branch, episode: UUID, slot: str, key: str, number: int, *, by: Any, expected: int | None = None
) -> Change | None:
    """Put one paragraph (from 0) of a variant's section at the end of the treatment's section of that name.

    Raises as ``take_variant`` does.
    """
    section = next((part for part in split(_variant(branch, episode, slot).text) if part.key == key), None)
    paragraphs = paragraphs_of(section.body) if section else []
    if section is None or not 0 <= number < len(paragraphs):
        raise Invalid("That part of the variant is gone; it was written again meanwhile.")
    head = _working(branch, episode)
    before = head.content if head else Treatment()
    own = next((part for part in split(before.text) if part.key == key), None)
    body = "\n\n".join(part for part in (own.body if own else "", paragraphs[number]) if part)
    content = before.model_copy(update={"text": taken_over(before.text, replace(section, body=body))})
    named = f"Took a passage of {section.heading or 'the opening'} from variant {letter_of(slot)}"
    return _write(branch, episode, content, by, expected, named)


def _variant(branch: Branch, episode: UUID, slot: str) -> Variant:
    rows = Head.objects.filter(branch=branch, parent_node=episode, kind="variant", slot=slot, deleted=False)
    head = rows.select_related("revision").first()
    if head is None:
        raise Invalid("There is no such variant yet.")
    content: Variant = head.content
    return content


def _working(branch: Branch, episode: UUID) -> Head | None:
    rows = Head.objects.filter(branch=branch, parent_node=episode, kind="treatment", deleted=False)
    return rows.select_related("revision").first()


def _new(episode: UUID, content: Treatment) -> Edit:
    return Edit.new(content, "treatment", parent=episode, episode=episode)


def _write(
    branch: Branch, episode: UUID, content: Treatment, by: Any, expected: int | None, message: str
) -> Change | None:
    head = _working(branch, episode)
    if head is None:
        return commit(branch, [_new(episode, content)], by=by, message=message)
    changes: dict[str, Any] = {"built_digest": "", "built_by": None}  # made from what a person chose
    if expected is not None:
        changes["expected"] = expected
    return commit(branch, [Edit.of(head, content, **changes)], by=by, message=message)
