"""Script text as it is read aloud or shown: without marks of emphasis and without notes."""

import re

_NOTE = re.compile(r"\s*\[\[.*?\]\]", re.DOTALL)
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_|_(?!\w)|^~|~$")


def readable(text: str) -> str:
    """``text`` without Fountain's notes and emphasis; every word as it is written."""
    return _EMPHASIS.sub("", _NOTE.sub("", text))
