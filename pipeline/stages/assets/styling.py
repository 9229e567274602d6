"""The visual style: three assets before and after, choosing it, locking it."""

from typing import Any

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
from pipeline.queries.places import Place
from pipeline.queries.quotes import price_of
from pipeline.registry import STEP_OF
from pipeline.stages.assets.trying import begin, trying
from pipeline.trials import Trial
from pipeline.views.history import changed_url
from pipeline.views.places import cost_text, stage_context, stage_door
from pipeline.views.renewing import here
from projects.kinds.presets import PRESETS, Preset
from projects.queries.story import Item

SHOWN = 3
SIZE = (480, 360)  # pixels of a preview


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
    today, trial = _today(place), _trial(place, wanted)
    tried = trying(request, place, trial, "png")
    pictures = [one for one in place.story.of("picture") if not one.by_hand]
    price = price_of(STEP_OF["picture"])
    context = stage_context(
        request,
        place,
        today=today,
        wanted=wanted,
        **tried,
        here=request.get_full_path(),
        begin_url=place.url("", "style", "preview", "draw"),
        begin_fields=[("preset", wanted.slug)],
        shown=[
            {
                "name": one.values["name"],
                "before": tried["srcs"].get(_part(one, today), ""),
                "after": tried["srcs"].get(_part(one, wanted), ""),
            }
            for one in _three(place)
        ],
        aged=len(pictures),
        price=cost_text(None if price is None else price * len(pictures)),
        style_locked=bool(style and style.values.get("locked")),
    )
    return render_page(request, "pipeline/stages/style.html", context, partial="style-trial")


def _today(place: Place) -> Preset:
    style = place.story.one("style")
    return _preset_or_404(style.values["preset"] if style else PRESETS[0].slug)


def _part(item: Item, preset: Preset) -> str:
    return f"{item.node} {preset.slug}"


def _trial(place: Place, wanted: Preset) -> Trial:
    """The three in both styles; equal styles are drawn once."""
    items, presets = _three(place), dict.fromkeys((_today(place), wanted))
    parts = {
        _part(item, preset): {
            "called": f"{asset.name}, {preset.name}",
            "asset": asset.payload(),
            "style": style_by(place.story, "assets", preset.slug),
            "size": list(SIZE),
        }
        for item, asset in zip(items, place.story.contents(items), strict=True)
        for preset in presets
    }
    project, version = place.branch.project_id, STEP_OF["picture"].version
    return Trial("style", f"Style preview: {wanted.name}", project, version, parts)


@require_POST
@stage_door("assets", Role.EDITOR)
def draw(request: TeamRequest, place: Place) -> HttpResponse:
    """Have the three drawn in both styles."""
    wanted = _preset_or_404(request.POST.get("preset", ""))
    back = f"{place.url('', 'style', 'preview')}?preset={wanted.slug}"
    return begin(request, _trial(place, wanted), back)


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
