"""Splitting a long script into the episodes of a series, with all that was made from it."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Conflict, Invalid
from pipeline.actions.scene_carrying import (
    carry_belongings,
    carrying_edits,
    check_carrying,
    keep,
    sure_of,
)
from pipeline.actions.screenplays import state_of
from pipeline.outline import places_of, told
from pipeline.queries.plans import plan_for
from pipeline.redraft.episodes import MOST, Opening, Part, lengths_of, parts_of
from projects.actions.commit import Edit, commit
from projects.actions.projects import add_episode
from projects.kinds import Brief
from projects.models import Branch, Head
from projects.positions import spread
from projects.queries.story import Item, Story, load_story

SHORTEST, LONGEST = 15, 3 * 3600  # seconds of an episode
_COPIED = ("cast_list", "continuity")  # what an episode was found to hold, and what was decided about it


@transaction.atomic
def split_into_episodes(
    branch: Branch, episode: UUID, openings: set[UUID], *, expected: str, by: Any
) -> list[Head]:
    """Begin a new episode at each of ``openings`` (scripts); what follows moves into it with all that is its.

    Shots, frames, takes, states and comments go with their scenes, omitted scenes with the one before them;
    numbers stay. Returns the new episodes. Raises Refused for a film, while work is under way and on a
    locked stage; Invalid when nothing is chosen; Conflict when the script is no longer at ``expected``.
    """
    list(Branch.objects.filter(pk=branch.pk).select_for_update(no_key=True).values("pk"))
    story = load_story(branch, episode)
    if state_of(story) != expected:
        raise Conflict("The screenplay was changed since the episodes were laid out. Look at them once more.")
    rows = [
        Opening(item, script, length, item.node in openings) for item, script, length in lengths_of(story)
    ]
    parts = parts_of(rows)
    if len(parts) < 2:
        raise Invalid("Choose at least one scene that opens an episode, after the first.", field="at")
    if len(parts) > MOST:
        raise Invalid(f"A script falls into at most {MOST} episodes at once.", field="at")
    check_carrying(branch, episode)
    sure = sure_of(plan_for(branch, episode, story=story, until="shots"))
    made = [add_episode(branch, by=by) for _ in parts[1:]]
    homes = [episode, *(head.node_id for head in made)]
    falls = _falls(story, parts)
    edits = [brief_of_length(branch, episode, parts[0].seconds)]
    if told(story):  # its beats tell more than is left: the scripts stand on their own
        edits += carrying_edits(story, _spread(falls[0]), episode)
    for home, part, items in zip(homes[1:], parts[1:], falls[1:], strict=True):
        edits += [*carrying_edits(story, _spread(items), home), *_copies(story, home)]
        edits.append(brief_of_length(branch, home, part.seconds, like=story.content(story.sole("brief"))))
    commit(branch, edits, by=by, message=f"Split the script into {len(parts)} episodes")
    for home, items in zip(homes[1:], falls[1:], strict=True):
        carry_belongings(story, items, home)
    keep(branch, homes, sure, by=by)
    moved = sum(len(items) for items in falls[1:])
    record("episodes.split", branch, by=by, episodes=len(parts), scenes=moved)
    return made


def _falls(story: Story, parts: list[Part]) -> list[list[Item]]:
    """The scripts of each part in order; omitted ones belong to the scene before them."""
    part_of = {row.item.node: at for at, part in enumerate(parts) for row in part.scenes}
    falls: list[list[Item]] = [[] for _ in parts]
    at = 0
    for _, item in places_of(story, omitted=True):
        at = part_of.get(item.node, at)
        falls[at].append(item)
    return falls


def _spread(items: list[Item]) -> list[tuple[Item, str]]:
    return list(zip(items, spread(len(items)), strict=True))


def _copies(story: Story, episode: UUID) -> list[Edit]:
    """What was found and decided about all scenes holds for those that moved: a copy of it."""
    edits = []
    for kind in _COPIED:
        for item in story.of(kind):
            how: dict[str, Any] = {"parent": episode, "episode": episode, "origin": item.origin}
            how |= {"built_digest": item.built_digest, "built_by": item.built_by}
            edits.append(Edit.new(story.content(item), item.slot, item.position, **how))
    return edits


def brief_of_length(branch: Branch, episode: UUID, seconds: float, *, like: Brief | None = None) -> Edit:
    """The brief of an episode whose scenes are brought, as long as they are, and about what ``like`` is."""
    head = Head.objects.select_related("revision").get(
        branch=branch, episode=episode, kind="brief", deleted=False
    )
    brief: Brief = head.content
    wanted = min(max(round(seconds), SHORTEST), LONGEST)
    changes: dict[str, Any] = {"seconds": wanted, "mode": "screenplay"}
    if like is not None:
        changes |= {"idea": like.idea, "logline": like.logline}
    return Edit.of(head, brief.model_copy(update=changes))
