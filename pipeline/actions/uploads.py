"""Own pictures in place of what a model would make: a take among takes, and one that stays."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Conflict
from assets.models import Media
from pipeline.graph.targets import Target
from pipeline.models import Generation
from projects.actions.commit import Edit, commit
from projects.kinds import KINDS, Content, digest
from projects.models import Branch, Change, Head

PROVIDER = "own file"  # of the take: what stands where others name a model


@transaction.atomic
def bring_picture(
    branch: Branch,
    episode: UUID,
    target: Target,
    kind: str,
    media: Media,
    *,
    expected: int,
    by: Any,
    name: str = "",
) -> Change | None:
    """Put a picture of somebody's own where ``target`` stands, if that still shows revision ``expected``.

    ``kind`` is frame or picture; ``expected`` is 0 while nothing stands there. The picture outranks every
    model: it stays when what it would be made from changes. Brought twice it is one take, and where it stands
    already nothing happens. Raises Conflict when
    something else stands there by now, Refused when the stage is locked.
    """
    Branch.objects.select_for_update(no_key=True).get(pk=branch.pk)  # no two bring the same node into being
    content = KINDS[kind].model_validate(
        {"media": media.sha256, "width": media.width, "height": media.height, "uploaded": True}
    )
    head = _standing(branch, target, kind)
    if head is not None and head.origin == Head.Origin.UPLOAD and head.content.media == media.sha256:
        return None
    if (head.revision_id if head else 0) != expected:
        raise Conflict(
            "Something else stands there by now. Look at it, then bring your picture.", current=head
        )
    take = _take(branch, episode, target, content, media, by, name)
    built: dict[str, Any] = {
        "origin": Head.Origin.UPLOAD,
        "built_digest": target.digest,
        "built_by": take.pk,
    }
    if head is not None:
        edit = Edit.of(head, content, expected=expected, **built)
    else:
        edit = Edit.new(content, target.slot, parent=target.parent, episode=episode, **built)
    change = commit(branch, [edit], by=by, message=f"Brought an own {kind}")
    if change is not None:
        record("picture.brought", branch, by=by, target=target.key, file=name[:200], sha256=media.sha256)
    return change


def _standing(branch: Branch, target: Target, kind: str) -> Head | None:
    heads = Head.objects.filter(branch=branch, deleted=False, kind=kind, slot=target.slot)
    return heads.filter(parent_node=target.parent).select_related("revision").first()


def _take(
    branch: Branch, episode: UUID, target: Target, content: Content, media: Media, by: Any, name: str
) -> Generation:
    """The record of it among the takes; the same file for the same target has one."""
    key = digest([PROVIDER, str(branch.project_id), str(episode), target.key, media.sha256])
    take, _ = Generation.objects.get_or_create(
        reuse_key=key,
        state=Generation.State.DONE,
        reused_from=None,
        defaults={
            "project_id": branch.project_id,
            "branch": branch.pk,
            "episode": episode,
            "step": target.step,
            "target": target.key,
            "node": target.item.node if target.item else None,
            "digest": target.digest,
            "inputs": target.inputs,
            "provider": PROVIDER,
            "result": {"content": content.payload(), "children": []},
            "media": [media.sha256],
            "facts": {"file": name[:200]},
            "created_by": by,
            "finished_at": timezone.now(),
        },
    )
    return take
