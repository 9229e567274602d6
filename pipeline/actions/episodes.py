"""Splitting a long script into the episodes of a series."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Conflict, Invalid, Refused
from pipeline.actions.screenplays import filmed, state_of, taken_out
from pipeline.redraft.episodes import MOST, Opening, Part, lengths_of, parts_of
from projects.actions.commit import Edit, commit
from projects.actions.projects import add_episode
from projects.kinds import Brief
from projects.models import Branch, Head
from projects.positions import spread
from projects.queries.story import load_story

SHORTEST, LONGEST = 15, 3 * 3600  # seconds of an episode


@transaction.atomic
def split_into_episodes(
    branch: Branch, episode: UUID, openings: set[UUID], *, expected: str, by: Any
) -> list[Head]:
    """Begin a new episode at each of ``openings`` (scripts); what follows moves into it, word for word.

    Returns the new episodes. Raises Refused for a film, and where a scene that would move has shots already;
    Invalid when nothing is chosen; Conflict when the script is no longer at ``expected``.
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
    moving = [row for part in parts[1:] for row in part.scenes]
    with_shots = filmed(story)
    if any(row.item.slot in with_shots for row in moving):
        raise Refused("Scenes that would move have shots already. Split the script before shots are planned.")
    made = [_episode(branch, part, by) for part in parts[1:]]
    nodes = [row.item.node for row in moving]
    heads = Head.objects.select_related("revision").filter(branch=branch, node_id__in=nodes).order_by("pk")
    edits = [taken_out(head, with_shots) for head in heads]
    edits += _shorter(branch, episode, parts[0])
    commit(branch, edits, by=by, message=f"Split the script into {len(parts)} episodes")
    record("episodes.split", branch, by=by, episodes=len(parts), scenes=len(moving))
    return made


def _episode(branch: Branch, part: Part, by: Any) -> Head:
    """The next episode, with its scenes."""
    made = add_episode(branch, by=by)
    inside: dict[str, Any] = {"parent": made.node_id, "episode": made.node_id, "origin": Head.Origin.UPLOAD}
    edits = [
        Edit.new(row.script.model_copy(update={"beat": ""}), f"i-{at:03}", position, **inside)
        for at, (row, position) in enumerate(zip(part.scenes, spread(len(part.scenes)), strict=True), 1)
    ]
    commit(branch, [*edits, *_shorter(branch, made.node_id, part)], by=by, message="Moved scenes here")
    return made


def _shorter(branch: Branch, episode: UUID, part: Part) -> list[Edit]:
    """The brief of an episode whose scenes are brought, as long as they are."""
    head = Head.objects.select_related("revision").get(
        branch=branch, episode=episode, kind="brief", deleted=False
    )
    brief: Brief = head.content
    seconds = min(max(round(part.seconds), SHORTEST), LONGEST)
    return [Edit.of(head, brief.model_copy(update={"seconds": seconds, "mode": "screenplay"}))]
