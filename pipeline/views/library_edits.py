"""Making, changing, putting away and deleting assets of the team's library."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.numbers import whole_number
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.actions import library as actions
from assets.actions.pictures import keep_picture
from assets.models import LibraryAsset
from assets.queries.library import library_asset_or_404, saved_voices, version_of
from pipeline.actions.deleting import delete_asset
from pipeline.actions.shelving import finished, pictured
from pipeline.forms.library import TYPED, LibraryAssetForm
from projects.library import PICTURE


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Role.EDITOR)
def library_new(request: TeamRequest) -> HttpResponse:
    """A new asset of the library, from words and a picture."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LibraryAssetForm(*posted, voices=list(saved_voices()))
    if form.is_bound and form.is_valid():
        kind = form.cleaned_data["kind"]
        try:
            payload = pictured(kind, finished(kind, {**form.said(kind), **_picture(form)}))
            made = actions.create_asset(kind, payload, by=request.user, tags=form.tag_list())
            messages.success(request, f"{made.name} is in the library.")
            return redirect("pipeline:library_asset", request.team.slug, made.pk)
        except Invalid as refusal:
            form.add_refusal(refusal)
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Role.EDITOR)
def library_edit(request: TeamRequest, library_id: UUID) -> HttpResponse:
    """Change what an asset of the library says: a new version, offered to whoever follows it."""
    found = library_asset_or_404(library_id)
    payload, voices = version_of(found).payload, list(saved_voices())
    if request.method != "POST":
        about = {"tags": ", ".join(found.tags), "expected": found.latest, "voice": ""}
        said = {name: payload.get(name) for name in ("name", "aliases", "definition", "wardrobe")}
        said |= {f"{TYPED}{name}": text for name, text in (payload.get("traits") or {}).items()}
        form = LibraryAssetForm(initial=said | about, voices=voices, kind=found.kind)
        return _form_page(request, form, found)
    form = LibraryAssetForm(request.POST, request.FILES, voices=voices, kind=found.kind)
    if form.is_valid():
        try:
            _change(request, found, form, payload)
            return redirect("pipeline:library_asset", request.team.slug, found.pk)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Refused as refusal:
            form.add_error(
                None, f"{refusal.sentence} What you typed is still here; open the asset beside it."
            )
    return _form_page(request, form, found)


def _change(
    request: TeamRequest, found: LibraryAsset, form: LibraryAssetForm, payload: dict[str, Any]
) -> None:
    told = {**payload, **form.said(found.kind), **_picture(form)}
    actions.write_asset(
        found,
        pictured(found.kind, finished(found.kind, told, payload), payload),
        expected=form.cleaned_data["expected"] or 0,
        by=request.user,
        note="Edited",
        tags=form.tag_list(),
    )


def _picture(form: LibraryAssetForm) -> dict[str, Any]:
    brought = form.cleaned_data.get("picture")
    if not brought:
        return {}
    name, picture = brought
    media = keep_picture(picture, name=name)
    return {PICTURE: {"media": media.sha256, "width": media.width, "height": media.height, "own": True}}


def _form_page(request: TeamRequest, form: LibraryAssetForm, found: LibraryAsset | None) -> HttpResponse:
    team = request.team.slug
    back = (
        reverse("pipeline:library_asset", args=[team, found.pk])
        if found
        else reverse("pipeline:library", args=[team])
    )
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "found": found, "back_url": back}
    return render_page(request, "pipeline/library_form.html", context, status=status)


@require_POST
@member_required(Role.EDITOR)
def library_change(request: TeamRequest, library_id: UUID, what: str) -> HttpResponse:
    """Small changes: ``archive``, ``restore``, ``back`` (to a version) and, for producers, ``delete``."""
    found = library_asset_or_404(library_id)
    number = whole_number(request.POST.get("number", "")) or 0
    expected = whole_number(request.POST.get("expected", "")) or 0
    by = request.user
    changes: dict[str, Callable[[], Any]] = {
        "archive": lambda: actions.archive_asset(found, by=by),
        "restore": lambda: actions.unarchive_asset(found, by=by),
        "back": lambda: actions.restore_asset_version(found, number, expected=expected, by=by),
        "delete": lambda: _delete(request, found),
    }
    if what not in changes:
        raise Http404("There is no such change.")
    try:
        changes[what]()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("pipeline:library_asset", request.team.slug, found.pk)
    messages.success(request, DONE[what].format(found.name))
    if what == "delete":
        return redirect("pipeline:library", request.team.slug)
    return redirect("pipeline:library_asset", request.team.slug, library_id)


DONE = {
    "archive": "{} is put away. Films that follow it keep what they have.",
    "restore": "{} is back in the library.",
    "back": "That version is the newest again. Films that follow are offered it.",
    "delete": "{} is deleted. Films that followed it keep their own copy.",
}


def _delete(request: TeamRequest, found: LibraryAsset) -> None:
    if not Role(request.membership.role).covers(Role.PRODUCER):
        raise PermissionDenied("Deleting from the library needs the role producer.")
    typed, told = request.POST.get("typed", ""), request.POST.get("seen", "")
    delete_asset(found, typed=typed, seen_uses=told, by=request.user)
