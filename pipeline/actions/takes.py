"""Choosing between takes: an edit like any other, recorded and to be undone."""

from typing import Any
from uuid import UUID

from accounts.kernel.errors import Refused
from pipeline.graph.targets import Target
from pipeline.models import Generation
from projects.actions.commit import Edit, commit
from projects.kinds import KINDS, Content
from projects.models import Change, Head


def choose(head: Head, target: Target, take: UUID, *, expected: int, by: Any) -> Change | None:
    """Put a take into the film, as an edit of ``by``. What it showed before stays among the takes.

    A take made from what stands there today is as fresh as any. An older one counts as kept by hand:
    nothing remakes it unasked. Raises Refused when it is no take of ``target``, Conflict when another was
    chosen meanwhile.
    """
    made = (
        Generation.objects.done()
        .filter(project_id=head.branch.project_id, target=target.key, pk=take)
        .first()
    )
    if made is None or not made.result or made.result["children"]:  # a list is not one thing to choose
        raise Refused("That take is gone. Choose another.")
    content = KINDS[head.kind].model_validate(made.result["content"])
    edit = Edit.of(
        head,
        content,
        expected=expected,
        origin=_origin(content, made.digest == target.digest),
        built_digest=made.digest,
        built_by=made.pk,
    )
    return commit(head.branch, [edit], by=by, message=f"Chose another take of a {head.kind}")


def _origin(content: Content, is_newest: bool) -> str:
    """An own file stays an own file: no model may replace it."""
    if getattr(content, "uploaded", False):
        return Head.Origin.UPLOAD
    return Head.Origin.MACHINE if is_newest else Head.Origin.HAND
