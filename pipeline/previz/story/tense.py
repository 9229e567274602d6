"""Prose told in the past, brought into the present tense of screenplays, as far as rules can be sure."""

import re
from functools import lru_cache
from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.telling import apply_rules, third_person

_QUOTED = re.compile(r"([\"\u201c][^\"\u201c\u201d]*[\"\u201d])")
_WORD = re.compile(r"[\w'\u2019-]+|[^\w\s]|\s+")
_JOINS = frozenset(("and", "then", "but", "or"))
_DETERMINERS = frozenset(
    ("the", "a", "an", "his", "her", "their", "its", "my", "our", "this", "that", "every", "each")
)


def in_present(text: str, language: str = "en") -> str:
    """``text`` with its narration in the present tense; what stands in quotation marks is kept verbatim.

    Only verbs right after a subject, or joined to one, are turned, so that participles stay as they are.
    """
    table: dict[str, Any] = words(language, "tense")
    if not table or language.split("-")[0] != "en":
        return text
    parts = _QUOTED.split(text)
    if _is_present(" ".join(parts[::2]), table):
        return text
    return "".join(part if at % 2 else _narration(part, table) for at, part in enumerate(parts))


def _is_present(text: str, table: dict[str, Any]) -> bool:
    """Whether a narration is told in the present already: more of its verbs are in it than in the past."""
    told = re.findall(r"[\w'\u2019]+", text.casefold())
    now = set(table["irregular"].values()) - {"can", "will", "reads", "lets", "sets"}
    past = sum(word in table["irregular"] for word in told)
    return sum(word in now for word in told) > past


def _narration(text: str, table: dict[str, Any]) -> str:
    reader = _Reader(table)
    return "".join(reader.read(word) for word in _WORD.findall(text))


class _Reader:
    """Reads a narration word by word and knows whose verb the next word could be."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.table = table
        self.subject = ""  # the pronoun that stands for whoever a verb now would belong to; "" for nobody
        self.phrase = False  # inside a noun phrase, whose last noun will be the subject
        self.waiting = ""  # a subject whose verb is still to come, past an aside between commas
        self.verb = False  # a verb has been read in this clause
        self.noun = "he"  # the last noun's number, for "who" and "which"
        self.pair = False  # "Scrooge and": whoever comes next makes two

    def read(self, word: str) -> str:
        """The word as it stands in the present tense."""
        low = word.casefold()
        if word.isspace():
            return word
        named = (
            self.phrase and low in self.table["named"]
        )  # "a girl called Lena" is named so, she calls nobody
        if self.subject and not named and (present := _turned(low, self.table)):
            told = _cased(_agreeing(present, self.subject, self.table), word)
            self.waiting, self.verb, self.phrase = "", True, False
            self.noun, self.subject = self.subject, ""
            return told
        self._note(word, low)
        return word

    def _note(self, word: str, low: str) -> None:
        """Take in a word that is not turned: an end, a pronoun, a join, or a part of a noun phrase."""
        if word in ".!?;:\u2014":
            self.subject, self.waiting, self.verb, self.phrase, self.pair = "", "", False, False, False
        elif word == ",":
            self._comma()
        elif low in self.table["subjects"]:
            alone = self.noun if low in ("who", "which", "that") else low
            self.subject, self.phrase, self.pair = ("they" if self.pair else alone), False, False
        elif low in _JOINS:
            self.pair = low == "and" and bool(self.subject) and not self.verb
            self.subject, self.phrase = (self.noun if self.verb else ""), False
        else:
            self._noun(word, low)

    def _noun(self, word: str, low: str) -> None:
        if low in self.table["adverbs"]:
            return
        if low in self.table["ends_phrase"]:
            self.subject, self.phrase = "", False
        elif low in _DETERMINERS or low in self.table["numbers"]:
            self.subject, self.phrase = "", True
        elif self.phrase:
            self.subject = "they" if _many(low) or self.pair else "he"
        elif word[:1].isupper() and len(word) > 1:
            self.subject, self.pair = ("they" if self.pair else "he"), False
        elif not (low.endswith("ly") and self.subject):
            self.subject = ""

    def _comma(self) -> None:
        """A list of verbs goes on after a comma; an aside between two commas gives the subject back."""
        if self.verb:
            self.subject = self.noun
        elif self.waiting:
            self.subject, self.waiting = self.waiting, ""
        else:
            self.waiting, self.subject = self.subject, ""
        self.phrase = False


def _many(low: str) -> bool:
    grammar = words("en", "grammar")
    if low in grammar["irregular_plurals"]:
        return True
    return low.endswith("s") and not low.endswith("ss") and low not in grammar["not_plural"]


def _turned(low: str, table: dict[str, Any]) -> str:
    """The present of a past verb in the third person singular, or nothing where it is none."""
    if low in table["irregular"]:
        return str(table["irregular"][low])
    if low.endswith("ed") and len(low) > 4:
        return third_person(_stem(low), words("en", "grammar"))
    return ""


@lru_cache(maxsize=4096)
def _stem(low: str) -> str:
    table = words("en", "tense")
    return low[:-2] if low in table["plain_ed"] and low[-3] != low[-4] else apply_rules(low, table["regular"])


def _agreeing(present: str, subject: str, table: dict[str, Any]) -> str:
    if subject == "i":
        return "am" if present in ("is", "are") else _base(present)
    if subject in table["plural_subjects"]:
        return {"is": "are", "has": "have", "does": "do"}.get(present, _base(present))
    return {"are": "is"}.get(present, present) if subject in ("he", "she", "it") else present


def _base(present: str) -> str:
    return (
        apply_rules(present, words("en", "grammar")["base_form"])
        if present not in ("can", "will", "are")
        else present
    )


def _cased(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text
