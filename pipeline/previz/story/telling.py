"""Turning templates of the lexicon into sentences: names, pronouns, agreement, articles, capitals.

``{H}`` a person's name, ``{H.they}`` a pronoun, ``{X}`` "the door", ``{X.a}`` "a door", ``{X.v:stand}`` a
verb that agrees with it, ``{want}`` a thread, ``{#name}`` a phrase of the lexicon, ``<one|other>`` a choice.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pipeline.previz.lexicon import entries, words
from pipeline.previz.story.bible import Bible, Person, Thing
from pipeline.previz.story.dice import Dice

_SLOT = re.compile(r"\{(#?[\w.:/' -]+)\}")
_CHOICE = re.compile(r"<([^<>]*\|[^<>]*)>")
_ARTICLE = re.compile(r"\b([Aa])(n?) (?=[\"'\u2018\u201c(]?(\w[\w-]*))")
_START = re.compile(r"(^|[^.][.!?][\"'\u201d\u2019)]*\s+|\n\s*)([a-z\u00df-\u00ff])")
_EMPTY = re.compile(r", ?,")  # an apposition that nobody filled: "Otto, , is"
_SPACES = re.compile(r" {2,}")
_SMALL = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "and", "or", "to", "for", "from", "with", "under", "by", "vs.")
)
_DEPTH = 6  # phrases may name phrases, but not for ever


class Teller:
    """Renders templates for one bible, with one stream of chance."""

    def __init__(
        self, bible: Bible, dice: Dice, extra: Mapping[str, str] | None = None, turn: int | None = None
    ) -> None:
        self.bible = bible
        self.dice = dice
        self.turn = turn  # the scene's number, where it has one
        self.extra = dict(extra or {})
        self.grammar: dict[str, Any] = words(bible.language, "grammar")
        self.phrases: dict[str, Any] = words(bible.language, "phrases")

    def tell(self, template: str) -> str:
        """One template as finished sentences. A name it does not know is left out, never shown."""
        told = finish(self._fill(template), self.grammar)
        for pattern, instead in said_instead(self.bible.world, self.bible.language):
            told = pattern.sub(instead, told)
        return told

    def _fill(self, template: str) -> str:
        text = template
        for _ in range(_DEPTH):
            text = _CHOICE.sub(lambda match: self.dice.pick(match[1].split("|")), text)
            filled = _SLOT.sub(lambda match: self._slot(match[1]), text)
            if filled == text:
                break
            text = filled
        return text

    def _slot(self, name: str) -> str:
        if name.startswith("#"):
            return self._phrase(name[1:])
        head, _, part = name.partition(".")
        if head == "X":
            return self._thing(self.bible.thing, part)
        person = self.bible.person(head) if len(head) == 1 else None
        if person is not None:
            return self._person(person, part)
        told = self.extra.get(head) or self.bible.threads.get(head, "")
        return titled(told) if part == "title" else told

    def _person(self, person: Person, part: str) -> str:
        if not part:
            return person.short
        if part == "job":
            return trade(person, self.bible.language)
        if part in ("name", "relation"):
            return str(getattr(person, part))
        if part == "NAME":
            return person.name.upper()
        if part == "CAPS":
            return person.short.upper()
        if part == "age":
            return str(person.age)
        if part in self.grammar["forms"]:
            return str(self.grammar["forms"][part]) if person.gender == "p" else part
        return str(self.grammar["pronouns"][person.gender].get(part, person.short))

    def _thing(self, thing: Thing, part: str) -> str:
        number = "p" if thing.plural else "n"
        if part.startswith("v:"):
            return part[2:] if thing.plural else third_person(part[2:], self.grammar)
        if part in self.grammar["forms"]:
            return str(self.grammar["forms"][part]) if thing.plural else part
        if part in ("it", "its", "them"):
            pronouns = self.grammar["pronouns"][number]
            return str(pronouns[{"it": "they", "its": "their", "them": "them"}[part]])
        return noun_phrase(thing, part, self.grammar)

    def _phrase(self, name: str) -> str:
        """A phrase by the most specific list there is: ``near`` looks for near/passage, then near."""
        for detail in (self.bible.thing.nature, self.bible.genre, self.bible.world, self.bible.period):
            if options := self.phrases.get(f"{name}/{detail}"):
                return self._turned(name, options)
        options = self.phrases.get(name)
        return self._turned(name, options) if options else ""

    def _turned(self, name: str, options: list[str]) -> str:
        """One of several phrases: another one in the next scene, so that a film does not repeat itself."""
        if self.turn is None:
            return self.dice.pick(options)
        return options[(Dice(self.bible.seed, "phrase", name).below(len(options)) + self.turn) % len(options)]


@lru_cache(maxsize=64)
def said_instead(world: str, language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What a world says in place of what it does not have: no rain falls in space."""
    found = next((entry for entry in entries(language, "worlds") if entry["world"] == world), {})
    return tuple((re.compile(pattern), instead) for pattern, instead in found.get("instead", ()))


