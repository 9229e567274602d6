"""Assets of the team's library: every change is a version. ``projects.library`` checks what they say."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Conflict, Invalid, Refused
from accounts.kernel.texts import keepable
from assets.models import LibraryAsset, LibraryVersion
from assets.models.library import NAME_MAX, TAG_MAX
from assets.queries.library import version_of

TAGS_MOST = 20
_SEARCHED = ("name", "aliases", "definition", "wardrobe")


@transaction.atomic
def create_asset(
    kind: str,
    payload: dict[str, Any],
    *,
    by: Any,
    tags: list[str] | None = None,
    came_from: str = "",
    note: str = "Made",
) -> LibraryAsset:
    """A new asset with its first version. Raises Invalid for a name or tags that cannot be."""
    asset = LibraryAsset(kind=kind, came_from=came_from[:200], author=by)
    _tell(asset, payload, cleaned_tags(tags or []))
    asset.save()
    LibraryVersion.objects.create(asset=asset, number=1, payload=payload, note=note[:200], author=by)
    record("library.made", asset, by=by, kind=kind, came_from=came_from)
    return asset


@transaction.atomic
def write_asset(
    asset: LibraryAsset,
    payload: dict[str, Any],
    *,
    expected: int,
    by: Any,
    note: str,
    tags: list[str] | None = None,
) -> LibraryVersion:
    """The next version of an asset, if ``expected`` is its newest. Equal content makes none.

    Raises Conflict when somebody else was faster, Refused when it is put away or gone.
    """
    locked = LibraryAsset.objects.select_for_update().filter(pk=asset.pk).first()
    if locked is None or locked.archived_at is not None:
        raise Refused("This asset is put away. Bring it back to change it.")
    newest = version_of(locked)
    if locked.latest != expected:
        raise Conflict(f"{newest.author or 'Somebody'} changed this asset meanwhile.", current=newest)
    _tell(locked, payload, locked.tags if tags is None else cleaned_tags(tags))
    if payload != newest.payload:
        locked.latest += 1
        newest = LibraryVersion.objects.create(
            asset=locked, number=locked.latest, payload=payload, note=note[:200], author=by
        )
        record("library.changed", locked, by=by, version=locked.latest, note=note)
    locked.save()
    asset.refresh_from_db()
    return newest


def restore_asset_version(asset: LibraryAsset, number: int, *, expected: int, by: Any) -> LibraryVersion:
    """What version ``number`` said, as the newest. Raises Http404 when there is none."""
    old = version_of(asset, number)
    return write_asset(asset, old.payload, expected=expected, by=by, note=f"Back to version {number}")


@transaction.atomic
def archive_asset(asset: LibraryAsset, *, by: Any) -> None:
    """Put an asset away. Projects that follow it keep what they have, and are offered nothing new."""
    if LibraryAsset.objects.filter(pk=asset.pk, archived_at=None).update(archived_at=timezone.now()):
        record("library.archived", asset, by=by)


@transaction.atomic
def unarchive_asset(asset: LibraryAsset, *, by: Any) -> None:
    """Bring an asset back that was put away."""
    if LibraryAsset.objects.filter(pk=asset.pk, archived_at__isnull=False).update(archived_at=None):
        record("library.restored", asset, by=by)


def cleaned_tags(tags: list[str]) -> list[str]:
    """Tags as they are kept: small letters, single spaces, each once, sorted. Raises Invalid."""
    words = sorted({" ".join(tag.casefold().split()) for tag in tags} - {""})
    if any(len(word) > TAG_MAX or not keepable(word) for word in words):
        raise Invalid(f"A tag has at most {TAG_MAX} characters.", field="tags")
    if len(words) > TAGS_MOST:
        raise Invalid(f"An asset has at most {TAGS_MOST} tags.", field="tags")
    return words


def _tell(asset: LibraryAsset, payload: dict[str, Any], tags: list[str]) -> None:
    """Repeat on the asset what lists and the search need."""
    name = " ".join(str(payload.get("name", "")).split())
    if not name or len(name) > NAME_MAX or not keepable(payload):
        raise Invalid(f"An asset needs a name of at most {NAME_MAX} characters.", field="name")
    asset.name, asset.tags = name, tags
    asset.about = " ".join(str(payload.get("definition", "")).split())[:300]
    asset.picture = str((payload.get("picture") or {}).get("media", ""))
    said = [payload.get(field) or "" for field in _SEARCHED]
    texts = [" ".join(each) if isinstance(each, list) else str(each) for each in said]
    asset.words = " ".join([*texts, *tags]).casefold()
