"""Story content: scenes, shots, assets and everything else that a branch holds."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from pipeline.actions.assets import follows
from pipeline.actions.looks import edit_look
from pipeline.api.asked import ContentChange
from pipeline.api.pages import BRANCH, PAGING, asked_choice, asked_uuid, page_of, paged
from pipeline.api.shapes import ContentShape
from projects.actions.edits import edit, head_or_404
from projects.kinds import KINDS
from projects.models import Head
from projects.queries.projects import branch_or_404, project_or_404

LISTS = {"scenes": "scene", "assets": "asset"}  # shots have a list of their own
EDITABLE = (
    "asset",
    "look",
    "shot",
    "scene",
    "beat",
    "script",
    "treatment",
    "state",
    "prompt",
    "brief",
    "summary",
)
_UNDER = OpenApiParameter("under", UUID, description="Id of the parent: a scene's for its shots.")
_IN = OpenApiParameter("in_episode", UUID, description="Id of the episode it belongs to.")
_KIND = OpenApiParameter("kind", str, enum=sorted(KINDS), description="Only content of this kind.")


class Contents(TeamAPIView):
    """Story content of a project on a branch, of one kind or of all."""

    section = "Story"

    kind = ""

    @extend_schema(responses=page_of(ContentShape), parameters=[BRANCH, _UNDER, _IN, *PAGING])
    def get(self, request: Request, project: UUID) -> Response:
        """Story content, in the order of its siblings."""
        branch = branch_or_404(project_or_404(project), request.query_params.get("branch", "main"))
        rows = Head.objects.filter(branch=branch, deleted=False)
        if kind := self.kind or asked_choice(request, "kind", sorted(KINDS)):
            rows = rows.filter(kind=kind)
        if under := asked_uuid(request, "under"):
            rows = rows.filter(parent_node=under)
        if episode := asked_uuid(request, "in_episode"):
            rows = rows.filter(episode=episode)
        return paged(self, request, rows.select_related("revision").order_by("position", "id"), ContentShape)


class AllContents(Contents):
    """Everything a branch holds."""

    @extend_schema(
        operation_id="content_list",
        responses=page_of(ContentShape),
        parameters=[BRANCH, _KIND, _UNDER, _IN, *PAGING],
    )
    def get(self, request: Request, project: UUID) -> Response:
        """Story content of all kinds; `?kind=` narrows."""
        return super().get(request, project)


class ContentDetail(TeamAPIView):
    """One piece of story content on a branch."""

    section = "Story"

    @extend_schema(operation_id="content_read", responses=ContentShape, parameters=[BRANCH])
    def get(self, request: Request, project: UUID, node: UUID) -> Response:
        """One piece of story content."""
        return Response(ContentShape(self._head(request, project, node)).data)

    @extend_schema(
        operation_id="content_change", request=ContentChange, responses=ContentShape, parameters=[BRANCH]
    )
    def patch(self, request: Request, project: UUID, node: UUID) -> Response:
        """Change fields, if the content still is the revision you read; 409 otherwise."""
        head = self._head(request, project, node, *EDITABLE)
        shape = ContentChange(data=request.data)
        shape.is_valid(raise_exception=True)
        changes: dict[str, Any] = shape.validated_data["changes"]
        if head.kind == "asset":
            changes = changes | follows(head, changes)
        write = edit_look if head.kind == "look" else edit
        write(head, changes, expected=shape.validated_data["expected"], by=request.user)
        return Response(ContentShape(self._head(request, project, node)).data)

    def _head(self, request: Request, project: UUID, node: UUID, *kinds: str) -> Head:
        branch = branch_or_404(project_or_404(project), request.query_params.get("branch", "main"))
        return head_or_404(branch, node, *kinds)
