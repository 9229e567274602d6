"""What a person looks like, in words that a drawing can follow: the same name and seed, the same words."""

from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.dice import Dice


def look(
    name: str, gender: str, age: int, nature: str, *, seed: str, language: str = "en", kind: str = ""
) -> str:
    """A description of one person: age, build, skin, hair, eyes, face, glasses, beard, marks.

    ``kind`` says what an animal or a creature is ("fox"). People who share a family name share their skin.
    """
    table: dict[str, Any] = words(language, "looks")
    dice = Dice(seed, "look", name.casefold())
    if nature == "robot":
        return f"{name}. A robot: {dice.pick(table['robots'])}."
    if nature in ("animal", "creature") and kind:
        return (
            f"{name}. A {dice.pick(table['animals'])} {kind} with {dice.pick(table['animal_colours'])} colouring "
            f"and {dice.pick(table['animal_marks'])}, walking upright."
        )
    extras = _extras(table, dice, gender, age)
    return table["sentence"].format(
        name=name,
        years=f"{age}, {_age_word(table, age)}",
        kind=("A {}").format(table["kinds"].get(gender, table["kinds"]["p"])[age >= 18]),
        build=dice.pick(table["builds"]),
        skin=Dice(seed, "skin", name.casefold().split()[-1]).pick(table["skins"]),
        hair=_hair(table, dice, gender, age),
        eyes=dice.pick(table["eyes"]),
        face=dice.pick(table["faces"]),
        extras="".join(f", {extra}" for extra in extras if extra),
    )


def wardrobe(
    name: str, gender: str, job: str, period: str, nature: str, *, seed: str, language: str = "en"
) -> str:
    """What a person wears: by job where the job has its clothes, else by period, in two colours of their own."""
    table: dict[str, Any] = words(language, "wardrobe")
    dice = Dice(seed, "wardrobe", name.casefold())
    colours = dice.pick(words(language, "looks")["palettes"])
    if nature in ("animal", "robot"):
        return str(dice.pick(table[nature]).format(*colours))
    for word in reversed(job.casefold().replace("-", " ").split()):
        for trade, clothes in table["jobs"].items():
            if word.startswith(trade) and len(word) - len(trade) < 4:
                return str(clothes.format(*colours))
    clothes = table["periods"].get(period, table["periods"]["modern"])
    return str(dice.pick(clothes["m" if gender == "m" else "f"]).format(*colours))


def _age_word(table: dict[str, Any], age: int) -> str:
    return next(str(word) for limit, word in table["age_words"] if age <= limit)


def _hair(table: dict[str, Any], dice: Dice, gender: str, age: int) -> str:
    old = age >= 60 or (age >= 48 and dice.chance(0.4))
    colour = dice.pick(table["hair_old"] if old else table["hair_colours"])
    style = dice.pick(table["hair_m" if gender == "m" else "hair_f"])
    if "shaved" in style or "receding" in style:
        return str(style)
    article, space, rest = style.partition(" ")
    return f"a {colour} {rest}" if article == "a" else f"{colour} {style}"


def _extras(table: dict[str, Any], dice: Dice, gender: str, age: int) -> list[str]:
    glasses = dice.pick(table["glasses"])
    beard = dice.pick(table["beards"]) if gender == "m" and age >= 20 else ""
    return [glasses if age > 7 else "", beard, dice.pick(table["marks"])]
