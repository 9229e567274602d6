"""A script split into episodes over the API, and an episode joined to the one before it again."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.episode_joins import join_to_previous
from pipeline.actions.episode_looks import EpisodesLook, look_at_join, look_at_split
from pipeline.actions.episodes import split_into_episodes
from pipeline.actions.screenplays import state_of
from pipeline.api.asked import Where
from pipeline.api.names import placed
from pipeline.api.shot_moves import Aged
from projects.models import Head
from projects.queries.story import load_story

_MOST = 100  # episodes of one script


class EpisodeCuts(Where):
    """Where new episodes begin."""

    at = serializers.ListField(
        child=serializers.UUIDField(), max_length=_MOST, help_text="Scripts that open an episode."
    )
    look_only = serializers.BooleanField(default=False, help_text="Say what would happen; change nothing.")


class EpisodeJoining(Where):
    """Which episode is joined to the one before it."""

    look_only = serializers.BooleanField(default=False, help_text="Say what would happen; change nothing.")


class SplitShape(serializers.Serializer[Any]):
    """The episodes that were made, or the one that scenes were joined to."""

    episodes = serializers.ListField(child=serializers.IntegerField(), help_text="Their numbers.")
    aged = Aged(many=True, help_text="What becomes out of date.")
    refusal = serializers.CharField(help_text="Why it cannot be; empty when it can.")


class EpisodeSplit(TeamAPIView):
    """A script in episodes."""

    section = "Story"

    @extend_schema(operation_id="episodes_split", request=EpisodeCuts, responses=SplitShape)
    def post(self, request: Request, project: UUID) -> Response:
        """Begin a new episode at each of these scenes; what follows moves into it."""
        branch, episode, data = placed(request.data, project, EpisodeCuts)
        openings, made = set(data["at"]), []
        look = look_at_split(branch, episode, openings, by=request.user)
        if not data["look_only"]:
            state = state_of(load_story(branch, episode))
            made = split_into_episodes(branch, episode, openings, expected=state, by=request.user)
        return _episodes(made, look)


class EpisodeJoin(TeamAPIView):
    """An episode joined to the one before it."""

    section = "Story"

    @extend_schema(operation_id="episodes_join", request=EpisodeJoining, responses=SplitShape)
    def post(self, request: Request, project: UUID) -> Response:
        """Put an episode's scenes with all that is theirs behind those of the episode before."""
        branch, episode, data = placed(request.data, project, EpisodeJoining)
        look = look_at_join(branch, episode, by=request.user)
        made = [] if data["look_only"] else [join_to_previous(branch, episode, by=request.user)]
        return _episodes(made, look)


def _episodes(made: list[Head], look: EpisodesLook) -> Response:
    aged = [{"what": what, "count": count} for what, count in look.aged]
    numbers = [head.content.number for head in made]
    return Response(SplitShape({"episodes": numbers, "aged": aged, "refusal": look.refusal}).data)
