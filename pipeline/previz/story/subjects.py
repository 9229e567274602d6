"""Who the subject of an idea names: one person, two with their trades, or a list of them."""

import re
from functools import lru_cache

from pydantic import Field

from pipeline.previz.lexicon import words
from pipeline.previz.story.idea import rules
from projects.kinds.base import Part

_WORD = re.compile(r"[\w'\u2019-]+")
_BREAK = re.compile(r"\s*(,?\s+and\s+|,)\s*", re.IGNORECASE)
DETERMINERS = frozenset(
    (
        "a",
        "an",
        "the",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "one",
        "his",
        "her",
        "their",
        "my",
        "our",
    )
) | frozenset(("every", "some", "this", "that", "who", "called", "named", "and", "of", "group", "i", "we"))
_PREPOSITIONS = frozenset(("on", "in", "at", "of", "from", "near", "to", "for", "with"))
_AFTER_NOUNS = _PREPOSITIONS | frozenset(
    (
        "called",
        "named",
        "who",
        "that",
        "which",
        "whose",
        "without",
        "and",
        "or",
        "under",
        "behind",
        "aged",
        "by",
        "s",
    )
)
_NAMED = ("called", "named")


class Party(Part):
    """Someone whom an idea names: "a violinist" called "Nora"."""

    phrase: str = ""
    name: str = ""
    noun: str = ""  # "violinist"
    traits: list[str] = Field(default_factory=list)  # "retired", "young"


@lru_cache(maxsize=8)
def known_people(language: str) -> frozenset[str]:
    """Every noun of the lexicon that is somebody."""
    people = words(language, "people")
    return frozenset(noun for nouns in people["jobs"].values() for noun in nouns) | frozenset(
        people["others"]
    )


def parties(subject: str, language: str) -> list[Party]:
    """Everyone a subject names, in order. A noun in apposition belongs to the name before it."""
    found: list[Party] = []
    mark = ""
    for at, piece in enumerate(_BREAK.split(subject)):
        if at % 2:
            mark = piece
            continue
        if not piece.strip() or piece.strip().isdigit():
            continue
        party = _party(piece.strip(), language, opens=at == 0)
        last = found[-1] if found else None
        apart = last is not None and (bool(last.name and not last.noun) or _kin(last, piece, language))
        if last is not None and apart and "and" not in mark and not party.name:
            noun = party.noun if last.name else last.noun  # "my father, a magician" stays the father
            changes = {"name": last.name, "noun": noun, "phrase": f"{last.phrase}, {piece}"}
            found[-1] = party.model_copy(update=changes)
        elif last is not None and not party.name and not _counted(piece):
            found[-1] = _party(f"{last.phrase}{mark}{piece}", language, opens=True)
        else:
            found.append(party)
    return found


def _kin(last: Party, piece: str, language: str) -> bool:
    """Whether a trade says more of family: "my father, a magician"."""
    family = words(language, "people")["kin"]["family"]
    return last.noun in family and not last.name and re.match(r"an? ", piece, re.IGNORECASE) is not None


def _counted(piece: str) -> bool:
    """Whether a piece begins like somebody of their own: "an ex-convict", not "old man"."""
    return piece.split()[0].casefold() in DETERMINERS


def _party(phrase: str, language: str, *, opens: bool) -> Party:
    """One person's noun, adjectives and name."""
    tokens = _WORD.findall(phrase)
    low = [token.casefold() for token in tokens]
    known = known_people(language)
    for size in (3, 2, 1):
        for at in reversed(range(len(low) - size + 1)):
            noun = " ".join(low[at : at + size])
            if noun in known and _is_head(tokens, at + size) and not _inside_a_place(low, at):
                name = _name(tokens, low, (at, size), language, opens=opens)
                return Party(phrase=phrase, name=name, noun=noun, traits=_adjectives(low[:at]))
    rest = [token for token in low if token not in DETERMINERS]
    name = _name(tokens, low, (len(tokens), 0), language, opens=opens)
    if name and set(name.casefold().split()) >= set(rest) - rules(language)["titles"]:
        return Party(phrase=phrase, name=name)
    head = low[: next((at for at, token in enumerate(low) if token in _PREPOSITIONS and at), None)]
    nouns = [token for token in head if token not in DETERMINERS and token.capitalize() not in name.split()]
    return Party(phrase=phrase, name=name, noun=nouns[-1] if nouns else "", traits=_adjectives(head[:-1]))


def _is_head(tokens: list[str], after: int) -> bool:
    """Whether the noun that ends here is the phrase's own: the "baby" of a baby monitor is not."""
    if after >= len(tokens):
        return True
    return tokens[after].casefold() in _AFTER_NOUNS or tokens[after][:1].isupper()


def _inside_a_place(low: list[str], at: int) -> bool:
    """Whether a noun only says where or whose: "the mayor of a town of thieves"."""
    return any(token in _PREPOSITIONS for token in low[:at])


def _adjectives(tokens: list[str]) -> list[str]:
    return [token for token in tokens if token not in DETERMINERS][-3:]


def _name(tokens: list[str], low: list[str], noun: tuple[int, int], language: str, *, opens: bool) -> str:
    """A proper name: capitalised words that are no title, no noun, no place and no mere opening."""
    for index, token in enumerate(low):
        if token in _NAMED and index + 1 < len(tokens):
            return tokens[index + 1]
    table = rules(language)
    never = DETERMINERS | _PREPOSITIONS | table["titles"] | table["not_people"] | table["impersonal"]
    at, size = noun
    found = [
        token
        for index, token in enumerate(tokens)
        if token[:1].isupper()
        and not (token.isupper() and len(token) > 1)
        and low[index] not in never
        and not at <= index < at + size
        and _is_name(index, tokens, language, opens=opens)
    ]
    return " ".join(found[:2])


def _is_name(index: int, tokens: list[str], language: str, *, opens: bool) -> bool:
    """Whether a capitalised word is a name where it stands: not in a place, not for opening the sentence."""
    low = tokens[index].casefold()
    if index > 0:
        return not any(token.casefold() in _PREPOSITIONS for token in tokens[:index])
    if not opens:
        return True
    if low in known_people(language) or low.removesuffix("s") in known_people(language):
        return False
    after = tokens[1] if len(tokens) > 1 else ""
    if not after:
        return not low.endswith("s") or low in given_names(language)
    return after[:1].isupper() or after.casefold() in DETERMINERS or low in given_names(language)


@lru_cache(maxsize=8)
def given_names(language: str) -> frozenset[str]:
    """All given names of the lexicon, in small letters."""
    tables = (*words(language, "names").values(), words(language, "given"))
    return frozenset(name.casefold().split()[0] for table in tables for sex in "fm" for name in table[sex])
