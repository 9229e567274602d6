"""The page of stage 11: what will be rendered, what to mind, and the quote line by line."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.runs import start_run
from pipeline.queries.places import Place
from pipeline.queries.plans import plan_for
from pipeline.queries.quotes import quote_of
from pipeline.queries.warnings import warnings_of
from pipeline.views.places import cost_text, stage_context, stage_door
from projects.actions.branches import lock_stage
from projects.kinds.vocabulary import FPS


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """The quote of everything the film still needs, from the very plan that will be carried out."""
    plan = plan_for(place.branch, place.episode.node_id, story=place.story, locked=place.locked)
    quote = quote_of(plan)
    shots = place.story.of("shot")
    lines = [
        {
            "label": line.label,
            "units": f"{line.most} by {line.provider}",
            "price": cost_text(line.total_most),
        }
        for line in quote.lines
    ]
    context = stage_context(
        request,
        place,
        lines=lines,
        total_now=cost_text(quote.total_now),
        total_most=cost_text(quote.total_most),
        unpriced=quote.unpriced,
        digest=plan.digest,
        targets=len(plan.to_make),
        fresh=len(plan.units) - len(plan.to_make),
        shots=len(shots),
        seconds=sum(shot.values["frames"] for shot in shots) / FPS,
        warnings=warnings_of(place.story),
        confirm_url=place.url("confirm", "confirm"),
    )
    return render_page(request, "pipeline/stages/confirm.html", context, partial="quote")


@require_POST
@stage_door("confirm", Role.PRODUCER)
def confirm(request: TeamRequest, place: Place) -> HttpResponse:
    """Hold the quoted credits and start the render, if the plan is still the one that was quoted."""
    plan = plan_for(place.branch, place.episode.node_id, story=place.story, locked=place.locked)
    if request.POST.get("digest") != plan.digest:
        raise Refused("Something changed since this quote was made. Look at the new one, then confirm.")
    lock_stage(place.branch, place.episode.node_id, "confirm", by=request.user)
    context: dict[str, Any] = {"until": "film", "by": request.user}
    if plan.to_make:
        start_run(place.branch, place.episode.node_id, **context)
    return redirect(place.url("film"))
