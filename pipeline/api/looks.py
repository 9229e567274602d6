"""Looks of an asset, over the API. Reading and changing one is content's: ``content/<look>/``."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.looks import add_look, looks_under, remove_look
from pipeline.api.pages import BRANCH
from pipeline.api.shapes import ContentShape
from pipeline.forms.looks import REASONS
from projects.actions.edits import head_or_404
from projects.models import Head
from projects.queries.projects import branch_or_404, project_or_404


class NewLook(serializers.Serializer[Any]):
    """A look to be added. What is left empty is as always."""

    name = serializers.CharField(max_length=120)
    reason = serializers.ChoiceField(choices=REASONS, default="wardrobe")
    wardrobe = serializers.CharField(max_length=2_000, default="", allow_blank=True)
    definition = serializers.CharField(max_length=10_000, default="", allow_blank=True)
    traits = serializers.DictField(child=serializers.CharField(max_length=300), default=dict)
    tags = serializers.ListField(child=serializers.CharField(max_length=40), default=list, max_length=12)
    scenes = serializers.ListField(
        child=serializers.UUIDField(),
        default=list,
        help_text="Ids of the scenes in which it looks like this.",
    )


class Looks(TeamAPIView):
    """The looks of an asset."""

    section = "Story"

    @extend_schema(operation_id="looks_list", responses=ContentShape(many=True), parameters=[BRANCH])
    def get(self, request: Request, project: UUID, node: UUID) -> Response:
        """An asset's looks, in order; at most twelve."""
        return Response(
            ContentShape(looks_under(self._head(request, project, node, "asset")), many=True).data
        )

    @extend_schema(
        operation_id="looks_add", request=NewLook, responses={201: ContentShape}, parameters=[BRANCH]
    )
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Add a look. A scene that it names is taken from the asset's other looks."""
        head = self._head(request, project, node, "asset")
        shape = NewLook(data=request.data)
        shape.is_valid(raise_exception=True)
        data: dict[str, Any] = shape.validated_data
        data["scenes"] = sorted(str(scene) for scene in data["scenes"])
        add_look(head, data.pop("name"), by=request.user, **data)
        return self.created(ContentShape(looks_under(head)[-1]).data)

    @extend_schema(operation_id="looks_remove", responses={204: None}, parameters=[BRANCH])
    def delete(self, request: Request, project: UUID, node: UUID) -> Response:
        """Take a look away (`node` is the look's id): in its scenes the asset looks as always again."""
        remove_look(self._head(request, project, node, "look"), by=request.user)
        return Response(status=204)

    def _head(self, request: Request, project: UUID, node: UUID, kind: str) -> Head:
        branch = branch_or_404(project_or_404(project), request.query_params.get("branch", "main"))
        return head_or_404(branch, node, kind)
