"""A treatment's markdown as HTML: paragraphs, lists, bold and italic. Everything else stays text."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_BOLD = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*")
_ITALIC = re.compile(r"(?<![*\w])[*_](\S(?:.*?\S)?)[*_](?![*\w])")
_ITEM = re.compile(r"\s*[-*+]\s+(.*)")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")


def prose(text: str) -> SafeString:
    """HTML of a markdown text. The text is escaped first, so that it can hold no markup of its own."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip("\n"))
    return mark_safe("\n".join(_block(block) for block in blocks if block.strip()))  # noqa: S308  # escaped below


def _block(block: str) -> str:
    lines = block.split("\n")
    if heading := _HEADING.fullmatch(lines[0].strip()):
        rest = "\n".join(lines[1:])
        level = min(len(heading[1]) + 1, 6)
        return f"<h{level}>{_inline(heading[2])}</h{level}>" + (_block(rest) if rest.strip() else "")
    items = [_ITEM.fullmatch(line) for line in lines]
    if all(items):
        found = "".join(f"<li>{_inline(item[1])}</li>" for item in items if item)
        return f"<ul>{found}</ul>"
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _inline(text: str) -> str:
    return _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", escape(text.strip())))
