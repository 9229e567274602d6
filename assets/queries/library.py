"""Finding assets and voices of the team's library."""

from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, CharField, Count, F, Func, IntegerField, Q, QuerySet, Value, When
from django.http import Http404

from assets.models import LibraryAsset, LibraryVersion, SavedVoice

NEAR = 0.45  # of a name and what is searched: "Marra" finds "Mara", "lamp" does not find "Lena"
TAGS_SHOWN = 60


def library_assets(
    *, kind: str = "", tag: str = "", search: str = "", archived: bool = False
) -> QuerySet[LibraryAsset]:
    """The team's assets, narrowed; by name, or when something is searched the best finds first.

    Every word must stand somewhere in what an asset says, or its name be spelled nearly like that.
    """
    rows = LibraryAsset.objects.filter(archived_at__isnull=not archived)
    if kind:
        rows = rows.filter(kind=kind)
    if tag:
        rows = rows.filter(tags__contains=[tag])
    if not search:
        return rows.order_by("name", "pk")
    held = Q()
    for word in search.casefold().split():
        held &= Q(words__contains=word)
    rows = rows.annotate(near=TrigramWordSimilarity(search, "name"))
    named = Case(
        When(name__icontains=search, then=0),
        When(held, then=1),
        default=2,
        output_field=IntegerField(),
    )
    return rows.filter(held | Q(near__gte=NEAR)).order_by(named, "-near", "name", "pk")


def tags_of_library() -> list[tuple[str, int]]:
    """Tags of the assets in use with how many have each, most first."""
    rows = LibraryAsset.objects.filter(archived_at=None).exclude(tags=[])
    each = rows.annotate(
        tag=Func(F("tags"), function="jsonb_array_elements_text", output_field=CharField())
    ).values("tag")
    counted = each.annotate(count=Count(Value(1))).order_by("-count", "tag")[:TAGS_SHOWN]
    return [(row["tag"], row["count"]) for row in counted]


def library_asset_or_404(pk: UUID) -> LibraryAsset:
    """An asset of the team's library, also one that is put away. Raises Http404."""
    found = LibraryAsset.objects.select_related("author").filter(pk=pk).first()
    if found is None:
        raise Http404("No such asset in the library.")
    return found


def version_of(asset: LibraryAsset, number: int = 0) -> LibraryVersion:
    """One version of an asset; its newest unless a number is given. Raises Http404."""
    rows = LibraryVersion.objects.filter(asset=asset, number=number or asset.latest)
    found = rows.select_related("author").first()
    if found is None:
        raise Http404("No such version.")
    return found


def versions_of(asset: LibraryAsset) -> list[LibraryVersion]:
    """All versions, newest first, without what they say."""
    rows = LibraryVersion.objects.filter(asset=asset).defer("payload").select_related("author")
    return list(rows.order_by("-number")[:100])


def newest_of(keys: list[str]) -> dict[str, LibraryVersion]:
    """The newest versions of the library's assets among ``keys``, by id, each with its asset. One query.

    Those that are put away are left out: nothing new is offered of them.
    """
    known = [UUID(key) for key in keys if _is_id(key)]
    if not known:
        return {}
    rows = LibraryVersion.objects.filter(asset__in=known, asset__archived_at=None, number=F("asset__latest"))
    return {str(row.asset_id): row for row in rows.select_related("asset")}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def saved_voices(search: str = "") -> QuerySet[SavedVoice]:
    """The team's voices by name."""
    rows = SavedVoice.objects.select_related("author").order_by("name", "pk")
    return rows.filter(Q(name__icontains=search) | Q(note__icontains=search)) if search else rows


def voice_or_404(pk: UUID) -> SavedVoice:
    """A voice of the team. Raises Http404."""
    found = SavedVoice.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("No such voice in the library.")
    return found