def trade(person: Person, language: str) -> str:
    """What a person does, as an apposition: nothing where that says no more than their name ("woman")."""
    return "" if person.job in words(language, "people")["generic"] else person.job


def noun_phrase(thing: Thing, part: str, grammar: Mapping[str, Any]) -> str:
    """The thing with its article: ``""`` the, ``a`` a, ``full`` with where it is, ``bare`` without
    article.
    """
    the, a = grammar["articles"]["the"], grammar["articles"]["a"]
    definite = thing.bare if thing.proper else f"{thing.whose or the} {thing.bare}"
    if part in ("bare", "one"):
        return thing.bare if part == "bare" else thing.one
    if part == "CAPS":
        return thing.bare.upper()
    where = f" {thing.where}" if thing.where else ""
    if part in ("title", "Title"):
        return titled(definite + (where if part == "title" else ""))
    if part == "where":
        return thing.where
    if part in ("a", "afull"):
        some = thing.bare if thing.plural or thing.mass else f"{a} {thing.bare}"
        some = definite if thing.proper or thing.whose else some
        return some if part == "a" else some + where
    return definite + where if part == "full" else definite


def titled(text: str) -> str:
    """Capitals as in a film's title: ``"the door in the sea"`` -> ``"The Door in the Sea"``."""
    parts = text.split()
    return " ".join(
        part if at and part.casefold() in _SMALL else part[:1].upper() + part[1:]
        for at, part in enumerate(parts)
    )


def third_person(verb: str, grammar: Mapping[str, Any]) -> str:
    """``"carry"`` -> ``"carries"``; only the first word of a phrase bends."""
    first, space, rest = verb.partition(" ")
    return apply_rules(first, grammar["third_person"]) + space + rest


def base_form(verb: str, grammar: Mapping[str, Any]) -> str:
    """``"carries a lamp"`` -> ``"carry a lamp"``."""
    first, space, rest = verb.partition(" ")
    return apply_rules(first, grammar["base_form"]) + space + rest


def apply_rules(word: str, rules: list[list[str]]) -> str:
    """The first rule whose pattern is found bends the word."""
    for pattern, replacement in rules:
        if re.search(pattern, word):
            return re.sub(pattern, replacement, word, count=1)
    return word


def finish(text: str, grammar: Mapping[str, Any]) -> str:
    """Articles that agree with the sound of the next word, capitals at the start of sentences, single
    spaces.
    """
    text = _EMPTY.sub("", _SPACES.sub(" ", text)).strip()
    if "an_before" in grammar:
        text = _ARTICLE.sub(lambda match: _article(match, grammar), text)
    text = text.replace(" ,", ",").replace(" .", ".").replace(",.", ".").replace("..,", "..")
    return _START.sub(lambda match: match[1] + match[2].upper(), text)


def _article(match: re.Match[str], grammar: Mapping[str, Any]) -> str:
    letter, follower = match[1], match[3]
    if letter == "A" and not match[2] and follower.isupper() and len(follower) == 1:
        return match[0]
    vowel = re.search(grammar["an_before"], follower, re.I) and not re.search(
        grammar["a_before"], follower, re.I
    )
    return f"{letter}{'n' if vowel else ''} "
