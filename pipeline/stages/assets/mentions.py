"""Beside stage 5: every line of the script that names an asset, and under which names."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.naming import decide_names
from pipeline.outline import asset_items
from pipeline.queries.naming import Named, decisions_of, named_in
from pipeline.queries.places import Place
from pipeline.views.history import story_context
from pipeline.views.lines import line_url
from pipeline.views.paging import Window, window
from pipeline.views.places import stage_door
from pipeline.views.renewing import start_only
from pipeline.views.shot_panel import selected

PAGE = 24  # assets on one page
SHOWN = 12  # lines of each asset where all are listed
LINES = 200  # of one asset on its own page
ROLES = {"crowd": "Many people", "voice": "Only heard"}


@require_safe
@stage_door("assets")
def mentions(request: TeamRequest, place: Place) -> HttpResponse:
    """Who and what the script names, with the lines that do; ``?asset=<node>`` all lines of one."""
    items = list(asset_items(place.story).values())
    chosen = selected(request, place, "asset", "asset")
    one = chosen if chosen in items else None
    shown: Window[Any] = window(request, items, PAGE)
    rows = [_row(place, named) for named in named_in(place.story, [one] if one else shown.items)]
    if one:
        shown = window(request, rows[0]["lines"], LINES)
        rows[0]["lines"] = shown.items
    else:
        rows = [row | {"lines": row["lines"][:SHOWN], "more": row["lines"][SHOWN:]} for row in rows]
    people = [(key, str(item.values["name"])) for key, item in sorted(asset_items(place.story).items())]
    context = story_context(
        request,
        place,
        rows=rows,
        window=shown,
        one=one,
        people=[pair for pair in people if pair[0].startswith("character:")],
        decisions=decisions_of(place.story).decisions,
        decide_url=place.url("", "names"),
        here=request.get_full_path(),
    )
    return render_page(request, "pipeline/stages/mentions.html", context)


def _row(place: Place, named: Named) -> dict[str, Any]:
    lines = [
        {
            "number": one.number,
            "written": one.spot.written,
            "quote": one.spot.quote,
            "url": line_url(place, one.script, one.spot.paragraph),
        }
        for one in named.mentions
    ]
    return {
        "node": named.item.node,
        "key": named.asset.key,
        "type": str(named.asset.type),
        "name": named.asset.name,
        "role": ROLES.get(named.role, ""),
        "others": named.others,
        "lines": lines,
        "count": len(lines),
        "url": f"{place.url()}?asset={named.item.node}",
    }


@require_POST
@stage_door("assets", Role.EDITOR)
def decide(request: TeamRequest, place: Place) -> HttpResponse:
    """Say that ``one`` and ``two`` (asset keys) are one person or (``apart``) two, and cast again."""
    one, two = request.POST.get("one", ""), request.POST.get("two", "")
    same = "apart" not in request.POST
    url = place.url("", "mentions")
    try:
        change = decide_names(place.branch, place.episode.node_id, one, two, same=same, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(url)
    start_only(request, place, ["cast:cast"])
    return redirect(f"{url}?undo={change.pk}" if change else url)
