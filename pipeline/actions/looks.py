"""Looks of an asset: added, described, given to scenes, taken away."""

from typing import Any

from django.db import transaction

from accounts.kernel.errors import Conflict, Invalid, Refused
from projects.actions.commit import Edit, commit
from projects.actions.edits import changed
from projects.kinds import Look
from projects.models import Change, Head
from projects.positions import between

MOST_LOOKS = 12  # of one asset


def looks_under(head: Head) -> list[Head]:
    """The looks of the asset ``head`` on its branch, in order."""
    rows = Head.objects.select_related("revision").filter(
        branch_id=head.branch_id, kind="look", deleted=False
    )
    return list(rows.filter(parent_node=head.node_id).order_by("position", "pk"))


@transaction.atomic
def add_look(head: Head, name: str, *, by: Any, **fields: Any) -> Change | None:
    """Give an asset another look, called ``name``. Raises Invalid for no name, Refused for too many looks."""
    name = " ".join(name.split())
    if not name:
        raise Invalid("Give the look a name, such as “wedding” or “after the fire”.", field="name")
    there = looks_under(head)
    if len(there) >= MOST_LOOKS:
        raise Refused(f"An asset has at most {MOST_LOOKS} looks. Remove one first.")
    content = changed(Look(asset=head.content.key, name="-"), {"name": name, **fields})
    taken = {look.slot for look in Head.objects.filter(branch_id=head.branch_id, parent_node=head.node_id)}
    slot = next(f"look-{n}" for n in range(1, len(taken) + 2) if f"look-{n}" not in taken)
    position = between(there[-1].position, "") if there else "V"
    step = Edit.new(content, slot, position, parent=head.node_id, episode=head.episode)
    edits = [step, *_given_up(there, content)]
    return commit(head.branch, edits, by=by, message=f"Added a look of {head.content.name}: {name}")


@transaction.atomic
def edit_look(head: Head, changes: dict[str, Any], *, expected: int, by: Any) -> Change | None:
    """Change a look. A scene that it takes is taken from the asset's other looks, in the same change.

    Raises Conflict when it was changed meanwhile, Invalid when a value does not fit, Refused when the stage
    is locked.
    """
    if head.revision_id != expected:
        raise Conflict(
            "Somebody changed this look meanwhile. Look at it, then change it again.", current=head
        )
    content = changed(head.content, changes)
    if not content.name.strip():  # type: ignore[attr-defined]
        raise Invalid("Give the look a name.", field="name")
    others = Head.objects.select_related("revision").filter(
        branch_id=head.branch_id, kind="look", deleted=False, parent_node=head.parent_node
    )
    edits = [Edit.of(head, content, expected=expected)] if content != head.content else []
    edits += _given_up(list(others.exclude(pk=head.pk).order_by("pk")), content)
    return commit(head.branch, edits, by=by, message=f"Changed the look {head.content.name}")


def _given_up(others: list[Head], content: Any) -> list[Edit]:
    """The edits that take from other looks the scenes that ``content`` has now: one look in a scene."""
    taken = set(content.scenes)
    return [
        Edit.of(
            other, changed(other.content, {"scenes": [s for s in other.content.scenes if s not in taken]})
        )
        for other in others
        if taken & set(other.content.scenes)
    ]


@transaction.atomic
def remove_look(head: Head, *, by: Any) -> Change | None:
    """Take a look away: in its scenes the asset looks as always again. It can be undone."""
    return commit(
        head.branch, [Edit.of(head, deleted=True)], by=by, message=f"Removed the look {head.content.name}"
    )
