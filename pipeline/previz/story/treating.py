"""Three treatments of one idea. They differ in what drives them, in structure, and in whose eyes we look through."""

import re
from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Bible, Person, Place, Thing
from pipeline.previz.story.briefing import complete_brief, thing_title
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.people import make_people
from pipeline.previz.story.premise import Premise, read_premise
from pipeline.previz.story.spines import fitting, spine
from pipeline.previz.story.telling import Teller
from pipeline.previz.story.worlds import places, world
from projects.kinds.story import Brief, Variant

_FIRST_PERSON = {"his": "my", "her": "my", "their": "my", "himself": "myself", "herself": "myself"}
_PARTS = ("premise", "want", "obstacle", "turn", "climax", "image")


def treatments(brief: Brief) -> list[Variant]:
    """Exactly three variants. Each carries its bible, so that beats and scenes can be written from it alone."""
    brief = complete_brief(brief)
    premise = read_premise(brief.idea, brief.language)
    angles: list[dict[str, Any]] = words(brief.language, "angles")
    dice = Dice(brief.seed, brief.idea, "treatments")
    others = dice.shuffled(angles[1:])[:2]
    names = _three(fitting(premise.mode, brief.genre, brief.language), dice)
    found: list[Variant] = []
    used = {brief.structure}
    for angle, name in zip([angles[0], *others], names, strict=True):
        structure = brief.structure if not found else _structure(angle, used)
        used.add(structure)
        found.append(_variant(brief, premise, make_bible(brief, premise, angle, name, structure)))
    return found


def make_bible(brief: Brief, premise: Premise, angle: dict[str, Any], name: str, structure: str) -> Bible:
    """Everything a story needs to be told in one way."""
    language = brief.language
    drive = spine(name, language)
    dice = Dice(brief.seed, brief.idea, "bible", name)
    genre = brief.genre if brief.genre in words(language, "genres") else "drama"
    table = words(language, "genres")[genre]
    world_name = premise.world or table["world"]
    period = premise.period or _period(genre, brief)
    roles = "HF" + "".join(
        role for role in ("R", "L") if role in drive["needs"] or role == angle["viewpoint"]
    )
    bible = Bible(
        language=language,
        seed=f"{brief.seed}/{angle['angle']}",
        angle=angle["angle"],
        viewpoint=angle["viewpoint"],
        structure=structure,
        spine=name,
        mode=premise.mode,
        genre=genre,
        period=period,
        world=world_name,
        people=make_people(brief, premise, period, world_name, roles),
        places=_places(world_name, premise, language),
        thing=premise.thing or _invented(table["thing"]),
    )
    return bible.model_copy(update={"threads": _threads(bible, brief, premise, drive, dice)})


def _threads(
    bible: Bible, brief: Brief, premise: Premise, drive: dict[str, Any], dice: Dice
) -> dict[str, str]:
    """The recurring words of the story, told in order so that later ones may use earlier ones."""
    hero = bible.person("H")
    assert hero is not None
    scene = world(bible.world, bible.language)
    sentence = premise.sentence or f"{hero.name} finds {bible.thing.bare}."
    threads = {
        "idea": sentence,
        "idea_clause": _clause_about(hero, bible, premise),
        "idea_sentence": sentence,
        "goal": premise.goal or f"keep {bible.thing.bare}",
        "ways": scene["ways"],
        "stayed": scene["stayed"],
    }
    threads["goal_i"] = re.sub(
        r"\b(his|her|their|himself|herself)\b", lambda m: _FIRST_PERSON[m[1]], threads["goal"]
    )
    teller = Teller(bible.model_copy(update={"threads": threads}), dice)
    for key in ("years", "days", *drive["threads"]):
        if options := drive["threads"].get(key):
            threads[key] = _inner(teller, dice.pick(options))
            teller.bible = bible.model_copy(update={"threads": threads})
    return threads


def _inner(teller: Teller, template: str) -> str:
    """A thread stands inside sentences, so it keeps its small first letter."""
    told = teller.tell(template)
    return (
        told
        if template[:1].isupper() or template.startswith(("{R}", "{L}", "{F}", "{H}"))
        else told[:1].lower() + told[1:]
    )


def _clause_about(hero: Person, bible: Bible, premise: Premise) -> str:
    pronoun = words(bible.language, "grammar")["pronouns"][hero.gender]["they"]
    if not premise.clause:
        return (
            f"{pronoun} finds {bible.thing.bare}"
            if not premise.sentence
            else premise.sentence.rstrip(".").lower()
        )
    if premise.plural:
        return f"they {premise.clause}"
    return f"{pronoun} {premise.clause}"


def _variant(brief: Brief, premise: Premise, bible: Bible) -> Variant:
    drive = spine(bible.spine, bible.language)
    dice = Dice(bible.seed, "treatment")
    extra = {"title": thing_title(bible.thing, bible.language)}
    teller = Teller(bible, dice, extra)
    parts = {part: teller.tell(dice.pick(drive["treatment"][part])) for part in _PARTS}
    angle = next(a for a in words(bible.language, "angles") if a["angle"] == bible.angle)
    told = teller.tell(angle["told"])
    title = brief.title if bible.angle == "close" else teller.tell(dice.pick(drive["titles"][1:]))
    logline = teller.tell(dice.pick(drive["logline"]))
    return Variant(
        title=title[:200],
        logline=logline[:1_000],
        angle=f"{teller.tell(angle['label'])}. {told}"[:300],
        text=_markdown(parts, told, bible),
        bible=bible.model_dump(mode="json"),
    )


def _markdown(parts: dict[str, str], told: str, bible: Bible) -> str:
    people = "\n".join(f"- **{p.name}**{_role_line(p)}" for p in bible.people)
    places_ = ", ".join(place.name.lower() for place in bible.places[:4])
    labels = words(bible.language, "angles")[0]["headings"]
    chapters = "\n\n".join(f"## {labels[part]}\n\n{parts[part]}" for part in _PARTS)
    return f"{told}\n\n{chapters}\n\n## {labels['people']}\n\n{people}\n\n## {labels['places']}\n\n{places_.capitalize()}.\n"


def _role_line(person: Person) -> str:
    what = ", ".join(part for part in (str(person.age), person.job, person.relation) if part)
    return f" ({what})"


def _three(names: list[str], dice: Dice) -> list[str]:
    """Three spines, different ones as long as there are enough."""
    order = dice.shuffled(names)
    return [order[at % len(order)] for at in range(3)]


def _structure(angle: dict[str, Any], used: set[str]) -> str:
    return next((s for s in angle["structures"] if s not in used), angle["structures"][0])


def _period(genre: str, brief: Brief) -> str:
    return {"science fiction": "future", "children": "fairytale"}.get(genre, "modern")


def _invented(phrase: str) -> Thing:
    bare = phrase.partition(" ")[2]
    return Thing(one=bare.split()[0], bare=bare)


def _places(world_name: str, premise: Premise, language: str) -> list[Place]:
    found = places(world_name, language)
    thing = premise.thing
    if thing is None or not thing.where:
        return found
    noun = thing.where.split(" ", 1)[-1]
    bare = re.sub(r"^(?:the|a|an|his|her|their) ", "", noun)
    return [
        place.model_copy(update={"name": bare.upper()}) if place.role == "wild" and len(bare) < 40 else place
        for place in found
    ]
