"""The page of stage 6: the scenes with what each needs, and the breakdown of the one that is selected."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.actions.needs import correct_need
from pipeline.breakdown import Need, guesses
from pipeline.breakdown.sheets import days_of, numbers_of
from pipeline.outline import asset_items
from pipeline.queries.hub import entries_of, known_assets, risks_in, scene_needs
from pipeline.queries.places import Place
from pipeline.stages.scenes.boxes import beside_the_page, posted_boxes
from pipeline.stages.scenes.hub import choices_for, rows, stage_links, totals, where_named
from pipeline.views.edits import invalid, save_changes
from pipeline.views.history import changed_url, story_context
from pipeline.views.paging import window
from pipeline.views.places import stage_door
from pipeline.views.renewing import States, renew_door, together
from pipeline.views.shot_panel import render_stage, selected
from pipeline.views.tongues import unread_script
from pipeline.views.versions import Reading, as_text
from projects.actions.edits import head_or_404
from projects.queries.story import Item
from projects.screenplay.scenes import in_eighths

PAGE = 60  # scenes on one page
MOST_DAYS = 9_999


def _day(value: str) -> int:
    """A story day as typed; empty: as the headings tell. Raises Invalid."""
    day = whole_number(value.strip() or "0")
    if day is None or not 0 <= day <= MOST_DAYS:
        raise Invalid("A story day is a number, such as 3; leave it empty to follow the headings.")
    return day


LISTS = ("cast", "props")
FIELDS: dict[str, Any] = {"synopsis": str, "weather": str, "mood": str, "day": _day}


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """Every scene: heading, cast, props, length, and how far it is in each stage."""
    states = States.of(place, place.plan.of_stage("scenes"))
    entries, scene = entries_of(place.story), selected(request, place, "selected", "scene")
    at = next((at for at, entry in enumerate(entries) if entry.item is scene), 0)
    shown = window(request, entries, PAGE, at=at)
    context = story_context(
        request,
        place,
        here=request.get_full_path(),
        scenes=rows(request, place, states, shown),
        window=shown,
        totals=totals(place),
        aged=together(place, states.aged),
        aged_count=len(states.aged),
        panel=_panel(request, place, scene) if scene else None,
        sheets_url=place.url("", "sheets"),
        pdf_url=place.url("", "breakdown.pdf").rstrip("/"),
        risks_url=place.url("confirm", "continuity"),
        unread=unread_script(place.story),
    )
    return render_stage(request, "pipeline/stages/scenes.html", context, "scene-list")


def _panel(request: TeamRequest, place: Place, scene: Item) -> dict[str, Any]:
    """The selected scene's breakdown, as a form. Two queries."""
    story = place.story
    content = story.content(scene)
    assets = asset_items(story)
    pictures = {key: story.at("picture", "key", item.node) for key, item in assets.items()}
    story.load([picture for picture in pictures.values() if picture])

    def choices(kind: str, chosen: list[str]) -> list[dict[str, Any]]:
        return [
            {
                "key": key,
                "name": item.values["name"],
                "checked": key in chosen,
                "src": address(request.team.slug, story.content(picture).media, "png")
                if (picture := pictures[key])
                else "",
            }
            for key, item in sorted(assets.items(), key=lambda pair: pair[0] not in chosen)
            if item.values["type"] == kind
        ]

    return {
        "node": scene.node,
        "revision": scene.revision,
        "scene": content,
        "number": numbers_of(story).get(scene.node, ""),
        "length": in_eighths(content.eighths),
        "day": days_of(story).get(scene.node, 1),
        "people": choices("character", content.cast),
        "props": choices("prop", content.props),
        "needs": [_need(place, scene, need) for need in scene_needs(story, [scene])[scene.node]],
        "correct_url": place.url("", str(scene.node), "correct"),
        "risks": risks_in(story, [scene]).get(scene.node, []),
        "by_hand": scene.by_hand,
        "stages": stage_links(place, scene),
        "sheet_url": place.url("", str(scene.node), "sheet"),
        "script_url": f"{place.url('screenplay')}#scene-{scene.values['script']}",
    }


def _need(place: Place, scene: Item, need: Need) -> dict[str, Any]:
    """A dependency with whatever else it might be. Names nobody knows get guesses first."""
    near = guesses(need, known_assets(place.story)) if not need.is_sure else []
    return {
        "need": need,
        "icon": need.type,
        "line_url": where_named(place, scene, need),
        "guesses": [(one.key, one.name, round(100 * likeness)) for one, likeness in near],
        "choices": choices_for(place, need),
    }


@require_POST
@stage_door("scenes", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of a breakdown. From then on it is by hand: reading the script again leaves it alone.

    Boxes of the sheet and ticks of the cast are saved one by one: those of two people both stay.
    """
    head = head_or_404(place.branch, node, "scene")
    typed = {name: str(value) for name, value in request.POST.items() if name in FIELDS}
    read_as: dict[str, Any] = {}
    try:
        changes: dict[str, Any] = {name: FIELDS[name](value) for name, value in typed.items()}
        if "has_lists" in request.POST:
            changes |= {name: _chosen(request, place, name) for name in LISTS}
            typed |= {name: as_text(name, changes[name]) for name in LISTS}
        if "has_elements" in request.POST:
            boxes = posted_boxes(request.POST)
            typed |= {f"elements.{name}": as_text(name, lines) for name, lines in boxes.items()}
            read_as, written = beside_the_page(place, head, boxes, request.POST)
            changes |= written
    except Invalid as refusal:
        return invalid(refusal.sentence, refusal.field)
    return save_changes(request, head, changes, typed=typed, reading=Reading(read_as=read_as, keyed=LISTS))


def _chosen(request: TeamRequest, place: Place, name: str) -> list[str]:
    """Keys of the ticked assets. Raises Invalid for one that is not there any more."""
    keys = request.POST.getlist(name)
    if gone := [key for key in keys if key not in asset_items(place.story)]:
        raise Invalid(f"{gone[0].partition(':')[2]} is no longer among the assets.", field=name)
    return keys


@require_POST
@stage_door("scenes", Role.EDITOR)
def correct(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put ``asset`` (empty: nobody) in the place of ``key``, in this scene or (``everywhere``) in all."""
    key, asset = request.POST.get("key", ""), request.POST.get("asset", "")
    everywhere, back = "everywhere" in request.POST, f"selected={node}"
    try:
        change = correct_need(
            place.branch,
            place.episode.node_id,
            node,
            key,
            asset,
            everywhere=everywhere,
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(f"{place.url()}?{back}")
    return redirect(changed_url(place, change, query=back))


renew = renew_door("scenes")
