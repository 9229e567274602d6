"""The jobs ring and the queue page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.jobs import cancel_job
from pipeline.actions.runs import retry_work
from pipeline.models import Job
from pipeline.queries import jobs as queries


@require_safe
@member_required()
def jobs(request: TeamRequest) -> HttpResponse:
    """What is to be done, what failed, what has ended."""
    context: dict[str, Any] = {
        "queue": queries.jobs_page(),
        "may_act": Role(request.membership.role).covers(Role.EDITOR),
        "may_spend": Role(request.membership.role).covers(Role.PRODUCER),
    }
    return render_page(request, "pipeline/jobs.html", context, partial="jobs")


@require_safe
@member_required()
def ring(request: TeamRequest) -> HttpResponse:
    """The fragment of the top bar; ``?project=`` narrows it to one project."""
    try:
        project = UUID(request.GET["project"]) if "project" in request.GET else None
    except ValueError:
        project = None
    return render(request, "pipeline/jobs_ring.html", {"ring": queries.jobs_ring(project)})


@require_POST
@member_required(Role.EDITOR)
def job_cancel(request: TeamRequest, job_id: UUID) -> HttpResponse:
    """Cancel one job."""
    job = cancel_job(get_object_or_404(Job, pk=job_id), by=request.user)
    if job.is_active:
        messages.info(request, f"{job} stops within a few seconds.")
    elif job.state == Job.State.CANCELED:
        messages.info(request, f"{job} is canceled.{_not_charged(job)}")
    else:
        messages.info(request, f"{job} had ended already.")
    return redirect("pipeline:jobs", request.team.slug)


@require_POST
@member_required(Role.EDITOR)
def job_retry(request: TeamRequest, job_id: UUID) -> HttpResponse:
    """Try a failed job again. Who may not spend credits can retry what is free."""
    job = get_object_or_404(Job, pk=job_id)
    if job.cost_most and not Role(request.membership.role).covers(Role.PRODUCER):
        raise PermissionDenied("This job may cost credits: trying it again needs the role producer.")
    try:
        retry_work(job, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"{job} is queued again.")
    return redirect("pipeline:jobs", request.team.slug)


def _not_charged(job: Job) -> str:
    return "" if job.charged else " You were not charged."
