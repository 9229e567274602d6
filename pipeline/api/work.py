"""What workers do and did: jobs and generations."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.kernel.api import TeamAPIView
from accounts.kernel.roles import Role
from pipeline.actions.jobs import cancel_job
from pipeline.actions.runs import retry_work
from pipeline.api.pages import PAGING, asked_choice, asked_uuid, page_of, paged
from pipeline.api.shapes import GenerationDetailShape, GenerationShape, JobShape
from pipeline.models import Generation, Job, JobState
from projects.queries.projects import project_or_404

_RUN = OpenApiParameter("run", UUID, description="Only of this run.")
_JOB_STATE = OpenApiParameter("state", str, enum=list(JobState.values))
_STATE = OpenApiParameter("state", str, enum=list(Generation.State.values))
_TARGET = OpenApiParameter("target", str, description="Key of a target: its history.")


class Jobs(TeamAPIView):
    """The team's jobs."""

    section = "Work"

    @extend_schema(
        operation_id="jobs_list", responses=page_of(JobShape), parameters=[_JOB_STATE, _RUN, *PAGING]
    )
    def get(self, request: Request) -> Response:
        """The team's jobs, newest first."""
        rows = Job.objects.order_by("-created_at", "-pk")
        if state := asked_choice(request, "state", JobState.values):
            rows = rows.filter(state=state)
        if run := asked_uuid(request, "run"):
            rows = rows.filter(run_id=run)
        return paged(self, request, rows, JobShape)


class JobDetail(TeamAPIView):
    """One job."""

    section = "Work"

    @extend_schema(operation_id="jobs_read", responses=JobShape)
    def get(self, request: Request, job: UUID) -> Response:
        """One job."""
        return Response(JobShape(get_object_or_404(Job, pk=job)).data)

    @extend_schema(operation_id="jobs_cancel", responses=JobShape)
    def delete(self, request: Request, job: UUID) -> Response:
        """Cancel a job and those that wait for it."""
        return self._done(request, get_object_or_404(Job, pk=job), cancel_job)

    @extend_schema(operation_id="jobs_retry", request=None, responses=JobShape)
    def post(self, request: Request, job: UUID) -> Response:
        """Try a failed or canceled job again. One that may cost credits needs the role producer."""
        found = get_object_or_404(Job, pk=job)
        if found.cost_most:
            self.need(Role.PRODUCER)
        return self._done(request, found, retry_work)

    def _done(self, request: Request, job: Job, action: Any) -> Response:
        action(job, by=request.user)
        return Response(JobShape(Job.objects.get(pk=job.pk)).data)


class Generations(TeamAPIView):
    """What models made for a project."""

    section = "Work"

    @extend_schema(
        operation_id="generations_list",
        responses=page_of(GenerationShape),
        parameters=[_TARGET, _STATE, _RUN, *PAGING],
    )
    def get(self, request: Request, project: UUID) -> Response:
        """What models made for a project, newest first."""
        rows = Generation.objects.filter(project=project_or_404(project)).order_by("-created_at", "-pk")
        if target := request.query_params.get("target"):
            rows = rows.filter(target=target)
        if state := asked_choice(request, "state", Generation.State.values):
            rows = rows.filter(state=state)
        if run := asked_uuid(request, "run"):
            rows = rows.filter(run=run)
        return paged(self, request, rows.defer("request", "inputs", "result"), GenerationShape)


class GenerationDetail(TeamAPIView):
    """One generation."""

    section = "Work"

    @extend_schema(operation_id="generations_read", responses=GenerationDetailShape)
    def get(self, request: Request, generation: UUID) -> Response:
        """One generation with exactly what was asked and what came out."""
        return Response(GenerationDetailShape(get_object_or_404(Generation, pk=generation)).data)
