"""A window on a long list, with the addresses of its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest, QueryDict

T = TypeVar("T")


@dataclass(frozen=True)
class Window(Generic[T]):
    """Some of a list's items: those that fit on a page."""

    items: list[T]
    first: int  # number of the first item shown, from 1
    total: int
    earlier: str = ""  # query of the page before; empty: this is the first
    later: str = ""

    @property
    def last(self) -> int:
        return self.first + len(self.items) - 1

    @property
    def is_part(self) -> bool:
        return len(self.items) < self.total


def window(request: HttpRequest, items: Sequence[T], size: int, *, at: int = 0) -> Window[T]:
    """The items from number ``?from=`` on (from 0), at most ``size``; without it, those around ``at``."""
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else at
    start = min(start - start % size, (len(items) - 1) // size * size) if items else 0
    return Window(
        items=list(items[start : start + size]),
        first=start + 1,
        total=len(items),
        earlier=_query(request, start - size) if start else "",
        later=_query(request, start + size) if start + size < len(items) else "",
    )


def _query(request: HttpRequest, start: int) -> str:
    """The page's query with another start; what was selected stays behind."""
    query: QueryDict = request.GET.copy()
    query.pop("shot", None)
    query["from"] = str(start)
    return f"?{query.urlencode()}"
