"""Looks of an asset of the team's library: every change is its next version, which films are offered."""

from collections.abc import Callable
from typing import Any

from accounts.kernel.errors import Invalid, Refused
from assets.actions.library import write_asset
from assets.models import LibraryAsset, LibraryVersion
from assets.queries.library import version_of
from pipeline.actions.looks import MOST_LOOKS
from projects.actions.edits import changed
from projects.kinds import Look
from projects.library import FORMERLY, LOOKS, checked, shared_look

Looks = list[dict[str, Any]]


def add_library_look(
    asset: LibraryAsset, name: str, *, expected: int, by: Any, **fields: Any
) -> LibraryVersion:
    """Give an asset of the library another look, if version ``expected`` is its newest.

    Raises Invalid for a name that is none or is taken, Refused for too many looks, Conflict.
    """

    def add(looks: Looks) -> Looks:
        if len(looks) >= MOST_LOOKS:
            raise Refused(f"An asset has at most {MOST_LOOKS} looks. Remove one first.")
        said = changed(Look(asset="", name="-"), {**fields, "name": _free(looks, name)})
        return [*looks, shared_look(said)]  # type: ignore[arg-type]  # a look, as it was

    return _write(asset, add, f"Added the look {' '.join(name.split())}", expected, by)


def edit_library_look(
    asset: LibraryAsset, look: str, changes: dict[str, Any], *, expected: int, by: Any
) -> LibraryVersion:
    """Change the look called ``look``. Films that took it under its old name rename theirs when they pull.

    Raises Invalid for a value that does not fit, Refused when there is no such look, Conflict.
    """

    def edit(looks: Looks) -> Looks:
        at = _place(looks, look)
        before = looks[at]
        others = [each for each in looks if each is not before]
        wanted = {**changes, "name": _free(others, str(changes.get("name", before["name"])))}
        known = {name: said for name, said in before.items() if name != FORMERLY}
        said = shared_look(changed(Look.model_validate({**known, "asset": ""}), wanted))  # type: ignore[arg-type]  # a look, as it was
        names = [*before.get(FORMERLY, []), before["name"]]
        names = [name for name in names if name.casefold() != str(said["name"]).casefold()]
        return [*looks[:at], said | ({FORMERLY: names} if names else {}), *looks[at + 1 :]]

    return _write(asset, edit, f"Changed the look {look}", expected, by)


def remove_library_look(asset: LibraryAsset, look: str, *, expected: int, by: Any) -> LibraryVersion:
    """Take a look away. Films that have it keep it, and it comes back with an older version."""

    def remove(looks: Looks) -> Looks:
        at = _place(looks, look)
        return [*looks[:at], *looks[at + 1 :]]

    return _write(asset, remove, f"Removed the look {look}", expected, by)


def _write(
    asset: LibraryAsset, change: Callable[[Looks], Looks], note: str, expected: int, by: Any
) -> LibraryVersion:
    payload = version_of(asset).payload
    looks = change(list(payload.get(LOOKS) or []))
    told = {name: said for name, said in payload.items() if name != LOOKS}
    told = checked(asset.kind, told | {LOOKS: looks})
    return write_asset(asset, told, expected=expected, by=by, note=note)


def _place(looks: Looks, name: str) -> int:
    at = next((at for at, look in enumerate(looks) if str(look["name"]) == name), None)
    if at is None:
        raise Refused("This look is not there any more. Look at what is there now.")
    return at


def _free(looks: Looks, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid("Give the look a name, such as “wedding” or “after the fire”.", field="name")
    if any(str(look["name"]).casefold() == name.casefold() for look in looks):
        raise Invalid(f"There is a look called {name} already.", field="name")
    return name
