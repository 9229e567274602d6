"""What was done lately to parts of a story."""

from collections.abc import Iterable

from projects.models import Branch, Change

SHOWN = 8


def recent_changes(branch: Branch, kinds: Iterable[str], *, limit: int = SHOWN) -> list[Change]:
    """The newest changes on a branch that touched content of the given kinds, with authors. One query."""
    touched = Change.objects.filter(branch=branch, items__node__kind__in=list(kinds))
    return list(touched.select_related("author").distinct().order_by("-pk")[:limit])
