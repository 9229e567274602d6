"""What an idea says: who, does what, to what, where, when. Read by rules from one sentence of English.

An idea in another language, or one without a verb, yields what can be told; the writer invents the rest.
"""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import Field

from pipeline.previz.lexicon import words
from pipeline.previz.story.abroad import foreign
from pipeline.previz.story.bible import Thing
from pipeline.previz.story.clause import Clause, find_clause
from pipeline.previz.story.idea import Idea, read_idea, rules
from pipeline.previz.story.subjects import Party, known_people
from pipeline.previz.story.things import any_thing, product_in, read_thing, subject_thing
from pipeline.previz.story.worlds import worlds
from projects.kinds.base import Part

_WORD = re.compile(r"[\w'\u2019-]+")


class Premise(Part):
    """The idea, taken apart. Empty fields are left to invention."""

    sentence: str = ""  # the idea as one sentence
    title: str = ""  # where the idea names one
    heading: str = ""  # the idea's first words as written
    foreign: bool = False  # the idea is in a language that the lexicon does not know
    clause: str = ""  # "finds a door in the sea"
    subject: str = ""  # "a lighthouse keeper"
    unnamed: bool = False  # somebody does it: the sentence is told with the hero's own noun
    noun: str = ""  # "lighthouse keeper"
    traits: list[str] = Field(default_factory=list)  # "retired", "young"
    name: str = ""  # where the idea gives one
    gender: str = ""
    nature: str = "human"
    youth: str = ""  # young, teen, old, or empty
    partner: Party | None = None  # "his dog", "her daughter", "Emil, a piano tuner"
    kin: Party | None = None  # of the hero's family, to whom it happens: "my father"
    plural: bool = False
    mode: str = "present"
    goal: str = ""  # "win the village cake contest", for what must be done
    thing: Thing | None = None
    world: str = ""
    period: str = ""
    genre: str = ""


def read_premise(idea: str, language: str = "en", genre: str = "") -> Premise:
    """Take an idea apart. Never fails: an empty idea gives an empty premise.

    ``genre`` is what a person chose, if they did: an advertisement is about its product.
    """
    told = read_idea(idea, language)
    abroad = foreign(idea, language)
    if abroad is not None:
        told = told._replace(sentence=abroad.sentence)
        idea = abroad.sentence
    people: dict[str, Any] = words(language, "people")
    genre = genre or best_cue(idea[:2_000], words(language, "genres"))
    if genre == _SELLING and (product := product_in(told.sentence, language)):
        return _about_a_product(told, product, idea, language)
    clause = find_clause(told.sentence, language)
    sentence = clause.statement or told.sentence
    hero = clause.parties[0] if clause.parties else Party()
    thing = read_thing(clause, language)
    event = _event(clause, hero, language)
    kin = _kin_of_somebody(hero, language)
    nobody = event is not None or kin or not clause.subject
    who = Party() if nobody else hero
    companion, mode = _companion(clause, thing, language, event=event is not None)
    companion = None if kin else companion
    return Premise(
        sentence=sentence,
        title=told.title,
        heading=told.heading,
        clause=clause.predicate,
        subject="" if nobody else clause.subject,
        unnamed=clause.unnamed,
        noun=who.noun,
        traits=who.traits,
        name=who.name,
        foreign=abroad is not None,
        gender=(abroad.gender if abroad else "") or _gender(clause, who, language),
        nature="human" if nobody else _nature(hero.noun, people),
        youth="" if nobody else _youth(hero.noun, hero.traits, people) or _youth_in(sentence, people),
        partner=companion,
        kin=hero if kin else None,
        plural=clause.plural and not nobody,
        mode=mode,
        goal="" if event is not None else clause.goal or _why(mode, language),
        thing=event or thing or any_thing(clause, language),
        world=_world(hero.noun, sentence, people, language),
        period=best_cue(idea[:2_000], words(language, "periods")),
        genre=genre,
    )


def _why(mode: str, language: str) -> str:
    """What there is to do for somebody whom something befalls."""
    return str(rules(language)["why"]) if mode == "change" else ""


def _kin_of_somebody(who: Party, language: str) -> bool:
    """Whether the subject is the hero's family: "my father disappears" happens to whoever says "my"."""
    owned = who.phrase.partition(" ")[0].casefold() in words(language, "grammar")["owning"]
    return owned and who.noun in words(language, "people")["kin"]["family"]


