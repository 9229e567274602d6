"""The title page of a Fountain text: ``Key: value`` lines before the first blank one."""

import re

_PAIR = re.compile(r"([^\s:][^:\n]*):[ ]*(.*)$")
_KNOWN = frozenset(
    [
        "title",
        "credit",
        "author",
        "authors",
        "source",
        "notes",
        "draft",
        "date",
        "contact",
        "copyright",
        "revision",
        "format",
        "font",
    ]
) | {"draft date"}


def read_title_page(text: str) -> tuple[dict[str, str], str]:
    """The title page, empty where there is none, and the text after it.

    A script that opens with ``FADE IN:`` has no title page: the first key must be a known one, or carry a
    value.
    """
    body = text.lstrip("\n")
    head, _, rest = body.partition("\n\n")
    lines = head.split("\n")
    first = _PAIR.match(lines[0])
    if first is None or not _opens_title_page(first, lines):
        return {}, text
    values: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        pair = _PAIR.match(line)
        if pair:
            key = pair[1].rstrip()
            values[key] = [pair[2].strip()] if pair[2].strip() else []
        elif line.startswith(" ") and key:
            values[key].append(line.strip())
        else:
            return {}, text
    return {key: "\n".join(value) for key, value in values.items()}, rest


def write_title_page(title_page: dict[str, str]) -> str:
    """The title page as Fountain, with the blank line that ends it."""
    if not title_page:
        return ""
    lines: list[str] = []
    for key, value in title_page.items():
        if "\n" in value:
            lines += [f"{key}:", *(f"    {line}" for line in value.split("\n"))]
        else:
            lines.append(f"{key}: {value}".rstrip())
    return "\n".join(lines) + "\n\n"


def _opens_title_page(first: re.Match[str], lines: list[str]) -> bool:
    key, value = first[1].rstrip(), first[2].strip()
    if key.casefold() in _KNOWN:
        return True
    indented = len(lines) > 1 and lines[1].startswith(" ")
    return not key.isupper() and len(key) <= 40 and bool(value or indented)
