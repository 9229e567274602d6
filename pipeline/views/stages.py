"""Every stage's page, and what all stages have in common: run, lock, fork."""

from importlib import import_module
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.approving import lock_checked
from pipeline.actions.runs import Candidates, retry_run, start_run, stop_run
from pipeline.models import Run
from pipeline.queries.places import Place, place_or_404
from pipeline.views.places import following_stage, stage_context, stage_door
from projects.actions.branches import fork
from projects.kinds.stages import STAGES
from projects.models import Head

# Each stage's page lives in its folder: ``pipeline/stages/<slug>/views.py``, function ``page``.
PAGES = {slug: import_module(f"pipeline.stages.{slug}.views").page for slug in STAGES}


@require_safe
@stage_door("")
def stage(request: TeamRequest, place: Place) -> HttpResponse:
    """A stage's page."""
    return PAGES[place.stage.slug](request, place)


@require_POST
@stage_door("", Role.EDITOR)
def run(request: TeamRequest, place: Place) -> HttpResponse:
    """Make what is missing or stale up to here; ``only`` (target keys) and ``remake`` narrow or repeat it.

    ``like`` (a target's key): what is remade shall resemble it.
    """
    only, remake = request.POST.getlist("only"), request.POST.getlist("remake")
    try:
        start_run(
            place.branch,
            place.episode.node_id,
            until=place.stage.slug,
            by=request.user,
            only=only or remake,
            remake=Candidates(remake, like=request.POST.get("like", "")[:200]),
            form_key=(request.POST.get("form_key") or request.POST.get("idempotency_key", ""))[:64],
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return _back(request, place)


@require_POST
@stage_door("", Role.PRODUCER)
def lock(request: TeamRequest, place: Place) -> HttpResponse:
    """Lock the stage and go on to the next."""
    try:
        lock_checked(place.branch, place.episode.node_id, place.stage.slug, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(place.url())
    messages.success(request, f"{place.stage.title} is locked.")
    following = following_stage(place)
    return redirect(place.url(following.slug if following else place.stage.slug))


@require_http_methods(["GET", "HEAD", "POST"])
@stage_door("", Role.EDITOR)
def fork_here(request: TeamRequest, place: Place) -> HttpResponse:
    """Reopen a locked stage on a new branch, or just branch off when nothing is locked."""
    if request.method != "POST":
        return render_page(request, "pipeline/fork.html", stage_context(request, place))
    name, reason = request.POST.get("name", ""), request.POST.get("reason", "")
    try:
        forked = fork(
            place.branch,
            name,
            by=request.user,
            reason=reason,
            unlock=place.stage.slug,
            episode=place.episode.node_id,
        )
    except Invalid as refusal:
        typed = {"error": refusal.sentence, "name": name, "reason": reason}
        context = stage_context(request, place, typed=typed)
        return render_page(request, "pipeline/fork.html", context, status=422)
    messages.success(
        request, f"You are on the branch {forked.name} now; {place.stage.title.lower()} is open here."
    )
    return redirect(place.url_in(forked.slug, place.episode.content.number))


@require_POST
@member_required(Role.EDITOR)
def cancel(request: TeamRequest, run_id: UUID) -> HttpResponse:
    """Stop a run; what was made is kept."""
    found = get_object_or_404(Run.objects.select_related("branch__project"), pk=run_id)
    stop_run(found, by=request.user)
    messages.info(request, "Canceled. What was made is kept; you were not charged for the rest.")
    return redirect(_run_place(request, found))


@require_POST
@member_required(Role.EDITOR)
def retry(request: TeamRequest, run_id: UUID) -> HttpResponse:
    """Go on from what failed."""
    found = get_object_or_404(Run.objects.select_related("branch__project"), pk=run_id)
    retry_run(found, by=request.user)
    return redirect(_run_place(request, found))


def _run_place(request: TeamRequest, found: Run) -> str:
    if _local(request):
        return request.POST["next"]
    if found.branch.archived_at is not None:  # its pages are closed
        return reverse("projects:project", args=[request.team.slug, found.project_id])
    return place_of_run(request.team.slug, found).url()


def place_of_run(team_slug: str, found: Run) -> Place:
    """The stage a run leads to."""
    head = Head.objects.select_related("revision").get(branch=found.branch, node_id=found.episode)
    return place_or_404(team_slug, found.project_id, found.branch.slug, head.content.number, found.until)


def _local(request: TeamRequest) -> bool:
    """Whether ``next`` leads to a page of this team: nobody is sent elsewhere."""
    return request.POST.get("next", "").startswith(f"/t/{request.team.slug}/")


def _back(request: TeamRequest, place: Place) -> HttpResponse:
    return redirect(request.POST["next"] if _local(request) else place.url())
