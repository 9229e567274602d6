"""Edits of one asset: its words and typed fields, locks, relations, earlier versions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from pipeline.actions.assets import follows, lock_field, relate, restore_version, unrelate
from pipeline.queries.places import Place
from pipeline.views.edits import save_changes
from pipeline.views.places import stage_door
from projects.actions.edits import head_or_404
from projects.models import Change, Head

FIELDS = ("name", "definition", "wardrobe", "notes")
TYPED = "traits."  # how the names of typed fields begin in forms


@require_POST
@stage_door("assets", Role.EDITOR)
def save(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Autosave of an asset. Its drawing follows its words, so that everybody stays recognisable."""
    head = head_or_404(place.branch, node, "asset")
    posted = {name: str(value) for name, value in request.POST.items()}
    typed = {name: value for name, value in posted.items() if name in FIELDS or name.startswith(TYPED)}
    changes: dict[str, Any] = {name: value for name, value in typed.items() if name in FIELDS}
    if traits := {name.removeprefix(TYPED): value for name, value in typed.items() if name not in FIELDS}:
        changes["traits"] = {name: value for name, value in traits.items() if value.strip()}
    return save_changes(request, head, changes, typed=typed, follow=follows)


def _edit(
    request: TeamRequest, place: Place, node: UUID, edit: Callable[[Head], Change | None]
) -> HttpResponse:
    """Do ``edit`` and go back to the asset's page, with the sentence of a rule that said no."""
    head = head_or_404(place.branch, node, "asset")
    try:
        edit(head)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    part = request.POST.get("part", "")
    return redirect(place.url("", str(node)) + (f"#{part}" if part.isalpha() else ""))


@require_POST
@stage_door("assets", Role.EDITOR)
def lock(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Lock the posted ``field`` against being made again, or unlock it where it is locked."""
    field = request.POST.get("field", "")
    return _edit(
        request,
        place,
        node,
        lambda head: lock_field(head, field, on=field not in head.content.locks, by=request.user),
    )


@require_POST
@stage_door("assets", Role.EDITOR)
def relation(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Relate the asset to another (``bond``, ``to``, ``note``), or take that back (``remove``)."""
    bond, to, note = (request.POST.get(name, "") for name in ("bond", "to", "note"))
    if "remove" in request.POST:
        return _edit(request, place, node, lambda head: unrelate(head, bond, to, by=request.user))
    return _edit(request, place, node, lambda head: relate(head, bond, to, note, by=request.user))


@require_POST
@stage_door("assets", Role.EDITOR)
def restore(request: TeamRequest, place: Place, node: UUID) -> HttpResponse:
    """Bring the version ``revision`` back as the newest, if ``expected`` still stands there."""
    revision, expected = (whole_number(request.POST.get(name, "")) or 0 for name in ("revision", "expected"))
    return _edit(
        request,
        place,
        node,
        lambda head: restore_version(head, revision, expected=expected, by=request.user),
    )
