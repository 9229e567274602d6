"""The page of stage 11: what will be rendered, what to mind, and the quote line by line."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from pipeline.actions.continuity import check_gate
from pipeline.actions.runs import start_run
from pipeline.queries.places import Place
from pipeline.queries.quotes import quote_of
from pipeline.queries.warnings import Caution, warnings_of
from pipeline.stages.catalogue import STAGE_BY_SLUG
from pipeline.views.places import cost_text, stage_context, stage_door
from pipeline.views.shot_panel import render_stage
from projects.actions.branches import lock_stage
from projects.kinds.stages import STAGES
from projects.kinds.vocabulary import FPS

SHOWN = 40  # warnings; the rest are counted


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """The quote of everything the film still needs, from the very plan that will be carried out."""
    quote = quote_of(place.plan)
    shots = place.story.of("shot")
    warnings = warnings_of(place.story)
    context = stage_context(
        request,
        place,
        here=request.get_full_path(),
        lines=[
            {
                "label": line.label,
                "units": f"{line.most} by {line.provider}",
                "price": cost_text(line.total_most),
            }
            for line in quote.lines
        ],
        total_now=cost_text(quote.total_now),
        total_most=cost_text(quote.total_most),
        unpriced=quote.unpriced,
        digest=place.plan.digest,
        targets=len(place.plan.to_make),
        fresh=len(place.plan.units) - len(place.plan.to_make),
        shots=len(shots),
        seconds=sum(shot.values["frames"] for shot in shots) / FPS,
        warnings=[_linked(place, warning) for warning in warnings[:SHOWN]],
        more_warnings=max(len(warnings) - SHOWN, 0),
        continuity_url=place.url("confirm", "continuity"),
        open_stages=_open(place),
        confirm_url=place.url("confirm", "confirm"),
    )
    return render_stage(request, "pipeline/stages/confirm.html", context, "quote")


def _linked(place: Place, warning: Caution) -> dict[str, str]:
    """A warning with the address where it can be mended."""
    query = f"?shot={warning.shot}#shot-{warning.shot}" if warning.shot else ""
    return {
        "sentence": warning.sentence,
        "label": warning.label or STAGE_BY_SLUG[warning.stage].title,
        "url": place.url(warning.stage) + query,
    }


def _open(place: Place) -> list[dict[str, str]]:
    """Stages before this one that have content and are not locked: they may change under the render."""
    before = STAGES[1 : STAGES.index("confirm")]
    stages = [slug for slug in before if slug not in place.locked and place.counts[slug]["total"]]
    return [{"title": STAGE_BY_SLUG[slug].title, "url": place.url(slug)} for slug in stages]


@require_POST
@stage_door("confirm", Role.PRODUCER)
def confirm(request: TeamRequest, place: Place) -> HttpResponse:
    """Hold the quoted credits and start the render, if the plan is still the one that was quoted.

    A second press while the film is being made leads to the film: nothing is held or made twice.
    """
    if place.run is None:
        if request.POST.get("digest") != place.plan.digest:
            raise Refused("Something changed since this quote was made. Look at the new one, then confirm.")
        check_gate(place.story)
        lock_stage(place.branch, place.episode.node_id, "confirm", by=request.user)
        if place.plan.to_make:
            start_run(place.branch, place.episode.node_id, until="film", by=request.user)
    return redirect(place.url("film"))
