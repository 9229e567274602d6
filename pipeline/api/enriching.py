"""A model's words for an asset over the API: asked for, read, taken over field by field, or left."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.enriching import ask_definition, leave_definition, take_definition
from pipeline.api.asked import Where
from pipeline.api.pages import BRANCH, EPISODE
from pipeline.api.shapes import GenerationShape
from pipeline.models import Generation
from pipeline.queries.enriching import STEP
from projects.actions.edits import head_or_404
from projects.models import Branch
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404


class Decision(Where):
    """What becomes of a model's words."""

    fields_taken = serializers.ListField(
        child=serializers.CharField(max_length=60),
        max_length=40,
        help_text='What is taken over: "definition", "wardrobe", "traits.hair", ... Empty: all is left.',
    )


class AssetEnrichments(TeamAPIView):
    """What models propose for an asset."""

    section = "Story"

    @extend_schema(
        operation_id="enrichments_list", responses=GenerationShape(many=True), parameters=[BRANCH, EPISODE]
    )
    def get(self, request: Request, project: UUID, node: UUID) -> Response:
        """The newest twenty proposals for an asset; read one as a generation for its words."""
        shape = Where(data=request.query_params)
        shape.is_valid(raise_exception=True)
        branch, _ = _place(project, shape.validated_data)
        head_or_404(branch, node, "asset")
        rows = Generation.objects.filter(branch=branch.pk, step=STEP, node=node).order_by("-created_at")
        return Response(GenerationShape(rows[:20], many=True).data)

    @extend_schema(operation_id="enrichments_ask", request=Where, responses={202: GenerationShape})
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Ask a connected model for a fuller definition of an asset. Nothing changes by it."""
        shape = Where(data=request.data)
        shape.is_valid(raise_exception=True)
        branch, episode = _place(project, shape.validated_data)
        asked = ask_definition(branch, episode, node, by=request.user)
        return Response(GenerationShape(asked).data, status=202)


class AssetEnrichment(TeamAPIView):
    """One proposal."""

    section = "Story"

    @extend_schema(operation_id="enrichments_decide", request=Decision, responses=GenerationShape)
    def post(self, request: Request, project: UUID, node: UUID, generation: UUID) -> Response:
        """Take over fields of a proposal, or leave it. Locked fields stay."""
        shape = Decision(data=request.data)
        shape.is_valid(raise_exception=True)
        branch, _ = _place(project, shape.validated_data)
        row = get_object_or_404(
            Generation, pk=generation, step=STEP, node=node, branch=branch.pk, state="done"
        )
        if fields := set(shape.validated_data["fields_taken"]):
            take_definition(row, branch, fields, by=request.user)
        else:
            leave_definition(row, by=request.user)
        return Response(GenerationShape(row).data)


def _place(project: UUID, where: Any) -> tuple[Branch, UUID]:
    branch = branch_or_404(project_or_404(project), where["branch"])
    return branch, episode_or_404(branch, where["episode"]).node_id
