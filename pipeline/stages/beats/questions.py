"""Other endings, side by side, to take over or leave; and what a model finds that does not hold together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.beat_questions import (
    ask_endings,
    ask_holes,
    house_endings,
    leave_endings,
    take_ending,
)
from pipeline.forms.dials import DialsForm
from pipeline.models import Generation
from pipeline.outline import beats_of
from pipeline.queries.beat_questions import ENDING, LEAST_BEATS, endings_of
from pipeline.queries.places import Place
from pipeline.queries.quotes import lines_for
from pipeline.queries.routing import models_alone
from pipeline.stages.beats.forms import EndingsForm
from pipeline.views.dials import asking_dials
from pipeline.views.history import changed_url
from pipeline.views.places import cost_text, stage_context, stage_door


def asking_price(purpose: str) -> tuple[str, str]:
    """Who would be asked, and what that may cost; both empty without a connected model."""
    found = models_alone()
    if not found.links:
        return "", ""
    totals = [line.total_most for line in lines_for(purpose, found)]
    return found.words, cost_text(None if None in totals else sum(total or 0 for total in totals))


@require_http_methods(["GET", "HEAD", "POST"])
@stage_door("beats", Role.EDITOR)
def endings(request: TeamRequest, place: Place) -> HttpResponse:
    """The endings that were asked for; a post asks for three more, of previz or of the team's models."""
    if request.method != "POST":
        return _page(request, place, EndingsForm())
    form, more = EndingsForm(request.POST), asking_dials(request, "endings")
    dials: DialsForm = more["dials"]
    if not (form.is_valid() and dials.is_valid()):
        return _page(request, place, form, status=422)
    episode = place.episode.node_id
    try:
        if form.cleaned_data["by"] == "models":
            guidance = form.cleaned_data["guidance"]
            over = dials.override()
            ask_endings(place.branch, episode, guidance=guidance, over=over, by=request.user)
        else:
            house_endings(place.branch, episode, by=request.user)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, place, form, status=refusal.status)
    return redirect(f"{place.url('', 'endings')}#asked")


def _page(request: TeamRequest, place: Place, form: EndingsForm, *, status: int = 200) -> HttpResponse:
    asked = endings_of(place.branch.pk, place.story)
    who, most = asking_price("endings")
    context = stage_context(
        request,
        place,
        asked=asked,
        working=any(one.state == Generation.State.RUNNING for one in asked),
        form=form,
        who=who,
        most=most,
        enough=len(beats_of(place.story)) >= LEAST_BEATS,
        here=place.url("", "endings"),
        **asking_dials(request, "endings"),
    )
    return render_page(request, "pipeline/stages/beats_endings.html", context, partial="asked", status=status)


@require_POST
@stage_door("beats", Role.EDITOR)
def decide(request: TeamRequest, place: Place, generation: UUID) -> HttpResponse:
    """Take one of three endings over (``take``: its number from 0), or leave the one there is."""
    row = get_object_or_404(
        Generation,
        pk=generation,
        step=ENDING,
        branch=place.branch.pk,
        episode=place.episode.node_id,
        state="done",
    )
    if "take" not in request.POST:
        leave_endings(row, by=request.user)
        return redirect(place.url("", "endings"))
    number = whole_number(request.POST["take"])
    try:
        change = take_ending(row, place.branch, -1 if number is None else number, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(place.url("", "endings"))
    messages.success(request, "The beats end otherwise now.")
    return redirect(changed_url(place, change))


@require_POST
@stage_door("beats", Role.EDITOR)
def holes(request: TeamRequest, place: Place) -> HttpResponse:
    """Ask the team's models what does not hold together."""
    try:
        ask_holes(place.branch, place.episode.node_id, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"{place.url()}#beat-findings")
