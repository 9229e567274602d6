"""Choosing between takes: an edit like any other, recorded and to be undone."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.kernel.errors import Refused
from pipeline.graph.targets import Target
from pipeline.models import Generation
from pipeline.registry import STEP_OF
from projects.actions.commit import Edit, commit
from projects.actions.edits import changed, head_or_404
from projects.kinds import KINDS, Content
from projects.models import Change, Head
from projects.queries.story import Story, load_story


def choose(head: Head, target: Target, take: UUID, *, expected: int, by: Any) -> Change | None:
    """Put a take into the film, as an edit of ``by``. What it showed before stays among the takes.

    A take made from what stands there today is as fresh as any. An older one counts as kept by hand:
    nothing remakes it unasked. Raises Refused when it is no take of ``target``, Conflict when another was
    chosen meanwhile.
    """
    made = (
        Generation.objects.done()
        .filter(Q(target=target.key) | Q(node=head.node_id), project_id=head.branch.project_id, pk=take)
        .first()
    )
    if made is None or not made.result or made.result["children"]:  # a list is not one thing to choose
        raise Refused("That take is gone. Choose another.")
    content = KINDS[head.kind].model_validate(made.result["content"])
    if becomes := getattr(content, "becomes", {}):
        return _cast(head, target, content, made, becomes, expected=expected, by=by)
    edit = Edit.of(
        head,
        content,
        expected=expected,
        origin=_origin(content, made.digest == target.digest),
        built_digest=made.digest,
        built_by=made.pk,
    )
    return commit(head.branch, [edit], by=by, message=f"Chose another take of a {head.kind}")


@transaction.atomic
def _cast(
    head: Head,
    target: Target,
    content: Content,
    made: Generation,
    becomes: dict[str, Any],
    *,
    expected: int,
    by: Any,
) -> Change | None:
    """Choose a candidate of an asset's picture: the asset becomes who is seen there, in one change with it.

    The picture is then as fresh as any: what it would be made from is what it shows.
    """
    asset = head_or_404(head.branch, head.parent_node) if head.parent_node else None
    if asset is None:
        raise Refused("What this is a picture of is gone.")
    cast = changed(asset.content, becomes)
    digest = _digest_after(head, target, asset, cast)
    picture = Edit.of(
        head, content, expected=expected, origin=Head.Origin.MACHINE, built_digest=digest, built_by=made.pk
    )
    return commit(
        head.branch,
        [Edit.of(asset, cast), picture],
        by=by,
        message=f"Chose another candidate for {asset.content.name}",
    )


def _digest_after(head: Head, target: Target, asset: Head, cast: Content) -> str:
    """The digest that ``target`` will have once ``asset`` is as ``cast``."""
    episode = head.episode or asset.episode
    story, short = load_story(head.branch, episode or head.node_id), cast.summary()
    items = [
        replace(item, hashes=short["h"], values=short["v"], origin=Head.Origin.HAND, _joined={})
        if item.node == asset.node_id
        else item
        for item in story.items
    ]
    targets = STEP_OF[target.step].targets(Story(story.branch, story.episode, items))
    return next((found.digest for found in targets if found.key == target.key), target.digest)


def _origin(content: Content, is_newest: bool) -> str:
    """An own file stays an own file: no model may replace it."""
    if getattr(content, "uploaded", False):
        return Head.Origin.UPLOAD
    return Head.Origin.MACHINE if is_newest else Head.Origin.HAND
