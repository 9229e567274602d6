"""Notes and boneyards that span lines, set aside while a Fountain text is cut into blocks.

Each is replaced by one token of private-use characters, which cannot be mistaken for anything else, and put
back into the element it was found in; a block that is nothing but one token is a note or a boneyard of its
own.
"""

import re
from collections.abc import Iterator

from projects.screenplay.elements import Element, ElementType

_OPENING = re.compile(r"/\*|\[\[")
_TOKEN = re.compile("\ue000(\\d+)\ue001")


def set_aside(text: str) -> tuple[str, list[str]]:
    """``text`` with tokens for its notes and boneyards, and what the tokens stand for."""
    if not text.isascii():
        text = text.replace("\ue000", "").replace("\ue001", "")  # nobody's letters; here they mean something
    # One sign is found far faster than two.
    if ("*" not in text or "/*" not in text) and ("[" not in text or "[[" not in text):
        return text, []
    kept: list[str] = []
    parts: list[str] = []
    at = 0
    for start, end in asides(text):
        parts += [text[at:start], f"\ue000{len(kept)}\ue001"]
        kept.append(text[start:end])
        at = end
    return "".join([*parts, text[at:]]), kept


def asides(text: str, *, open_end: bool = True) -> Iterator[tuple[int, int]]:
    """Where each note and boneyard begins and ends. A boneyard that nobody closes goes to the end of the
    text, if ``open_end``; a note that nobody closes is none.

    In one pass, however many are opened: texts come from outside, and some mean harm.
    """
    at = 0
    closings = {"/*": "*/", "[[": "]]"}
    while closings and (opening := _OPENING.search(text, at)):
        mark = opening[0]
        end = text.find(closings[mark], opening.end()) if mark in closings else -1
        if end >= 0:
            at = end + 2
            yield opening.start(), at
        elif mark == "/*" and open_end:
            yield opening.start(), len(text)
            return
        else:
            closings.pop(mark, None)  # none closes any more, so that nobody looks for it again
            at = opening.end() - 1 if mark == "[[" else opening.end()


def bring_back(element: Element, kept: list[str]) -> Element:
    """``element`` with its notes and boneyards in place again."""
    if "\ue000" not in element.text:
        return element
    text = _TOKEN.sub(lambda match: kept[int(match[1])], element.text)
    if element.type is not ElementType.NOTE:
        return element._replace(text=text)
    if text.startswith("/*"):
        return element._replace(type=ElementType.BONEYARD, text=text[2:].removesuffix("*/"))
    return element._replace(text=text[2:-2])
