"""Files that are looked at before they are brought to stage 1. Without scripts the list is a plain page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.kernel.doors import TeamRequest
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from pipeline.actions.staging import (
    bring_staged,
    declared_refusals,
    put_behind,
    stage_texts,
    step_staged,
    unstage,
)
from pipeline.queries.places import Place
from pipeline.stages.idea.forms import UploadForm
from pipeline.stages.idea.texts import advise_long, brought
from pipeline.stages.idea.views import idea_context
from pipeline.views.edits import saved, wants_json
from pipeline.views.places import stage_door
from projects.forms.fields import TextsField, read_file
from projects.materials import Brought


@require_POST
@stage_door("idea", Role.EDITOR)
def look(request: TeamRequest, place: Place) -> HttpResponse:
    """Read chosen files and list them, those that cannot be read with their sentence among the others."""
    try:
        read, refused = _read(request)
        stage_texts(place.branch, place.episode.node_id, read, refused, by=request.user)
    except Invalid as refusal:
        return _again(request, place, refusal.sentence)
    return _list(request, place)


@require_POST
@stage_door("idea", Role.EDITOR)
def upload(request: TeamRequest, place: Place) -> HttpResponse:
    """Bring files at once. If one of them cannot be read, all are listed with what is wrong with it."""
    episode = place.episode.node_id
    try:
        read, refused = _read(request)
        if refused:
            stage_texts(place.branch, episode, read, refused, by=request.user)
            return _again(request, place, *(sentence for _, _, sentence in refused))
    except Invalid as refusal:
        return _again(request, place, refusal.sentence)
    return brought(request, place, read)


def _read(request: TeamRequest) -> tuple[list[Brought], list[tuple[str, int, str]]]:
    """The sent files that can be read; and name, size and sentence of those that cannot. Raises Invalid."""
    files = request.FILES.getlist("texts")
    refused = declared_refusals(request.POST.getlist("declared"))
    if not files and not refused:
        raise Invalid("Choose a file first.", field="texts")
    if len(files) > TextsField.MOST:
        raise Invalid(f"Bring at most {TextsField.MOST} files at once.", field="texts")
    read: list[Brought] = []
    for file in files:
        try:
            read.append(read_file(file))
        except Invalid as refusal:
            refused.append((str(file.name), int(file.size or 0), refusal.sentence))
    return read, refused


@require_POST
@stage_door("idea", Role.EDITOR)
def staged_order(request: TeamRequest, place: Place) -> HttpResponse:
    """Put the file ``moved`` behind ``after`` (empty: first)."""
    moved, after = _id(request.POST.get("moved")), _id(request.POST.get("after"))
    episode = place.episode.node_id
    put_behind(place.branch, episode, moved or UUID(int=0), after, by=request.user)
    return saved("") if wants_json(request) else _list(request, place)


@require_POST
@stage_door("idea", Role.EDITOR)
def staged_change(request: TeamRequest, place: Place, staged: UUID) -> HttpResponse:
    """One place ``earlier`` or ``later``, or out of the list (``remove``)."""
    episode = place.episode.node_id
    try:
        if "remove" in request.POST:
            unstage(place.branch, episode, staged, by=request.user)
        else:
            step = -1 if "earlier" in request.POST else 1
            step_staged(place.branch, episode, staged, step, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return _list(request, place)


@require_POST
@stage_door("idea", Role.EDITOR)
def staged_bring(request: TeamRequest, place: Place) -> HttpResponse:
    """Bring in all that could be read, together and in their order; or ``clear`` the list."""
    episode = place.episode.node_id
    if "clear" in request.POST:
        unstage(place.branch, episode, None, by=request.user)
        return _list(request, place)
    try:
        texts, scenes = bring_staged(place.branch, episode, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(f"{place.url()}#idea-staged")
    url = place.url("screenplay") if scenes else f"{place.url()}#idea-texts"
    made = f" {scenes} scene{'' if scenes == 1 else 's'}, word for word." if scenes else ""
    messages.success(request, f"{len(texts)} text{' is' if len(texts) == 1 else 's are'} in.{made}")
    if not scenes:
        advise_long(request, place, texts)
    return redirect(url)


def _list(request: TeamRequest, place: Place) -> HttpResponse:
    if request.htmx:
        context = idea_context(request, place)
        return render_page(request, "pipeline/stages/idea.html", context, partial="idea-texts")
    return redirect(f"{place.url()}#idea-staged")


def _again(request: TeamRequest, place: Place, *sentences: str) -> HttpResponse:
    form = UploadForm({})
    form.full_clean()
    form.errors["texts"] = form.error_class(sentences)
    context = idea_context(request, place, upload_form=form)
    return render_page(request, "pipeline/stages/idea.html", context, partial="idea-texts", status=422)


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
