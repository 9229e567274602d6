"""Edits by hand: autosaved, compare-and-set, without a revision per keystroke."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone
from pydantic import ValidationError

from accounts.kernel.errors import Conflict, Invalid
from accounts.kernel.texts import keepable
from projects.actions.commit import Edit, write
from projects.kinds import Content
from projects.models import Branch, Change, ChangeItem, Head, Revision

BASE_MINUTES = 60  # what was typed over is kept so long: somebody's page may have been filled from it
AMEND_MINUTES = 10  # one author's keystrokes within this time are one revision of history


def head_or_404(branch: Branch, node: UUID, *kinds: str) -> Head:
    """The living head of a node, content included. Raises Http404, also when it is of another kind."""
    head = Head.objects.select_related("revision").filter(branch=branch, node_id=node, deleted=False).first()
    if head is None or (kinds and head.kind not in kinds):
        raise Http404("No such thing on this branch.")
    return head


def changed(content: Content, changes: dict[str, Any]) -> Content:
    """``content`` with ``changes``, checked. Raises Invalid with a sentence that names the field."""
    if name := next((name for name, value in changes.items() if not keepable(value)), ""):
        raise Invalid(f"{_called(name)} holds a character that cannot be kept. Type it again.", field=name)
    try:
        return type(content).model_validate({**content.payload(), **changes})
    except ValidationError as error:
        raise _sentence(error) from error


def _sentence(error: ValidationError) -> Invalid:
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    limit = (first.get("ctx") or {}).get("max_length")
    what = "entries" if first["type"] == "too_long" else "characters"
    said = f"has at most {limit:,} {what}." if limit else f"cannot be that: {first['msg'].lower()}."
    if first["type"] == "value_error":  # a rule of the content's own, in its own words
        said = f"cannot be that: {first['msg'].removeprefix('Value error, ')}."
    return Invalid(f"{_called(field)} {said}", field=field)


def _called(field: str) -> str:
    return field.replace("_", " ").capitalize()[:60] or "This"


@transaction.atomic
def edit(head: Head, changes: dict[str, Any], *, expected: int, by: Any, message: str = "") -> int:
    """Change fields of what ``head`` shows, if that is still revision ``expected``. Returns the new revision.

    A person's own edits within ten minutes amend one step of history. Raises Conflict with what stands
    there now, Invalid when a value does not fit, Refused when the stage is locked.
    """
    if head.revision_id != expected:
        who = str(head.revision.author or "A model")
        raise Conflict(f"{who} changed this while you were working on it.", current=head)
    content = changed(head.content, changes)
    if content == head.content:
        return expected
    step = Edit.of(head, content, expected=expected, origin=Head.Origin.HAND)
    done = write(head.branch, [step], by=by, message=message or f"Edited {head.kind.replace('_', ' ')}")
    new = done.revisions[head.node_id]
    if done.change is not None:
        _amend(head, done.change, expected, new, by)
    return new


def _amend(head: Head, change: Change, previous: int, new: int, by: Any) -> None:
    """Fold ``change`` into the author's last one, when that only edited the same node a moment ago."""
    since = timezone.now() - timedelta(minutes=AMEND_MINUTES)
    last = ChangeItem.objects.filter(
        node_id=head.node_id,
        new_revision_id=previous,
        change__branch=head.branch,
        change__kind=Change.Kind.EDIT,
        change__author=by,
        change__created_at__gt=since,
    ).exclude(change=change)
    item = last.order_by("-pk").first()
    if item is None or item.change.items.count() > 1 or item.old_revision_id is None:
        return
    if (
        Head.objects.filter(revision_id=previous).exists()
        or Head.objects.filter(base_revision_id=previous).exists()
    ):
        return  # another branch stands on it
    ChangeItem.objects.filter(pk=item.pk).update(new_revision_id=new)
    ChangeItem.objects.filter(change=change).delete()
    change.delete()
    _forget_amended(head.node_id)


def _forget_amended(node: UUID) -> None:
    """Delete what was typed over long ago; what was a moment ago is what others' pages were filled from."""
    since = timezone.now() - timedelta(minutes=BASE_MINUTES)
    items = ChangeItem.objects.filter(Q(old_revision=OuterRef("pk")) | Q(new_revision=OuterRef("pk")))
    shown = Head.objects.filter(Q(revision=OuterRef("pk")) | Q(base_revision=OuterRef("pk")), node_id=node)
    old = Revision.objects.filter(node_id=node, created_at__lt=since)
    old.filter(~Exists(items), ~Exists(shown)).delete()
