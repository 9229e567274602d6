"""Putting another draft of the screenplay in place of the one that is filmed: shots keep their scenes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Conflict
from pipeline.actions.screenplays import explicit, free_slots
from pipeline.redraft import Draft, Fate, drafted
from pipeline.redraft.drafting import BACK, CHANGED, NEW, OUT
from projects.actions.commit import Edit, commit
from projects.models import Branch, Change, Head
from projects.queries.story import Story, load_story

Choices = Mapping[int, UUID | None]


@transaction.atomic
def take_draft(
    branch: Branch, episode: UUID, text: str, *, expected: str, by: Any, chosen: Choices | None = None
) -> Change | None:
    """Make ``text`` the screenplay, as the comparison ``expected`` showed it. None: nothing changes.

    Scenes that are found again keep their shots and all that was made for them; what the draft has not is
    omitted, with everything under it, and can be restored. Raises Conflict when the screenplay has changed
    since it was compared, Invalid when there is no scene in the text, Refused when the stage is locked.
    """
    list(Branch.objects.filter(pk=branch.pk).select_for_update(no_key=True).values("pk"))
    story = load_story(branch, episode)
    draft = drafted(story, text, chosen)
    if draft.state != expected:
        raise Conflict(
            "The screenplay was changed since this was compared. Look at the new comparison first."
        )
    edits = _edits(branch, story, draft)
    change = commit(branch, edits, by=by, message="Brought in a new draft")
    counts = {kind: draft.count(kind) for kind in (CHANGED, NEW, OUT, BACK)}
    record("screenplay.redrafted", branch, by=by, moved=draft.moved, **counts)
    return change


def _edits(branch: Branch, story: Story, draft: Draft) -> list[Edit]:
    nodes = [fate.item.node for fate in draft.fates if fate.item and fate.written]
    rows = Head.objects.filter(branch=branch, node_id__in=nodes, deleted=False).select_related("revision")
    heads = {head.node_id: head for head in rows}
    slots = iter(free_slots(branch, story, draft.count(NEW)))
    edits = []
    for fate in draft.fates:
        if fate.kind == NEW and fate.after is not None:
            inside = {"parent": story.episode, "episode": story.episode}
            edits.append(Edit.new(fate.after, next(slots), fate.position or "V", **inside))
        elif fate.item is not None and fate.written:
            edits.append(_edit(heads[fate.item.node], fate))
    return edits


def _edit(head: Head, fate: Fate) -> Edit:
    if fate.kind == OUT:
        return Edit.of(head, head.content.model_copy(update={"omitted": True}))
    same_words = fate.before is not None and fate.after is not None and fate.before.text == fate.after.text
    edit = Edit.of(head, fate.after, **({"origin": head.origin} if same_words else {}))
    if fate.position is None or fate.item is None:
        return edit
    return replace(edit, position=explicit(fate.position, fate.item))
