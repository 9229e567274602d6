"""Comments: written by reviewers and above, changed by who wrote them, removed by them or a producer."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.roles import Role
from accounts.kernel.texts import keepable
from projects.actions.events import announce
from projects.models import Comment, Node

WRITERS = Role.REVIEWER  # who may write comments
MODERATORS = Role.PRODUCER  # who may remove those of others


@transaction.atomic
def add_comment(node: Node, text: str, *, by: Any) -> Comment:
    """Say something about ``node``; open pages see it at once. Raises Invalid for none or too long a text."""
    comment = Comment.objects.create(project_id=node.project_id, node=node, author=by, text=_checked(text))
    _tell(comment)
    return comment


@transaction.atomic
def edit_comment(comment: Comment, text: str, *, by: Any) -> Comment:
    """Change one's own comment; it says that it was changed. Raises Refused for somebody else's, Invalid."""
    checked, locked = _checked(text), _own(comment, by)
    if locked.text != checked:
        locked.text, locked.edited_at = checked, timezone.now()
        locked.save(update_fields=["text", "edited_at"])
        _tell(locked)
    return locked


@transaction.atomic
def remove_comment(comment: Comment, *, by: Any, role: Role) -> Comment:
    """Take the words of a comment away: one's own, or as a moderator anybody's, which is written down.

    Raises Refused for somebody else's without that role. Removing it again changes nothing.
    """
    locked = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    own = locked.author_id == by.pk
    if not own and not role.covers(MODERATORS):
        raise Refused("Only who wrote a comment, or a producer, may remove it.")
    if locked.removed_at is None:
        if not own:
            record(
                "comment.removed", locked, by=by, author=str(locked.author or ""), node=str(locked.node_id)
            )
        locked.text, locked.removed_at, locked.removed_by = "", timezone.now(), by
        locked.save(update_fields=["text", "removed_at", "removed_by"])
        _tell(locked)
    return locked


def _own(comment: Comment, by: Any) -> Comment:
    locked = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if locked.removed_at is not None:
        raise Refused("This comment was removed. Write a new one.")
    if locked.author_id != by.pk:
        raise Refused("Only who wrote a comment may change it.")
    return locked


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid("Write a word or two first.", field="text")
    if len(text) > Comment.TEXT_MAX:
        raise Invalid(f"A comment has at most {Comment.TEXT_MAX:,} characters.", field="text")
    if not keepable(text):
        raise Invalid("The comment holds a character that cannot be kept. Type it again.", field="text")
    return text


def _tell(comment: Comment) -> None:
    announce(comment.project_id, "comments", node=str(comment.node_id))
