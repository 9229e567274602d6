"""Deleting from the team's library: only by whoever was told what depends on it."""

from typing import Any

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from assets.models import LibraryAsset
from projects.queries.library import Use, used_in, uses_of


def seen(uses: list[Use]) -> str:
    """What somebody was told of who depends on an asset, in short: to find out whether it still holds."""
    return f"{len(uses)}.{sum(use.shots for use in uses)}"


@transaction.atomic
def delete_asset(asset: LibraryAsset, *, typed: str, seen_uses: str, by: Any) -> None:
    """Delete an asset with all its versions. Projects that follow it keep their own copy of everything.

    Raises Invalid unless ``typed`` is its name, Refused when others depend on it than ``seen_uses`` says.
    """
    locked = LibraryAsset.objects.select_for_update().filter(pk=asset.pk).first()
    if locked is None:
        raise Refused("This asset is deleted already.")
    if " ".join(typed.split()) != locked.name:
        raise Invalid("Type the asset's name exactly to delete it.", field="typed")
    uses = uses_of([locked.pk])[locked.pk]
    if seen(uses) != seen_uses:
        raise Refused(f"It is used {used_in(uses)} by now. Look at the list again before you delete it.")
    dependants = [{"project": str(use.project), "title": use.title, "shots": use.shots} for use in uses]
    record("library.deleted", locked, by=by, kind=locked.kind, versions=locked.latest, dependants=dependants)
    locked.delete()
