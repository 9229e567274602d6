"""Taking beats apart, putting them together, and choosing the structure they follow."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from pipeline.actions.beat_surgery import merge_beat, split_beat
from pipeline.queries.places import Place
from pipeline.views.history import changed_url
from pipeline.views.places import stage_door
from projects.actions.edits import edit, head_or_404
from projects.kinds.presets import STRUCTURES
from projects.models import Change


@require_POST
@stage_door("beats", Role.EDITOR)
def split(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Cut a beat in two."""
    return _operated(request, place, node, split_beat)


@require_POST
@stage_door("beats", Role.EDITOR)
def merge(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Put a beat and the one after it together."""
    return _operated(request, place, node, merge_beat)


def _operated(
    request: TeamRequest, place: Place, node: UUID, surgery: Callable[..., Change | None]
) -> HttpResponse:
    """Back to the board, offering to take the change back; or with the sentence why it cannot be."""
    head = head_or_404(place.branch, node, "beat")
    try:
        change = surgery(place.branch, place.episode.node_id, head, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(place.url())
    return redirect(f"{changed_url(place, change)}#beat-{node}")


@require_POST
@stage_door("beats", Role.EDITOR)
def structure(request: TeamRequest, place: Place) -> HttpResponse:
    """Choose the named structure that the story follows. What was told from another one is stale then."""
    item = place.story.one("brief")
    head = head_or_404(place.branch, item.node if item else place.episode.node_id, "brief")
    wanted = request.POST.get("structure", "")
    if wanted not in {preset.slug for preset in STRUCTURES}:
        messages.error(request, "There is no such structure.")
        return redirect(place.url())
    try:
        edit(head, {"structure": wanted}, expected=head.revision_id, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(place.url())
