"""What a model finds for a breakdown sheet, over the API: asked for, read, taken over thing by thing."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.breakdowns import ask_breakdown, leave_breakdown, take_breakdown
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE
from pipeline.api.shapes import GenerationShape
from pipeline.models import Generation
from pipeline.prompting.breakdowns import MOST
from pipeline.queries.breakdowns import STEP
from pipeline.queries.quotes import lines_for
from pipeline.queries.routing import models_alone
from projects.actions.edits import head_or_404
from projects.models import Branch
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404

SHOWN = 20


class BreakdownDecision(Where):
    """What becomes of the things that a model found."""

    things = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=MOST),
        max_length=MOST,
        help_text="Numbers of those to take over, from 0, as `result.came` lists them. Empty: all is left.",
    )


class BreakdownPriceShape(serializers.Serializer[Any]):
    """What asking costs."""

    models = serializers.CharField(help_text="Who would be asked, in order; empty: no model is connected.")
    most_micro = serializers.IntegerField(
        allow_null=True, help_text="Micro-credits at most; null: a price is not known."
    )


class BreakdownFindings(TeamAPIView):
    """What models find for a scene's sheet."""

    section = "Story"

    @extend_schema(
        operation_id="breakdown_findings_list",
        responses=GenerationShape(many=True),
        parameters=[BRANCH, EPISODE],
        filters=False,
    )
    def get(self, request: Request, project: UUID, node: UUID) -> Response:
        """The newest twenty answers about a scene; read one as a generation for its things and quotes."""
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        branch, _ = _place(project, shape.validated_data)
        head_or_404(branch, node, "scene")
        rows = Generation.objects.filter(branch=branch.pk, step=STEP, node=node).order_by("-created_at")
        return Response(GenerationShape(rows[:SHOWN], many=True).data)

    @extend_schema(operation_id="breakdown_findings_ask", request=Where, responses={202: GenerationShape})
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Let a connected model look for what a scene's sheet lacks. Nothing changes by it."""
        shape = Where(data=request.data)
        shape.is_valid(raise_exception=True)
        branch, episode = _place(project, shape.validated_data)
        asked = ask_breakdown(branch, episode, node, by=request.user)
        return Response(GenerationShape(asked).data, status=202)


class BreakdownPrice(TeamAPIView):
    """The price, before asking."""

    section = "Story"

    @extend_schema(
        operation_id="breakdown_findings_price", responses=BreakdownPriceShape, parameters=[BRANCH, EPISODE]
    )
    def get(self, request: Request, project: UUID, node: UUID) -> Response:
        """Whom asking about a scene would ask, and what it costs at most."""
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        branch, _ = _place(project, shape.validated_data)
        head_or_404(branch, node, "scene")
        found = models_alone()
        totals = [line.total_most for line in lines_for(STEP, found)] if found.links else [0]
        known = [total for total in totals if total is not None]
        most = sum(known) if len(known) == len(totals) else None
        words = found.words if found.links else ""
        return Response(BreakdownPriceShape({"models": words, "most_micro": most}).data)


class BreakdownFinding(TeamAPIView):
    """One answer."""

    section = "Story"

    @extend_schema(
        operation_id="breakdown_findings_decide", request=BreakdownDecision, responses=GenerationShape
    )
    def post(self, request: Request, project: UUID, node: UUID, generation: UUID) -> Response:
        """Take things over into the sheet, or leave them."""
        shape = BreakdownDecision(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        branch, episode = _place(project, data)
        row = get_object_or_404(
            Generation, pk=generation, step=STEP, node=node, branch=branch.pk, state="done"
        )
        if numbers := set(data["things"]):
            take_breakdown(row, branch, episode, numbers, by=request.user)
        else:
            leave_breakdown(row, by=request.user)
        row.refresh_from_db()
        return Response(GenerationShape(row).data)


def _place(project: UUID, where: Any) -> tuple[Branch, UUID]:
    branch = branch_or_404(project_or_404(project), where["branch"])
    return branch, episode_or_404(branch, where["episode"]).node_id
