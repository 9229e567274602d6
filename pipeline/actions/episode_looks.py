"""What splitting a script into episodes, or joining two, would do to what was made, before it is done."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.kernel.errors import Refused
from pipeline.actions.episode_joins import join_to_previous
from pipeline.actions.episodes import split_into_episodes
from pipeline.actions.screenplays import state_of
from pipeline.actions.trying import aged_since, taken_back
from pipeline.queries.plans import plan_for
from projects.models import Branch
from projects.queries.projects import episodes
from projects.queries.story import load_story


@dataclass(frozen=True)
class EpisodesLook:
    """What would become out of date; ``refusal`` says why it cannot be done."""

    aged: tuple[tuple[str, int], ...] = ()
    refusal: str = ""


def look_at_split(branch: Branch, episode: UUID, openings: set[UUID], *, by: Any) -> EpisodesLook:
    """What ``split_into_episodes`` would do now. Writes nothing."""
    before = plan_for(branch, episode)
    try:
        with taken_back():
            state = state_of(before.story)
            made = split_into_episodes(branch, episode, openings, expected=state, by=by)
            after = [plan_for(branch, home) for home in (episode, *(head.node_id for head in made))]
    except Refused as refusal:
        return EpisodesLook(refusal=refusal.sentence)
    return EpisodesLook(tuple(aged_since([before], after)))


def look_at_join(branch: Branch, episode: UUID, *, by: Any) -> EpisodesLook:
    """What ``join_to_previous`` would do now. Writes nothing."""
    every = [head.node_id for head in episodes(branch)]
    if episode not in every[1:]:
        return EpisodesLook(refusal="There is no episode before this one.")
    previous = every[every.index(episode) - 1]
    before = [plan_for(branch, home) for home in (previous, episode)]
    try:
        with taken_back():
            join_to_previous(branch, episode, by=by)
            after = plan_for(branch, previous, story=load_story(branch, previous))
    except Refused as refusal:
        return EpisodesLook(refusal=refusal.sentence)
    return EpisodesLook(tuple(aged_since(before, [after])))
