"""The visual style: three assets before and after, choosing it, locking it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.styles import choose_preset, lock_style
from pipeline.capsules import style_by
from pipeline.outline import asset_items
from pipeline.providers.registry import PROVIDERS
from pipeline.queries.places import Place
from pipeline.queries.quotes import price_of
from pipeline.registry import STEP_OF
from pipeline.views.history import changed_url
from pipeline.views.places import cost_text, stage_context, stage_door
from pipeline.views.renewing import here
from projects.kinds import Asset
from projects.kinds.presets import PRESETS, Preset
from projects.queries.story import Item

SHOWN = 3
SIZE = (480, 360)  # pixels of a preview
_A_DAY = 24 * 3600


def _preset_or_404(slug: str) -> Preset:
    found = next((known for known in PRESETS if known.slug == slug), None)
    if found is None:
        raise Http404("No such style.")
    return found


def _three(place: Place) -> list[Item]:
    """One of each kind where there is one, then whoever is seen first."""
    items = list(asset_items(place.story).values())
    kinds = ("character", "location", "prop")
    first = [next((one for one in items if one.values["type"] == kind), None) for kind in kinds]
    chosen = [one for one in first if one is not None]
    return [*chosen, *(one for one in items if one not in chosen)][:SHOWN]


@require_safe
@stage_door("assets")
def preview(request: TeamRequest, place: Place) -> HttpResponse:
    """Three assets in today's style and in ``?preset=``. Nothing is changed by looking."""
    wanted, style = _preset_or_404(request.GET.get("preset", "")), place.story.one("style")
    today = _preset_or_404(style.values["preset"] if style else PRESETS[0].slug)
    pictures = [one for one in place.story.of("picture") if not one.by_hand]
    price = price_of(STEP_OF["picture"])
    context = stage_context(
        request,
        place,
        today=today,
        wanted=wanted,
        shown=[
            {
                "name": one.values["name"],
                "before": _src(place, one, today.slug),
                "after": _src(place, one, wanted.slug),
            }
            for one in _three(place)
        ],
        aged=len(pictures),
        price=cost_text(None if price is None else price * len(pictures)),
        style_locked=bool(style and style.values.get("locked")),
    )
    return render_page(request, "pipeline/stages/style.html", context)


def _src(place: Place, item: Item, preset: str) -> str:
    return f"{place.url('', str(item.node), 'styled')}?preset={preset}&v={item.revision}"


@require_safe
@stage_door("assets")
def styled(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """An asset drawn in ``?preset=``, as a small PNG that is kept nowhere. Its address holds its revision."""
    preset, item = _preset_or_404(request.GET.get("preset", "")), place.story.by_node.get(node)
    if item is None or item.kind != "asset":
        raise Http404("No such asset here.")
    asset: Asset = place.story.content(item)
    picture = PROVIDERS["previz"].portrait(asset, style_by(place.story, "assets", preset.slug), *SIZE)
    headers = {"Cache-Control": f"private, max-age={_A_DAY}"}
    return HttpResponse(picture, content_type="image/png", headers=headers)


@require_POST
@stage_door("assets", Role.EDITOR)
def choose(request: TeamRequest, place: Place) -> HttpResponse:
    """Choose the film's visual style (``preset``)."""
    change: Any = None
    try:
        change = choose_preset(place.branch, request.POST.get("preset", ""), by=request.user)
    except Refused as refusal:
        if refusal.code == "locked" and place.is_locked:
            raise  # the stage is: offered is a new branch
        messages.error(request, refusal.sentence)
        return redirect(here(request, place))
    return redirect(changed_url(place, change))


@require_POST
@stage_door("assets", Role.PRODUCER)
def lock(request: TeamRequest, place: Place) -> HttpResponse:
    """Lock the visual style (``on``), or unlock it."""
    try:
        lock_style(place.branch, on=request.POST.get("on") == "1", by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(here(request, place))
