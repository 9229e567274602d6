"""The visual style and versions of content, over the API."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from pipeline.actions.assets import restore_version
from pipeline.actions.styles import choose_preset, lock_style, style_head
from pipeline.api.asked import Where
from pipeline.api.content import EDITABLE
from pipeline.api.pages import BRANCH
from pipeline.api.shapes import ContentShape
from projects.actions.edits import head_or_404
from projects.kinds.presets import PRESETS
from projects.models import Branch
from projects.queries.history import versions_of
from projects.queries.projects import branch_or_404, project_or_404


class StyleShape(serializers.Serializer[Any]):
    """The film's visual style."""

    preset = serializers.ChoiceField(choices=[preset.slug for preset in PRESETS])
    locked = serializers.BooleanField(help_text="Nobody changes it until a producer unlocks it.")


class StyleChange(Where):
    """What to change of the style; what is left out stays."""

    preset = serializers.ChoiceField(choices=[preset.slug for preset in PRESETS], required=False)
    locked = serializers.BooleanField(required=False, help_text="Needs the role producer.")


class FilmStyle(TeamAPIView):
    """The visual style of a project on a branch."""

    section = "Story"

    @extend_schema(operation_id="style_read", responses=StyleShape, parameters=[BRANCH])
    def get(self, request: Request, project: UUID) -> Response:
        """The visual style, and whether it is locked."""
        slug = request.query_params.get("branch", "main")
        return Response(self._shown(branch_or_404(project_or_404(project), slug)))

    @extend_schema(operation_id="style_change", request=StyleChange, responses=StyleShape)
    def patch(self, request: Request, project: UUID) -> Response:
        """Choose another style, lock it or unlock it. Pictures of another style become stale."""
        shape = StyleChange(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        branch = branch_or_404(project_or_404(project), data["branch"])
        if "locked" in request.data:
            self.need(Role.PRODUCER)
            if not data["locked"]:
                lock_style(branch, on=False, by=request.user)
        if "preset" in data:
            choose_preset(branch, data["preset"], by=request.user)
        if "locked" in request.data and data["locked"]:
            lock_style(branch, on=True, by=request.user)
        return Response(self._shown(branch))

    def _shown(self, branch: Branch) -> dict[str, Any]:
        head = style_head(branch)
        if head is None:
            raise Refused("There is no style yet.")
        return {"preset": head.content.preset, "locked": head.content.locked}


class ContentVersionShape(serializers.Serializer[Any]):
    """One version of a piece of content."""

    revision = serializers.IntegerField()
    message = serializers.CharField()
    author = serializers.SerializerMethodField()
    made_at = serializers.DateTimeField()
    branch = serializers.CharField(help_text="Where it was made, if on another branch.")
    fields = serializers.ListField(child=serializers.CharField(), help_text="That it changed.")  # type: ignore[assignment]
    content = serializers.DictField()

    def get_author(self, version: Any) -> str:
        """Who made it, by name; empty for a model."""
        return str(version.author or "")


class ContentRestored(serializers.Serializer[Any]):
    """Which version to bring back, and what stands there now."""

    revision = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    expected = serializers.IntegerField(min_value=0, max_value=2**63 - 1)


class ContentVersions(TeamAPIView):
    """Earlier versions of a piece of story content."""

    section = "Story"

    @extend_schema(
        operation_id="versions_list", responses=ContentVersionShape(many=True), parameters=[BRANCH]
    )
    def get(self, request: Request, project: UUID, node: UUID) -> Response:
        """Its newest thirty versions, newest first."""
        branch = branch_or_404(project_or_404(project), request.query_params.get("branch", "main"))
        head = head_or_404(branch, node)
        return Response(ContentVersionShape(versions_of(branch, node, head.revision_id), many=True).data)

    @extend_schema(
        operation_id="versions_restore", request=ContentRestored, responses=ContentShape, parameters=[BRANCH]
    )
    def post(self, request: Request, project: UUID, node: UUID) -> Response:
        """Bring a version back as the newest, if `expected` still stands there; 409 otherwise."""
        branch = branch_or_404(project_or_404(project), request.query_params.get("branch", "main"))
        shape = ContentRestored(data=request.data)
        shape.is_valid(raise_exception=True)
        data, head = shape.validated_data, head_or_404(branch, node, *EDITABLE)
        restore_version(head, data["revision"], expected=data["expected"], by=request.user)
        return Response(ContentShape(head_or_404(branch, node)).data)
