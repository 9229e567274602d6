"""Rendered cards and rows, kept by what they show: an equal one is never rendered twice."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from projects.kinds import digest

KEEP_SECONDS = 24 * 3600


Card = dict[str, Any]
Fill = Callable[[list[int]], list[Card]]


def rendered(template: str, cards: list[Card], fill: Fill | None = None) -> list[SafeString]:
    """``template`` with each of ``cards`` as its context, in order. One question to the cache, however many.

    A card holds JSON-ready values that name all it shows, so that its content is its address. What costs
    more to find, ``fill`` finds: given the places of the cards that must be rendered, it returns further
    names for each.
    """
    stamp = _source(template) if settings.DEBUG else _kept_source(template)
    language = get_language()
    keys = [f"card:{digest([stamp, language, card])}" for card in cards]
    found: dict[str, str] = cache.get_many(keys)
    missing = [place for place, key in enumerate(keys) if key not in found]
    more = fill(missing) if fill and missing else [{} for _ in missing]
    fresh = {
        keys[place]: render_to_string(template, cards[place] | added)
        for place, added in zip(missing, more, strict=True)
    }
    if fresh:
        cache.set_many(fresh, KEEP_SECONDS)
    return [mark_safe(fresh.get(key) or found[key]) for key in keys]  # noqa: S308  # rendered by a template


def _source(template: str) -> str:
    """Names what the template, the parts it is put together from and its icons are now."""
    folder = Path(settings.BASE_DIR, "templates")
    files = [folder / template, *sorted((folder / "ui").glob("*.html"))]
    return digest([static("icons/sprite.svg"), *(file.read_text() for file in files)])


_kept_source = lru_cache(maxsize=None)(_source)
