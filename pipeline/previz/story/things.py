"""What an idea is about: the noun after its verb, how it is handled, and where it is."""

import re
from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Thing
from pipeline.previz.story.clause import Clause

_PHRASE = re.compile(
    r"^(?P<lead>(?:\w+ly |out |up |down |upon |into |for |with |to |on |of |about |against |at |over |behind )*)"
    r"(?P<article>a |an |the |his |her |their |its |my |our |one |two |three |some |"
    r"(?:[A-Z]\w+|(?:his|her|their|the|a) \w+)['\u2019]s )?(?P<rest>.+)$"
)
_TAIL = re.compile(
    r"\s+(?=(?:in|on|at|under|behind|inside|beneath|below|above|from|near|beside|between|among|by|outside|within|"
    r"underneath|beyond|across|at the)\s)"
)
_END = re.compile(
    r"\s*(?:[,;:.]|\b(?:that|who|which|whose|when|while|before|after|until|because|but|and|or|to|with|for|into|so|"
    r"as|where|if|than|like|only|without|during|through|against|about|over)\b).*$",
    re.IGNORECASE,
)
_NATURES = ("passage", "message", "being", "event", "place", "phenomenon", "abstract")


def read_thing(clause: Clause, language: str) -> Thing | None:
    """The thing of a clause, or None where no noun can be told."""
    match = _PHRASE.match(clause.rest.strip())
    if not match:
        return None
    rest, _, tail = _split_tail(match["rest"])
    bare = _END.sub("", rest).strip()
    tokens = bare.split()
    if not tokens or len(tokens) > 5:
        return None
    one = _head(tokens, language)
    article = (match["article"] or "").strip()
    known = _nature(one, language)
    if known is None and not article:
        return None
    whose = article if article.casefold() in ("his", "her", "their", "its") or article.endswith("s") else ""
    return Thing(
        one=one,
        bare=bare,
        where=_END.sub("", tail[3:]).strip() and _clean_tail(tail),
        nature=known or "thing",
        plural=_plural(tokens[-1], language) or article in ("two", "three", "some"),
        proper=not article and bare[:1].isupper(),
        whose=whose,
        prop=one in words(language, "things")["held"],
    )


def _split_tail(text: str) -> tuple[str, str, str]:
    match = _TAIL.search(text)
    if match is None:
        return text, "", ""
    return text[: match.start()], " ", text[match.end() :]


def _clean_tail(tail: str) -> str:
    """``"in the sea that nobody"`` -> ``"in the sea"``; at most one place."""
    words_ = tail.split()
    kept = _END.sub("", " ".join(words_[1:])).strip()
    second = _TAIL.search(kept)
    return f"{words_[0]} {kept[: second.start()] if second else kept}"


def _head(tokens: list[str], language: str) -> str:
    table: dict[str, Any] = words(language, "things")
    known = {noun for nouns in table.values() for noun in nouns}
    low = " ".join(tokens).casefold()
    for size in (2, 1):
        tail = " ".join(low.split()[-size:])
        if tail in known or _singular(tail) in known:
            return tail if tail in known else _singular(tail)
    return low.split()[-1]


def _nature(one: str, language: str) -> str | None:
    table: dict[str, Any] = words(language, "things")
    for nature in _NATURES:
        if one in table[nature]:
            return nature
    return "thing" if one in table["held"] else None


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") else word


def _plural(word: str, language: str) -> bool:
    grammar = words(language, "grammar")
    low = word.casefold()
    if low in grammar["irregular_plurals"]:
        return True
    return low.endswith("s") and not low.endswith("ss") and low not in grammar["not_plural"]
