"""The playground: a text's question in other words, by another model or other dials, beside what came."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from accounts.views.tabs import settings_tabs
from pipeline.actions.evaluation import keep_case
from pipeline.actions.jobs import cancel_job
from pipeline.actions.playground import checked_link, try_out
from pipeline.forms.evaluation import CaseForm
from pipeline.forms.playground import PlaygroundForm
from pipeline.models import EvaluationSet, Job
from pipeline.providers.text.accepts import takes_in_words
from pipeline.queries.branches import open_branches
from pipeline.queries.evaluation import links
from pipeline.queries.playground import (
    Origin,
    origin_or_404,
    price_of_trial,
    shown_original,
    trial_or_404,
    trials,
    without_rule,
)
from pipeline.registry import STEP_OF
from pipeline.views.places import cost_text


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Role.EDITOR)
def playground(request: TeamRequest, text: UUID) -> HttpResponse:
    """What a text's writer was told, to be changed (``?from=``: as a trial was told), and what came."""
    origin = origin_or_404(text)
    if request.method != "POST":
        return _page(request, origin, _form(request, origin), partial=request.GET.get("part", ""))
    form = _form(request, origin)
    if not form.is_valid():
        return _page(request, origin, form, status=422)
    try:
        row = try_out(origin, form.trial(), by=request.user)
    except Refused as error:
        field = getattr(error, "field", "")
        form.add_error(field if field in form.fields else None, error.sentence)
        return _page(request, origin, form, status=error.status)
    return redirect(f"{_address(request, origin)}?from={row.pk}#answers")  # what was typed stays


@require_POST
@member_required(Role.EDITOR)
def playground_price(request: TeamRequest, text: UUID) -> HttpResponse:
    """The fragment with what asking this would cost at most. Nothing is asked."""
    origin = origin_or_404(text)
    form = _form(request, origin)
    if not form.is_valid():
        return render(request, "pipeline/_asking_price.html", {"who": ""})
    try:
        trial = form.trial()
        link = checked_link(origin.purpose, trial)
    except Refused as error:
        return HttpResponse(error.sentence, content_type="text/plain; charset=utf-8")
    lines = price_of_trial(origin, link, trial.system, trial.prompt, trial.dials)
    totals = [line.total_most for line in lines]
    most = cost_text(None if None in totals else sum(total or 0 for total in totals))
    return render(request, "pipeline/_asking_price.html", {"who": link.name, "most": most})


@require_POST
@member_required(Role.EDITOR)
def playground_stop(request: TeamRequest, text: UUID, trial: UUID) -> HttpResponse:
    """Stop a trial that is being asked."""
    origin = origin_or_404(text)
    row = trial_or_404(origin, trial)
    cancel_job(get_object_or_404(Job, pk=row.job), by=request.user)
    messages.info(request, "It is stopped as soon as the model says something.")
    return redirect(f"{_address(request, origin)}#answers")


@require_POST
@member_required(Role.EDITOR)
def playground_keep(request: TeamRequest, text: UUID, trial: UUID) -> HttpResponse:
    """Keep the text, or one of its trials, in an evaluation set."""
    origin = origin_or_404(text)
    kept = origin.row if trial == origin.row.pk else trial_or_404(origin, trial)
    form = CaseForm(request.POST)
    try:
        case = keep_case(kept, form.cleaned_data["name"] if form.is_valid() else "", by=request.user)
    except Refused as error:
        messages.error(request, error.sentence)
        return redirect(_address(request, origin))
    messages.success(request, f"Kept in {case.set}.")
    return redirect("pipeline:evaluation_set", request.team.slug, case.set_id)


def _address(request: TeamRequest, origin: Origin) -> str:
    return request.path.partition(str(origin.row.pk))[0] + f"{origin.row.pk}/"


def _told_url(request: TeamRequest, origin: Origin) -> str:
    """Where the text stands in its film; empty for what is no stage's, or on a branch that is closed."""
    row, step = origin.row, STEP_OF.get(origin.row.step)
    opened = next((one for one in open_branches(row.project_id) if one.branch.pk == row.branch), None)
    here = next((one for one in opened.episodes if one.node_id == row.episode), None) if opened else None
    if step is None or opened is None or here is None:
        return ""
    parts = [request.team.slug, row.project_id, opened.branch.slug, here.content.number, step.stage, row.pk]
    return reverse("pipeline:told_one", args=parts)


def _form(request: TeamRequest, origin: Origin) -> PlaygroundForm:
    known = [link for link in links() if link.sees or not origin.purpose.sees]
    if request.method == "POST":
        return PlaygroundForm(request.POST, origin=origin, links=known, user=request.user)
    told, dials = {"system": origin.system, "prompt": origin.told["prompt"]}, origin.dials
    link = next((one.key for one in known if one.model == origin.row.model), "")
    if wanted := _uuid(request.GET.get("from", "")):
        row = trial_or_404(origin, wanted)
        told = {**row.request["told"], "system": without_rule(row.request["told"]["system"])}
        link = row.request["link"]
    initial = {"link": link, "system": told["system"], "prompt": told["prompt"], **dials.kept()}
    return PlaygroundForm(origin=origin, links=known, user=request.user, initial=initial)


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _page(
    request: TeamRequest, origin: Origin, form: PlaygroundForm, *, partial: str = "", status: int = 200
) -> HttpResponse:
    found = trials(origin)
    known: Any = form.fields["link"]
    context = {
        "tabs": settings_tabs(request, "pipeline:templates"),
        "origin": origin,
        "here": _address(request, origin),
        "form": form,
        "has_models": bool(known.choices),
        "dials_taken": [takes_in_words(link) for link in links()],
        "schema": json.dumps(origin.purpose.schema, indent=1) if origin.purpose.schema else "",
        "answers": [shown_original(origin), *found],
        "working": any(one.state == "running" for one in found),
        "told_url": _told_url(request, origin),
        "may_change": Role(request.membership.role).covers(Role.PRODUCER),
        "set_names": EvaluationSet.objects.order_by("name").values_list("name", flat=True),
    }
    shown = "answers" if partial == "answers" else ""
    return render_page(request, "pipeline/playground.html", context, partial=shown, status=status)
