"""Breakdown sheets of stage 6: on a page that prints, and as a PDF."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from pipeline.breakdown import Sheet, sheets_of
from pipeline.breakdown.elements import CATEGORIES
from pipeline.outline import scenes_of
from pipeline.queries.places import Place
from pipeline.stages.scenes.asking import asked_context
from pipeline.stages.scenes.files import breakdown_file
from pipeline.stages.scenes.hub import scene_at
from pipeline.views.paging import window
from pipeline.views.places import stage_context, stage_door
from pipeline.views.tongues import unread_script
from projects.queries.story import Item

PAGE = 20  # sheets on one page of the browser


@require_safe
@stage_door("scenes")
def sheets(request: TeamRequest, place: Place) -> HttpResponse:
    """Every scene's breakdown sheet, twenty at a time."""
    shown = window(request, scenes_of(place.story), PAGE)
    return _page(request, place, sheets_of(place.story, shown.items), window=shown)


@require_safe
@stage_door("scenes")
def sheet(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """One scene's breakdown sheet, to be filled in and printed."""
    scene = _scene_or_404(place, node)
    (found,) = sheets_of(place.story, [scene])
    lists = [(name, label, "\n".join(getattr(found.elements, name))) for name, label in CATEGORIES.items()]
    order, script = scenes_of(place.story), place.story.at("script", scene.values["script"])
    at = order.index(scene)
    return _page(
        request,
        place,
        [found],
        revision=scene.revision,
        script_revision=script.revision if script else 0,
        lists=lists,
        save_url=place.url("", str(node), "save"),
        **asked_context(place, scene, found),
        before=order[at - 1].node if at else None,
        behind=order[at + 1].node if at + 1 < len(order) else None,
    )


@require_safe
@stage_door("scenes")
def download(request: TeamRequest, place: Place) -> HttpResponse:
    """The breakdown as a PDF: of the film, or with ``?scene=slot`` of one scene; ``?paper=a4`` for A4."""
    return breakdown_file(place, request.GET.get("scene", ""), request.GET.get("paper", "letter"))


def _scene_or_404(place: Place, node: UUID) -> Item:
    scene = scene_at(place, node)
    if scene is None:
        raise Http404("No such scene.")
    return scene


def _page(request: TeamRequest, place: Place, found: list[Sheet], **more: Any) -> HttpResponse:
    slot = found[0].slot if "lists" in more else ""
    pdf = place.url("", "breakdown.pdf").rstrip("/")
    context = stage_context(
        request,
        place,
        sheets=found,
        here=request.get_full_path(),
        pdf_url=f"{pdf}?scene={slot}" if slot else pdf,
        sheets_url=place.url("", "sheets"),
        unread=unread_script(place.story),
        **more,
    )
    return render_page(request, "pipeline/stages/sheets.html", context)
