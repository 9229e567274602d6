"""The team's saved voices: heard, kept, changed, and taken out of the library."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Invalid
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.actions.voices import delete_voice
from assets.models import SavedVoice
from assets.queries.library import saved_voices, voice_or_404
from assets.queries.media import address
from pipeline.actions.voices import keep_voice
from pipeline.forms.library import VoiceForm
from pipeline.views.library import may_edit, told
from pipeline.views.paging import window

ON_A_PAGE = 60


@require_http_methods(["GET", "HEAD"])
@member_required()
def library_voices(request: TeamRequest) -> HttpResponse:
    """The voices of the team, to be heard; ``q`` searches."""
    return voices_page(request)


def voices_page(request: TeamRequest, form: VoiceForm | None = None) -> HttpResponse:
    """The page; with a form that was refused it is an answer to that."""
    search = request.GET.get("q", "").strip()[:80].replace("\0", "")
    page = window(request, list(saved_voices(search)), ON_A_PAGE)
    context = {
        "search": search,
        "window": page,
        "voices": [_card(request, row) for row in page.items],
        "can_edit": may_edit(request),
        "form": form or VoiceForm(auto_id="new-%s"),
        "refused": form is not None,
    }
    return render_page(request, "pipeline/library_voices.html", context, status=422 if form else 200)


def _card(request: TeamRequest, row: SavedVoice) -> dict[str, Any]:
    return {
        "row": row,
        "heard": address(request.team.slug, row.sample, "wav") if row.sample else "",
        "told": told(row.voice),
        "edit_url": reverse("pipeline:voice_edit", args=[request.team.slug, row.pk]),
        "delete_url": reverse("pipeline:voice_change", args=[request.team.slug, row.pk, "delete"]),
    }


@require_POST
@member_required(Role.EDITOR)
def voice_new(request: TeamRequest) -> HttpResponse:
    """Keep a new voice."""
    form = VoiceForm(request.POST, auto_id="new-%s")
    if form.is_valid() and (row := _kept(request, form, None)):
        messages.success(request, f"{row.name} is in the library. Listen to it below.")
        return redirect("pipeline:library_voices", request.team.slug)
    return voices_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Role.EDITOR)
def voice_edit(request: TeamRequest, voice_id: UUID) -> HttpResponse:
    """Change a voice of the library. Characters that were given it keep what they were given."""
    found = voice_or_404(voice_id)
    form = VoiceForm(request.POST) if request.method == "POST" else VoiceForm.of(found)
    if form.is_bound and form.is_valid() and _kept(request, form, found):
        return redirect("pipeline:library_voices", request.team.slug)
    back = reverse("pipeline:library_voices", args=[request.team.slug])
    context = {"form": form, "found": found, "back_url": back, "card": _card(request, found)}
    status = 422 if form.is_bound else 200
    return render_page(request, "pipeline/library_voice.html", context, status=status)


def _kept(request: TeamRequest, form: VoiceForm, row: SavedVoice | None) -> SavedVoice | None:
    typed = form.cleaned_data
    about = {name: typed[name] for name in ("name", "note", "language")}
    try:
        return keep_voice(row, form.voice(), by=request.user, **about)
    except Invalid as refusal:
        form.add_refusal(refusal)
        return None


@require_POST
@member_required(Role.EDITOR)
def voice_change(request: TeamRequest, voice_id: UUID, what: str) -> HttpResponse:
    """``delete``: take a voice out of the library."""
    found = voice_or_404(voice_id)
    if what != "delete":
        raise Http404("There is no such change.")
    delete_voice(found, by=request.user)
    messages.success(request, f"{found.name} is out of the library. Whoever speaks with it goes on.")
    return redirect("pipeline:library_voices", request.team.slug)
