"""What a person looks like, in words that a drawing can follow: the same name and seed, the same words."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.previz.lexicon import words
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.telling import finish


class Figure(NamedTuple):
    """What is known of a person before they are drawn. ``job`` says what an animal is ("fox")."""

    name: str
    gender: str = "f"
    age: int = 35
    nature: str = "human"
    job: str = ""
    period: str = "modern"


_BEARDED = 20  # years
_READER = 7  # years; nobody younger gets glasses by chance
_NOTHING: Mapping[str, str] = {}
_ONE = re.compile(
    r"(?:beard|moustache|mustache|goatee|braid|plait|ponytail|bun|topknot|scar|tattoo|limp|jaw)$"
)


def look(figure: Figure, seed: str, language: str = "en", seen: Mapping[str, str] = _NOTHING) -> str:
    """A description of one person: age, build, skin, hair, eyes, face, glasses, beard, marks, palette.

    ``seen`` holds what is known already, by slot ("hair", "beard", "build", "eyes", "face", "skin",
    "glasses", "marks"): those words are taken, and only the rest is invented. People who share a family name
    share their skin.
    """
    table: dict[str, Any] = words(language, "looks")
    dice = Dice(seed, "look", figure.name.casefold())
    colours = _palette(figure, seed, language)
    palette = table["palette"].format(*colours)
    if figure.nature == "robot":
        return f"{table['robot'].format(name=figure.name, body=dice.pick(table['robots']))} {palette}"
    if figure.nature in ("animal", "creature") and figure.job:
        values = {name: dice.pick(table[name]) for name in ("animals", "animal_colours", "animal_marks")}
        beast = table["animal"].format(name=figure.name, kind=figure.job, **values)
        return f"{finish(beast, words(language, 'grammar'))} {palette}"
    extras = _extras(table, dice, figure, seen)
    build = _known("build", dice.pick(table["builds"]), seen)
    family = Dice(seed, "skin", figure.name.casefold().split()[-1])
    sentence = table["sentence"].format(
        name=figure.name,
        years=f"{figure.age}, {_age_word(table, figure.age)}",
        kind=table["kinds"].get(figure.gender, table["kinds"]["p"])[figure.age >= 18],
        build=build,
        skin=_known("skin", family.pick(table["skins"]), seen),
        hair=_hair(table, dice, figure, seen),
        eyes=_known("eyes", dice.pick(table["eyes"]), seen),
        face=_known("face", dice.pick(table["faces"]), seen),
        extras="".join(f", {extra}" for extra in extras if extra),
    )
    return f"{finish(sentence, words(language, 'grammar'))} {palette}"


def wardrobe(figure: Figure, seed: str, language: str = "en") -> str:
    """What a person wears: by job where the job has its clothes, else by period, in two colours of their
    own.
    """
    table: dict[str, Any] = words(language, "wardrobe")
    dice = Dice(seed, "wardrobe", figure.name.casefold())
    colours = _palette(figure, seed, language)
    if figure.nature in ("animal", "robot"):
        return str(dice.pick(table[figure.nature]).format(*colours))
    if figure.age >= 14:
        for word in reversed(figure.job.casefold().replace("-", " ").split()):
            for trade, clothes in table["jobs"].items():
                if word.startswith(trade) and len(word) - len(trade) < 4:
                    return str(clothes.format(*colours))
    return _by_period(table, dice, figure, colours)


def _by_period(table: dict[str, Any], dice: Dice, figure: Figure, colours: list[str]) -> str:
    clothes = table["periods"].get(figure.period, table["periods"]["modern"])
    if figure.age < 14:
        clothes = table["periods"].get(f"{figure.period} child", table["periods"]["child"])
    return str(dice.pick(clothes["m" if figure.gender == "m" else "f"]).format(*colours))


def _palette(figure: Figure, seed: str, language: str) -> list[str]:
    return list(Dice(seed, "palette", figure.name.casefold()).pick(words(language, "looks")["palettes"]))


def _age_word(table: dict[str, Any], age: int) -> str:
    return next(str(word) for limit, word in table["age_words"] if age <= limit)


def _known(slot: str, invented: str, seen: Mapping[str, str]) -> str:
    """What is known of a slot, with an article where one is due, else what was invented for it."""
    told = seen.get(slot, "")
    return f"a {told}" if _ONE.search(told) and not told.startswith(("a ", "an ")) else told or invented


def _hair(table: dict[str, Any], dice: Dice, figure: Figure, seen: Mapping[str, str]) -> str:
    old = figure.age >= 60 or (figure.age >= 48 and dice.chance(0.4))
    colour = dice.pick(table["hair_old"] if old else table["hair_colours"])
    if told := _known("hair", "", seen):
        return told
    # Whoever has a white beard has white hair.
    tones = (*table["hair_old"], *table["hair_colours"])
    colour = next((tone for tone in tones if re.search(rf"\b{tone}\b", seen.get("beard", ""))), colour)
    styles = table["hair_m" if figure.gender == "m" else "hair_f"]
    if figure.age < 20:
        styles = [style for style in styles if style not in table["hair_grown"]]
    style = dice.pick(styles)
    if style in table["hair_bare"]:
        return str(style)
    article, _, rest = style.partition(" ")
    return f"a {colour} {rest}" if article == "a" else f"{colour} {style}"


def _extras(table: dict[str, Any], dice: Dice, figure: Figure, seen: Mapping[str, str]) -> list[str]:
    glasses = dice.pick(table["glasses"])
    grown = figure.gender == "m" and figure.age >= _BEARDED
    beard = dice.pick(table["beards"]) if grown else ""
    mark = dice.pick(table["marks_young"] if figure.age < 20 else table["marks"])
    if seen:  # a script that draws somebody would have named glasses and a beard
        glasses, beard = "", table["no_beard"] if grown else ""
    return [
        _known("glasses", glasses if figure.age > _READER else "", seen),
        _known("beard", beard, seen),
        _known("marks", mark, seen),
    ]
