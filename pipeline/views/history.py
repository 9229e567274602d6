"""A stage's latest changes in the panel, and taking one back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.roles import Role
from pipeline.queries.places import Place
from pipeline.views.places import stage_context, stage_door
from projects.actions.undoing import roll_back
from projects.kinds.stages import KINDS_OF_STAGE
from projects.models import Change
from projects.queries.history import recent_changes


def story_context(request: TeamRequest, place: Place, **more: Any) -> dict[str, Any]:
    """``stage_context`` plus ``history``, and ``undo`` when ``?undo=`` names a change to take back."""
    return stage_context(
        request,
        place,
        history=recent_changes(place.branch, KINDS_OF_STAGE[place.stage.slug]),
        undo=undoable(request, place),
        **more,
    )


def changed_url(place: Place, change: Change | None, *, query: str = "") -> str:
    """Back to the stage's page, offering to take ``change`` back."""
    parts = [part for part in (query, f"undo={change.pk}" if change else "") if part]
    return f"{place.url()}?{'&'.join(parts)}" if parts else place.url()


@require_POST
@stage_door("", Role.EDITOR)
def undo(request: TeamRequest, place: Place, change: int) -> HttpResponse:
    """Put back what a change of this branch replaced. Refused when something was changed since."""
    found = get_object_or_404(
        Change.objects.select_related("branch__project"), pk=change, branch=place.branch
    )
    try:
        roll_back(found, by=request.user)
        messages.success(request, f"Taken back: {found.message[:1].lower()}{found.message[1:]}.")
    except Refused as refusal:
        messages.error(request, f"{refusal.sentence} So it was not taken back.")
    wanted, view = request.POST.get("next", ""), request.POST.get("view", "")
    if wanted.startswith(place.url()):
        return redirect(offering_undo(wanted, None))
    return redirect(f"{place.url()}?view={view}" if view.isalpha() else place.url())


def offering_undo(address: str, change: Change | None) -> str:
    """``address`` offering to take ``change`` back, and nothing that was offered there before."""
    path, _, query = address.partition("?")
    parts = [part for part in query.split("&") if part and not part.startswith("undo=")]
    query = "&".join([*parts, *([f"undo={change.pk}"] if change else [])])
    return f"{path}?{query}" if query else path


def undoable(request: TeamRequest, place: Place) -> dict[str, str] | None:
    """What ``?undo=`` offers to take back: a change of one's own on this branch. One query where it is."""
    text = request.GET.get("undo", "")
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        return None
    change = Change.objects.filter(pk=int(text), branch=place.branch, author=request.user).first()
    return {"sentence": f"{change.message}.", "url": place.url("", "undo", text)} if change else None
