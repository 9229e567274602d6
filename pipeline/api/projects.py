"""Projects, branches and story content over the API."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from pipeline.api.shapes import (
    BranchShape,
    ContentChange,
    ContentShape,
    NewProject,
    ProjectChange,
    ProjectShape,
)
from projects.actions.edits import edit, head_or_404
from projects.actions.projects import archive_project, create_project, rename_project, restore_project
from projects.kinds import Brief
from projects.models import Branch, Head, Project
from projects.queries.projects import branch_or_404, project_list, project_or_404

READABLE = {"episodes": "episode", "scenes": "scene", "shots": "shot", "assets": "asset"}
EDITABLE = ("asset", "shot", "scene", "beat", "script", "treatment", "state", "prompt", "brief")


class Pages(LimitOffsetPagination):
    """``?limit=`` and ``?offset=``, at most 200 at a time."""

    default_limit, max_limit = 50, 200


def paged(view: TeamAPIView, request: Request, rows: Any, shape: Any) -> Response:
    """One page of ``rows`` in ``shape``."""
    pages = Pages()
    return pages.get_paginated_response(
        shape(pages.paginate_queryset(rows, request, view=view), many=True).data
    )


class Projects(TeamAPIView):
    """The team's projects."""

    @extend_schema(operation_id="projects_list", responses=ProjectShape(many=True))
    def get(self, request: Request) -> Response:
        """The team's open projects, last touched first."""
        return paged(self, request, project_list(), ProjectShape)

    @extend_schema(operation_id="projects_create", request=NewProject, responses={201: ProjectShape})
    def post(self, request: Request) -> Response:
        """Make a project from an idea."""
        shape = NewProject(data=request.data)
        shape.is_valid(raise_exception=True)
        data = dict(shape.validated_data)
        kind, key = data.pop("kind"), data.pop("key")
        project = create_project(Brief(**data), by=request.user, kind=kind, form_key=key)
        return self.created(ProjectShape(project).data)


class ProjectDetail(TeamAPIView):
    """One project."""

    @extend_schema(operation_id="projects_read", responses=ProjectShape)
    def get(self, request: Request, project: UUID) -> Response:
        """One project."""
        return Response(ProjectShape(project_or_404(project)).data)

    @extend_schema(operation_id="projects_change", request=ProjectChange, responses=ProjectShape)
    def patch(self, request: Request, project: UUID) -> Response:
        """Rename, archive or restore a project."""
        found = project_or_404(project)
        shape = ProjectChange(data=request.data)
        shape.is_valid(raise_exception=True)
        if "title" in shape.validated_data:
            rename_project(found, shape.validated_data["title"], by=request.user)
        if "archived" in shape.validated_data:
            (archive_project if shape.validated_data["archived"] else restore_project)(found, by=request.user)
        return Response(ProjectShape(Project.objects.get(pk=found.pk)).data)


class Branches(TeamAPIView):
    """A project's lines of development."""

    @extend_schema(operation_id="branches_list", responses=BranchShape(many=True))
    def get(self, request: Request, project: UUID) -> Response:
        """A project's open branches."""
        rows = Branch.objects.open().filter(project=project_or_404(project)).order_by("created_at")
        return Response(BranchShape(rows, many=True).data)


_WHERE = [
    OpenApiParameter("branch", str, description="Slug of the branch; main unless said."),
    OpenApiParameter("under", str, description="Id of the parent: a scene's for its shots."),
]


class Contents(TeamAPIView):
    """Episodes, scenes, shots or assets of a project on a branch."""

    what = ""

    @extend_schema(responses=ContentShape(many=True), parameters=_WHERE)
    def get(self, request: Request, project: UUID) -> Response:
        """Story content of one kind, in story order."""
        branch = branch_or_404(project_or_404(project), request.query_params.get("branch", "main"))
        rows = Head.objects.filter(branch=branch, kind=READABLE[self.what], deleted=False)
        if under := request.query_params.get("under"):
            try:
                rows = rows.filter(parent_node=UUID(under))
            except ValueError:
                raise NotFound from None
        return paged(self, request, rows.select_related("revision").order_by("position", "id"), ContentShape)


class ContentDetail(TeamAPIView):
    """One piece of story content on a branch."""

    write_role = Role.EDITOR

    @extend_schema(operation_id="content_read", responses=ContentShape, parameters=_WHERE[:1])
    def get(self, request: Request, project: UUID, node: UUID) -> Response:
        """One piece of story content."""
        return Response(ContentShape(self._head(request, project, node)).data)

    @extend_schema(operation_id="content_change", request=ContentChange, responses=ContentShape)
    def patch(self, request: Request, project: UUID, node: UUID) -> Response:
        """Change fields, if the content still is the revision you read; 409 otherwise."""
        head = self._head(request, project, node, *EDITABLE)
        shape = ContentChange(data=request.data)
        shape.is_valid(raise_exception=True)
        changes = shape.validated_data["changes"]
        edit(head, changes, expected=shape.validated_data["expected"], by=request.user)
        return Response(ContentShape(self._head(request, project, node)).data)

    def _head(self, request: Request, project: UUID, node: UUID, *kinds: str) -> Head:
        branch = branch_or_404(project_or_404(project), request.query_params.get("branch", "main"))
        return head_or_404(branch, node, *kinds)
