"""Bringing an own picture on the pages of assets and frames."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Conflict, Refused
from accounts.kernel.numbers import whole_number
from assets.actions.pictures import keep_picture
from assets.forms.pictures import PictureForm
from pipeline.actions.uploads import bring_picture
from pipeline.graph.targets import Target
from pipeline.queries.places import Place

Again = Callable[[PictureForm], HttpResponse]  # the page once more, with the sentences of a form


def own_picture(
    request: TeamRequest, place: Place, step: str, parent: UUID, *, query: str, again: Again
) -> HttpResponse:
    """Put the posted ``picture`` where ``step`` makes one under ``parent``, if ``expected`` stands there.

    Leads back to the stage's page with ``query``. Raises Http404 when ``parent`` has no such target.
    """
    target, kind = _target(place, step, parent)
    form = PictureForm(request.POST, request.FILES, of=parent)
    if not form.is_valid():
        return again(form)
    name, picture = form.picked()
    media = keep_picture(picture, name=name)
    expected = whole_number(request.POST.get("expected") or "0") or 0
    try:
        change = bring_picture(
            place.branch,
            place.episode.node_id,
            target,
            kind,
            media,
            expected=expected,
            by=request.user,
            name=name,
        )
    except Conflict as refusal:
        form.add_error("picture", refusal.sentence)
        return again(form)
    except Refused as refusal:  # the stage was locked meanwhile: there is no form any more
        messages.error(request, refusal.sentence)
        return _to(request, f"{place.url()}?{query}")
    messages.success(request, f"{name} is in the film now and stays: nothing makes it again unasked.")
    undo = f"&undo={change.pk}" if change else ""
    return _to(request, f"{place.url()}?{query}{undo}")


def _to(request: TeamRequest, url: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _target(place: Place, step: str, parent: UUID) -> tuple[Target, str]:
    units = place.plan.of_stage(place.stage.slug)
    found = next((u for u in units if u.step.name == step and u.target.parent == parent), None)
    if found is None:
        raise Http404("There is nothing here to bring a picture for.")
    return found.target, found.step.kind
