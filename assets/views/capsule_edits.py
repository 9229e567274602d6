"""Making and changing style capsules."""

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
from assets.actions import capsules as actions
from assets.actions.pictures import keep_picture
from assets.capsules import pixels
from assets.capsules.content import MEDIA, Sample
from assets.capsules.content import Capsule as Content
from assets.capsules.presets import preset as preset_called
from assets.capsules.scoring import score_picture, score_text
from assets.forms.capsules import (
    CapsuleFileForm,
    CapsuleForm,
    PictureSampleForm,
    TextSampleForm,
    TryPictureForm,
    TryTextForm,
)
from assets.models import Capsule
from assets.queries.capsules import PRESET, capsule_or_404, version_of
from assets.views.capsules import capsule_page, library_page, may_change, preset_page


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Role.EDITOR)
def capsule_new(request: TeamRequest, medium: str) -> HttpResponse:
    """A new capsule, from words; samples and measures follow on its page."""
    if medium not in MEDIA:
        raise Http404("There are writing and visual capsules.")
    form = CapsuleForm(request.POST or None, medium=medium)
    if request.method == "POST" and form.is_valid():
        try:
            content = form.content(Content.model_validate({"medium": medium}))
            shared = form.cleaned_data["shared"]
            made = actions.create_capsule(form.cleaned_data["name"], content, by=request.user, shared=shared)
            return redirect("assets:capsule", request.team.slug, made.pk)
        except Invalid as refusal:
            form.add_refusal(refusal)
    return _form_page(request, form, medium)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Role.EDITOR)
def capsule_edit(request: TeamRequest, capsule_id: UUID) -> HttpResponse:
    """Change what a capsule says: a new version of it."""
    found = _changeable(request, capsule_id)
    content = version_of(found).content
    if request.method != "POST":
        form = CapsuleForm.of(content, found.name, shared=found.shared, expected=found.latest)
        return _form_page(request, form, found.medium, found)
    form = CapsuleForm(request.POST, medium=found.medium)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.write_version(
                found,
                form.content(content),
                expected=typed["expected"],
                by=request.user,
                note="Edited",
                name=typed["name"],
                shared=_shared(request, found, wanted=typed["shared"]),
            )
            return redirect("assets:capsule", request.team.slug, found.pk)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Refused as refusal:
            form.add_error(
                None, f"{refusal.sentence} What you typed is still here; open the capsule beside it."
            )
    return _form_page(request, form, found.medium, found)


def _shared(request: TeamRequest, found: Capsule, *, wanted: bool) -> bool:
    """Only its author takes a capsule back from the team: for everybody else it would be gone."""
    return wanted or (found.shared and found.author_id != request.user.pk)


def _form_page(
    request: TeamRequest, form: CapsuleForm, medium: str, found: Capsule | None = None
) -> HttpResponse:
    back = (
        reverse("assets:capsule", args=[request.team.slug, found.pk])
        if found
        else f"{reverse('assets:capsules', args=[request.team.slug])}?medium={medium}"
    )
    context = {"form": form, "medium": medium, "capsule": found, "back_url": back}
    return render_page(
        request, "assets/capsule_form.html", context, status=422 if form.is_bound and form.errors else 200
    )


@require_POST
@member_required(Role.EDITOR)
def capsule_copy(request: TeamRequest, capsule_id: UUID) -> HttpResponse:
    """A capsule of one's own that begins as another one."""
    found = capsule_or_404(request.user, capsule_id)
    content = version_of(found).content
    made = actions.create_capsule(
        f"{found.name[:110]}, copy",
        content,
        by=request.user,
        copied_from=found.name,
        note=f"Copied {found.name}",
    )
    messages.success(request, f"{made.name} is yours to change.")
    return redirect("assets:capsule", request.team.slug, made.pk)


@require_POST
@member_required(Role.EDITOR)
def preset_copy(request: TeamRequest, medium: str, slug: str) -> HttpResponse:
    """A capsule of the team that begins as one of the studio's."""
    known = preset_called(medium, slug)
    if known is None:
        raise Http404("No such capsule.")
    made = actions.create_capsule(
        known.name,
        known.capsule,
        by=request.user,
        copied_from=f"{PRESET}{slug}",
        note="Copied from the studio's",
    )
    messages.success(request, f"{made.name} is in the team's library now.")
    return redirect("assets:capsule", request.team.slug, made.pk)


