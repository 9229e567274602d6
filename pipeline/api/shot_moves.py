"""Shots moved to another scene over the API: looked at with ``look_only``, or done."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.errors import Invalid
from pipeline.actions.move_looks import MoveLook, look_at_move
from pipeline.actions.shot_cells import shot_heads
from pipeline.actions.shot_moves import Words, move_to_scene
from pipeline.api.pages import BRANCH
from pipeline.api.shot_work import SomeShots
from pipeline.api.shots import branch_of
from pipeline.queries.shot_lists import shot_branch_or_404


class SceneMove(SomeShots):
    """Which shots shall stand in which scene, and who says their lines."""

    scene = serializers.UUIDField()
    to = serializers.IntegerField(
        min_value=0, max_value=100_000, default=0, help_text="The first one's place, from 1. 0: at the end."
    )
    words = serializers.ChoiceField(
        choices=[str(word) for word in Words],
        default=str(Words.NEIGHBOUR),
        help_text="Lines stay in their scene: a neighbour says them, or a shot left behind.",
    )
    look_only = serializers.BooleanField(default=False, help_text="Say what would happen; change nothing.")


class MovedLine(serializers.Serializer[Any]):
    """A line that stays in its scene."""

    speaker = serializers.CharField()
    text = serializers.CharField()
    said_by = serializers.CharField(help_text='"Shot 3-1", or "A shot left behind".')


class Aged(serializers.Serializer[Any]):
    """How much of something is out of date by a step."""

    what = serializers.CharField(help_text="Frames")
    count = serializers.IntegerField()


class MovedShot(serializers.Serializer[Any]):
    """What people call a shot, before and after."""

    before = serializers.CharField()
    after = serializers.CharField()


class MoveShape(serializers.Serializer[Any]):
    """What a move to a scene does."""

    change = serializers.IntegerField(allow_null=True, help_text="Null when nothing was changed.")
    refusal = serializers.CharField(help_text="Why it cannot be; empty when it can.")
    shots = MovedShot(many=True)
    lines = MovedLine(many=True)
    notes = serializers.ListField(child=serializers.CharField())
    aged = Aged(many=True)


class ShotsToScene(TeamAPIView):
    """Moving shots to another scene."""

    section = "Story"

    @extend_schema(operation_id="shots_to_scene", request=SceneMove, responses=MoveShape, parameters=[BRANCH])
    def post(self, request: Request, project: UUID) -> Response:
        """Move shots to a scene of their episode. Their lines stay in theirs, each said once, in order."""
        shape = SceneMove(data=request.data)
        shape.is_valid(raise_exception=True)
        data = shape.validated_data
        branch = shot_branch_or_404(project, branch_of(request))
        found = shot_heads(branch, data["shots"])
        if missing := next((node for node in data["shots"] if node not in found), None):
            raise Invalid(f"There is no shot {missing} on this branch.")
        heads = [found[node] for node in dict.fromkeys(data["shots"])]
        how: dict[str, Any] = {"place": data["to"], "words": data["words"], "by": request.user}
        look = look_at_move(branch, heads, data["scene"], **how)
        change = None
        if not data["look_only"]:
            change = move_to_scene(branch, heads, data["scene"], **how).change
        return Response(_told(look, change.pk if change else None))


def _told(look: MoveLook, change: int | None) -> dict[str, Any]:
    return {
        "change": change,
        "refusal": look.refusal,
        "shots": [{"before": before, "after": after} for before, after in look.shots],
        "lines": [
            {"speaker": line.speaker, "text": line.text, "said_by": line.said_by} for line in look.lines
        ],
        "notes": list(look.notes),
        "aged": [{"what": what, "count": count} for what, count in look.aged],
    }
