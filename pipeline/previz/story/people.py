"""The people of a story: named, aged, related and dressed so that they belong to their genre and period."""

from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Person
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.looks import look, wardrobe
from pipeline.previz.story.premise import Premise
from projects.kinds.story import Brief
from projects.screenplay.names import asset_key

_AGES = {"young": (7, 12), "child": (6, 10), "teen": (15, 18), "old": (64, 79), "": (27, 56)}
_RIVALS = {
    "coast": "harbour inspector",
    "city": "inspector",
    "village": "mayor",
    "space": "commander",
    "forest": "hunter",
    "castle": "captain of the guard",
    "school": "headmaster",
}
_FRIENDS = {
    "coast": "ferry captain",
    "city": "neighbour",
    "village": "postman",
    "space": "engineer",
    "forest": "ranger",
    "castle": "squire",
    "school": "classmate",
}


def make_people(brief: Brief, premise: Premise, period: str, world: str, roles: str) -> list[Person]:
    """One person for each letter of ``roles``, the hero first; no two share the start of a name."""
    dice = Dice(brief.seed, brief.idea, "people")
    people = [_hero(brief, premise, period, dice)]
    for role in roles.replace("H", ""):
        people.append(_other(role, brief, premise, period, world, people, dice.fork(role)))
    return people


def _hero(brief: Brief, premise: Premise, period: str, dice: Dice) -> Person:
    gender = premise.gender or dice.pick("fm")
    low, high = _AGES.get(premise.youth, _AGES[""])
    if brief.genre == "children" and premise.youth == "" and premise.nature == "human":
        low, high = _AGES["child"]
    age = low + dice.below(high - low + 1)
    job = " ".join([*premise.traits[-1:], premise.noun]).strip()
    name = premise.name or _name(brief, gender, _table(premise.nature, period), dice, set())
    return _person("H", name, gender, age, premise.nature, job, "", brief, period, dice)


def _other(
    role: str, brief: Brief, premise: Premise, period: str, world: str, people: list[Person], dice: Dice
) -> Person:
    hero = people[0]
    taken = {person.short[:1] for person in people}
    gender = (
        dice.pick("fm")
        if role != "F"
        else ("m" if hero.gender == "f" and dice.chance(0.6) else dice.pick("fm"))
    )
    nature = hero.nature if role == "F" and hero.nature in ("animal",) else "human"
    relation = ""
    age = max(6, hero.age + dice.below(17) - 8)
    if role == "L":
        kin = ["brother", "sister"] if hero.age < 30 else ["brother", "sister", "father", "mother"]
        relation = dice.pick(kin + (["daughter", "son", "husband", "wife"] if hero.age > 45 else []))
        gender = "f" if relation in ("sister", "mother", "daughter", "wife") else "m"
        age += {"father": 27, "mother": 25, "daughter": -24, "son": -24}.get(relation, 0)
    if role == "R":
        age = max(age, 38 + dice.below(20))
    job = {"R": _RIVALS, "F": _FRIENDS}.get(role, {}).get(world, "")
    if role == "F" and hero.age < 18:
        job, age = "friend", hero.age
    name = _name(brief, gender, _table(nature, period), dice, taken)
    if role == "L" and len(hero.name.split()) > 1:
        name = f"{name.split()[0]} {hero.name.split(' ', 1)[1]}"
    return _person(role, name, gender, age, nature, job, relation, brief, period, dice)


def _person(
    role: str,
    name: str,
    gender: str,
    age: int,
    nature: str,
    job: str,
    relation: str,
    brief: Brief,
    period: str,
    dice: Dice,
) -> Person:
    short = name if nature == "robot" else name.split()[0]
    return Person.model_validate(
        {
            "role": role,
            "key": asset_key("character", short),
            "name": name,
            "short": short,
            "gender": gender,
            "age": max(age, 4),
            "nature": nature,
            "job": job,
            "relation": relation,
            "manner": dice.pick(words(brief.language, "people")["manners"]),
            "look": look(
                name, gender, max(age, 4), nature, seed=str(brief.seed), language=brief.language, kind=job
            ),
            "wardrobe": wardrobe(
                name, gender, job, period, nature, seed=str(brief.seed), language=brief.language
            ),
        }
    )


def _table(nature: str, period: str) -> str:
    return nature if nature in ("animal", "robot") else period


def _name(brief: Brief, gender: str, table: str, dice: Dice, taken: set[str]) -> str:
    names: dict[str, Any] = words(brief.language, "names")
    pool = names.get(table, names["modern"])
    given = [name for name in pool["m" if gender == "m" else "f"] if name[:1] not in taken]
    first = dice.pick(given or pool["f"])
    family = dice.pick(pool["family"])
    return f"{first} {family}".strip()
