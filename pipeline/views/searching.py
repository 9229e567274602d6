"""Search over everything that a film says."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from pipeline.queries.places import Place
from pipeline.queries.searching import Results, results_at
from pipeline.views.paging import window
from pipeline.views.places import stage_context, stage_door
from projects.forms.searching import FindForm
from projects.queries.searching import GROUPS

SHOWN = 40  # finds on a page


@dataclass(frozen=True)
class Choice:
    """One sort of thing to narrow the search to."""

    title: str
    count: int
    url: str
    current: bool


@require_safe
@stage_door("idea")
def search(request: TeamRequest, place: Place) -> HttpResponse:
    """What says ``?q=`` on this branch, by sort of thing (``in``); ``whole`` words, ``cased`` letters."""
    form = FindForm(request.GET)
    wanted = form.wanted() if form.is_valid() else None
    group = form.cleaned_data.get("in", "")
    found = results_at(place, wanted, group) if wanted and wanted.terms else None
    shown = window(request, found.rows if found else [], SHOWN)
    context = stage_context(
        request,
        place,
        form=form,
        found=found,
        window=shown,
        groups=_groups(shown.items),
        choices=_choices(form.cleaned_data, found, group) if found else [],
        several=len(place.episodes) > 1,
        search_url=request.path,
    )
    context["stage"] |= {
        "number": "",
        "title": "Search",
        "sentence": "Everything this film says, on this branch.",
        "state": "",
    }
    return render_page(request, "pipeline/search.html", context, partial="found")


def _groups(rows: list[Any]) -> list[dict[str, Any]]:
    by_group: dict[str, list[Any]] = {}
    for row in rows:
        by_group.setdefault(row.group, []).append(row)
    return [{"slug": slug, "title": GROUPS[slug][0], "rows": rows} for slug, rows in by_group.items()]


def _choices(data: dict[str, Any], found: Results, group: str) -> list[Choice]:
    """Everything, and each sort of which something was found."""
    asked = {name: value if name == "q" else 1 for name, value in data.items() if value and name != "in"}
    total = sum(found.counts.values())
    rows = [("", "Everything", total)]
    rows += [(slug, GROUPS[slug][0], found.counts[slug]) for slug in GROUPS if found.counts.get(slug)]
    return [
        Choice(title, count, f"?{urlencode(asked | ({'in': slug} if slug else {}))}", slug == group)
        for slug, title, count in rows
    ]
