"""Joining an episode to the one before it, with all that was made from its scenes: it undoes a split."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.kernel.audit import record
from accounts.kernel.errors import Refused
from pipeline.actions.episodes import brief_of_length
from pipeline.actions.numbering import number_new_scenes
from pipeline.actions.scene_carrying import (
    carry_belongings,
    carrying_edits,
    check_carrying,
    keep,
    sure_of,
)
from pipeline.outline import places_of, told
from pipeline.queries.plans import plan_for
from pipeline.redraft.episodes import EIGHTH_SECONDS, lengths_of
from projects.actions.belonging import belong
from projects.actions.commit import Edit, commit
from projects.kinds import CastList
from projects.kinds.judging import Continuity
from projects.models import Branch, Head
from projects.positions import between, spread
from projects.queries.projects import episodes
from projects.queries.story import SHARED_KINDS, Item, Story, load_story
from projects.screenplay.numbers import with_number


@transaction.atomic
def join_to_previous(branch: Branch, episode: UUID, *, by: Any) -> Head:
    """Put an episode's scenes, with all that is theirs, behind those of the episode before, and take it out.

    A number that the episode before has already is given anew. What belonged to the episode as a whole
    (brief, score, cut) goes with it and stays in the history. Returns the episode before. Raises Refused for
    the first, for what is still told from beats, while work is under way and on a locked stage.
    """
    list(Branch.objects.filter(pk=branch.pk).select_for_update(no_key=True).values("pk"))
    every = episodes(branch)
    at = next((at for at, head in enumerate(every) if head.node_id == episode), 0)
    if at == 0:
        raise Refused("There is no episode before this one.")
    before, story, other = (
        every[at - 1],
        load_story(branch, episode),
        load_story(branch, every[at - 1].node_id),
    )
    for one in (other, story):
        if told(one) and (one.of("script") or one.of("beat")):
            raise Refused("An episode that is told from beats cannot be joined to another.")
        check_carrying(branch, one.episode)
    plans = [plan_for(branch, one.episode, story=one, until="shots") for one in (other, story)]
    sure = sure_of(plans[0]) | sure_of(plans[1])
    if any("cast:cast" not in sure_of(plan) for plan in plans):
        sure -= {"cast:cast"}
    scripts = [item for _, item in places_of(story, omitted=True)]
    message = f"Joined episode {every[at].content.number} to episode {before.content.number}"
    commit(branch, _joined(story, other, scripts), by=by, message=message)
    carry_belongings(story, scripts, before.node_id)
    _take_out(branch, episode, before.node_id, by=by, message=message)
    number_new_scenes(branch, before.node_id, by=by)
    keep(branch, [before.node_id], sure, by=by)
    record("episodes.joined", branch, by=by, scenes=len(scripts))
    return before


def _joined(story: Story, other: Story, scripts: list[Item]) -> list[Edit]:
    """Scripts behind those of ``other``, whose brief becomes as long as both."""
    theirs = other.of("script")
    last = max((item.position for item in theirs), default="")
    positions = spread(len(scripts), between(last, ""))
    edits = carrying_edits(
        story, list(zip(scripts, positions, strict=True)), other.episode, _slots(scripts, theirs)
    )
    numbers = {script.number for script in other.contents(theirs)} - {""}
    eighths = sum(length for one in (other, story) for _, _, length in lengths_of(one))
    return [
        *(_numbered_anew(edit, numbers) for edit in edits),
        brief_of_length(story.branch, other.episode, eighths * EIGHTH_SECONDS),
        *_found_and_decided(story, other),
    ]


def _slots(scripts: list[Item], theirs: list[Item]) -> dict[UUID, str]:
    """Free slots for the scripts whose slot is taken by one of ``theirs``."""
    used = {item.slot for item in theirs}
    taken = used | {item.slot for item in scripts}
    slots = {}
    for item in scripts:
        if item.slot in used:
            slot = next(f"{item.slot}-{at}" for at in range(2, 10**6) if f"{item.slot}-{at}" not in taken)
            taken.add(slot)
            slots[item.node] = slot
    return slots


def _numbered_anew(edit: Edit, numbers: set[str]) -> Edit:
    """Without its number, if another scene has it."""
    content: Any = edit.content
    if content.number not in numbers:
        return edit
    changes = {"number": ""}
    if edit.kind == "script":
        changes["text"] = with_number(content.text, "")
    return replace(edit, content=content.model_copy(update=changes))


def _found_and_decided(story: Story, other: Story) -> list[Edit]:
    """The cast list and the decisions on continuity of both, as those of ``other``."""
    edits = []
    for kind in ("cast_list", "continuity"):
        own, theirs = story.one(kind), other.one(kind)
        if own is None:
            continue
        mine = story.content(own)
        if theirs is None:
            inside: dict[str, Any] = {"parent": other.episode, "episode": other.episode, "origin": own.origin}
            edits.append(Edit.new(mine, own.slot, own.position, **inside))
            continue
        head = Head.objects.select_related("revision").get(branch=story.branch, node_id=theirs.node)
        edits.append(Edit.of(head, _both(head.content, mine), origin=head.origin))
    return edits


def _both(first: Any, second: Any) -> Any:
    if isinstance(first, CastList):
        return CastList(keys=sorted({*first.keys, *second.keys}))
    known = {one.key for one in first.accepted}
    accepted = [*first.accepted, *(one for one in second.accepted if one.key not in known)]
    return Continuity(gate=first.gate or second.gate, accepted=accepted)


def _take_out(branch: Branch, episode: UUID, before: UUID, *, by: Any, message: str) -> None:
    """The episode with what is left in it; what the project shares stays, and belongs to the one before."""
    left = Head.objects.filter(branch=branch, deleted=False).filter(Q(episode=episode) | Q(node_id=episode))
    belong(branch, left.filter(kind__in=SHARED_KINDS).values_list("node_id", flat=True), before)
    rows = left.exclude(kind__in=SHARED_KINDS).select_related("revision").order_by("pk")
    commit(branch, [Edit.of(head, deleted=True, origin=head.origin) for head in rows], by=by, message=message)
