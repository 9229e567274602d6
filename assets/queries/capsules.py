"""Finding capsules, and reading what they say."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from assets.capsules.content import Capsule as Content
from assets.capsules.presets import Preset, preset, presets
from assets.models import Capsule, CapsuleVersion
from assets.models.capsules import NEWEST

PRESET = "preset:"


@dataclass(frozen=True)
class Chosen:
    """A capsule as something to work by: of the team or one of the studio's own."""

    ref: str  # "preset:noon-desert", or the capsule's id
    name: str
    version: int  # 0 for the studio's own
    content: Content


def library(user: Any, medium: str, *, search: str = "", archived: bool = False) -> list[CapsuleVersion]:
    """The newest versions of the capsules that ``user`` may see, by name. One query."""
    rows = CapsuleVersion.objects.filter(NEWEST, capsule__medium=medium)
    rows = rows.filter(Q(capsule__shared=True) | Q(capsule__author=user))
    rows = rows.filter(capsule__archived_at__isnull=not archived)
    if search:
        rows = rows.filter(
            Q(capsule__name__icontains=search)
            | Q(payload__summary__icontains=search)
            | Q(payload__descriptors__icontains=search)
        )
    return list(rows.select_related("capsule__author").order_by("capsule__name", "capsule_id"))


def found_presets(medium: str, search: str = "") -> list[Preset]:
    """The studio's own capsules, narrowed like ``library``."""
    wanted = search.lower()
    return [
        known
        for known in presets(medium)
        if wanted in " ".join([known.name, known.capsule.summary, *known.capsule.descriptors]).lower()
    ]


def capsule_or_404(user: Any, pk: UUID) -> Capsule:
    """A capsule that ``user`` may see. Raises Http404."""
    found = Capsule.objects.seen_by(user).select_related("author").filter(pk=pk).first()
    if found is None:
        raise Http404("No such capsule.")
    return found


def version_of(capsule: Capsule, number: int = 0) -> CapsuleVersion:
    """One version of a capsule; its newest unless a number is given. Raises Http404."""
    rows = CapsuleVersion.objects.filter(capsule=capsule, number=number or capsule.latest)
    found = rows.select_related("author").first()
    if found is None:
        raise Http404("No such version.")
    return found


def versions_of(capsule: Capsule) -> list[CapsuleVersion]:
    """All versions, newest first, without what they say."""
    rows = CapsuleVersion.objects.filter(capsule=capsule).defer("payload").select_related("author")
    return list(rows.order_by("-number")[:100])


def chosen_or_404(user: Any, medium: str, ref: str) -> Chosen:
    """What a reference names, if ``user`` may see it and it is of ``medium``. Raises Http404."""
    if ref.startswith(PRESET):
        known = preset(medium, ref.removeprefix(PRESET))
        if known is not None:
            return Chosen(ref, known.name, 0, known.capsule)
    else:
        try:
            capsule = capsule_or_404(user, UUID(ref))
        except ValueError:
            raise Http404("No such capsule.") from None
        if capsule.medium == medium and capsule.archived_at is None:
            return Chosen(ref, capsule.name, capsule.latest, version_of(capsule).content)
    raise Http404("No such capsule.")
