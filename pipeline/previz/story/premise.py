"""What an idea says: who, does what, to what, where, when. Read by rules from one sentence of English.

An idea in another language, or one without a verb, yields what can be told; the writer invents the rest.
"""

import re
from typing import Any

from pydantic import Field

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Thing
from pipeline.previz.story.clause import Clause, find_clause, first_sentence
from pipeline.previz.story.things import read_thing, subject_thing
from pipeline.previz.story.worlds import worlds
from projects.kinds.base import Part

_WORD = re.compile(r"[\w'\u2019-]+")


class Premise(Part):
    """The idea, taken apart. Empty fields are left to invention."""

    sentence: str = ""  # the idea as one sentence
    clause: str = ""  # "finds a door in the sea"
    subject: str = ""  # "a lighthouse keeper"
    noun: str = ""  # "lighthouse keeper"
    traits: list[str] = Field(default_factory=list)  # "retired", "young"
    name: str = ""  # where the idea gives one
    gender: str = ""
    nature: str = "human"
    youth: str = ""  # young, teen, old, or empty
    partner: str = ""  # "his dog", "her daughter"
    plural: bool = False
    mode: str = "present"
    goal: str = ""  # "win the village cake contest", for what must be done
    thing: Thing | None = None
    world: str = ""
    period: str = ""
    genre: str = ""


def read_premise(idea: str, language: str = "en") -> Premise:
    """Take an idea apart. Never fails: an empty idea gives an empty premise."""
    sentence = first_sentence(idea)
    people: dict[str, Any] = words(language, "people")
    clause = find_clause(sentence, language)
    noun, traits, name = _who(clause.subject, people)
    low = f" {sentence.casefold()} "
    thing = read_thing(clause, language)
    event = _event(clause, noun, people, language)
    nobody = event is not None or not clause.subject
    companion, mode = _companion(clause, thing, people, event is not None)
    return Premise(
        sentence=sentence,
        clause=clause.predicate,
        subject="" if nobody else clause.subject,
        noun="" if nobody else noun,
        traits=[] if nobody else traits,
        name="" if nobody else name,
        gender=_gender(clause, noun, language),
        nature="human" if nobody else _nature(noun, people),
        youth="" if nobody else _youth(noun, traits, people),
        partner=companion,
        plural=clause.plural and not nobody,
        mode=mode,
        goal="" if event is not None else clause.goal,
        thing=event or thing,
        world=_world(noun, low, people, language),
        period=best_cue(idea[:2_000], words(language, "periods")),
        genre=best_cue(idea[:2_000], words(language, "genres")),
    )


def _event(clause: Clause, noun: str, people: dict[str, Any], language: str) -> Thing | None:
    """The subject itself where it is a thing and not someone: "The sun does not rise"."""
    if not clause.subject or noun in _someone(people):
        return None
    return subject_thing(clause.subject, language)


_BEFALLS = frozenset(
    ("wake", "become", "turn", "discover", "realise", "realize", "hear", "see", "notice", "die", "be")
)


def _someone(people: dict[str, Any]) -> set[str]:
    return {noun for nouns in people["jobs"].values() for noun in nouns} | set(people["others"])


def _companion(clause: Clause, thing: Thing | None, people: dict[str, Any], event: bool) -> tuple[str, str]:
    """The second person of the idea, and the mode: whom one meets or loves is a person, not a thing."""
    known = _someone(people) - set(people["animals"])
    if clause.partner:
        return clause.partner, clause.mode
    if event or thing is None:
        return "", _without_thing(clause, event)
    if thing.nature == "being" and thing.one not in known and clause.mode == "relation":
        return "", "present"
    if thing.one in known and (clause.mode == "relation" or clause.verb in _MEETING):
        whose = f"{thing.whose} " if thing.whose else "a "
        return f"{whose}{thing.bare}", "relation"
    return "", clause.mode


_MEETING = frozenset(
    ("meet", "hire", "fall", "befriend", "date", "marry", "follow", "visit", "share", "interview")
)


def _without_thing(clause: Clause, event: bool) -> str:
    """The mode of a story that is about no thing in particular."""
    if event:
        return "present"
    if clause.mode == "change" or clause.verb in _BEFALLS or not clause.verb:
        return "change"
    return "relation" if clause.mode == "relation" else "task"


