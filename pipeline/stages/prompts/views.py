"""Pages of the stage."""

from django.http import HttpResponse

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from pipeline.queries.places import Place
from pipeline.views.places import stage_context


def page(request: TeamRequest, place: Place) -> HttpResponse:
    return render_page(request, "pipeline/stages/prompts.html", stage_context(request, place), partial="work")
