"""Ideas in other languages: told apart from English, and read by a glossary as far as that goes.

The writer's own words are those of its lexicon. An idea in a language without one is read for who does what
to what, so that the story follows from it; the person is told so (``reading_of``).
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.previz.lexicon import entries, words
from pipeline.previz.story.telling import finish, third_person

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ELIDED = re.compile(r"\b(?:[ldjmnst]|qu)['\u2019]", re.IGNORECASE)
_ENOUGH = 0.18  # of an idea's words that must be small words of one language


class Foreign(NamedTuple):
    """An idea that is not in English: its language by code and name, and what was understood, in English."""

    code: str
    name: str
    sentence: str = ""  # empty where nothing was understood
    gender: str = ""


def foreign(idea: str, language: str = "en") -> Foreign | None:
    """What an idea in another language says, or None where it is in the lexicon's own."""
    table: dict[str, Any] = words(language, "abroad")
    text = _ELIDED.sub("", " ".join(idea.split())[:600])
    code, name = _language(text, table)
    if not code:
        return None
    entry = table.get(code, {})
    if "people" not in entry:
        return Foreign(code, name)
    sentence, gender = _understood(_WORD.findall(text.split(". ")[0]), entry, table, language)
    return Foreign(code, name, sentence, gender)


def _language(text: str, table: Mapping[str, Any]) -> tuple[str, str]:
    """Code and name of a text's language, or nothing for English and for too little to tell."""
    scripts = [script for letter in text if (script := _script(letter)) in table["scripts"]]
    if scripts:
        kana = next((script for script in scripts if script in ("hiragana", "katakana")), scripts[0])
        return kana, str(table["scripts"][kana])
    told = [word.casefold() for word in _WORD.findall(text)]
    if not told:
        return "", ""
    scores = {
        code: sum(word in entry["marks"] for word in told)
        for code, entry in table.items()
        if isinstance(entry, dict) and "marks" in entry
    }
    best = max(scores, key=lambda code: scores[code])
    least = max(len(told) * _ENOUGH, table[best].get("least", table["least"]))
    english = sum(word in table["english"] and word not in table[best]["marks"] for word in told)
    if scores[best] < least or scores[best] <= english:
        return "", ""
    return best, str(table[best]["name"])


def _script(letter: str) -> str:
    if letter.isascii() or not letter.isalpha():
        return ""
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0].casefold()


def _understood(
    told: list[str], entry: Mapping[str, Any], table: Mapping[str, Any], language: str
) -> tuple[str, str]:
    """Who does what to what, and where, as an English sentence; and the gender its first noun has."""
    who = thing = verb = where = gender = trait = article = ""
    for word in told:
        kind, meaning = _meaning(word, entry, who, verb)
        low = word.casefold()
        article = next((sex for sex in "mf" if low in entry["articles"][sex]), article)
        if kind == "adjectives":
            trait = meaning
        elif kind == "people":
            noun, _, sex = meaning.partition("/")
            who, gender, trait = f"{trait} {noun}".strip(), sex or article, ""
        elif kind == "verbs":
            verb = verb or meaning
        elif kind == "things" and verb and not thing and verb not in table["alone"]:
            thing, trait = f"{trait} {meaning}".strip(), ""
        elif kind == "places":
            where = meaning
    return _sentence(who, verb, thing, where, table, language), gender if who else ""


def _meaning(word: str, entry: Mapping[str, Any], who: str, verb: str) -> tuple[str, str]:
    """The kind and the meaning of a word, its endings taken off; before the verb people come first."""
    low = word.casefold()
    ends = [end for end in entry["endings"] if low.endswith(end) and len(low) > len(end) + 2]
    stems = [low, *(low[: -len(end)] for end in ends)]
    order: tuple[str, ...] = ("things", "places", "people") if who and verb else ("people", "verbs", "places")
    if entry.get("capital_nouns"):
        order = order if word[0].isupper() else ("verbs",)
    for stem in stems:
        for kind in dict.fromkeys(("adjectives", "verbs", *order)):
            meaning = entry[kind].get(stem, "")
            if not meaning or (kind == "people" and who):
                continue
            fem = kind == "people" and "/" not in meaning and low.endswith(("in", "innen")) and stem != low
            return kind, f"{meaning}/f" if fem else str(meaning)
    return "", ""


def _sentence(who: str, verb: str, thing: str, where: str, table: Mapping[str, Any], language: str) -> str:
    grammar, things = words(language, "grammar"), words(language, "things")
    cities = {name for world in entries(language, "worlds") for name in world.get("sure", ())}
    spot = f" in {where.title()}" if where in cities else f" in the {where}" if where else ""
    doer, some = _some(who, table, things), _some(thing, table, things)
    there = "" if where == thing else spot
    if who and verb:
        told = table["sentence"].format(who=doer, verb=third_person(verb, grammar), thing=some, where=there)
    elif thing or who:
        told = table["bare"].format(thing=some or doer, where=there)
    else:
        return ""
    return finish(told, grammar)


def _some(noun: str, table: Mapping[str, Any], things: Mapping[str, Any]) -> str:
    """A noun with its article: there is one moon, and one last of anything."""
    if not noun or noun in things["abstract"] or noun.endswith("s"):
        return noun
    only = noun.split()[0] == "last" or noun.split()[-1] in table["definite"]
    return f"{'the' if only else 'a'} {noun}"
