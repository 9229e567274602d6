"""Runs, jobs, generations and credits over the API."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from billing.queries.ledger import balance
from pipeline.actions.jobs import cancel_job, retry_job
from pipeline.actions.runs import start_run, stop_run
from pipeline.api.projects import paged
from pipeline.api.shapes import CreditsShape, GenerationShape, JobShape, NewRun, RunShape
from pipeline.models import Generation, Job, Run
from projects.queries.projects import branch_or_404, episode_or_404, project_or_404


class Runs(TeamAPIView):
    """What is being made in a project, or was."""

    @extend_schema(operation_id="runs_list", responses=RunShape(many=True))
    def get(self, request: Request, project: UUID) -> Response:
        """A project's runs, newest first."""
        rows = Run.objects.filter(project=project_or_404(project)).order_by("-created_at")
        return paged(self, request, rows, RunShape)

    @extend_schema(operation_id="runs_start", request=NewRun, responses={201: RunShape})
    def post(self, request: Request, project: UUID) -> Response:
        """Make everything that is missing or stale up to a stage. One that is working is joined."""
        shape = NewRun(data=request.data)
        shape.is_valid(raise_exception=True)
        data: Any = shape.validated_data
        if data["approve"] and not Role(self.membership.role).covers(Role.PRODUCER):
            raise PermissionDenied("Approving stages needs the role producer.")
        branch = branch_or_404(project_or_404(project), data["branch"])
        episode = episode_or_404(branch, data["episode"])
        run = start_run(
            branch,
            episode.node_id,
            until=data["until"],
            by=request.user,
            only=data["only"],
            approve=data["approve"],
        )
        return self.created(RunShape(run).data)


class RunDetail(TeamAPIView):
    """One run."""

    @extend_schema(operation_id="runs_read", responses=RunShape)
    def get(self, request: Request, run: UUID) -> Response:
        """One run."""
        return Response(RunShape(get_object_or_404(Run, pk=run)).data)

    @extend_schema(operation_id="runs_cancel", responses=RunShape)
    def delete(self, request: Request, run: UUID) -> Response:
        """Cancel a run. What was made is kept; the rest is not charged."""
        found = get_object_or_404(Run.objects.select_related("branch"), pk=run)
        stop_run(found, by=request.user)
        found.refresh_from_db()
        return Response(RunShape(found).data)


class Jobs(TeamAPIView):
    """The team's jobs."""

    @extend_schema(operation_id="jobs_list", responses=JobShape(many=True))
    def get(self, request: Request) -> Response:
        """The team's jobs, newest first; ``?state=failed`` narrows."""
        rows = Job.objects.order_by("-created_at")
        if state := request.query_params.get("state"):
            rows = rows.filter(state=state)
        return paged(self, request, rows, JobShape)


class JobDetail(TeamAPIView):
    """One job."""

    @extend_schema(operation_id="jobs_read", responses=JobShape)
    def get(self, request: Request, job: UUID) -> Response:
        """One job."""
        return Response(JobShape(get_object_or_404(Job, pk=job)).data)

    @extend_schema(operation_id="jobs_cancel", responses=JobShape)
    def delete(self, request: Request, job: UUID) -> Response:
        """Cancel a job."""
        return self._done(request, job, cancel_job)

    @extend_schema(operation_id="jobs_retry", request=None, responses=JobShape)
    def post(self, request: Request, job: UUID) -> Response:
        """Try a failed job again."""
        return self._done(request, job, retry_job)

    def _done(self, request: Request, job: UUID, action: Any) -> Response:
        found = get_object_or_404(Job, pk=job)
        action(found, by=request.user)
        found.refresh_from_db()
        return Response(JobShape(found).data)


class Generations(TeamAPIView):
    """What models made for a project."""

    @extend_schema(operation_id="generations_list", responses=GenerationShape(many=True))
    def get(self, request: Request, project: UUID) -> Response:
        """What models made for a project, newest first; ``?target=`` narrows to one target's history."""
        rows = Generation.objects.filter(project=project_or_404(project)).order_by("-created_at")
        if target := request.query_params.get("target"):
            rows = rows.filter(target=target)
        return paged(self, request, rows, GenerationShape)


class Credits(TeamAPIView):
    """What the team may spend."""

    @extend_schema(operation_id="credits_read", responses=CreditsShape)
    def get(self, request: Request) -> Response:
        """The team's credits."""
        held = balance()
        return Response({"wallet_micro": held.wallet, "held_micro": held.held, "spent_micro": held.spent})
