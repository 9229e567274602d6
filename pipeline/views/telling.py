""" "What was it told?": who wrote each text of a stage, from what; and what is being written now."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.models import EvaluationSet, Generation
from pipeline.prompting.purposes import PURPOSES
from pipeline.queries.places import Place
from pipeline.queries.playground import purpose_of
from pipeline.queries.telling import being_written, told_text, writing_of, writings
from pipeline.registry import STEP_OF
from pipeline.views.places import stage_context, stage_door


@never_cache
@require_safe
@stage_door("")
def writing(request: TeamRequest, place: Place) -> HttpResponse:
    """The fragment with what models are writing for this episode now; empty when none does."""
    return render(request, "pipeline/_being_written.html", {"drafts": being_written(place)})


@require_safe
@stage_door("")
def told(request: TeamRequest, place: Place) -> HttpResponse:
    """Who wrote the texts of a stage, newest first."""
    context = stage_context(
        request,
        place,
        writings=writings(place),
        can_try=Role(request.membership.role).covers(Role.EDITOR),
    )
    return render_page(request, "pipeline/told.html", context)


@require_safe
@stage_door("")
def told_one(request: TeamRequest, place: Place, generation: UUID) -> HttpResponse:
    """Everything that one text's writer was told."""
    row = get_object_or_404(Generation, pk=generation, project_id=place.project.pk)
    may_try = Role(request.membership.role).covers(Role.EDITOR) and purpose_of(row) in PURPOSES
    has_ended = row.result is not None or row.state == Generation.State.FAILED
    context = stage_context(
        request,
        place,
        writing=writing_of(row),
        generation=row,
        can_try=may_try,
        can_keep=may_try and has_ended and row.step in STEP_OF and bool(STEP_OF[row.step].purpose),
        set_names=EvaluationSet.objects.order_by("name").values_list("name", flat=True),
        **told_text(row),
    )
    return render_page(request, "pipeline/told_one.html", context)
