"""Three-way merge inside one content: field by field, and item by item where lists carry keys."""

from typing import Any

_ABSENT: Any = object()


def merge_content(base: Any, ours: Any, theirs: Any, path: str = "") -> tuple[Any, list[str]]:
    """Merge two descendants of ``base``. Returns the merged value and the paths on which both differ.

    Where they differ, ours is kept. Dictionaries merge by key; everything else is one value.
    """
    if ours == theirs or theirs == base:
        return ours, []
    if ours == base:
        return theirs, []
    if isinstance(ours, dict) and isinstance(theirs, dict) and isinstance(base, dict):
        return _merge_dicts(base, ours, theirs, path)
    return ours, [path or "content"]


def merge_keys(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    """Merge two descendants of a list of things that stand in it once: who was put in or taken out by either.

    Ours in their order, then what only theirs brought. There is never a conflict.
    """
    gone = set(base) - set(theirs)
    brought = [key for key in theirs if key not in base and key not in ours]
    return [key for key in ours if key not in gone] + brought


def _merge_dicts(
    base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], path: str
) -> tuple[dict[str, Any], list[str]]:
    merged: dict[str, Any] = {}
    clashes: list[str] = []
    for key in [*ours, *(key for key in theirs if key not in ours)]:
        where = f"{path}.{key}" if path else key
        value, inner = merge_content(
            base.get(key, _ABSENT), ours.get(key, _ABSENT), theirs.get(key, _ABSENT), where
        )
        clashes += inner
        if value is not _ABSENT:
            merged[key] = value
    return merged, clashes
