"""Remarks about a template's text, and the small edits that answer them."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["data", "clash", "missing", "form", "value", "length", "vague"]

TITLES: dict[Kind, str] = {
    "data": "Material where instructions stand",
    "clash": "Instructions that contradict each other",
    "missing": "A variable that is not used",
    "form": "The shape of the answer is not said",
    "value": "A value without words",
    "length": "Length",
    "vague": "A word that says nothing",
}
_CUT = re.compile(r"^---[ \t]*$", re.MULTILINE)
_END = re.compile(r"[.!?](?=\s|$)")
_BULLET = re.compile(r"^\s*(?:[-*]|\d+[.)])?\s*$")
_MARK = re.compile(r"[ \t]*(?:[-*]|\d+[.)])?[ \t]*")


@dataclass(frozen=True)
class Remark:
    """One thing that stands in the way. ``quote`` stands word for word in the text, on ``line`` (from 1).

    ``text`` is the whole template with the advice followed; None where only a person can follow it.
    """

    kind: Kind
    quote: str
    line: int
    reason: str
    advice: str
    text: str | None = None

    @property
    def title(self) -> str:
        """The kind in words."""
        return TITLES[self.kind]


def line_of(text: str, at: int) -> int:
    """The number of the line in which the character ``at`` stands, from 1."""
    return text.count("\n", 0, at) + 1


def cut_at(text: str) -> int:
    """Where the question begins: behind the line of dashes; the end of a text without one."""
    found = _CUT.search(text)
    return found.end() if found else len(text)


def sentence_at(text: str, at: int) -> tuple[int, int]:
    """Beginning and end of the sentence, within its line, in which the character ``at`` stands."""
    mark = _MARK.match(text, text.rfind("\n", 0, at) + 1)
    start = min(mark.end(), at) if mark else at
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    for stop in _END.finditer(text, start, end):
        if stop.end() <= at:
            start = stop.end()
        else:
            end = stop.end()
            break
    return start + len(text[start:end]) - len(text[start:end].lstrip(" ")), end


def without(text: str, start: int, end: int) -> str:
    """The text without a stretch; a line of which nothing is left goes with it."""
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    after = len(text) if after < 0 else after
    left = f"{text[before:start].rstrip(' ')} {text[end:after].lstrip(' ')}".strip(" ")
    if _BULLET.match(left):
        return text[:before] + text[after + 1 :]
    return text[:before] + left + text[after:]


def last_line_with(text: str, wanted: str, line: str) -> str:
    """The text with ``line`` before the paragraph that ends a question with ``wanted``; else at its end."""
    at = text.rfind(wanted) if wanted else -1
    if at < cut_at(text):
        return f"{text.rstrip()}\n{line}\n"
    here = text.rfind("\n", 0, at) + 1
    before = text[:here].rstrip("\n")
    is_list = before.rsplit("\n", 1)[-1].lstrip().startswith("-") and line.startswith("-")
    return f"{before}{chr(10) if is_list else chr(10) * 2}{line}\n\n{text[here:]}"
