"""Laying down a story: people, places, the thing it is about, and the threads that run through it."""

import re
from typing import Any, NamedTuple

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Bible, Person, Place, Thing
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.people import Casting, make_people
from pipeline.previz.story.premise import Premise, period_of
from pipeline.previz.story.spines import spine
from pipeline.previz.story.telling import Teller, noun_phrase
from pipeline.previz.story.worlds import places, world
from projects.kinds.story import Brief

PARTS = ("premise", "want", "obstacle", "turn", "climax", "image")
_FIRST_PERSON = {"his": "my", "her": "my", "their": "my", "himself": "myself", "herself": "myself"}
_THIRD = {"my": "their", "our": "their", "mine": "theirs", "me": "them", "us": "them", "myself": "self"}
_MINE = re.compile(rf"\b(?:{'|'.join(_THIRD)})\b", re.IGNORECASE)
_PERSONAL = re.compile(r"\b(his|her|their|himself|herself)\b")


class Angle(NamedTuple):
    """One way to tell a story: the lexicon's angle, the spine, the structure."""

    entry: dict[str, Any]
    spine: str
    structure: str


def make_bible(brief: Brief, premise: Premise, angle: Angle) -> Bible:
    """Everything a story needs to be told in one way. Names depend on seed and idea, not on the angle."""
    language = brief.language
    drive = spine(angle.spine, language)
    genre = brief.genre if brief.genre in words(language, "genres") else "drama"
    table = words(language, "genres")[genre]
    world_name = premise.world or table["world"]
    period = period_of(premise, genre)
    wanted = {*drive["needs"], angle.entry["viewpoint"]}
    roles = "HF" + "".join(role for role in "RLN" if role in wanted)
    people = make_people(
        Casting(brief, premise, period, world_name, drive.get("roles", {}), drive.get("jobs", {})), roles
    )
    bible = Bible(
        language=language,
        seed=f"{brief.seed}/{angle.entry['angle']}",
        angle=angle.entry["angle"],
        viewpoint=angle.entry["viewpoint"],
        structure=angle.structure,
        spine=angle.spine,
        mode=premise.mode,
        genre=genre,
        period=period,
        world=world_name,
        people=people,
        places=_places(world_name, premise, language),
        thing=_of_the_hero(premise.thing or _invented(table["thing"]), people[0], language),
    )
    dice = Dice(brief.seed, brief.idea, "threads", angle.spine)
    return bible.model_copy(update={"threads": _threads(bible, premise, drive, dice)})


def with_parts(bible: Bible, parts: dict[str, str], told: str) -> dict[str, Any]:
    """The bible as data, remembering what the treatment said."""
    return bible.model_copy(update={"parts": parts, "told": told}).model_dump(mode="json")


def _threads(bible: Bible, premise: Premise, drive: dict[str, Any], dice: Dice) -> dict[str, str]:
    """The recurring words of the story, told in order so that later ones may use earlier ones."""
    scene = world(bible.world, bible.language)
    hero = bible.people[0]
    goal = premise.goal or f"keep {noun_phrase(bible.thing, '', words(bible.language, 'grammar'))}"
    goal = _own(goal, hero, bible)
    if premise.plural:
        goal = re.sub(r"\btheir\b", "our", goal)
    threads = {
        "idea": _idea(premise, bible),
        "idea_sentence": _idea(premise, bible),
        "idea_clause": _clause_about(hero, bible, premise),
        "event": _event(hero, premise, bible),
        "goal": goal if not premise.plural else premise.goal or goal,
        "goal_i": goal if premise.plural else _PERSONAL.sub(lambda match: _FIRST_PERSON[match[1]], goal),
        "ways": scene["ways"],
        "stayed": scene["stayed"],
    }
    for key in sorted(drive["threads"], key=lambda key: key in ("want", "obstacle", "theme")):
        teller = Teller(bible.model_copy(update={"threads": threads}), dice)
        threads[key] = _inner(teller, dice.pick(drive["threads"][key]))
    return threads


def _inner(teller: Teller, template: str) -> str:
    """A thread stands inside sentences, so it keeps its small first letter unless it begins with a name."""
    told = teller.tell(template)
    named = template[:1].isupper() or re.match(r"\{[HFRL](?:\.name)?\}|\{X\.T?title\}", template)
    return told if named else told[:1].lower() + told[1:]


