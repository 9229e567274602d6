"""Taking changes back and putting them back again: always as new revisions, so that history stays."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Conflict, Refused
from projects.actions.belonging import settle
from projects.actions.commit import Edit, commit
from projects.merging import merge_content
from projects.models import Branch, Change, ChangeItem, Head, Revision
from projects.queries.history import own_changes

_STRUCTURE = ("parent", "position", "deleted")


@transaction.atomic
def roll_back(change: Change, *, by: Any, message: str = "") -> Change | None:
    """Put back what ``change`` replaced, as a new change; what others changed beside it stays.

    Raises Conflict if something it changed was changed again since, or was taken back already.
    """
    items = list(change.items.select_related("new_revision", "old_revision"))
    rows = Head.objects.select_related("revision").filter(
        branch=change.branch, node__in=[item.node_id for item in items]
    )
    heads = {head.node_id: head for head in rows}
    edits = [edit for item in items if (edit := _back(item, heads[item.node_id]))]
    if not edits:
        raise Conflict("This was taken back already.")
    said = message or f"Undid: {change.message}"
    undone = commit(change.branch, edits, by=by, kind=Change.Kind.ROLLBACK, message=said)
    moved = [edit.known for edit in edits if edit.parent != heads[edit.known].parent_node]
    settle(change.branch, moved)  # what stood in another episode goes back with all that is under it
    if undone is not None:
        Change.objects.filter(pk=undone.pk).update(undoes=change.pk)
    record("change.rolled_back", change.branch, by=by, change=change.pk)
    return undone


def _back(item: ChangeItem, head: Head) -> Edit | None:
    """The edit that takes one head's step back; None when it stands there as before."""
    after = item.new_revision
    if item.old_revision is None:  # the change had made the node: putting back means taking it away
        if head.deleted:
            return None
        if head.revision_id != after.pk:
            raise _changed_since(head)
        return Edit.of(head, deleted=True)
    merged, clashes = merge_content(_whole(after), _whole(head.revision), _whole(item.old_revision))
    if clashes:
        raise _changed_since(head)
    structure = merged.pop("structure")
    content = type(head.content).model_validate(merged)
    edit = Edit.of(head, content, **structure)
    return None if edit.content == head.content and structure == _whole(head.revision)["structure"] else edit


def _whole(revision: Revision) -> dict[str, Any]:
    """Content and structure as one, to be merged field by field; the structure is one field."""
    structure = {
        "parent": revision.parent_node,
        "position": revision.position,
        "deleted": revision.deleted,
    }
    return {**revision.payload, "structure": structure}


def _changed_since(head: Head) -> Conflict:
    who = str(head.revision.author or "A model")
    return Conflict(f"{who} changed this since.", current=head)


class Steps(NamedTuple):
    """What a person can take back or put back next; each is the change that must be rolled back for it."""

    undo: Change | None
    redo: Change | None


def steps(branch: Branch, episode: UUID, kinds: tuple[str, ...], by: Any) -> Steps:
    """A person's next step back and forth in an episode's content of some kinds, on a branch. One query.

    As in an editor: whoever changes something new after taking steps back cannot put them back any more.
    """
    done: list[Change] = []
    undone: list[Change] = []
    by_pk: dict[int, Change] = {}
    for change in own_changes(branch, episode, kinds, by):
        by_pk[change.pk] = change
        if change.undoes is None:
            if change.kind == Change.Kind.EDIT:
                done, undone = [*done, change], []
        elif done and done[-1].pk == change.undoes:
            done, undone = done[:-1], [*undone, change]
        elif undone and undone[-1].pk == change.undoes:
            done, undone = [*done, change], undone[:-1]
        else:  # taken back out of turn, from the list of changes
            done = [kept for kept in done if kept.pk != change.undoes]
    return Steps(done[-1] if done else None, undone[-1] if undone else None)


def undo(branch: Branch, episode: UUID, kinds: tuple[str, ...], *, by: Any) -> Change | None:
    """Take the person's last own step back. Raises Refused when there is none, Conflict as ``roll_back``."""
    step = steps(branch, episode, kinds, by).undo
    if step is None:
        raise Refused("There is nothing of yours to undo here.")
    return roll_back(step, by=by, message=f"Undid: {_plain(step)}")


def redo(branch: Branch, episode: UUID, kinds: tuple[str, ...], *, by: Any) -> Change | None:
    """Put back what the person undid last. Raises Refused for nothing, Conflict as ``roll_back``."""
    step = steps(branch, episode, kinds, by).redo
    if step is None:
        raise Refused("There is nothing to redo.")
    return roll_back(step, by=by, message=f"Redid: {_plain(step)}")


def _plain(change: Change) -> str:
    """What was done, without how often it was undone and redone since."""
    return change.message.removeprefix("Undid: ").removeprefix("Redid: ")