_SELLING = "advertisement"


def _about_a_product(told: Idea, product: Thing, idea: str, language: str) -> Premise:
    """What an advertisement's idea says: nobody acts yet, and the product is the thing."""
    return Premise(
        sentence=told.sentence,
        title=told.title,
        heading=told.heading,
        thing=product,
        world=_world("", told.sentence, words(language, "people"), language),
        period=best_cue(idea[:2_000], words(language, "periods")),
        genre=_SELLING,
    )


def _event(clause: Clause, hero: Party, language: str) -> Thing | None:
    """The subject itself where it is a thing and not someone: "The sun does not rise"."""
    if not clause.subject or hero.name or hero.noun in known_people(language):
        return None
    return subject_thing(clause.subject, language)


_BEFALLS = frozenset(
    ("wake", "become", "turn", "discover", "realise", "realize", "hear", "see", "notice", "die", "be")
)


def _companion(
    clause: Clause, thing: Thing | None, language: str, *, event: bool
) -> tuple[Party | None, str]:
    """The second person of the idea, and the mode: whom one meets or loves is a person, not a thing."""
    people = words(language, "people")
    known = known_people(language) - {n for group in people["natures"].values() for n in people[group]}
    if len(clause.parties) > 1 and (
        clause.parties[1].name or clause.parties[1].noun in known_people(language)
    ):
        return clause.parties[1], clause.mode
    if event or thing is None:
        return None, _without_thing(clause, event)
    if thing.nature == "being" and thing.one not in known and clause.mode == "relation":
        return None, "present"
    if thing.one in known and (clause.mode in ("relation", "present") or clause.verb in _MEETING):
        whose = f"{thing.whose} " if thing.whose else "a "
        return Party(phrase=f"{whose}{thing.bare}", noun=thing.one), "relation"
    return None, clause.mode


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


def _gender(clause: Clause, who: Party, language: str) -> str:
    """f or m by the subject's own words, by the given name, then by its pronouns: "her sister" after the verb
    says "she".
    """
    table = words(language, "grammar").get("gendered", {})
    own = [*who.noun.split(), *(token.casefold() for token in _WORD.findall(who.phrase or clause.subject))]
    for gender, group in table.items():
        if {*own, *(token.removesuffix("s") for token in own)} & set(group):
            return str(gender)
    if told := gender_of_name(who.name, language):
        return told
    for token in _WORD.findall(clause.predicate.casefold()):
        if token in ("she", "her", "hers", "herself"):
            return "f"
        if token in ("he", "his", "him", "himself"):
            return "m"
    return ""


def gender_of_name(name: str, language: str) -> str:
    """f or m where the lexicon knows the given name as one of them only, else nothing."""
    first = name.casefold().split()[0] if name else ""
    tables = (*words(language, "names").values(), words(language, "given"))
    hits = {
        sex
        for table in tables
        for sex in "fm"
        if first in {given.casefold().split()[0] for given in table[sex]}
    }
    return hits.pop() if len(hits) == 1 else ""


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


def _youth_in(sentence: str, people: dict[str, Any]) -> str:
    """How young a sentence makes its hero: "go to school for the first time" is for children."""
    low = sentence.casefold()
    cues: dict[str, list[str]] = people["youth_cues"]
    return next((youth for youth, told in cues.items() if any(cue in low for cue in told)), "")


def _world(noun: str, sentence: str, people: dict[str, Any], language: str) -> str:
    """Where the idea plays: by a place it names, else by what its hero does."""
    low = f" {sentence.casefold()} "
    scores: dict[str, tuple[int, int]] = {}
    for world in worlds(language):
        spots = [
            match.start()
            for word in world["words"]
            for match in re.finditer(rf"\b{re.escape(word)}s?\b", low)
        ]
        sure = [
            match.start()
            for word in world.get("sure", ())
            for match in re.finditer(rf"\b{re.escape(word)}\b", low)
        ]
        scores[world["world"]] = (len(spots) + 2 * len(sure), -min([*spots, *sure, len(low)]))
    best = max(scores, key=lambda name: scores[name])
    if scores[best][0]:
        return best
    return next((world for world, nouns in people["jobs"].items() if noun in nouns), "")


def _spots(names: Sequence[str], low: str) -> list[int]:
    """Where words stand in a text, their plurals included."""
    return [match.start() for name in names for match in re.finditer(rf"\b{re.escape(name)}s?\b", low)]
