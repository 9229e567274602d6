"""Rendered cards and rows, kept by what they show: an equal one is never rendered twice."""

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


def rendered(template: str, cards: list[dict[str, Any]]) -> list[SafeString]:
    """``template`` with each of ``cards`` as its context, in order. One question to the cache, however many.

    A card holds all that its template uses, as JSON-ready values, so that its content is its address.
    """
    stamp = _source(template) if settings.DEBUG else _kept_source(template)
    keys = [f"card:{digest([stamp, get_language(), card])}" for card in cards]
    found: dict[str, str] = cache.get_many(keys)
    fresh = {
        key: render_to_string(template, card)
        for key, card in zip(keys, cards, strict=True)
        if key not in found
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
