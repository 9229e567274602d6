"""Projects, their branches and their episodes."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from pipeline.actions.importing import bring_texts
from pipeline.api.asked import NewBranch, NewEpisode, NewProject, ProjectChange
from pipeline.api.pages import BRANCH, PAGING, page_of, paged
from pipeline.api.shapes import BranchShape, ContentShape, ProjectShape
from projects.actions.branches import archive_branch, fork
from projects.actions.projects import (
    add_episode,
    archive_project,
    create_project,
    delete_project,
    rename_project,
    restore_project,
)
from projects.kinds import Brief
from projects.materials import Brought
from projects.models import Branch, Project
from projects.queries.projects import (
    branch_or_404,
    episode_or_404,
    episodes,
    main_branch,
    project_list,
    project_or_404,
)

_ARCHIVED = OpenApiParameter("archived", bool, description="true: the archived ones instead.")
_TITLE = OpenApiParameter("title", str, description="Its title, to show that you mean it.", required=True)


class Projects(TeamAPIView):
    """The team's projects."""

    section = "Projects"

    @extend_schema(
        operation_id="projects_list", responses=page_of(ProjectShape), parameters=[_ARCHIVED, *PAGING]
    )
    def get(self, request: Request) -> Response:
        """The team's projects, last touched first."""
        archived = request.query_params.get("archived") == "true"
        return paged(self, request, project_list(archived=archived), ProjectShape)

    @extend_schema(operation_id="projects_create", request=NewProject, responses={201: ProjectShape})
    def post(self, request: Request) -> Response:
        """Make a project from an idea or a screenplay."""
        shape = NewProject(data=request.data)
        shape.is_valid(raise_exception=True)
        data = dict(shape.validated_data)
        kind, key, screenplay = data.pop("kind"), data.pop("key"), data.pop("screenplay")
        if key and (made := Project.objects.filter(form_key=key).first()):
            return self.created(ProjectShape(made).data)
        brief = Brief(**data)
        project = create_project(
            brief,
            by=request.user,
            kind=kind,
            title=brief.title or self._title(brief, screenplay),
            form_key=key,
        )
        if screenplay.strip():
            branch = main_branch(project)
            brought = Brought("Screenplay", "fountain", screenplay, screenplay)
            bring_texts(branch, episodes(branch)[0].node_id, [brought], by=request.user)
        return self.created(ProjectShape(Project.objects.get(pk=project.pk)).data)

    def _title(self, brief: Brief, screenplay: str) -> str:
        return "" if brief.idea or not screenplay.strip() else "Screenplay"


class ProjectDetail(TeamAPIView):
    """One project."""

    section = "Projects"

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

    @extend_schema(operation_id="projects_delete", parameters=[_TITLE], responses={204: None})
    def delete(self, request: Request, project: UUID) -> Response:
        """Delete a project with everything in it, for good. Needs the role admin."""
        self.need(Role.ADMIN)
        delete_project(project_or_404(project), typed=request.query_params.get("title", ""), by=request.user)
        return Response(status=204)


class Branches(TeamAPIView):
    """A project's lines of development."""

    section = "Projects"

    @extend_schema(operation_id="branches_list", responses=page_of(BranchShape), parameters=PAGING)
    def get(self, request: Request, project: UUID) -> Response:
        """A project's open branches, oldest first."""
        rows = Branch.objects.open().filter(project=project_or_404(project)).order_by("created_at", "pk")
        return paged(self, request, rows, BranchShape)

    @extend_schema(operation_id="branches_create", request=NewBranch, responses={201: BranchShape})
    def post(self, request: Request, project: UUID) -> Response:
        """Branch off; `unlock` reopens a locked stage there."""
        shape = NewBranch(data=request.data)
        shape.is_valid(raise_exception=True)
        data: dict[str, Any] = shape.validated_data
        start = branch_or_404(project_or_404(project), data["start"])
        episode = episode_or_404(start, data["episode"]).node_id if data["unlock"] else None
        made = fork(
            start,
            data["name"],
            by=request.user,
            reason=data["reason"],
            unlock=data["unlock"],
            episode=episode,
        )
        return self.created(BranchShape(made).data)


class BranchDetail(TeamAPIView):
    """One branch."""

    section = "Projects"

    @extend_schema(operation_id="branches_read", responses=BranchShape)
    def get(self, request: Request, project: UUID, branch: str) -> Response:
        """One open branch, by its slug."""
        return Response(BranchShape(branch_or_404(project_or_404(project), branch)).data)

    @extend_schema(operation_id="branches_archive", responses={204: None})
    def delete(self, request: Request, project: UUID, branch: str) -> Response:
        """Archive a branch: it is hidden, its content stays."""
        archive_branch(branch_or_404(project_or_404(project), branch), by=request.user)
        return Response(status=204)


class Episodes(TeamAPIView):
    """The episodes of a project; a film has one."""

    section = "Projects"

    @extend_schema(
        operation_id="episodes_list", responses=page_of(ContentShape), parameters=[BRANCH, *PAGING]
    )
    def get(self, request: Request, project: UUID) -> Response:
        """The episodes in order."""
        branch = branch_or_404(project_or_404(project), request.query_params.get("branch", "main"))
        return paged(self, request, episodes(branch), ContentShape)

    @extend_schema(
        operation_id="episodes_create",
        request=NewEpisode,
        responses={201: ContentShape},
        parameters=[BRANCH],
    )
    def post(self, request: Request, project: UUID) -> Response:
        """Open the next episode of a series."""
        branch = branch_or_404(project_or_404(project), request.query_params.get("branch", "main"))
        shape = NewEpisode(data=request.data)
        shape.is_valid(raise_exception=True)
        made = add_episode(branch, by=request.user, title=shape.validated_data["title"])
        return self.created(ContentShape(made).data)