@require_POST
@member_required(Role.EDITOR)
def capsule_import(request: TeamRequest) -> HttpResponse:
    """A capsule from a file (``file``)."""
    form = CapsuleFileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.bring_capsule(file.read(), by=request.user, file=str(file.name))
            messages.success(request, f"{made.name} is in the team's library now.")
            return redirect("assets:capsule", request.team.slug, made.pk)
        except Invalid as refusal:
            form.add_error("file", refusal.sentence)
    return library_page(request, form)


@require_POST
@member_required(Role.EDITOR)
def sample_text(request: TeamRequest, capsule_id: UUID) -> HttpResponse:
    """Add a text to a capsule's samples."""
    found, form = _changeable(request, capsule_id), TextSampleForm(request.POST, auto_id="text-%s")
    return _with_sample(request, found, form, "text_form", form.sample)


@require_POST
@member_required(Role.EDITOR)
def sample_picture(request: TeamRequest, capsule_id: UUID) -> HttpResponse:
    """Add a picture to a capsule's samples."""
    found = _changeable(request, capsule_id)
    form = PictureSampleForm(request.POST, request.FILES, auto_id="picture-%s")

    def sample() -> Sample:
        name, picture = form.cleaned_data["picture"]
        about = form.about() | ({} if form.cleaned_data["title"] else {"title": name[:120]})
        return Sample(kind="picture", media=keep_picture(picture, name=name).sha256, **about)

    return _with_sample(request, found, form, "picture_form", sample)


def _with_sample(
    request: TeamRequest, found: Capsule, form: Any, name: str, sample: Callable[[], Sample]
) -> HttpResponse:
    if form.is_valid():
        try:
            actions.add_sample(found, sample(), expected=form.cleaned_data["expected"], by=request.user)
            return redirect("assets:capsule", request.team.slug, found.pk)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        except ValueError:
            form.add_error("text", "This sample cannot be kept: there is nothing in it.")
    return capsule_page(request, found, **{name: form})


@require_POST
@member_required(Role.EDITOR)
def change(request: TeamRequest, capsule_id: UUID, what: str) -> HttpResponse:
    """Small changes: ``derive``, ``drop`` (a sample), ``back`` (to a version), ``archive``, ``restore``."""
    found = _changeable(request, capsule_id)
    number, expected = (
        whole_number(request.POST.get("number", "")),
        whole_number(request.POST.get("expected", "")),
    )
    at: dict[str, Any] = {"expected": expected or 0, "by": request.user}
    changes: dict[str, Callable[[], Any]] = {
        "derive": lambda: actions.derive(found, **at),
        "drop": lambda: actions.remove_sample(found, -1 if number is None else number, **at),
        "back": lambda: actions.restore_version(found, number or 0, **at),
        "archive": lambda: actions.archive(found, by=request.user),
        "restore": lambda: actions.restore(found, by=request.user),
    }
    if what not in changes:
        raise Http404("There is no such change.")
    try:
        changes[what]()
        messages.success(request, DONE[what])
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("assets:capsule", request.team.slug, found.pk)


DONE = {
    "derive": "The measures follow the samples now.",
    "drop": "The sample is out; earlier versions still hold it.",
    "back": "That version is the newest again.",
    "archive": "The capsule is put away. Films made by it are not touched.",
    "restore": "The capsule is back in the library.",
}


@require_POST
@member_required()
def try_capsule(request: TeamRequest, capsule_id: UUID) -> HttpResponse:
    """Hold a posted text or picture to a capsule. Nothing of it is kept."""
    found = capsule_or_404(request.user, capsule_id)
    return capsule_page(request, found, **_tried(request, version_of(found).content))


@require_POST
@member_required()
def try_preset(request: TeamRequest, medium: str, slug: str) -> HttpResponse:
    """The same for one of the studio's own."""
    known = preset_called(medium, slug)
    if known is None:
        raise Http404("No such capsule.")
    return preset_page(request, medium, slug, **_tried(request, known.capsule))


def _tried(request: TeamRequest, content: Content) -> dict[str, Any]:
    form: Any
    if content.medium == "writing":
        form = TryTextForm(request.POST, auto_id="try-%s")
        if form.is_valid():
            return {"try_form": form, "tried": score_text(content, form.cleaned_data["text"])}
    else:
        form = TryPictureForm(request.POST, request.FILES, auto_id="try-%s")
        if form.is_valid():
            measured = pixels.measure(form.cleaned_data["picture"][1].data)
            return {"try_form": TryPictureForm(auto_id="try-%s"), "tried": score_picture(content, measured)}
    return {"try_form": form}


def _changeable(request: TeamRequest, pk: UUID) -> Capsule:
    found = capsule_or_404(request.user, pk)
    if not may_change(request, found):
        raise PermissionDenied("Only its author changes a capsule that is not shared.")
    return found
