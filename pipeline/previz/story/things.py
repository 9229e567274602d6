"""What an idea is about: the noun after its verb (or before it), how it is handled, and where it is."""

import re
from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Thing
from pipeline.previz.story.clause import Clause

_PHRASE = re.compile(
    r"^(?P<lead>(?:\w+ly |out |up |down |upon |into |for |with |to |on |of |about |against |at |over |"
    r"behind |between |from |across |through |around |in love with |that )*)"
    r"(?P<article>(?:a|an|the|his|her|their|its|my|our|one|two|three|some|another) |"
    r"(?:[A-Z]\w+|(?:his|her|their|the|a) \w+)['\u2019]s )?(?P<rest>.+)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?=(?:in|on|at|under|behind|inside|beneath|below|above|near|beside|between|among|outside|within|"
    r"underneath|beyond|across|from)\s)"
)
_END = re.compile(
    r"\s*(?:[,;:.!?]|\b(?:an? (?:second|moment|minute|hour|day|week|month|year)\b|out of|made of|next to|"
    r"opposite|one by one|at last|together|\d+ \w+|that|who|which|whose|when|while|before|after|until|"
    r"because|but|and|or|to|with|for|into|so|as|where|if|than|like|only|without|during|through|against|"
    r"about|over|is|are|has|does|will|he|she|they|it|we|i|nobody|everyone|one night|every)\b).*$",
    re.IGNORECASE,
)
# "she can stop time" is no thing; "a shoe called Swift" is Swift.
_CLAUSE = re.compile(r"(?:that )?(?:he|she|they|it|everyone|nobody|how|what|why|who|to)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(called|named) [\"\u201c]?([A-Z][\w'\u2019-]*(?: [A-Z][\w'\u2019-]*){0,2})")
_BRAND = re.compile(
    r"(?P<name>[A-Z][\w'\u2019-]*(?: [A-Z][\w'\u2019-]*){0,2}), (?:an?|the|our) (?P<what>.+)$"
)
_ANY = re.compile(
    r"\b(?:a|an|the|his|her|their|its|my|our|one|two|three|some|another)\s(?=\w)|(?:^|\s)(?=[a-z]+s\b)"
)
_STATES = ("be", "seem", "feel")
_STATE = re.compile(r"(?:\w+ ){1,2}(?:of|with|to|about|for|from|by|without) (.+)$")
_NATURES = ("sound", "passage", "message", "being", "event", "place", "phenomenon", "abstract")
_OWNED = ("his", "her", "their", "its", "my", "our")


def read_thing(clause: Clause, language: str) -> Thing | None:
    """The thing of a clause, or None where no noun can be told."""
    rest = clause.rest
    if clause.verb in _STATES and (match := _STATE.match(rest)):
        rest = match[1]  # "is afraid of fire" is about fire
    return _thing_in(_plain(rest, language) if not clause.predicate else rest, language)


def subject_thing(subject: str, language: str) -> Thing | None:
    """The thing that a sentence begins with ("The sun does not rise"), or None where someone acts."""
    thing = _thing_in(_plain(subject, language), language)
    if thing is None or thing.nature == "being":
        return None
    return None if thing.nature == "object" and not _known(thing.one, language) else thing


def any_thing(clause: Clause, language: str) -> Thing | None:
    """The first thing the lexicon knows anywhere after the verb, where the verb's own object is none."""
    text = clause.rest or clause.predicate
    for match in _ANY.finditer(text):
        thing = _thing_in(text[match.start() :], language)
        if thing is not None and _known(thing.one, language) and thing.nature != "abstract":
            return thing
    return None


def product_in(sentence: str, language: str) -> Thing | None:
    """What an advertisement is for: "Aurora, an umbrella that ...", "a shoe called Swift", "oat milk"."""
    text = sentence.strip(".!?\u2026 ")
    if named := _BRAND.match(text):
        one = _head(_END.sub("", named["what"]).split() or [named["name"]], language)
        return Thing(one=one, bare=named["name"], nature=_product(one, language), proper=True, prop=True)
    if _NAMED.search(text):
        return _thing_in(text, language)
    bare = _END.sub("", re.sub(r"^(?:a|an|the|our|my|new) ", "", text, flags=re.IGNORECASE)).strip()
    tokens = bare.split()
    if not tokens or len(tokens) > 4 or bare == text == sentence.strip():
        return _thing_in(text, language)
    counted = re.match(r"(?:a|an|the|our|my) ", text, re.IGNORECASE) is not None
    one = _head(tokens, language)
    brand = bare[:2].isupper() or (len(tokens) == 1 and not _known(one, language))
    return Thing(
        one=one,
        bare=bare if brand else _small(bare),
        nature=_product(one, language),
        plural=_plural(tokens[-1], language),
        proper=not counted,
        prop=True,
    )


