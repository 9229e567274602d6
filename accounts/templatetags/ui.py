"""Small pieces of a page that are written hundreds of times, in every template without a ``load``."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon of the sprite; ``size`` small or large, ``label`` only where it stands without a word."""
    return _icon(str(name), str(size or ""), str(label or ""))


# A page has some fifty icons of a dozen kinds: put together once, an icon costs a hundredth of an include.
@lru_cache(maxsize=512)
def _icon(name: str, size: str, label: str) -> SafeString:
    sized = format_html(' data-size="{}"', size) if size else ""
    said = format_html(' role="img" aria-label="{}"', label) if label else SafeString(' aria-hidden="true"')
    use = f"{static('icons/sprite.svg')}#{name}"
    return format_html('<svg class="icon"{}{}><use href="{}"></use></svg>', sized, said, use)
