"""Pictures of one asset side by side: several candidates, one of them chosen; sheets of views."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.actions.assets import want_sheet
from pipeline.actions.runs import MOST_CANDIDATES, Candidates, start_run
from pipeline.outline import asset_items
from pipeline.queries.places import Place
from pipeline.queries.quotes import price_of
from pipeline.queries.takes import Take, history, strip
from pipeline.registry import STEP_OF
from pipeline.views.places import cost_text, stage_door
from pipeline.views.renewing import States, here
from projects.actions.edits import head_or_404
from projects.kinds import Asset
from projects.models import Head
from projects.queries.story import Item

# Step and slot of each set of pictures, what it is called, and what a sheet shows by kind of asset.
SETS = (("picture", "key", "Image key"), ("sheet", "sheet", "Sheet of views"))
SHOWN_ON = {
    "character": "front, side, back, the face and six expressions",
    "location": "wide, from the other side, near, and at four times of day",
    "prop": "three sides, in a hand, and beside a person for scale",
}


def picture_sets(request: TeamRequest, place: Place, states: States, item: Item) -> list[dict[str, Any]]:
    """The image key and the sheet with their takes; one query for each."""
    return [
        _set(request, place, states, item, step=step, slot=slot, title=title) for step, slot, title in SETS
    ]


def _set(
    request: TeamRequest, place: Place, states: States, item: Item, *, step: str, slot: str, title: str
) -> dict[str, Any]:
    asset: Asset = place.story.content(item)
    key, team = f"{step}:{asset.key}", request.team.slug
    picture = place.story.at("picture", slot, item.node)
    media = place.story.content(picture).media if picture else ""
    takes = strip(history(place, key, media))
    shown = [(take, address(team, take.media, "png")) for take in takes]
    return {
        "step": step,
        "title": title,
        "key": key,
        "strip": shown,
        "aspect": "4:3" if step == "picture" else "16:9",
        "picture": address(team, media, "png") if media else "",
        "why": states.why(key),
        "state": states.word(key, approved=place.is_locked),
        "renewal": states.aged.get(key),
        "take_url": place.url("", str(picture.node), "take") if picture else "",
        "expected": picture.revision if picture else 0,
        "cost": cost_text(price_of(STEP_OF[step])),
        "guided": step == "picture" and "design" not in asset.locks,
        "may_draw": "design" not in asset.locks or step == "sheet",
        "shows": SHOWN_ON[asset.type] if step == "sheet" else "",
        "compared": _compared(request, shown),
    }


def _compared(request: TeamRequest, shown: list[tuple[Take, str]]) -> dict[str, Any]:
    """For the slider: the picture in the film and the take that ``?compare=`` names, if it is one."""
    current = next(((take, src) for take, src in shown if take.current), None)
    other = next(
        (
            (take, src)
            for take, src in shown
            if str(take.pk) == request.GET.get("compare", "") and not take.current
        ),
        None,
    )
    return {"left": current, "right": other} if current and other else {}


@require_POST
@stage_door("assets", Role.EDITOR)
def draw(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Draw ``count`` candidates of the asset's ``step`` (picture or sheet), with ``guidance`` in mind."""
    head = head_or_404(place.branch, node, "asset", "look")
    step = request.POST.get("step", "picture") if head.kind == "asset" else "picture"
    if step not in {known for known, _, _ in SETS}:
        messages.error(request, "There is no such kind of picture.")
        return redirect(here(request, place))
    count = min(max(whole_number(request.POST.get("count", "")) or 1, 1), MOST_CANDIDATES)
    if step == "sheet" and not head.content.sheet:
        want_sheet(head, by=request.user)
    key = (
        f"{step}:{head.content.key}" if head.kind == "asset" else f"picture:{head.content.asset}/{head.slot}"
    )
    wish = Candidates([key], count, request.POST.get("guidance", ""))
    return _start(request, place, [key], remake=wish)


@require_POST
@stage_door("assets", Role.EDITOR)
def sheets(request: TeamRequest, place: Place) -> HttpResponse:
    """Draw a sheet of every asset that has none yet."""
    there = place.story
    wanted = [item for item in asset_items(there).values() if there.at("picture", "sheet", item.node) is None]
    rows = Head.objects.select_related("revision").filter(branch=place.branch, deleted=False)
    for head in rows.filter(node_id__in=[item.node for item in wanted]).order_by("pk"):
        want_sheet(head, by=request.user)
    if not wanted:
        messages.info(request, "Everybody and everything has a sheet.")
        return redirect(here(request, place))
    return _start(request, place, [f"sheet:{item.values['key']}" for item in wanted])


def _start(
    request: TeamRequest, place: Place, keys: list[str], *, remake: Candidates | None = None
) -> HttpResponse:
    try:
        start_run(
            place.branch,
            place.episode.node_id,
            until="assets",
            by=request.user,
            only=keys,
            remake=remake,
            form_key=(request.POST.get("form_key") or request.POST.get("idempotency_key", ""))[:64],
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(here(request, place))