def _product(one: str, language: str) -> str:
    nature = _handled(_nature(one, language), one, language)
    return nature if nature in ("thing", "object") else "object"


def _plain(text: str, language: str) -> str:
    """The text without the capital that only opens a sentence: "Rain" is rain, "Rome" is Rome."""
    first = text.split(" ", 1)[0].strip(".,!?").casefold()
    common = _known(first, language) or _known(_singular(first), language)
    return _small(text) if common else text


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _known(one: str, language: str) -> bool:
    """Whether the lexicon has a noun as a thing of any kind."""
    return any(one in nouns for nouns in words(language, "things").values())


def _thing_in(text: str, language: str) -> Thing | None:
    match = _PHRASE.match(text.strip())
    if not match or _CLAUSE.match(text.strip()):
        return None
    if named := _NAMED.search(text):
        one = _head(_END.sub("", match["rest"].partition(f" {named[1]} ")[0]).split(), language)
        return Thing(
            one=one,
            bare=named[2],
            nature=_handled(_nature(one, language), one, language),
            proper=True,
            prop=True,
        )
    rest, tail = _split_tail(re.sub(r"^own ", "", match["rest"]))
    if gerund := re.match(r"\w+ing (?=(?:a|an|the|his|her|their|its) )", rest):
        return _thing_in(rest[gerund.end() :], language)  # "winning a race" is about the race
    bare = _END.sub("", rest).strip()
    tokens = bare.split()
    if not tokens or len(tokens) > 5:
        return None
    article = (match["article"] or "").strip()
    one = _head(tokens, language)
    known = _nature(one, language)
    if known is None and not article and re.fullmatch(r"[a-z]{2,}ing", tokens[0]) and len(tokens) == 1:
        known = "sound"  # "hears singing"
    if (known is None and not article) or (re.match(r"(?:in )?love\b", bare) and not article):
        return None
    owned = article.casefold() in _OWNED or (article.endswith("s") and article.casefold() != "his")
    return Thing(
        one=one,
        bare=bare,
        where=_clean_tail(tail),
        nature=_handled(known, one, language),
        plural=_plural(tokens[-1], language) or article.casefold() in ("two", "three", "some"),
        proper=not article and (bare[:1].isupper() or known == "abstract"),  # "Rome", "love"
        whose=article if owned else "",
        mass=not article and not _plural(tokens[-1], language) and known not in ("abstract", None),
        prop=one in words(language, "things")["held"],
    )


def _split_tail(text: str) -> tuple[str, str]:
    match = _TAIL.search(text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def _clean_tail(tail: str) -> str:
    """``"in the sea that nobody"`` -> ``"in the sea"``; at most one place, none that is a time or a
    person's.
    """
    word, _, rest = tail.partition(" ")
    kept = _END.sub("", rest).strip()
    second = _TAIL.search(kept)
    kept = kept[: second.start()] if second else kept
    if (
        not kept
        or word == "from"
        or re.match(r"\d|her |his |their |time|night|day\b|midnight|dawn|first", kept)
    ):
        return ""
    return f"{word} {kept}"


def _head(tokens: list[str], language: str) -> str:
    table: dict[str, Any] = words(language, "things")
    known = {noun for nouns in table.values() for noun in nouns}
    low = " ".join(tokens).casefold().split()
    for size in (2, 1):
        tail = " ".join(low[-size:])
        if tail in known or _singular(tail) in known:
            return tail if tail in known else _singular(tail)
    return low[-1]


def _nature(one: str, language: str) -> str | None:
    table: dict[str, Any] = words(language, "things")
    for nature in (*_NATURES, "object"):
        if one in table[nature]:
            return nature
    return "thing" if one in table["held"] else None


def _handled(known: str | None, one: str, language: str) -> str:
    """The class of handling: a thing that no hand can hold is an object."""
    if known not in (None, "thing"):
        return str(known)
    return "thing" if one in words(language, "things")["held"] else "object"


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") else word


def _plural(word: str, language: str) -> bool:
    grammar = words(language, "grammar")
    low = word.casefold()
    if low in grammar["irregular_plurals"]:
        return True
    return low.endswith("s") and not low.endswith("ss") and low not in grammar["not_plural"]
