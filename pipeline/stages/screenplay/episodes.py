"""A script falls into episodes: laid out by minutes or at scenes of one's choosing, then done."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.episode_joins import join_to_previous
from pipeline.actions.episode_looks import look_at_join, look_at_split
from pipeline.actions.episodes import split_into_episodes
from pipeline.actions.screenplays import state_of
from pipeline.outline import shots_of
from pipeline.queries.places import Place
from pipeline.redraft.episodes import Opening, Part, cuts_by_minutes, lengths_of, parts_of
from pipeline.views.places import stage_context, stage_door
from projects.forms.fields import clock
from projects.models import Project

MINUTES = 45  # of an episode, unless said otherwise
LONGEST = 180


@require_safe
@stage_door("screenplay")
def episodes(request: TeamRequest, place: Place) -> HttpResponse:
    """What the episodes would be: ``?minutes=`` each, or from ``?at=`` (scripts) on. Writes nothing.

    ``?look=split`` or ``?look=join`` also says what it would make out of date. That is found out by trying,
    which takes a while in a long series: the page asks for it once it stands.
    """
    lengths = lengths_of(place.story)
    minutes = whole_number(request.GET.get("minutes", "")) or MINUTES
    minutes = min(max(minutes, 1), LONGEST)
    chosen = _nodes(request, "at")
    cuts = cuts_by_minutes([length for _, _, length in lengths], minutes)
    rows = [
        Opening(item, script, length, at == 0 or (item.node in chosen if chosen else at in cuts))
        for at, (item, script, length) in enumerate(lengths)
    ]
    parts = parts_of(rows)
    shots, is_series = _shots(place, parts), place.project.kind == Project.Kind.SERIES
    may = is_series and Role(request.membership.role).covers(Role.EDITOR)
    openings = {part.scenes[0].item.node for part in parts[1:]}
    here = place.episode.node_id
    look = request.GET.get("look", "") if may else ""
    context = stage_context(
        request,
        place,
        parts=[
            {"number": at, "part": part, "runs": clock(part.seconds), "shots": count}
            for at, (part, count) in enumerate(zip(parts, shots, strict=True), 1)
        ],
        moving_shots=sum(shots[1:]),
        splits=may and bool(openings),
        joins=may and here != place.episodes[0].node_id,
        look=look_at_split(place.branch, here, openings, by=request.user) if look == "split" else None,
        join=look_at_join(place.branch, here, by=request.user) if look == "join" else None,
        look_query=urlencode([("minutes", minutes), *(("at", node) for node in sorted(openings, key=str))]),
        own_shots=sum(shots),
        own_scenes=len(lengths),
        join_url=place.url("", "episodes", "join"),
        minutes=minutes,
        state=state_of(place.story),
        is_series=is_series,
        first=place.episode.content.number,
        url=place.url("", "episodes"),
        split_url=place.url("", "episodes", "split"),
    )
    return render_page(request, "pipeline/stages/episodes.html", context)


@require_POST
@stage_door("screenplay", Role.EDITOR)
def split(request: TeamRequest, place: Place) -> HttpResponse:
    """Begin an episode at each of ``at``, if the script is still at ``state``."""
    chosen = _nodes(request, "at")
    try:
        made = split_into_episodes(
            place.branch,
            place.episode.node_id,
            chosen,
            expected=request.POST.get("state", ""),
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(place.url("", "episodes") + "?" + "&".join(f"at={node}" for node in sorted(chosen)))
    messages.success(request, f"The script is {len(made) + 1} episodes now.")
    return redirect(place.url())


@require_POST
@stage_door("screenplay", Role.EDITOR)
def join(request: TeamRequest, place: Place) -> HttpResponse:
    """Put this episode's scenes behind those of the episode before, if the script is still at ``state``."""
    if state_of(place.story) != request.POST.get("state", ""):
        messages.error(request, "The screenplay was changed meanwhile. Look once more at what joining does.")
        return redirect(place.url("", "episodes"))
    try:
        before = join_to_previous(place.branch, place.episode.node_id, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(place.url("", "episodes"))
    number = before.content.number
    messages.success(request, f"Its scenes stand at the end of episode {number} now.")
    return redirect(place.url_in(place.branch.slug, number, "screenplay"))


def _shots(place: Place, parts: list[Part]) -> list[int]:
    """How many shots each part has."""
    counts = {one.values["script"]: len(shots_of(place.story, one)) for one in place.story.of("scene")}
    return [sum(counts.get(row.item.slot, 0) for row in part.scenes) for part in parts]


def _nodes(request: HttpRequest, name: str) -> set[UUID]:
    given = request.POST if request.method == "POST" else request.GET
    found = set()
    for text in given.getlist(name):
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found
