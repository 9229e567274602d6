"""Visual states over the API: through the film, by tag, one operation at a time or many scenes at once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.states import LONGEST_TAG, carry_on, change_state, mark_scenes, restore_state, tag_of
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE, PAGING, page_of, paged
from pipeline.api.shapes import ContentShape
from pipeline.outline import asset_items, scenes_of
from pipeline.queries.plans import plan_kept
from pipeline.queries.states import Cell, Sight, assets_with_state, rows_of, tagged
from pipeline.stages.state.asking import DOES, operation_of
from pipeline.standing import placed
from projects.actions.edits import head_or_404
from projects.kinds.world import Standing
from projects.models import Branch, Head
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404
from projects.queries.story import Story, load_story

_WHOSE = OpenApiParameter("asset", str, description="Only this asset; everybody unless said.")
_TAG = OpenApiParameter("tag", str, description="Only this tag, such as bloody; all unless said.")


class StandingShape(serializers.Serializer[Any]):
    """How an asset looks at one moment."""

    tags = serializers.ListField(child=serializers.CharField())
    wardrobe = serializers.CharField()
    holding = serializers.CharField(help_text="Key of the prop in hand.")
    position = serializers.CharField()


class MomentShape(serializers.Serializer[Any]):
    """A change within a scene."""

    shot = serializers.CharField(help_text="Slot of the shot it shows from; empty: by the scene's end.")
    adds = serializers.ListField(child=serializers.CharField())
    drops = serializers.ListField(child=serializers.CharField())
    quote = serializers.CharField(help_text="The line that tells it.")
    sure = serializers.BooleanField(help_text="A person wrote it or agreed to the line.")
    known_as = serializers.CharField(help_text="Agree to it or refuse it by this.")


class StateInSceneShape(serializers.Serializer[Any]):
    """One asset in one scene."""

    asset = serializers.CharField()
    scene = serializers.CharField(help_text="Slot of the scene.")
    number = serializers.CharField()
    node = serializers.UUIDField(allow_null=True, help_text="Id of the state; null: not made yet.")
    starts = StandingShape()
    changes = MomentShape(many=True)
    ends = StandingShape()


class SightShape(serializers.Serializer[Any]):
    """Somewhere an asset carries a tag."""

    scene = serializers.CharField()
    number = serializers.CharField()
    asset = serializers.CharField()
    tag = serializers.CharField()
    shots = serializers.ListField(child=serializers.CharField(), help_text="Labels: 3-2.")
    at_start = serializers.BooleanField()
    at_end = serializers.BooleanField()


class StateOperation(Where):
    """One operation on a state."""

    do = serializers.ChoiceField(choices=[(name, name) for name in DOES])
    value = serializers.CharField(max_length=2_000, default="", allow_blank=True, trim_whitespace=False)
    what = serializers.ChoiceField(
        choices=[(name, name) for name in ("", "wears", "holds", "is")],
        default="",
        allow_blank=True,
        help_text="Of become: clothes, the prop in hand, or where somebody is.",
    )
    at = serializers.CharField(
        max_length=120, default="start", help_text="start, end, or the slot of a shot of the scene."
    )


class MarkedScenes(Where):
    """A tag for an asset in many scenes."""

    asset = serializers.CharField(max_length=120)
    tag = serializers.CharField(max_length=LONGEST_TAG)
    first = serializers.CharField(max_length=120, help_text="Slot of the first scene.")
    last = serializers.CharField(max_length=120, help_text="Slot of the last scene.")
    on = serializers.BooleanField(default=True, help_text="False takes the tag off.")


class Restored(Where):
    """A version of a state to go back to."""

    revision = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class _OfStates(TeamAPIView):
    section = "Story"

    def _where(self, data: Mapping[str, Any], project: UUID) -> tuple[Branch, Head]:
        branch = branch_or_404(project_or_404(project), data["branch"])
        return branch, episode_or_404(branch, data["episode"])

    def _story(self, request: Request, project: UUID) -> Story:
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        branch, episode = self._where(shape.validated_data, project)
        return plan_kept(branch, episode.node_id).story

    def _asked(self, shape: type[Where], request: Request) -> Any:
        asked = shape(data=request.data)
        asked.is_valid(raise_exception=True)
        return asked.validated_data


class StateTimeline(_OfStates):
    """Assets through the film."""

    @extend_schema(
        operation_id="state_timeline",
        responses=page_of(StateInSceneShape),
        parameters=[_WHOSE, BRANCH, EPISODE, *PAGING],
    )
    def get(self, request: Request, project: UUID) -> Response:
        """An asset's state in every scene it is in: as it starts, what changes when, as it ends."""
        story = self._story(request, project)
        scenes, key = scenes_of(story), request.query_params.get("asset", "")
        if key and key not in asset_items(story):
            raise Http404("There is no such asset in this film.")
        rows = rows_of(story, [key] if key else assets_with_state(story, scenes), scenes)
        found = [_in_scene(story, one, cell) for one, row in rows.items() for cell in row if cell]
        return paged(self, request, found, StateInSceneShape)


