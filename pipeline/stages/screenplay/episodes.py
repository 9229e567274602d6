"""A script falls into episodes: laid out by minutes or at scenes of one's choosing, then done."""

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
from pipeline.actions.episodes import split_into_episodes
from pipeline.actions.screenplays import state_of
from pipeline.queries.places import Place
from pipeline.redraft.episodes import Opening, cuts_by_minutes, lengths_of, parts_of
from pipeline.views.places import stage_context, stage_door
from projects.forms.fields import clock
from projects.models import Project

MINUTES = 45  # of an episode, unless said otherwise
LONGEST = 180


@require_safe
@stage_door("screenplay")
def episodes(request: TeamRequest, place: Place) -> HttpResponse:
    """What the episodes would be: ``?minutes=`` each, or from ``?at=`` (scripts) on. Writes nothing."""
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
    context = stage_context(
        request,
        place,
        parts=[{"number": at, "part": part, "runs": clock(part.seconds)} for at, part in enumerate(parts, 1)],
        minutes=minutes,
        state=state_of(place.story),
        is_series=place.project.kind == Project.Kind.SERIES,
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


def _nodes(request: HttpRequest, name: str) -> set[UUID]:
    given = request.POST if request.method == "POST" else request.GET
    found = set()
    for text in given.getlist(name):
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found
