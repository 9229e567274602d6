"""The page of stage 3: the beats as a board to write on and to put in order."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.beats import add_beat, beat_heads, move_beat, remove_beat, sheet_of
from pipeline.queries.beat_questions import holes_of
from pipeline.queries.chapters import links_to
from pipeline.queries.places import Place
from pipeline.stages.beats.findings import findings, people_of
from pipeline.stages.beats.forms import BeatForm
from pipeline.stages.beats.questions import asking_price
from pipeline.stages.beats.tension import (
    edges_path,
    structure_marks,
    tension_path,
    tension_words,
    time_marks,
)
from pipeline.timing import story_seconds
from pipeline.views.edits import save_changes, saved, wants_json
from pipeline.views.history import changed_url, story_context
from pipeline.views.places import stage_door
from pipeline.views.stale import stale_notes
from pipeline.views.tongues import READ, unread_in
from projects.actions.edits import head_or_404
from projects.forms.fields import clock
from projects.kinds import Beat, Brief, digest
from projects.kinds.presets import FREE, STRUCTURES
from projects.queries.story import Item

PARTIALS = ("beat-board", "beat-summary", "beat-findings")
_NEAR = 0.05  # share of the film's length by which the beats may miss it


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """The board, the length of it all, and the line of tension."""
    wanted = (getattr(request.htmx, "target", "") or "").rpartition("#")[2]
    story = place.story
    brief_item, sheet = story.one("brief"), story.one("beat_sheet")
    items = story.under("beat", sheet.node) if sheet else []
    story.load([*items, *([brief_item] if brief_item else [])])
    brief: Brief = story.content(brief_item) if brief_item else Brief()
    beats: list[Beat] = [story.content(item) for item in items]
    unread = unread_in(brief.language, (f"{beat.title}. {beat.text}" for beat in beats))
    holes_by, holes_most = asking_price("plotholes")
    context = story_context(
        request,
        place,
        is_told=brief.mode != "screenplay",
        screenplay_url=place.url("screenplay"),
        cards=[_card(place, item, beat) for item, beat in zip(items, beats, strict=True)],
        expected=_order(items),
        note=stale_notes(place, place.plan.of_stage("beats")).get("beats:beats"),
        structures=STRUCTURES,
        structure=brief.structure,
        findings=findings(
            beats,
            story_seconds(brief.seconds),
            people_of(story),
            language=brief.language if unread else READ,
            shaped=brief.structure != FREE,
        ),
        unread=unread,
        holes=holes_of(place.branch.pk, story),
        holes_by=holes_by,
        holes_most=holes_most,
        functions=sorted({beat.function for beat in beats if beat.function}),
        **_summary(brief, beats),
    )
    partial = wanted if wanted in PARTIALS else ""
    return render_page(request, "pipeline/stages/beats.html", context, partial=partial)


def _card(place: Place, item: Item, beat: Beat) -> dict[str, Any]:
    return {
        "chapters": links_to(place, beat.chapters),
        "node": item.node,
        "revision": item.revision,
        "beat": beat,
        "seconds": f"{beat.seconds:g}",
        "intensity": f"{beat.intensity:g}",
    }


def _order(items: list[Item]) -> str:
    return digest([[str(item.node), item.position] for item in items])[:16]


def _summary(brief: Brief, beats: list[Beat]) -> dict[str, Any]:
    """The beats' length against the film's, and the curve."""
    total, room = sum(beat.seconds for beat in beats), story_seconds(brief.seconds)
    spare = room - total
    fits = abs(spare) <= room * _NEAR
    said = (
        "as long as the film"
        if fits
        else f"{clock(abs(spare))} {'short of' if spare > 0 else 'longer than'} the film"
    )
    return {
        "total": clock(total),
        "room": clock(room),
        "running_time": clock(brief.seconds),
        "total_seconds": round(total),
        "room_seconds": round(room),
        "length_said": said,
        "fits": fits,
        "edges": edges_path([beat.seconds for beat in beats]),
        "curve": tension_path([(beat.seconds, beat.intensity) for beat in beats]),
        "functions_at": structure_marks([(beat.seconds, beat.function) for beat in beats]),
        "times_at": time_marks(total),
        "curve_words": tension_words([(beat.title, beat.intensity) for beat in beats]),
    }


@require_POST
@stage_door("beats", Role.EDITOR)
def order(request: TeamRequest, place: Place) -> HttpResponse:
    """Put ``moved`` behind ``after`` (empty: first). Says no when one of them is gone."""
    move_beat(
        place.branch,
        place.episode.node_id,
        _node(request.POST.get("moved")) or UUID(int=0),
        _node(request.POST.get("after")),
        by=request.user,
    )
    return saved("") if wants_json(request) else redirect(place.url())


@require_POST
@stage_door("beats", Role.EDITOR)
def move(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """One place ``earlier`` or ``later``, or ``to`` a number: for whoever cannot or will not drag."""
    sheet = sheet_of(place.branch, place.episode.node_id)
    nodes = [head.node_id for head in beat_heads(place.branch, sheet.node_id)] if sheet else []
    if node in nodes:
        at = nodes.index(node)
        step = -1 if "earlier" in request.POST else 1
        wanted = whole_number(request.POST.get("to", ""))
        target = min(max(at + step if wanted is None else wanted - 1, 0), len(nodes) - 1)
        rest = [other for other in nodes if other != node]
        after = rest[target - 1] if target else None
        move_beat(place.branch, place.episode.node_id, node, after, by=request.user)
    return redirect(f"{place.url()}#beat-{node}")


@require_POST
@stage_door("beats", Role.EDITOR)
def add(request: TeamRequest, place: Place) -> HttpResponse:
    """A new beat behind ``after``, or at the end."""
    made, _ = add_beat(
        place.branch, place.episode.node_id, by=request.user, after=_node(request.POST.get("after"))
    )
    return redirect(f"{place.url()}#beat-{made.node_id}")


@require_POST
@stage_door("beats", Role.EDITOR)
def remove(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Take a beat out; the page offers to put it back."""
    change = remove_beat(place.branch, head_or_404(place.branch, node, "beat"), by=request.user)
    return redirect(changed_url(place, change))


@require_POST
@stage_door("beats", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of one beat."""
    head = head_or_404(place.branch, node, "beat")
    form = BeatForm(request.POST)
    if not form.is_valid():
        errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    typed = {name: str(value) for name, value in form.cleaned_data.items()}
    return save_changes(request, head, form.cleaned_data, typed=typed, back=place.url())


def _node(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
