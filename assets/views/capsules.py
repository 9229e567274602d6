"""The library of style capsules: its pages to read, to compare and to take away."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.actions.capsules import exported
from assets.capsules import pixels, prose
from assets.capsules.content import LICENCES, MEDIA
from assets.capsules.content import Capsule as Content
from assets.capsules.presets import preset as preset_called
from assets.forms.capsules import (
    CapsuleFileForm,
    PictureSampleForm,
    TextSampleForm,
    TryPictureForm,
    TryTextForm,
)
from assets.models import Capsule, CapsuleVersion
from assets.queries.capsules import capsule_or_404, found_presets, library, version_of, versions_of
from assets.queries.media import address


@require_safe
@member_required()
def capsules(request: TeamRequest) -> HttpResponse:
    """The team's capsules of one medium, and the studio's own beside them."""
    return library_page(request)


def library_page(request: TeamRequest, file_form: CapsuleFileForm | None = None) -> HttpResponse:
    """The page; with a form for a file that was refused it is an answer to that."""
    asked = request.POST if request.method == "POST" else request.GET
    medium = asked.get("medium", "writing")
    medium = medium if medium in MEDIA else "writing"
    search, archived = request.GET.get("q", "").strip()[:80].replace("\0", ""), "archived" in request.GET
    versions = library(request.user, medium, search=search, archived=archived)
    context = {
        "medium": medium,
        "search": search,
        "archived": archived,
        "tabs": _tabs(request, medium),
        "cards": [_card(request, version) for version in versions],
        "presets": []
        if archived
        else [_preset_card(request, medium, p) for p in found_presets(medium, search)],
        "can_edit": may_edit(request),
        "file_form": file_form or CapsuleFileForm(),
    }
    return render_page(request, "assets/capsules.html", context, status=422 if file_form else 200)


def _tabs(request: TeamRequest, medium: str) -> list[dict[str, Any]]:
    base = reverse("assets:capsules", args=[request.team.slug])
    return [
        {"label": label, "url": f"{base}?medium={slug}", "current": slug == medium}
        for slug, label in MEDIA.items()
    ]


def _card(request: TeamRequest, version: CapsuleVersion) -> dict[str, Any]:
    capsule, content = version.capsule, version.content
    return {
        **_told(content),
        "name": capsule.name,
        "url": reverse("assets:capsule", args=[request.team.slug, capsule.pk]),
        "private": not capsule.shared,
        "note": f"version {capsule.latest}",
        "picture": _first_picture(request, content),
    }


def _preset_card(request: TeamRequest, medium: str, known: Any) -> dict[str, Any]:
    url = reverse("assets:preset", args=[request.team.slug, medium, known.slug])
    return {**_told(known.capsule), "name": known.name, "url": url, "note": "comes with the studio"}


def _told(content: Content) -> dict[str, Any]:
    return {
        "summary": content.summary,
        "descriptors": content.descriptors[:5],
        "palette": list(enumerate(content.palette)),
        "width": len(content.palette),
    }


def _first_picture(request: TeamRequest, content: Content) -> str:
    sample = next((sample for sample in content.samples if sample.kind == "picture"), None)
    return address(request.team.slug, sample.media, "png") if sample else ""


@require_safe
@member_required()
def capsule(request: TeamRequest, capsule_id: UUID) -> HttpResponse:
    """One capsule: what it says, its samples and measures, its versions."""
    return capsule_page(request, capsule_or_404(request.user, capsule_id))


def capsule_page(request: TeamRequest, found: Capsule, **more: Any) -> HttpResponse:
    """The page of a capsule; ``more`` are forms that were refused, or what a trial brought."""
    number = request.GET.get("version", "")
    version = version_of(found, int(number[:9]) if number.isascii() and number.isdigit() else 0)
    content, can_edit = version.content, may_change(request, found)
    expected = {"expected": found.latest}
    forms = {
        "text_form": TextSampleForm(initial=expected, auto_id="text-%s"),
        "picture_form": PictureSampleForm(initial=expected, auto_id="picture-%s"),
    }
    context = {
        **_said(request, content),
        "capsule": found,
        "version": version,
        "is_newest": version.number == found.latest,
        "versions": versions_of(found),
        "can_edit": can_edit and found.archived_at is None and version.number == found.latest,
        "may_edit": can_edit,
        "can_copy": may_edit(request),
        **forms,
        **more,
    }
    status = 422 if any(getattr(form, "errors", None) for form in more.values()) else 200
    return render_page(request, "assets/capsule.html", context, status=status)


@require_safe
@member_required()
def preset(request: TeamRequest, medium: str, slug: str) -> HttpResponse:
    """One of the studio's own capsules."""
    return preset_page(request, medium, slug)


def preset_page(request: TeamRequest, medium: str, slug: str, **more: Any) -> HttpResponse:
    """The page of a studio's own capsule. Raises Http404."""
    known = preset_called(medium, slug)
    if known is None:
        raise Http404("No such capsule.")
    context = {**_said(request, known.capsule), "preset": known, "can_copy": may_edit(request), **more}
    status = 422 if any(getattr(form, "errors", None) for form in more.values()) else 200
    return render_page(request, "assets/capsule.html", context, status=status)


def _said(request: TeamRequest, content: Content) -> dict[str, Any]:
    """What both pages show of a capsule's content."""
    samples = [
        {
            "number": number,
            "sample": sample,
            "licence": LICENCES[sample.licence],
            "picture": address(request.team.slug, sample.media, "png") if sample.media else "",
        }
        for number, sample in enumerate(content.samples)
    ]
    try_form = (
        TryTextForm(auto_id="try-%s") if content.medium == "writing" else TryPictureForm(auto_id="try-%s")
    )
    return {
        "content": content,
        "medium": content.medium,
        "licence": LICENCES[content.licence],
        "palette": list(enumerate(content.palette)),
        "samples": samples,
        "measures": measures_of(content),
        "steer": [(name.replace("_", " "), value) for name, value in sorted(content.steer.items())],
        "try_form": try_form,
        "library_url": f"{reverse('assets:capsules', args=[request.team.slug])}?medium={content.medium}",
    }


def measures_of(content: Content) -> list[tuple[str, str, str]]:
    """What a capsule is held to, for people: label, value, room."""
    labels = prose.LABELS if content.medium == "writing" else pixels.LABELS
    rows = []
    for name, label in labels.items():
        aim = content.aims.get(name)
        if aim is None:
            continue
        if name in prose.SHARES:
            rows.append((label, f"{aim.value:.0%}", f"{aim.within:.0%}"))
        elif content.medium == "writing":
            rows.append((label, f"{aim.value:.1f}", f"{aim.within:.1f}"))
        else:
            whole = pixels.WHOLE[name]
            rows.append((label, f"{100 * aim.value / whole:.0f}", f"{100 * aim.within / whole:.0f}"))
    return rows


@require_safe
@member_required()
def export(request: TeamRequest, capsule_id: UUID) -> HttpResponse:
    """A capsule as a file to take along."""
    found = capsule_or_404(request.user, capsule_id)
    response = HttpResponse(exported(found, version_of(found)), content_type="application/json")
    name = slugify(found.name) or "capsule"
    response["Content-Disposition"] = f'attachment; filename="{name}.capsule.json"'
    return response


def may_edit(request: TeamRequest) -> bool:
    """Whether somebody may make capsules."""
    return Role(request.membership.role).covers(Role.EDITOR)


def may_change(request: TeamRequest, found: Capsule) -> bool:
    """Whether somebody may change this one: editors what is shared, authors their own."""
    return may_edit(request) and (found.shared or found.author_id == request.user.pk)
