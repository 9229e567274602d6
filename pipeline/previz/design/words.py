"""Reading looks from words: which of a set of things does a definition name?"""

import re
from collections.abc import Mapping
from functools import cache

_DRESSED = re.compile(r"\bdressed\b")
_NOT = re.compile(r"\b(?:no|not|without|never|nor)\s+(?:\w+\s+){0,2}$")


def plain(text: str) -> str:
    """Lower case, one space between words, so that the lexicons match."""
    return re.sub(r"\s+", " ", text.lower().replace("-", " ").replace("’", "'"))


@cache
def pattern(word: str, endings: str) -> re.Pattern[str]:
    """``word`` as a whole, with one of ``endings`` or none. Kept: the lexicons have a thousand words."""
    return re.compile(rf"\b{re.escape(word)}(?:{endings})?\b")


def names(text: str, word: str) -> int:
    """Where ``text`` (plain) names ``word`` or its plural without denying it; -1 where it does not."""
    if word not in text:
        return -1
    if word == "dress":
        text = _DRESSED.sub("clothed", text)  # who is dressed in black need not wear a dress
    for match in pattern(word, "s|es|ed|d").finditer(text):
        if not _NOT.search(text[: match.start()]):
            return match.start()
    return -1


def first(text: str, lexicon: Mapping[str, str], default: str = "") -> str:
    """The meaning of the word of ``lexicon`` that ``text`` names first; longer words win at one place."""
    best = (len(text) + 1, 0, default)
    for words, meaning in lexicon.items():
        for word in words.split("|"):
            at = names(text, word)
            if at >= 0 and (at, -len(word)) < best[:2]:
                best = (at, -len(word), meaning)
    return best[2]


def every(text: str, lexicon: Mapping[str, str]) -> list[str]:
    """All meanings that ``text`` names, in the lexicon's order."""
    found: list[str] = []
    for words, meaning in lexicon.items():
        if meaning not in found and any(names(text, word) >= 0 for word in words.split("|")):
            found.append(meaning)
    return found
