"""The page of stage 12: the cut with its shots, and what leaves the house."""

from typing import Any

from django.http import HttpResponse

from accounts.kernel.doors import TeamRequest
from accounts.kernel.pages import render_page
from assets.queries.media import address
from pipeline.graph.plan import State
from pipeline.outline import labels_of, path_of, shots_in_order
from pipeline.queries.places import Place
from pipeline.queries.reasons import reasons
from pipeline.views.places import stage_context
from projects.kinds.vocabulary import FPS


def page(request: TeamRequest, place: Place) -> HttpResponse:
    """The player with a marker for each shot, downloads, and the state of every clip."""
    item = place.story.one("cut")
    cut = place.story.content(item) if item else None
    units = {unit.target.key: unit for unit in place.plan.of_stage("film")}
    context = stage_context(
        request,
        place,
        cut=cut,
        cut_state=_state(units.get("cut:film")),
        why=reasons([unit for unit in units.values() if unit.target.key == "cut:film"]).get("cut:film", ""),
        **(_watching(request, place, cut) if cut else {}),
        clips=_clips(request, place, units),
    )
    return render_page(request, "pipeline/stages/film.html", context, partial="film")


def _watching(request: TeamRequest, place: Place, cut: Any) -> dict[str, Any]:
    team = request.team.slug
    title = place.project.title
    labels = labels_of(place.story)
    names = {path_of(scene, shot): scene for scene, shot in shots_in_order(place.story)}
    downloads = [
        ("Film, MP4", cut.media, "mp4"),
        ("Subtitles, SRT", cut.srt, "srt"),
        ("Subtitles, WebVTT", cut.vtt, "vtt"),
        *((f"Stem: {name}, WAV", sha, "wav") for name, sha in sorted(cut.stems.items())),
        ("Poster, PNG", cut.poster, "png"),
    ]
    return {
        "src": address(team, cut.media, "mp4"),
        "captions": address(team, cut.vtt, "vtt") if cut.vtt else "",
        "duration": cut.frames / FPS,
        "markers": [
            {
                "label": labels.get(marker.shot, marker.shot),
                "start": marker.start,
                "frames": marker.frames,
                "url": f"{place.url('shots')}?scene={names[marker.shot].slot}"
                if marker.shot in names
                else "",
            }
            for marker in cut.markers
        ],
        "downloads": [
            {"label": label, "url": f"{address(team, sha, ending)}?download={title}"}
            for label, sha, ending in downloads
            if sha
        ],
    }


def _clips(request: TeamRequest, place: Place, units: dict[str, Any]) -> list[dict[str, Any]]:
    labels = labels_of(place.story)
    rows = []
    for scene, shot in shots_in_order(place.story):
        path = path_of(scene, shot)
        clip, frame = place.story.at("clip", "clip", shot.node), place.story.at("frame", "first", shot.node)
        rows.append(
            {
                "label": labels[path],
                "key": f"clip:{path}",
                "state": _state(units.get(f"clip:{path}")),
                "src": address(request.team.slug, frame.values["media"], "png") if frame else "",
                "clip": address(request.team.slug, clip.values["media"], "mp4") if clip else "",
                "seconds": shot.values["frames"] / FPS,
                "url": f"{place.url('shots')}?scene={scene.slot}",
            }
        )
    return rows


def _state(unit: Any) -> str:
    if unit is None:
        return "draft"
    return {State.STALE: "stale", State.FRESH: "review", State.KEPT: "review"}.get(unit.state, "draft")