def _idea(premise: Premise, bible: Bible) -> str:
    """The idea as a sentence with a verb, told of the hero; one that only names a thing gets somebody to find
    it.
    """
    hero = bible.people[0]
    if premise.unnamed:
        return Teller(bible, Dice(bible.seed)).tell(
            f"{_somebody(hero, bible)} {_own(premise.clause, hero, bible)}."
        )
    if premise.clause or not premise.sentence:
        return _own(premise.sentence, hero, bible) or f"{hero.name} {_finding(bible)}."
    if premise.thing is None or premise.noun:
        return premise.sentence
    return Teller(bible, Dice(bible.seed)).tell(f"{_somebody(hero, bible)} {_finding(bible)}.")


def _somebody(hero: Person, bible: Bible) -> str:
    return f"{words(bible.language, 'grammar')['articles']['a']} {hero.job}" if hero.job else hero.short


def _own(text: str, hero: Person, bible: Bible) -> str:
    """A sentence told by an "I" as it is told of the hero: "my father's voice" -> "her father's voice"."""
    pronouns = words(bible.language, "grammar")["pronouns"][hero.gender]
    told = _MINE.sub(lambda match: str(pronouns[_THIRD[match[0].casefold()]]), text)
    return told[:1].upper() + told[1:] if text[:1].isupper() else told


def _finding(bible: Bible) -> str:
    """How somebody comes by the thing: a letter is found, a storm surprises."""
    thing, phrases = bible.thing, words(bible.language, "phrases")
    verb = phrases.get(f"finds/{thing.nature}", phrases["finds"])[0]
    return f"{verb} {noun_phrase(thing, 'afull', words(bible.language, 'grammar'))}"


def _clause_about(hero: Person, bible: Bible, premise: Premise) -> str:
    """The idea after "then": "she finds a door in the sea"."""
    pronouns = words(bible.language, "grammar")["pronouns"]
    they = pronouns["p" if premise.plural else hero.gender]["they"]
    if premise.unnamed:
        return f"{they} {_own(premise.clause, hero, bible)}"
    if not premise.subject and premise.sentence and premise.clause:
        told = _own(premise.sentence, hero, bible)
        return told[:1].lower() + told[1:].rstrip(".!?")
    return f"{they} {premise.clause or _finding(bible)}" if premise.clause else f"{they} {_finding(bible)}"


def _event(hero: Person, premise: Premise, bible: Bible) -> str:
    """What the idea says happens, as a line of action; nothing where it only says what must be done."""
    if premise.unnamed:
        return "" if premise.goal else f"{hero.short} {_own(premise.clause, hero, bible)}."
    if not premise.subject and premise.clause:
        return _own(premise.sentence, hero, bible)
    if not premise.subject:
        return f"{hero.short} {_finding(bible)}."
    if premise.mode in ("task", "absent") or not premise.clause or premise.plural:
        return ""
    return f"{hero.short} {premise.clause}."


def _of_the_hero(thing: Thing, hero: Person, language: str) -> Thing:
    """The thing with an owner other than "I": "my grandmother's book" is hers."""
    low = thing.whose.casefold()
    if low not in _THIRD:
        return thing
    return thing.model_copy(
        update={"whose": words(language, "grammar")["pronouns"][hero.gender][_THIRD[low]]}
    )


_OF_NO_KIND = "invented"  # no phrase is made for it, so the plain ones are used


def _invented(phrase: str) -> Thing:
    bare = phrase.partition(" ")[2]
    return Thing(one=bare.split()[0], bare=bare, nature=_OF_NO_KIND, prop=True)


def _places(world_name: str, premise: Premise, language: str) -> list[Place]:
    """The world's places; where the idea says where, that place takes the part of the wild or the hidden
    one.
    """
    found = places(world_name, language)
    thing = premise.thing
    if thing is None or not thing.where or len(thing.where) > 44:
        return found
    bare = re.sub(r"^\w+ (?:(?:the|a|an|his|her|their) )?", "", thing.where)
    inside = bare.split()[-1].casefold() in words(language, "things")["indoors"]
    role = "hidden" if inside else "wild"
    if any(bare.casefold() in place.name.casefold() for place in found):
        return found
    replaced = next((place for place in found if place.role == role), found[-1])
    own = Place(
        role=role, setting="INT" if inside else "EXT", name=bare.upper(), look=bare, sounds=replaced.sounds
    )
    return [own if place is replaced else place for place in found]
