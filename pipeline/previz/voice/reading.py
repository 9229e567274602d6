"""Script text as it is read aloud: marks of emphasis and notes are not spoken."""

import re

_NOTE = re.compile(r"\[\[.*?\]\]", re.DOTALL)
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_|_(?!\w)|^~|~$")


def readable(text: str) -> str:
    """``text`` with Fountain's notes and emphasis blanked out, every other character in its place."""
    bare = _NOTE.sub(lambda note: " " * len(note.group()), text)
    return _EMPHASIS.sub(lambda mark: " " * len(mark.group()), bare)
