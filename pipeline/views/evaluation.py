"""Evaluation: sets of questions, asked again and compared side by side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from accounts.views.tabs import settings_tabs
from pipeline.actions.evaluation import drop_case, keep_case, queue_evaluation
from pipeline.evaluation.asking import as_it_was
from pipeline.evaluation.scoring import text_of
from pipeline.forms.evaluation import CaseForm, EvaluationForm
from pipeline.models import EvaluationCase, EvaluationRun, EvaluationSet, Generation
from pipeline.queries import evaluation as queries
from pipeline.queries.places import Place
from pipeline.queries.versus import newest_pair
from pipeline.views.places import stage_door


@require_safe
@member_required(Role.EDITOR)
def evaluation(request: TeamRequest) -> HttpResponse:
    """All sets."""
    context = {
        "tabs": settings_tabs(request, "pipeline:templates"),
        "sets": queries.sets(),
        "may_spend": Role(request.membership.role).covers(Role.PRODUCER),
    }
    return render_page(request, "pipeline/evaluation.html", context)


@require_safe
@member_required(Role.EDITOR)
def evaluation_set(request: TeamRequest, set_id: UUID) -> HttpResponse:
    """A set: its questions, its runs side by side, and the form for another run."""
    kept = get_object_or_404(EvaluationSet, pk=set_id)
    return _page(request, kept, partial=request.GET.get("part", ""))


@require_POST
@member_required(Role.EDITOR)
def evaluate(request: TeamRequest, set_id: UUID) -> HttpResponse:
    """Ask a set again."""
    kept = get_object_or_404(EvaluationSet, pk=set_id)
    form = _form(kept, request.POST)
    if not form.is_valid():
        return _page(request, kept, form=form, status=422)
    try:
        queue_evaluation(kept, **form.cleaned_data, by=request.user)
    except Refused as error:
        form.add_error(getattr(error, "field", "") or None, error.sentence)
        return _page(request, kept, form=form, status=error.status)
    messages.success(request, f"{kept} is being asked again.")
    return redirect("pipeline:evaluation_set", request.team.slug, kept.pk)


@require_safe
@member_required(Role.EDITOR)
def evaluation_case(request: TeamRequest, set_id: UUID, case_id: UUID) -> HttpResponse:
    """One question with its answers side by side."""
    case = get_object_or_404(EvaluationCase.objects.select_related("set"), pk=case_id, set=set_id)
    answers = [_answer(case, "Then", as_it_was(case))]
    for column in queries.columns(case.set):
        result = next((one for one in column.run.results if one["case"] == str(case.pk)), None)
        if result is not None:
            answers.append(_answer(case, str(column.run), result))
    context = {"tabs": settings_tabs(request, "pipeline:templates"), "case": case, "answers": answers}
    return render_page(request, "pipeline/evaluation_case.html", context)


@require_POST
@member_required(Role.EDITOR)
def case_drop(request: TeamRequest, set_id: UUID, case_id: UUID) -> HttpResponse:
    """Take a question out of its set."""
    case = get_object_or_404(EvaluationCase.objects.select_related("set"), pk=case_id, set=set_id)
    drop_case(case, by=request.user)
    messages.success(request, f"{case} was taken out.")
    if EvaluationSet.objects.filter(pk=set_id).exists():
        return redirect("pipeline:evaluation_set", request.team.slug, set_id)
    return redirect("pipeline:evaluation", request.team.slug)


@require_POST
@stage_door("", Role.EDITOR)
def case_keep(request: TeamRequest, place: Place, generation: UUID) -> HttpResponse:
    """Keep a text's question and answer in a set."""
    row = get_object_or_404(
        Generation.objects.select_related("project"), pk=generation, project_id=place.project.pk
    )
    form = CaseForm(request.POST)
    try:
        case = keep_case(row, form.cleaned_data["name"] if form.is_valid() else "", by=request.user)
    except Refused as error:
        messages.error(request, error.sentence)
        return redirect("pipeline:told_one", *_parts(request, place), row.pk)
    messages.success(request, f"Kept in {case.set}.")
    return redirect("pipeline:evaluation_set", request.team.slug, case.set_id)


def _parts(request: TeamRequest, place: Place) -> list[Any]:
    """The parts of a stage's address."""
    number = place.episode.content.number
    return [request.team.slug, place.project.pk, place.branch.slug, number, place.stage.slug]


def _answer(case: EvaluationCase, title: str, result: dict[str, Any]) -> dict[str, Any]:
    text = "" if result["answer"] is None else text_of(case.purpose, result["answer"])
    return {"title": title, "result": result, "text": text, "cell": queries.cell_of(result)}


def _form(kept: EvaluationSet, data: Any = None) -> EvaluationForm:
    cases = list(kept.cases.all())
    return EvaluationForm(data, templates=queries.template_choices(cases), links=queries.links())


def _page(
    request: TeamRequest,
    kept: EvaluationSet,
    *,
    form: EvaluationForm | None = None,
    partial: str = "",
    status: int = 200,
) -> HttpResponse:
    cases, found = list(kept.cases.order_by("created_at")), queries.columns(kept)
    before = {str(case.pk): queries.cell_of(as_it_was(case)) for case in cases}
    context = {
        "tabs": settings_tabs(request, "pipeline:templates"),
        "set": kept,
        "columns": found,
        "versus": newest_pair(found),
        "rows": queries.rows(cases, found, before),
        "working": any(column.run.state == EvaluationRun.State.RUNNING for column in found),
        "form": form or _form(kept),
    }
    shown = "comparison" if partial == "comparison" else ""
    return render_page(request, "pipeline/evaluation_set.html", context, partial=shown, status=status)
