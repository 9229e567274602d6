"""Completing a brief: what the person left open is read from the idea."""

import re
from typing import NamedTuple

from pipeline.previz.lexicon import languages, words
from pipeline.previz.story.abroad import foreign
from pipeline.previz.story.adapting import bible_from_text, is_told
from pipeline.previz.story.bible import Thing
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.premise import Premise, read_premise
from pipeline.previz.story.telling import noun_phrase, titled
from projects.kinds.story import Brief

_HEADING = 9  # words; a longer first line is a sentence
_HEADLINE = 5  # words that a title may have
_LEAST = 2
_LINE = 80  # characters of a title
_MARKS = ".,;:!?\u2026-\u2013\u2014 "
_SHORT = 30  # seconds up to which a film is told as hook, turn, payoff


def complete_brief(brief: Brief) -> Brief:
    """The brief with title, logline, tone, and, where they were never set, genre, audience and structure.

    What a person wrote is kept. A genre counts as set when it was passed at all, so that "drama" can be
    chosen.
    """
    chosen = brief.model_fields_set
    premise = read_premise(brief.idea, brief.language, brief.genre if "genre" in chosen else "")
    changes: dict[str, object] = {}
    genre = brief.genre
    if "genre" not in chosen or not brief.genre:
        genre = premise.genre or "drama"
        changes["genre"] = genre
    table = words(brief.language, "genres").get(genre, words(brief.language, "genres")["drama"])
    if not brief.tone:
        changes["tone"] = table["tone"]
    if "audience" not in chosen:
        changes["audience"] = table["audience"]
    if "structure" not in chosen and brief.seconds <= _SHORT:
        changes["structure"] = "hook-turn-payoff"
    if not brief.title.strip():
        changes["title"] = _title_of_text(brief) if is_told(brief) else title_of(premise, brief)
    if not brief.logline.strip():
        told = premise.heading if premise.unnamed or premise.foreign else premise.sentence
        changes["logline"] = told[:1_000] or changes.get("title", brief.title)
    return brief.model_copy(update=changes)


class HouseReading(NamedTuple):
    """What a person must know before the house writer tells an idea that is not in its own language."""

    language: str  # "German"
    sentence: str  # what it understood, in its own language; empty where that is nothing


def reading_of(brief: Brief) -> HouseReading | None:
    """How the house writer reads an idea in another language than its own, or None where it needs no saying.

    Texts that are adapted and screenplays keep their words in any language.
    """
    if brief.mode != "expand" or is_told(brief):
        return None
    found = foreign(brief.idea, brief.language)
    if found is not None:
        return HouseReading(found.name, found.sentence)
    known = {*languages(), *(code.split("-")[0] for code in languages())}
    if brief.language.split("-")[0].casefold() in known:
        return None
    entry = words(brief.language, "abroad").get(brief.language.split("-")[0].casefold(), {})
    return HouseReading(str(entry.get("name", brief.language)), "")


def _title_of_text(brief: Brief) -> str:
    """The title of a text to adapt: its heading where it has one, else who it is about."""
    first = brief.idea.strip().split("\n")[0].strip("# ").strip()
    if first and len(first.split()) <= _HEADING and first[-1] not in '.!?,;:\u2026"\u201d':
        return titled(first)
    return bible_from_text(brief, brief.idea, "").people[0].name


def title_of(premise: Premise, brief: Brief) -> str:
    """A title: the one the idea names, else its thing, its people, or its first words."""
    if premise.title:
        return premise.title
    if premise.foreign:
        return _cut_short(premise.heading)
    if len(premise.heading.split()) <= _HEADLINE and premise.heading.strip() and not premise.subject:
        return _first_words(premise.heading, brief)
    if premise.subject and _is_a_headline(premise):
        return _first_words(premise.heading, brief)
    if premise.thing is not None and premise.thing.bare and premise.thing.nature != "abstract":
        return thing_title(premise.thing, brief.language)
    both = [name for name in (premise.name, premise.partner.name if premise.partner else "") if name]
    if both:
        return f" {words(brief.language, 'grammar')['and']} ".join(both)
    if premise.noun:
        return titled(f"{words(brief.language, 'grammar')['articles']['the']} {premise.noun}")
    return _first_words(premise.heading or premise.sentence, brief)


def _cut_short(text: str) -> str:
    """The first words of an idea in another language, with their own capitals."""
    first = re.split(r"[,;:.!?\u2026\u3002\u3001]", text.strip(_MARKS))[0].split()[:_HEADLINE]
    while len(first) > _LEAST and len(first[-1]) < _HEADLINE - 1:
        first.pop()  # an article or a preposition ends no title
    return " ".join(first)[:_LINE]


def _is_a_headline(premise: Premise) -> bool:
    """Whether the idea was put as a short title: "A dragon who is afraid of fire", "Grandma vs. the cat"."""
    said, made = (text.strip(_MARKS).casefold() for text in (premise.heading, premise.sentence))
    return said != made and len(said.split()) <= _HEADLINE + _LEAST and not premise.heading.endswith("?")


def _first_words(text: str, brief: Brief) -> str:
    """The first words of an idea, cut where a title may end."""
    first = text.strip(_MARKS).split()
    small = set(words(brief.language, "grammar")["small"])
    ends = [at for at, word in enumerate(first) if word.casefold() in small and _LEAST <= at <= _HEADLINE]
    if len(first) > _HEADLINE + _LEAST:
        first = first[: ends[-1] if ends else _HEADLINE]
    while first and first[-1].casefold() in small:
        first.pop()
    while len(first) > 2 and first[0].casefold() in small - {"the", "how", "why", "what"}:
        first.pop(0)
    return titled(" ".join(first).strip(_MARKS)) or Dice(brief.seed, "title").pick(
        words(brief.language, "phrases")["untitled"]
    )


def thing_title(thing: Thing, language: str) -> str:
    """``"The Door in the Sea"``. Possession is left out: the film is not "her"."""
    owned = thing.whose.casefold() in words(language, "grammar")["owning"] and "'s" not in thing.bare
    free = thing.model_copy(update={"whose": ""}) if owned else thing
    return titled(noun_phrase(free, "full", words(language, "grammar")))