class StatesTagged(_OfStates):
    """Where a tag is."""

    @extend_schema(
        operation_id="states_tagged",
        responses=page_of(SightShape),
        parameters=[_TAG, _WHOSE, BRANCH, EPISODE, *PAGING],
    )
    def get(self, request: Request, project: UUID) -> Response:
        """Every scene in which anybody carries a tag, and the shots that show it."""
        story, asked = self._story(request, project), request.query_params.get("tag", "")
        found = tagged(story, tag_of(asked) if asked else "", request.query_params.get("asset", ""))
        return paged(self, request, [_sight(sight) for sight in found], SightShape)


class StateOperations(_OfStates):
    """A state, changed by one operation."""

    @extend_schema(operation_id="state_change", request=StateOperation, responses=ContentShape)
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Put a tag on or take it off, change clothes, hands or place, settle a line or whether a tag stays.

        It applies to the state as it stands, so that no revision need be named.
        """
        data = self._asked(StateOperation, request)
        branch, episode = self._where(data, project)
        head_or_404(branch, node, "state")
        story = load_story(branch, episode.node_id)
        operation, message = operation_of(story, story.by_node[node], data)
        change_state(branch, node, operation, by=request.user, message=message)
        if data["do"] == "stays":
            carry_on(branch, episode.node_id, node, tag_of(data["value"]), by=request.user)
        return Response(ContentShape(head_or_404(branch, node, "state")).data)


class StateRestored(_OfStates):
    """A state, put back."""

    @extend_schema(operation_id="state_restore", request=Restored, responses=ContentShape)
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Put a state back as it was in one of its revisions, as a new one."""
        data = self._asked(Restored, request)
        branch, _ = self._where(data, project)
        restore_state(branch, node, data["revision"], by=request.user)
        return Response(ContentShape(head_or_404(branch, node, "state")).data)


class StatesMarked(_OfStates):
    """A tag in many scenes."""

    @extend_schema(operation_id="states_mark", request=MarkedScenes, responses={204: None})
    def post(self, request: Request, project: UUID) -> Response:
        """Put a tag on an asset in every scene from one to another, or take it off there, as one change."""
        data = self._asked(MarkedScenes, request)
        branch, episode = self._where(data, project)
        places = (data["asset"], data["tag"], data["first"], data["last"])
        mark_scenes(branch, episode.node_id, *places, on=data["on"], by=request.user)
        return Response(status=204)


def _in_scene(story: Story, key: str, cell: Cell) -> dict[str, Any]:
    state, nothing = cell.state, Standing()
    shots = [shot.slot for shot in story.under("shot", cell.scene.node)]
    moments = zip(placed(story, cell.scene, state), state.changes, strict=True) if state else ()
    return {
        "asset": key,
        "scene": cell.scene.slot,
        "number": cell.number,
        "node": cell.item.node if cell.item else None,
        "starts": (state.begins() if state else nothing)._asdict(),
        "changes": [
            {
                "shot": "" if at is None else shots[at],
                "adds": change.adds,
                "drops": change.drops,
                "quote": change.quote,
                "sure": change.sure,
                "known_as": change.known_as,
            }
            for at, change in moments
        ],
        "ends": (state.ends() if state else nothing)._asdict(),
    }


def _sight(sight: Sight) -> dict[str, Any]:
    return {**sight._asdict(), "scene": sight.scene.slot}
