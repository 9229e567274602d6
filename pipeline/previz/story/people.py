"""The people of a story: named, aged, related and dressed so that they belong to their genre and period."""

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Person
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.looks import Figure, look, wardrobe
from pipeline.previz.story.premise import Premise, gender_of_name
from pipeline.previz.story.subjects import Party
from projects.kinds.story import Brief
from projects.screenplay.names import asset_key

_OWNED = re.compile(r"^(?:his|her|their|a|an|the|my|our)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Casting:
    """What is known before anyone has a name."""

    brief: Brief
    premise: Premise
    period: str
    world: str
    kin: dict[str, str] = field(default_factory=dict)  # by role, where a spine wants family: "R": "parent"
    jobs: dict[str, str] = field(default_factory=dict)  # by role, where a spine knows them

    def figure(self, name: str, gender: str, age: int, nature: str = "human", job: str = "") -> Figure:
        """Somebody of this story, for whoever describes and dresses them."""
        return Figure(name, gender, age, nature, job, self.period)

    @property
    def table(self) -> dict[str, Any]:
        """The lexicon's people."""
        return words(self.brief.language, "people")


def make_people(casting: Casting, roles: str) -> list[Person]:
    """One person for each letter of ``roles``, the hero first; no two share the first letter of a name."""
    dice = Dice(casting.brief.seed, casting.brief.idea, "people")
    people = [_hero(casting, dice)]
    for role in roles.replace("H", ""):
        people.append(_other(role, casting, people, dice.fork(role)))
    return people


def _hero(casting: Casting, dice: Dice) -> Person:
    premise = casting.premise
    gender = premise.gender or dice.pick("fm")
    youth = premise.youth
    if casting.brief.genre == "children" and not youth and premise.nature == "human":
        youth = "child"
    low, high = casting.table["ages"][youth]
    plain = _singular(premise.noun, casting) if premise.plural else premise.noun
    if premise.noun in casting.table["collective"] or (
        premise.plural and plain in casting.table["kin"]["family"]
    ):
        plain = ""  # somebody of the family, of the crew
    if casting.brief.genre == _WITNESSED and plain in casting.table["generic"]:
        plain = _trade(casting) or plain
    trait = [trait for trait in premise.traits if trait in casting.table["traits"]]
    job = " ".join([*trait[-1:], plain]).strip() or (
        "" if youth in ("child", "young") else dice.pick(casting.table["everyone"].get(casting.world, [""]))
    )
    name = premise.name or _name(casting, gender, premise.nature, dice, set())
    age = low + dice.below(high - low + 1)
    return _person("H", casting.figure(name, gender, age, premise.nature, job), "", casting, dice)


_WITNESSED = "documentary spot"


def _trade(casting: Casting) -> str:
    """What somebody is by what they do: the women who "mend nets" are net menders."""
    premise = casting.premise
    verb = premise.goal.partition(" ")[0]
    if premise.thing is None or not verb or not premise.goal.startswith(f"{verb} {premise.thing.bare}"):
        return ""
    return f"{_singular(premise.thing.bare, casting)} {verb.removesuffix('e')}er"


def _other(role: str, casting: Casting, people: list[Person], dice: Dice) -> Person:
    if role == "N":
        return Person(role="N", key=asset_key("character", "Narrator"), name="Narrator", short="Narrator")
    hero = people[0]
    taken = {person.short[:1] for person in people}
    if role == "F" and (casting.premise.partner or casting.premise.plural):
        return _partner(casting, hero, taken, dice)
    if role in casting.kin:
        return _relative(role, casting, hero, taken, dice)
    gender, age, relation, job = _profile(role, casting, hero, dice)
    nature = (
        hero.nature
        if role in "FR" and hero.nature == "animal" and casting.premise.world != "city"
        else "human"
    )
    if nature == "animal":
        job = dice.pick([animal for animal in casting.table["friends"]["animals"] if animal != hero.job])
    name = _name(casting, gender, nature, dice, taken)
    if role == "L" and len(hero.name.split()) > 1:
        name = f"{name.split()[0]} {hero.name.split(' ', 1)[1]}"
    return _person(role, casting.figure(name, gender, age, nature, job), relation, casting, dice)


def _profile(role: str, casting: Casting, hero: Person, dice: Dice) -> tuple[str, int, str, str]:
    """Gender, age, relation to the hero and job of someone whom the idea does not name."""
    gender = dice.pick("fm") if role != "F" or dice.chance(0.4) else ("m" if hero.gender == "f" else "f")
    age = max(18 if hero.age >= 20 else 6, hero.age + dice.below(17) - 8)
    if role == "L" and casting.premise.kin is not None:
        relation = casting.premise.kin.noun
        gender = "f" if relation in casting.table["kin"]["women"] else "m"
        return gender, max(8, hero.age + casting.table["kin"]["years"].get(relation, 0)), relation, ""
    if role == "L":
        kin = casting.table["kin"]["any"] if hero.age < 45 else casting.table["kin"]["older"]
        relation = dice.pick(kin)
        gender = "f" if relation in casting.table["kin"]["women"] else "m"
        return gender, max(8, age + casting.table["kin"]["years"].get(relation, 0)), relation, ""
    if role in casting.jobs:
        return gender, max(age, 38), "", casting.jobs[role]
    friends = casting.table["friends" if role == "F" else "rivals"]
    job = dice.pick(friends.get(casting.period) or friends.get(casting.world) or friends["city"])
    if role == "F" and hero.age < 20:
        return gender, hero.age, "", "friend"
    return gender, (max(age, 38 + dice.below(20)) if role == "R" else age), "", job


def _relative(role: str, casting: Casting, hero: Person, taken: set[str], dice: Dice) -> Person:
    """Family, as the spine wants it: a parent or a sibling of the hero, with the hero's family name."""
    table = casting.table["kin"]
    relation = dice.pick(table[casting.kin[role]])
    gender = "f" if relation in table["women"] else "m"
    name = _name(casting, gender, hero.nature, dice, taken)
    if len(hero.name.split()) > 1:
        name = f"{name.split()[0]} {hero.name.split(' ', 1)[1]}"
    age = hero.age + table["years"].get(relation, dice.below(11) - 5)
    return _person(
        role, casting.figure(name, gender, min(max(age, 6), 92), hero.nature), relation, casting, dice
    )


def _partner(casting: Casting, hero: Person, taken: set[str], dice: Dice) -> Person:
    """The second person of the idea: "her son", "Emil, a piano tuner", or the other one of "two sisters"."""
    table = casting.table
    told = casting.premise.partner or Party(phrase=_singular(casting.premise.noun, casting))
    phrase = told.noun or _OWNED.sub("", "" if told.name else told.phrase)
    noun = phrase.split()[-1].casefold() if phrase.strip() else ""
    gender = _partner_gender(told, noun, hero, casting, dice)
    nature = next((n for n, group in table["natures"].items() if noun in table[group]), "human")
    youth = next((y for y in ("young", "teen", "old") if noun in table[y]), "")
    age = hero.age + table["kin"]["years"].get(noun, dice.below(9) - 4)
    if youth and noun not in table["kin"]["years"]:
        low, high = table["ages"][youth]
        age = low + dice.below(high - low + 1)
    elif (
        phrase
        and nature == "human"
        and hero.age < 18
        and noun not in (*table["kin"]["family"], *table["generic"])
    ):
        age = table["ages"][""][0] + dice.below(20)
    name = told.name or _name(casting, gender, nature, dice, taken)
    family = noun in table["kin"]["family"] and len(hero.name.split()) > 1
    if family and not told.name:
        name = f"{name.split()[0]} {hero.name.split(' ', 1)[1]}"
    traits = [trait for trait in told.traits if trait in table["traits"]]
    job = "" if family else " ".join([*traits[-1:], phrase]).strip()
    figure = casting.figure(name, gender, max(age, 5), nature, job)
    return _person("F", figure, noun if family else "", casting, dice)


_GROWN = 18  # years


def _ageless(table: dict[str, Any]) -> set[str]:
    """Nouns that do not say that somebody is grown up: "friend", "sister"."""
    return {*table["kin"]["family"], *table["generic"]}


def _partner_gender(told: Party, noun: str, hero: Person, casting: Casting, dice: Dice) -> str:
    """f or m: by the noun, by the given name, as the hero where the idea has several of one kind."""
    gendered = words(casting.brief.language, "grammar")["gendered"]
    of_noun = next((gender for gender in "fm" if noun in gendered[gender]), "")
    alike = hero.gender if casting.premise.plural and casting.premise.partner is None else dice.pick("fm")
    return of_noun or gender_of_name(told.name, casting.brief.language) or alike


def _person(role: str, figure: Figure, relation: str, casting: Casting, dice: Dice) -> Person:
    short = figure.name if figure.nature == "robot" else figure.name.split()[0]
    seed, language = str(casting.brief.seed), casting.brief.language
    return Person.model_validate(
        {
            "role": role,
            "key": asset_key("character", short),
            "name": figure.name,
            "short": short,
            "gender": figure.gender,
            "age": figure.age,
            "nature": figure.nature,
            "job": figure.job,
            "relation": relation,
            "manner": dice.pick(casting.table["manners"]),
            "look": look(figure, seed, language),
            "wardrobe": wardrobe(figure, seed, language),
        }
    )


def _singular(noun: str, casting: Casting) -> str:
    irregular = {"men": "man", "women": "woman", "children": "child", "people": "person", "mice": "mouse"}
    if noun in irregular:
        return irregular[noun]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _name(casting: Casting, gender: str, nature: str, dice: Dice, taken: set[str]) -> str:
    names: dict[str, Any] = words(casting.brief.language, "names")
    pool = names.get(nature if nature in ("animal", "robot") else casting.period, names["modern"])
    given = [name for name in pool["m" if gender == "m" else "f"] if name[:1] not in taken]
    first = dice.pick(given or pool["f"])
    family = dice.pick(pool["family"])
    return f"{first} {family}".strip()