def period_of(premise: Premise, genre: str, language: str = "en") -> str:
    """When the story plays: as the idea says, else as its genre does."""
    return premise.period or str(words(language, "genres").get(genre, {}).get("period", "modern"))


def best_cue(text: str, table: dict[str, Any]) -> str:
    """The entry of ``table`` whose cue words occur most often in ``text``, or an empty text."""
    low = f" {text.casefold()} "
    scores = {
        name: sum(
            len(cue) > 2 and re.search(rf"\b{re.escape(cue)}s?\b", low) is not None for cue in entry["cues"]
        )
        for name, entry in table.items()
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] else ""


def _who(subject: str, people: dict[str, Any]) -> tuple[str, list[str], str]:
    """The noun ("lighthouse keeper"), its adjectives and the name in a subject."""
    tokens = _WORD.findall(subject)
    known = {noun for nouns in people["jobs"].values() for noun in nouns} | set(people["others"])
    low = [token.casefold() for token in tokens]
    for size in (3, 2, 1):
        for at in range(len(low) - size + 1):
            noun = " ".join(low[at : at + size])
            if noun in known:
                return noun, _adjectives(low[:at]), _name(tokens, low, at, size)
    rest = [token for token in low if token not in _DETERMINERS]
    name = _name(tokens, low, len(tokens), 0)
    if name and len(name.split()) == len(rest):
        return "", [], name
    return (rest[-1] if rest else ""), _adjectives(low[:-1]), name


_DETERMINERS = frozenset(
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


def _adjectives(tokens: list[str]) -> list[str]:
    return [token for token in tokens if token not in _DETERMINERS][-3:]


def _name(tokens: list[str], low: list[str], at: int, size: int) -> str:
    """A proper name: capitalised words that are neither the noun, a place, nor the first word of the
    sentence.
    """
    for index, token in enumerate(low):
        if token in ("called", "named") and index + 1 < len(tokens):
            return tokens[index + 1]
    found = [
        token
        for index, token in enumerate(tokens)
        if token[:1].isupper() and low[index] not in _DETERMINERS and not at <= index < at + size
        if _is_name(index, low, at, size)
    ]
    return " ".join(found[:2])


def _is_name(index: int, low: list[str], at: int, size: int) -> bool:
    if index > 0:
        return low[index - 1] not in _PREPOSITIONS
    return (size == 0 and len(low) <= 3) or (at > 1 and bool({"a", "an", "the"} & set(low[1:3])))


_PREPOSITIONS = frozenset(("on", "in", "at", "of", "from", "near", "to", "for", "with"))


def _gender(clause: Clause, noun: str, language: str) -> str:
    """f or m by the subject's own words, then by its pronouns: "her sister" after the verb says "she"."""
    table = words(language, "grammar").get("gendered", {})
    subject = [*noun.split(), *(token.casefold() for token in _WORD.findall(clause.subject))]
    for gender, group in table.items():
        if set(subject) & set(group):
            return str(gender)
    for token in _WORD.findall(clause.predicate.casefold()):
        if token in ("she", "her", "hers", "herself"):
            return "f"
        if token in ("he", "his", "him", "himself"):
            return "m"
    return ""


def _nature(noun: str, people: dict[str, Any]) -> str:
    for nature, group in (("robot", "robots"), ("animal", "animals"), ("creature", "creatures")):
        if noun in people[group] or noun.rstrip("s") in people[group]:
            return nature
    return "human"


def _youth(noun: str, traits: list[str], people: dict[str, Any]) -> str:
    for trait in (noun, *noun.split(), *traits):
        for youth in ("young", "teen", "old"):
            if trait in people[youth]:
                return youth
    return "teen" if "teenage" in traits else "child" if "little" in traits else ""


def _world(noun: str, low: str, people: dict[str, Any], language: str) -> str:
    """Where the idea plays: by a place it names, else by what its hero does."""
    scores = {
        world["world"]: sum(
            re.search(rf"\b{re.escape(word)}s?\b", low) is not None for word in world["words"]
        )
        for world in worlds(language)
    }
    best = max(scores, key=lambda name: scores[name])
    if scores[best]:
        return best
    return next((world for world, nouns in people["jobs"].items() if noun in nouns), "")
