"""Working on a template: what an analysis remarks, what a model would change; followed only by a press."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from accounts.views.tabs import settings_tabs
from pipeline.actions.improvements import ask_improvement, leave_improvement, take_improvement
from pipeline.actions.templates import follow_remark
from pipeline.models import Generation
from pipeline.prompting.analysis import analysed, unmentioned
from pipeline.prompting.templates import Templated
from pipeline.queries.effectiveness import Effect, effects_of
from pipeline.queries.improvements import STEP, proposal_of, target_of
from pipeline.queries.routing import least_read
from pipeline.queries.templates import STUDIO, purpose_or_404, text_of, versions
from pipeline.views.asking import who_and_most


@require_safe
@member_required(Role.EDITOR)
def analysis(request: TeamRequest, purpose: str) -> HttpResponse:
    """Remarks about a ``?version=``, and what a model proposed; the one in use unless said."""
    known = purpose_or_404(purpose)
    listed = versions(known)
    using = next((row.version for row in listed if row.in_use), STUDIO)
    version = _version(request.GET.get("version", ""), using)
    text = text_of(known, version)
    who, most = who_and_most(STEP)
    context: dict[str, Any] = {
        "tabs": settings_tabs(request, "pipeline:templates"),
        "purpose": known,
        "version": version,
        "using": using,
        "versions": listed,
        "remarks": analysed(text, known, reads=least_read()),
        "unused": unmentioned(text, known),
        "effect": effects_of(known).get(version, Effect(version)),
        "proposal": proposal_of(known),
        "ask_who": who,
        "ask_most": most,
        "may_change": Role(request.membership.role).covers(Role.PRODUCER),
    }
    return render_page(request, "pipeline/template_analysis.html", context)


@require_POST
@member_required(Role.PRODUCER)
def remark_follow(request: TeamRequest, purpose: str) -> HttpResponse:
    """Keep a draft in which the remark with this ``number`` about a ``version`` is followed."""
    known = purpose_or_404(purpose)
    version = _version(request.POST.get("version", ""), STUDIO)
    try:
        row = follow_remark(
            known, version, whole_number(request.POST.get("number", "")) or 0, by=request.user
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return _back(request, known, version)
    messages.success(request, f"Version {row.version} is a draft. Nothing uses it until you say so.")
    return _back(request, known, row.version)


@require_POST
@member_required(Role.EDITOR)
def improvement_ask(request: TeamRequest, purpose: str) -> HttpResponse:
    """Ask a model for a better text of a ``version``."""
    known = purpose_or_404(purpose)
    version = _version(request.POST.get("version", ""), STUDIO)
    try:
        ask_improvement(known, version, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return _back(request, known, version, "#proposal-title")


@require_POST
@member_required(Role.EDITOR)
def improvement_decide(request: TeamRequest, purpose: str, generation: UUID) -> HttpResponse:
    """Keep what came as a draft (``take``; producers), or leave it."""
    known = purpose_or_404(purpose)
    row = get_object_or_404(Generation, pk=generation, step=STEP, target=target_of(known), state="done")
    version = int(row.request["arguments"]["version"])
    try:
        if "take" not in request.POST:
            leave_improvement(row, by=request.user)
        elif not Role(request.membership.role).covers(Role.PRODUCER):
            raise Refused("Changing what models are told needs the role producer.")
        else:
            version = take_improvement(row, known, by=request.user).version
            messages.success(request, f"Version {version} is a draft. Nothing uses it until you say so.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return _back(request, known, version, "#proposal-title")


def _version(text: str, otherwise: int) -> int:
    """A version's number as an address or a form says it. Raises Http404 for what is none."""
    if not text:
        return otherwise
    if not text.isdecimal() or len(text) > 6:
        raise Http404("There is no such version.")
    return int(text)


def _back(request: TeamRequest, purpose: Templated, version: int, anchor: str = "") -> HttpResponse:
    here = reverse("pipeline:template_analysis", args=[request.team.slug, purpose.name])
    return redirect(f"{here}?version={version}{anchor}")
