"""The team's library of assets: its pages to find, to read and to compare."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.kernel.doors import TeamRequest, member_required
from accounts.kernel.pages import render_page
from accounts.kernel.roles import Role
from assets.models import LibraryAsset, LibraryVersion
from assets.models.library import KINDS
from assets.queries.library import (
    library_asset_or_404,
    library_assets,
    tags_of_library,
    version_of,
    versions_of,
)
from assets.queries.media import address
from pipeline.actions.deleting import seen
from pipeline.forms.looks import REASONS, TAGS, trait_fields
from pipeline.views.paging import window
from projects.library import FIELDS, FORMERLY, LOOKS
from projects.models import LibraryUse
from projects.queries.library import Use, films_with, look_uses, projects_with_library, used_in, uses_of

ON_A_PAGE = 60
LABELS = {
    "name": "Name",
    "aliases": "Also called",
    "definition": "What it looks like",
    "wardrobe": "Wardrobe",
    "voice": "Voice",
    "picture": "Picture",
    "traits": "In detail",
    "looks": "Looks",
}


@require_safe
@member_required()
def library(request: TeamRequest) -> HttpResponse:
    """The team's assets, searched (``q``) and filtered by ``kind``, ``tag`` and ``project``.

    As many queries for a thousand assets as for one.
    """
    asked = Asked(request)
    rows = library_assets(kind=asked.kind, tag=asked.tag, search=asked.search, archived=asked.archived)
    projects = projects_with_library()
    project = next((pk for pk, _ in projects if str(pk) == asked.project), None)
    if project is not None:
        rows = rows.filter(pk__in=LibraryUse.objects.filter(project=project).values("asset"))
    page = window(request, list(rows.values_list("pk", flat=True)), ON_A_PAGE)
    found = LibraryAsset.objects.in_bulk(page.items)
    uses = uses_of(page.items)
    context = {
        "asked": asked,
        "kinds": KINDS.items(),
        "tags": tags_of_library(),
        "projects": [(str(pk), title) for pk, title in projects],
        "window": page,
        "cards": [card(request, found[pk], uses[pk]) for pk in page.items if pk in found],
        "can_edit": may_edit(request),
    }
    return render_page(request, "pipeline/library.html", context, partial="library-cards")


class Asked:
    """What a visitor of the library looks for; whatever cannot be meant counts as nothing."""

    def __init__(self, request: TeamRequest) -> None:
        query = request.GET
        self.search = query.get("q", "").strip()[:80].replace("\0", "")
        self.kind = query.get("kind", "") if query.get("kind") in KINDS else ""
        self.tag = query.get("tag", "").strip()[:40].replace("\0", "")
        self.project = query.get("project", "")[:36]
        self.archived = "archived" in query

    @property
    def narrowed(self) -> bool:
        return bool(self.search or self.kind or self.tag or self.project)


def card(request: TeamRequest, asset: LibraryAsset, uses: list[Use]) -> dict[str, Any]:
    """One asset as its card shows it."""
    return {
        "asset": asset,
        "url": reverse("pipeline:library_asset", args=[request.team.slug, asset.pk]),
        "picture": picture_url(request, asset.picture),
        "used": used_in(uses),
    }


def picture_url(request: TeamRequest, media: str) -> str:
    """The address of a picture of the library; empty when there is none."""
    return address(request.team.slug, media, "png") if media else ""


def may_edit(request: TeamRequest) -> bool:
    """Whether whoever asks may change the library."""
    return Role(request.membership.role).covers(Role.EDITOR)


@require_safe
@member_required()
def library_asset(request: TeamRequest, library_id: UUID) -> HttpResponse:
    """One asset: what it says (or said: ``version``), where it is used, its versions."""
    return asset_page(request, library_asset_or_404(library_id))


def asset_page(
    request: TeamRequest, found: LibraryAsset, *, refused: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of one asset; ``refused`` is what could not be done with one of its looks, and why."""
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
    version = version_of(found, number)
    uses = uses_of([found.pk])[found.pk]
    context = {
        **_looks_context(found, version, refused or {}),
        "found": found,
        "version": version,
        "versions": versions_of(found),
        "facts": [(label_of(field), told(version.payload.get(field))) for field in FIELDS[1:]],
        "picture": picture_url(request, (version.payload.get("picture") or {}).get("media", "")),
        "uses": uses,
        "used": used_in(uses),
        "seen": seen(uses),
        "can_edit": may_edit(request),
        "can_delete": Role(request.membership.role).covers(Role.PRODUCER),
    }
    return render_page(request, "pipeline/library_asset.html", context, status=status)


def _looks_context(found: LibraryAsset, version: LibraryVersion, refused: dict[str, Any]) -> dict[str, Any]:
    """The looks of a version with the films that have them. What was typed stands where it was refused."""
    films, wardrobe = look_uses(found.pk), version.payload.get("wardrobe", "")
    cards = []
    for number, look in enumerate(version.payload.get(LOOKS) or [], 1):
        typed = refused.get("typed", {}) if refused and refused["look"] == look["name"] else {}
        said = {**look, **typed}
        cards.append(
            {
                "id": f"look{number}",
                "name": look["name"],
                "look": said,
                "tags": ", ".join(said["tags"]),
                "fields": trait_fields(found.kind, said["traits"]),
                "formerly": ", ".join(look.get(FORMERLY, [])),
                "films": films_with(look, films),
                "error": refused.get("sentence", "") if typed else "",
            }
        )
    shown = any(card["error"] for card in cards)
    return {
        "looks": cards,
        "look_error": "" if shown else refused.get("sentence", ""),
        "look_typed": {} if shown else refused.get("typed", {}),
        "wardrobe": wardrobe,
        "reasons": REASONS,
        "look_tags": TAGS,
        "newest": version.number == found.latest and found.archived_at is None,
    }


def label_of(field: str) -> str:
    """What people call a field of an asset."""
    return LABELS.get(field, field.replace("_", " ").capitalize())


def told(value: Any) -> str:
    """A field's value as people read it."""
    if isinstance(value, dict) and "rate" in value:
        throat = value.get("variant") or value.get("name")
        return f"{throat}, pitch {value.get('pitch')}, {value['rate']} words a minute"
    if isinstance(value, list):
        return ", ".join(_entry(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')}: {each}" for name, each in value.items() if each)
    return "" if value is None else str(value)


def _entry(value: Any) -> str:
    return str(value.get("name") or told(value)) if isinstance(value, dict) else str(value)
