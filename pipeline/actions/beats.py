"""Beats by hand: added, moved, removed."""

from typing import Any
from uuid import UUID

from django.db import transaction

from projects.actions.commit import Edit, commit
from projects.actions.ordering import edits_to_move, position_after
from projects.kinds import Beat, BeatSheet
from projects.models import Branch, Change, Head

NEW_SECONDS = 6.0


@transaction.atomic
def add_beat(
    branch: Branch, episode: UUID, *, by: Any, after: UUID | None = None
) -> tuple[Head, Change | None]:
    """An empty beat behind ``after``, or at the end. The beat sheet comes into being with its first beat."""
    sheet = sheet_of(branch, episode)
    if sheet is None:
        inside: dict[str, Any] = {"parent": episode, "episode": episode}
        commit(branch, [Edit.new(BeatSheet(), "beats", **inside)], by=by, message="Began a beat sheet")
        sheet = Head.objects.get(branch=branch, kind="beat_sheet", parent_node=episode, deleted=False)
    siblings = beat_heads(branch, sheet.node_id)
    taken = Head.objects.filter(branch=branch, kind="beat", parent_node=sheet.node_id)
    slot = free_slot("h", set(taken.values_list("slot", flat=True)))
    new = Edit.new(
        Beat(title="New beat", seconds=NEW_SECONDS),
        slot,
        position_after(siblings, after),
        parent=sheet.node_id,
        episode=episode,
    )
    change = commit(branch, [new], by=by, message="Added a beat")
    made = Head.objects.get(branch=branch, kind="beat", parent_node=sheet.node_id, slot=slot)
    return made, change


@transaction.atomic
def move_beat(branch: Branch, episode: UUID, moved: UUID, after: UUID | None, *, by: Any) -> Change | None:
    """Tell a beat behind another one, or first. Raises Refused when one of them is gone."""
    sheet = sheet_of(branch, episode)
    siblings = beat_heads(branch, sheet.node_id) if sheet else []
    return commit(branch, edits_to_move(siblings, moved, after), by=by, message="Moved a beat")


@transaction.atomic
def remove_beat(branch: Branch, head: Head, *, by: Any) -> Change | None:
    """Take a beat out; its scene goes with it until the beat comes back."""
    gone = Edit.of(head, deleted=True, origin=head.origin)
    return commit(branch, [gone], by=by, message=f"Removed the beat {head.content.title}")


def sheet_of(branch: Branch, episode: UUID) -> Head | None:
    """The episode's beat sheet."""
    return Head.objects.filter(branch=branch, kind="beat_sheet", parent_node=episode, deleted=False).first()


def beat_heads(branch: Branch, sheet: UUID) -> list[Head]:
    """The beats in order, contents included."""
    rows = Head.objects.filter(branch=branch, kind="beat", parent_node=sheet, deleted=False)
    return list(rows.select_related("revision").order_by("position", "pk"))


def free_slot(prefix: str, taken: set[str]) -> str:
    """The next free slot for something a person adds: "h01". Slots of what a model makes never begin so."""
    number = 1
    while f"{prefix}{number:02}" in taken:
        number += 1
    return f"{prefix}{number:02}"
