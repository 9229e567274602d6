"""Summaries of an adapted text, changed by hand: in place, with earlier versions to bring back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.assets import restore_version
from pipeline.queries.chapters import summary_named
from pipeline.queries.places import Place
from pipeline.views.edits import invalid, save_changes
from pipeline.views.history import story_context
from pipeline.views.places import stage_door
from pipeline.views.renewing import start_only
from projects.actions.commit import Edit, commit
from projects.actions.edits import head_or_404
from projects.kinds import Summary
from projects.models import Head
from projects.queries.history import versions_of
from projects.wording import compared


@require_safe
@stage_door("idea")
def summary(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """One summary to be changed, and its earlier versions with what was different in each."""
    head = head_or_404(place.branch, node, "summary")
    context = story_context(
        request, place, summary=summary_named(place, head), versions=_versions(place, head)
    )
    return render_page(request, "pipeline/stages/idea_summary.html", context)


def _versions(place: Place, head: Head) -> list[dict[str, Any]]:
    content: Summary = head.content
    found, seen = [], False
    for version in versions_of(place.branch, head.node_id, head.revision_id):
        current, seen = version.current and not seen, seen or version.current
        then = str(version.content.get("text", ""))
        pieces = [] if then == content.text else compared(content.text, then)
        found.append({"version": version, "pieces": pieces, "current": current})
    return found


@require_POST
@stage_door("idea", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of one summary. Two who change the same one are both shown both versions."""
    head = head_or_404(place.branch, node, "summary")
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    if not text:
        return invalid("A summary needs words. Bring an earlier version back if these shall go.", "text")
    return save_changes(request, head, {"text": text}, typed={"text": text}, back=_page(place, node))


@require_POST
@stage_door("idea", Role.EDITOR)
def restore(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Bring the version ``revision`` back as the newest, if ``expected`` still stands there."""
    head = head_or_404(place.branch, node, "summary")
    revision, expected = (whole_number(request.POST.get(name, "")) or 0 for name in ("revision", "expected"))
    try:
        restore_version(head, revision, expected=expected, by=request.user)
        messages.success(request, "The version is back; what stood here is kept in the list.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(_page(place, node))


@require_POST
@stage_door("idea", Role.EDITOR)
def release(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Let the studio sum it up again, in place of what a hand wrote; that stays among the versions."""
    head = head_or_404(place.branch, node, "summary")
    key = summary_named(place, head).key
    try:
        given = Edit.of(head, origin=Head.Origin.MACHINE, built_digest="")
        commit(place.branch, [given], by=request.user, message="Gave a summary back to the studio")
        start_only(request, place, [key])
        messages.success(request, "It is summed up again. The words by hand stay among the versions.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(_page(place, node))


def _page(place: Place, node: UUID) -> str:
    return place.url("idea", "summaries", str(node))
