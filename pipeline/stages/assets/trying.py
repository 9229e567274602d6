"""What a page shows of a trial: what was made, how far it is, and how to begin or stop it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.actions.trials import start_trial, stop_trial
from pipeline.models import Job
from pipeline.queries.places import Place
from pipeline.queries.trials import tried
from pipeline.trials import KIND, Trial
from pipeline.views.places import stage_door
from pipeline.views.renewing import here


def trying(request: TeamRequest, place: Place, trial: Trial, kind: str) -> dict[str, Any]:
    """For ``pipeline/stages/_trial.html``; ``srcs`` are the addresses of what is made, by part."""
    found, team = tried(trial), request.team.slug
    return {
        "srcs": {name: address(team, sha, kind) for name, sha in found.made.items() if sha},
        "mute": {name for name, sha in found.made.items() if not sha},
        "trial": found,
        "stop_url": place.url("", "trial", str(found.job.pk), "stop") if found.job else "",
    }


def begin(request: TeamRequest, trial: Trial, back: str) -> HttpResponse:
    """Have it made, and go back to where it shows."""
    try:
        start_trial(trial, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(back)


@require_POST
@stage_door("assets", Role.EDITOR)
def stop(request: TeamRequest, place: Place, job_id: UUID) -> HttpResponse:
    """Stop a trial of this film."""
    found = get_object_or_404(Job, pk=job_id, kind=KIND, project=place.branch.project_id)
    stop_trial(found, by=request.user)
    return redirect(here(request, place))
