"""The page of stage 12: the cut with its shots, the clips with their takes, and what leaves the house."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.roles import Role
from assets.queries.media import address
from pipeline.outline import labels_of, path_of, shots_in_order
from pipeline.queries.places import Place
from pipeline.queries.takes import take_counts
from pipeline.stages.film.timeline import timeline_of
from pipeline.views.cards import rendered
from pipeline.views.history import story_context
from pipeline.views.paging import Window, window
from pipeline.views.places import stage_door
from pipeline.views.renewing import States, renew_door, together
from pipeline.views.shot_panel import render_stage, selected, shot_panel
from pipeline.views.stale import take_cost
from pipeline.views.takes import choose_take
from projects.actions.edits import head_or_404
from projects.kinds import Cut
from projects.kinds.vocabulary import FPS
from projects.models import Head
from projects.queries.story import Item

PAGE = 120  # clips on one page
NAME_CHARS = 12  # of a cut's SHA-256: enough to tell an open page whether its cut is still the newest
Pair = tuple[Item, Item]


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """The player with a marker for each shot, downloads, and the clips, 120 at a time."""
    states = States.of(place, place.plan.of_stage("film"))
    item = place.story.one("cut")
    cut: Cut | None = place.story.content(item) if item else None
    order = shots_in_order(place.story)
    shot = selected(request, place, "shot", "shot")
    at = next((number for number, pair in enumerate(order) if pair[1] is shot), 0)
    shown = window(request, order, PAGE, at=at)
    context = story_context(
        request,
        place,
        here=request.get_full_path(),
        cut=cut,
        cut_why=states.why("cut:film"),
        clips=_cards(request, place, states, shown),
        window=shown,
        aged=together(place, states.aged),
        aged_count=len(states.aged),
        panel=_panel(request, place, states),
        take_cost=_take_cost(place, shot),
        **_watching(request, place, states, cut),
    )
    return render_stage(request, "pipeline/stages/film.html", context, "film")


def _watching(request: TeamRequest, place: Place, states: States, cut: Cut | None) -> dict[str, Any]:
    """What the player needs. An open page keeps playing its own cut (``?cut=``) and hears of a newer one."""
    watched = request.GET.get("cut", "")
    newest = cut.media[:NAME_CHARS] if cut else ""
    query = {name: str(value) for name, value in request.GET.items() if name != "cut"}
    context: dict[str, Any] = {
        "live_here": f"{place.url()}?{urlencode({**query, 'cut': watched or newest})}",
        "player": watched if watched.isalnum() and watched.isascii() else newest,
        "newer": bool(watched and watched != newest),
    }
    if cut is None:
        return context
    team, brief = request.team.slug, place.story.one("brief")
    return context | {
        "src": address(team, cut.media, "mp4"),
        "poster": _opening(team, place),
        "captions": address(team, cut.vtt, "vtt") if cut.vtt else "",
        "language": brief.values["language"] if brief else "en",
        "duration": cut.frames / FPS,
        "markers": _markers(place, states, cut),
        "downloads": _downloads(team, place.project.title, cut),
    }


def _opening(team: str, place: Place) -> str:
    """The first shot's frame: what is shown before anybody presses play."""
    frames = (place.story.at("frame", "first", shot.node) for _, shot in shots_in_order(place.story))
    first = next(frames, None)
    return address(team, first.values["media"], "png") if first else ""


def _markers(place: Place, states: States, cut: Cut) -> list[dict[str, Any]]:
    """The shots of the cut on its line; without scripts, links to where each can be changed."""
    labels = labels_of(place.story)
    nodes = {path_of(scene, shot): shot.node for scene, shot in shots_in_order(place.story)}
    return [
        {
            "label": labels.get(marker.shot, marker.shot),
            "start": marker.start,
            "frames": marker.frames,
            "state": "stale" if f"clip:{marker.shot}" in states.aged else "",
            "url": f"{place.url('shots')}?shot={nodes[marker.shot]}" if marker.shot in nodes else "",
        }
        for marker in cut.markers
    ]


def _downloads(team: str, title: str, cut: Cut) -> list[dict[str, str]]:
    """Files with names that say what they are; the film and its subtitles share one, as players like it."""
    stems = [
        (f"{name.capitalize()}, WAV", sha, "wav", f" - {name}") for name, sha in sorted(cut.stems.items())
    ]
    files = [
        ("Film, MP4", cut.media, "mp4", ""),
        ("Subtitles, SRT", cut.srt, "srt", ""),
        ("Subtitles, WebVTT", cut.vtt, "vtt", ""),
        *stems,
        ("Poster, PNG", cut.poster, "png", " - poster"),
    ]
    return [
        {
            "label": label,
            "icon": "download",
            "url": f"{address(team, sha, ending)}?{urlencode({'download': title + more})}",
        }
        for label, sha, ending, more in files
        if sha
    ]


def _cards(request: TeamRequest, place: Place, states: States, shown: Window[Pair]) -> list[Any]:
    """One query, however many clips."""
    story, team, labels = place.story, request.team.slug, labels_of(place.story)
    many = take_counts(place, "clip")
    starts = {placed.path: placed.start for placed in timeline_of(story).shots}
    can_edit = Role(request.membership.role).covers(Role.EDITOR) and not place.is_locked
    cards = []
    for scene, shot in shown.items:
        path = path_of(scene, shot)
        key = f"clip:{path}"
        clip, frame = story.at("clip", "clip", shot.node), story.at("frame", "first", shot.node)
        renewal = states.aged.get(key)
        cards.append(
            {
                "id": str(shot.node),
                "key": key,
                "label": labels[path],
                "aspect": place.aspect,
                "state": states.word(key, approved=place.is_locked),
                "why": states.why(key),
                "src": address(team, frame.values["media"], "png") if frame else "",
                "clip": address(team, clip.values["media"], "mp4") if clip else "",
                "own": bool(clip and clip.origin == Head.Origin.UPLOAD),
                "version": f"{many[key]} takes" if many.get(key, 0) > 1 else "",
                "seconds": f"{shot.values['frames'] / FPS:.1f}",
                "start": starts[path],
                "has_cut": story.one("cut") is not None,
                "cost": renewal.cost if renewal and renewal.can else "",
                "may_keep": bool(renewal and renewal.may_keep),
                "can_edit": can_edit and place.run is None,
                "current": request.GET.get("shot") == str(shot.node),
                "url": f"?from={shown.first - 1}&shot={shot.node}",
            }
        )
    return rendered("pipeline/_clip_card.html", cards)


def _panel(request: TeamRequest, place: Place, states: States) -> dict[str, Any] | None:
    panel = shot_panel(request, place, states, "clip")
    if panel is None:
        return None
    starts = {f"clip:{placed.path}": placed.start for placed in timeline_of(place.story).shots}
    return panel | {"starts": starts.get(panel["key"])}


def _take_cost(place: Place, shot: Item | None) -> str:
    scene = place.story.by_node.get(shot.parent) if shot and shot.parent else None
    return take_cost(place, f"clip:{path_of(scene, shot)}") if shot and scene else ""


@require_POST
@stage_door("film", Role.EDITOR)
def take(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put another take (``take``) of a clip into the film, if ``expected`` still stands there."""
    return choose_take(request, place, head_or_404(place.branch, node, "clip"))


renew = renew_door("film")
