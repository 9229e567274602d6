"""A character's definition: from the bible, else from how the script introduces them, else from the name."""

import re
from typing import NamedTuple

from pipeline.previz.extract.naming import Introduction, is_crowd
from pipeline.previz.extract.seen import seen_in_name, seen_of
from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Person
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.looks import Figure, look, wardrobe
from pipeline.previz.story.premise import gender_of_name
from projects.kinds.story import Brief
from projects.kinds.vocabulary import AssetKind
from projects.kinds.world import Asset
from projects.screenplay.names import asset_key, slug

_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties")
_AGES = {
    "toddler": 3,
    "child": 9,
    "kid": 9,
    "boy": 9,
    "girl": 9,
    "teen": 16,
    "teenager": 16,
    "young": 24,
    "old": 72,
}
_SHORT_WORDS = frozenset(("in", "with", "a", "an", "the", "of", "on", "and"))


def person_asset(name: str, sources: "Sources") -> Asset:
    """The asset of the character called ``name`` in cues.

    What the script says of their looks and clothes is taken word for word, and only the rest is invented. A
    crowd and a voice that is never seen are said to be that.
    """
    key = asset_key("character", name)
    known, introduced = sources.known.get(key), sources.introduced.get(name)
    full = known.name if known else _spelled(introduced.name if introduced else name)
    aliases = list(
        dict.fromkeys((known.short if known else _spelled(name), full, *([] if known else [name])))
    )
    definition, clothes = _described(name, full, introduced, sources)
    if known and definition is None:
        definition, clothes = known.look, known.wardrobe
    return Asset(
        key=key,
        type=AssetKind.CHARACTER,
        name=full,
        aliases=aliases,
        definition=definition or full,
        wardrobe=clothes,
    )


def with_aliases(asset: Asset, others: list[str]) -> Asset:
    """The asset with the other names that a script gives it."""
    more = [spelling for other in others for spelling in (_spelled(other), other)]
    return asset.model_copy(update={"aliases": list(dict.fromkeys([*asset.aliases, *more]))})


def _described(
    name: str, full: str, introduced: Introduction | None, sources: "Sources"
) -> tuple[str | None, str]:
    """The definition and the clothes of somebody; no definition for those whom the bible describes."""
    language = sources.brief.language
    table = words(language, "seen")
    if is_crowd(name, language):
        return str(table["crowd"].format(name=full)), ""
    if name in sources.heard or any(word in name.casefold().split() for word in table["voices"]):
        return str(table["voice"].format(name=full)), ""
    if asset_key("character", name) in sources.known:
        return None, ""
    seen = seen_of(introduced.name if introduced else name, sources.action, language)
    named = seen_in_name(name, language)
    slots = named.slots | seen.slots
    clothes = list(dict.fromkeys([*named.clothes, *seen.clothes]))
    figure = _figure(name, full, introduced, sources)
    seed = str(sources.brief.seed)
    invented = "" if seen.dressed or named.dressed else wardrobe(figure, seed, language)
    definition = look(figure, seed, language, slots)
    if said := ", ".join(dict.fromkeys([*seen.work, *slots.values(), *clothes])):
        definition = f"{definition} {table['said'].format(words=said)}"
    return definition, ", ".join([*clothes, *([invented] if invented else [])])


def _figure(name: str, full: str, introduced: Introduction | None, sources: "Sources") -> Figure:
    job = introduced.job if introduced else ""
    return Figure(
        name=full,
        gender=gender_of(name, introduced, sources.brief, sources.action),
        age=age_of(introduced.age if introduced else "", name, sources.brief),
        job=job or name,
        period=sources.period,
    )


class Sources(NamedTuple):
    """What is known of a film's people: the bible's, those its scripts introduce, and all its action."""

    known: dict[str, Person]  # by key
    introduced: dict[str, Introduction]  # by name in cues
    brief: Brief
    period: str
    action: str
    heard: frozenset[str] = frozenset()  # roles that no scene shows


def gender_of(name: str, introduced: Introduction | None, brief: Brief, action: str) -> str:
    """f or m, by words in the introduction, by the given name, by the pronoun that follows, else by the
    name's dice.
    """
    grammar = words(brief.language, "grammar")
    told = f"{name} {introduced.job if introduced else ''}".casefold().split()
    for gender, group in grammar.get("gendered", {}).items():
        if set(told) & set(group):
            return str(gender)
    if known := gender_of_name(name, brief.language):
        return known
    after = re.search(
        rf"\b{re.escape(name)}\b[^.!?]{{0,120}}[.!?]?\s*\b(he|his|him|she|her)\b", action, re.IGNORECASE
    )
    if after:
        return "f" if after[1].casefold().startswith(("she", "her")) else "m"
    return Dice(brief.seed, "gender", name.casefold()).pick("fm")


def age_of(told: str, name: str, brief: Brief) -> int:
    """Years from words such as "58", "40s", "late thirties", "teenager"; else by the name's dice."""
    low = told.casefold()
    shift = 7 if "late" in low else 5 if "mid" in low else 2
    if match := re.search(r"\d{1,3}", low):
        return min(int(match[0]) + (shift if "s" in low[match.end() : match.end() + 2] else 0), 110)
    for at, decade in enumerate(_DECADES):
        if decade in low:
            return 20 + 10 * at + shift
    for word in [*re.findall(r"[\w]+", low), *name.casefold().split()]:
        if word in _AGES:
            return _AGES[word]
    return 25 + Dice(brief.seed, "age", name.casefold()).below(36)


def _spelled(name: str) -> str:
    """``"MARA VOSS"`` -> ``"Mara Voss"``; names that are not in capitals stay, a role is no title."""
    if not slug(name):
        return name
    parts = [word.capitalize() if word.isupper() else word for word in name.split()]
    return " ".join(
        part.lower() if at and part.casefold() in _SHORT_WORDS else part for at, part in enumerate(parts)
    )
