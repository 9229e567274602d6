"""The breakdown as a file."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from pipeline.breakdown import sheets_of
from pipeline.breakdown.printing import SHEETS, Title, breakdown_pdf
from pipeline.outline import scenes_of
from pipeline.queries.places import Place


def breakdown_file(place: Place, scene: str, paper: str) -> HttpResponse:
    """Breakdown sheets as a PDF. Raises Http404 for a scene that is not there."""
    wanted = [item for item in scenes_of(place.story) if scene in ("", item.slot)]
    if scene and not wanted:
        raise Http404("No such scene.")
    branch = "" if place.branch.is_main else place.branch.name
    title = Title(place.project.title, branch, timezone.localdate().isoformat())
    data = breakdown_pdf(sheets_of(place.story, wanted), title, paper if paper in SHEETS else "letter")
    name = f"{slugify(place.project.title) or 'film'}-breakdown{f'-{slugify(scene)}' if scene else ''}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
