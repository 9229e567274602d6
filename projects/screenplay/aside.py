"""Notes and boneyards that span lines, set aside while a Fountain text is cut into blocks.

Each is replaced by one token of private-use characters, which cannot be mistaken for anything else, and put
back into the element it was found in; a block that is nothing but one token is a note or a boneyard of its
own.
"""

import re

from projects.screenplay.elements import Element, ElementType

_ASIDE = re.compile(r"/\*.*?(?:\*/|\Z)|\[\[(?:(?!\]\]).)*\]\]", re.DOTALL)
_TOKEN = re.compile("\ue000(\\d+)\ue001")


def set_aside(text: str) -> tuple[str, list[str]]:
    """``text`` with tokens for its notes and boneyards, and what the tokens stand for."""
    if "/*" not in text and "[[" not in text:
        return text, []
    kept: list[str] = []

    def token(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\ue000{len(kept) - 1}\ue001"

    return _ASIDE.sub(token, text), kept


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
