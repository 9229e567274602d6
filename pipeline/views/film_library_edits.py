"""Giving and taking between a film and the team's library."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.roles import Role
from assets.queries.library import library_asset_or_404, voice_or_404
from pipeline.actions import library as actions
from pipeline.actions.voices import keep_voice
from pipeline.queries.library import linked
from pipeline.queries.places import Place
from pipeline.views.film_library import asset_item, library_asset_of, link_page, url_of
from pipeline.views.places import stage_door
from projects.kinds import Asset
from projects.models import Change

Changed = Change | None


@require_POST
@stage_door("assets", Role.EDITOR)
def change(request: TeamRequest, place: Place, node: UUID, what: str) -> HttpResponse:
    """``promote``, ``follow``, ``pull``, ``push``, ``leave``, ``voice`` (give one), ``keep`` (its voice)."""
    if what not in WAYS:
        raise Http404("There is no such change.")
    asset_item(place, node)
    try:
        said, done = WAYS[what](request, place, node)
    except Invalid as refusal:
        return link_page(request, place, node, error=refusal.sentence)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(url_of(place, "asset_library", node))
    messages.success(request, said)
    undo = f"?undo={done.pk}" if done is not None else ""
    return redirect(url_of(place, "asset_library", node) + undo)


def _promote(request: TeamRequest, place: Place, node: UUID) -> tuple[str, Changed]:
    name, tags = request.POST.get("name", ""), request.POST.get("tags", "")[:1_000].split(",")
    made = actions.promote(place.story, node, by=request.user, name=name, tags=tags)
    if place.is_locked:
        return f"{made.name} is in the library. This branch is locked and stays as it is.", None
    return f"{made.name} is in the library. This film follows it from now on.", None


def _follow(request: TeamRequest, place: Place, node: UUID) -> tuple[str, Changed]:
    wanted = library_asset_or_404(_id(request.POST.get("with", "")))
    _, done = actions.bring(place.story, wanted, by=request.user, into=node, expected=_expected(request))
    return f"It follows {wanted.name} of the library now.", done


def _pull(request: TeamRequest, place: Place, node: UUID) -> tuple[str, Changed]:
    wanted = library_asset_of(asset_item(place, node))
    fields = _fields(request)
    done = actions.pull(place.story, node, wanted, fields, by=request.user, expected=_expected(request))
    return "Taken from the library. What was made from it otherwise is out of date now.", done


def _push(request: TeamRequest, place: Place, node: UUID) -> tuple[str, Changed]:
    wanted, seen = library_asset_of(asset_item(place, node)), whole_number(request.POST.get("seen", "")) or 0
    version = actions.push(place.story, node, wanted, _fields(request), by=request.user, seen=seen)
    return f"The library has it as version {version.number}. Other films are offered it.", None


def _leave(request: TeamRequest, place: Place, node: UUID) -> tuple[str, Changed]:
    done = actions.leave(place.story, node, by=request.user)
    return "It goes its own way from now on and keeps all it has.", done


def _voice(request: TeamRequest, place: Place, node: UUID) -> tuple[str, Changed]:
    voice = voice_or_404(_id(request.POST.get("voice", "")))
    done = actions.give_voice(place.story, node, voice, by=request.user)
    return f"It speaks with the voice {voice.name} now. Its lines are out of date.", done


def _keep(request: TeamRequest, place: Place, node: UUID) -> tuple[str, Changed]:
    asset: Asset = place.story.content(asset_item(place, node))
    if asset.voice is None:
        raise Invalid("It has no voice to keep yet.")
    name = request.POST.get("name", "").strip() or asset.name
    brief = place.story.one("brief")
    language = str(brief.values["language"]) if brief else "en"
    kept = keep_voice(None, asset.voice, name=name, by=request.user, language=language)
    return f"The library has the voice {kept.name}.", None


WAYS: dict[str, Callable[[TeamRequest, Place, UUID], tuple[str, Changed]]] = {
    "promote": _promote,
    "follow": _follow,
    "pull": _pull,
    "push": _push,
    "leave": _leave,
    "voice": _voice,
    "keep": _keep,
}


def _expected(request: TeamRequest) -> int | None:
    return whole_number(request.POST.get("expected", ""))


def _fields(request: TeamRequest) -> list[str]:
    fields = request.POST.getlist("field")
    if not fields:
        raise Invalid("Choose at least one field.")
    return fields


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("Choose one first.") from None


@require_POST
@stage_door("assets", Role.EDITOR)
def pull_all(request: TeamRequest, place: Place) -> HttpResponse:
    """Take whatever is newer in the library; what is overridden stays."""
    rows = linked(place.story)
    wanted: list[Any] = [
        (row.item, row.asset, row.version, row.behind)
        for row in rows
        if row.version is not None and row.behind
    ]
    undo = ""
    try:
        done = actions.pull_all(place.story, wanted, by=request.user)
        messages.success(request, f"{done.message}." if done else "Nothing is newer in the library.")
        undo = f"?undo={done.pk}" if done else ""
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(url_of(place, "film_library") + undo)
