"""Runs: asking for things to be made."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from pipeline.actions.runs import Candidates, retry_run, start_run, stop_run
from pipeline.api.asked import NewRun
from pipeline.api.pages import PAGING, asked_choice, page_of, paged
from pipeline.api.shapes import ProgressShape, RunDetailShape, RunShape
from pipeline.models import Run
from pipeline.queries.progress import progress_of
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404

_STATE = OpenApiParameter("state", str, enum=list(Run.State.values))


class Runs(TeamAPIView):
    """What is being made in a project, or was."""

    section = "Work"

    @extend_schema(operation_id="runs_list", responses=page_of(RunShape), parameters=[_STATE, *PAGING])
    def get(self, request: Request, project: UUID) -> Response:
        """A project's runs, newest first."""
        rows = Run.objects.filter(project=project_or_404(project)).order_by("-created_at", "-pk")
        if state := asked_choice(request, "state", Run.State.values):
            rows = rows.filter(state=state)
        return paged(self, request, rows, RunShape)

    @extend_schema(operation_id="runs_start", request=NewRun, responses={201: RunDetailShape})
    def post(self, request: Request, project: UUID) -> Response:
        """Make everything that is missing or stale up to a stage. An equal one that is working is joined."""
        shape = NewRun(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        if data["approve"]:
            self.need(Role.PRODUCER)
        branch = branch_or_404(project_or_404(project), data["branch"])
        run = start_run(
            branch,
            episode_or_404(branch, data["episode"]).node_id,
            until=data["until"],
            by=request.user,
            only=data["only"] or data["remake"],
            remake=Candidates(data["remake"], data["candidates"], data["guidance"], data["like"]),
            approve=data["approve"],
            form_key=data["key"],
        )
        return self.created(shown(run))


class RunDetail(TeamAPIView):
    """One run."""

    section = "Work"

    @extend_schema(operation_id="runs_read", responses=RunDetailShape)
    def get(self, request: Request, run: UUID) -> Response:
        """One run with its progress."""
        return Response(shown(_run(run)))

    @extend_schema(operation_id="runs_cancel", responses=RunDetailShape)
    def delete(self, request: Request, run: UUID) -> Response:
        """Cancel a run. What was made is kept; the rest is not charged."""
        found = _run(run)
        stop_run(found, by=request.user)
        return Response(shown(_run(run)))


class RunRetry(TeamAPIView):
    """Going on where a run stopped."""

    section = "Work"

    @extend_schema(operation_id="runs_retry", request=None, responses={201: RunDetailShape})
    def post(self, request: Request, run: UUID) -> Response:
        """Go on from what failed: a new run of the same kind; what is made stays made."""
        return self.created(shown(retry_run(_run(run), by=request.user)))


def _run(run: UUID) -> Run:
    return get_object_or_404(Run.objects.select_related("branch__project"), pk=run)


def shown(run: Run) -> Any:
    """A run with how far it is."""
    progress = ProgressShape(progress_of(run)).data
    return RunDetailShape(run, context={"progress": progress}).data
