"""Adapting a text that somebody wrote: its people, its order, its words. Nothing is invented but the slug
lines.
"""

import re
from collections import Counter
from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import SOURCE, Bible, Person, Place
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.founding import with_parts
from pipeline.previz.story.looks import Figure, look, wardrobe
from pipeline.previz.story.premise import best_cue
from pipeline.previz.story.prose import condensed, sentences_of, units_of
from pipeline.previz.story.tense import in_present
from pipeline.previz.story.worlds import places, worlds
from projects.kinds.base import digest
from projects.kinds.story import Brief, Variant
from projects.screenplay.names import asset_key

_WHERE = re.compile(
    r"\b(?:in|into|at|to|from|on|onto|inside|outside|through|towards?|of) "
    r"(?:the|a|an|his|her|their|its|my|our|[A-Z]\w+['\u2019]s) (?:[a-z]+ ){0,2}?"
    r"(?P<noun>[a-z]+(?:-[a-z]+)?)\b"
)
_ROOM = re.compile(r"(?:house|room|shop|hall|store)$")
_PLACES = 8
_OPENING = 400  # characters of a text that has no sentence
LONG = 4  # sentences from which a text is a story of its own
WORDS_A_SECOND = 3.2  # of prose that a second of film can show
# A capitalised word that does not merely open a sentence or a quotation.
_NAME = re.compile(
    r"(?<![.!?\"\u201c\u2018]\s)(?<![\"\u201c\u2018\u00ab])(?<!^)\b([^\W\d_a-z][^\W\d_A-Z]+(?:['\u2019][^\W\d_A-Z]+)?)\b",
    re.MULTILINE,
)
_NOT_NAMES = frozenset(words("en", "grammar")["not_names"])
_ROLES = ("H", "F", "R", "E")


def is_told(brief: Brief) -> bool:
    """Whether the idea is a text to adapt rather than an idea to expand."""
    count = len(sentences_of(brief.idea))
    return count >= LONG and (brief.mode in ("adapt", "rework") or len(brief.idea) > 700)


def adapted(brief: Brief) -> list[Variant]:
    """Three ways to film a text: shown in order, with the author's own voice over it, and from its end."""
    bible = bible_from_text(brief, brief.idea, brief.title)
    table = words(brief.language, "angles")
    found = []
    for angle in table["source"]:
        mine = bible.model_copy(
            update={
                "angle": angle["angle"],
                "structure": angle["structure"],
                "seed": f"{brief.seed}/{angle['angle']}",
            }
        )
        paragraphs = condensed(brief.idea, round(brief.seconds * WORDS_A_SECOND), brief.language)
        if angle["angle"] != "narrated":
            paragraphs = in_present("\n\n".join(paragraphs), brief.language).split("\n\n")
        if angle["angle"] == "end-first":
            paragraphs = _end_first(paragraphs)
        text = f"{angle['told']}\n\n## {table['headings']['story']}\n\n" + "\n\n".join(paragraphs) + "\n"
        logline = brief.logline or paragraphs[0]
        found.append(
            Variant(
                title=brief.title[:200],
                logline=logline[:1_000],
                angle=f"{angle['label']}, {table['structures'][angle['structure']]}. {angle['told']}"[:300],
                text=text,
                bible=with_parts(mine, {}, digest(text)),
            )
        )
    return found


def _end_first(paragraphs: list[str]) -> list[str]:
    """The paragraphs, opened by a glimpse of their end."""
    units = [unit for paragraph in paragraphs for unit in units_of(paragraph)]
    return [units[-1], *paragraphs] if len(units) > LONG else paragraphs


def bible_from_text(brief: Brief, text: str, title: str) -> Bible:
    """The bible of a text: who it names most often, where it plays."""
    genre = brief.genre if brief.genre in words(brief.language, "genres") else "drama"
    world = _world(brief, text) or str(words(brief.language, "genres")[genre]["world"])
    period = best_cue(text, words(brief.language, "periods"))
    named = places_named(text, brief.language)
    return Bible(
        language=brief.language,
        seed=f"{brief.seed}/{digest(title)[:8]}",
        structure=brief.structure,
        spine=SOURCE,
        genre=genre,
        period=period or str(words(brief.language, "genres")[genre].get("period", "modern")),
        world=world,
        people=_people(brief, text),
        places=named or places(world, brief.language),
    )


def _world(brief: Brief, text: str) -> str:
    low = text.casefold()
    scores = {
        entry["world"]: sum(len(re.findall(rf"\b{re.escape(word)}s?\b", low)) for word in entry["words"])
        for entry in worlds(brief.language)
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] else ""


def places_named(text: str, language: str) -> list[Place]:
    """The places that a text itself names, in order of appearance: "his counting-house", "the cellar"."""
    table = words(language, "things")
    nouns = {*table["place"], *table["indoors"], *table["outdoors"]}
    found: dict[str, Place] = {}
    for match in _WHERE.finditer(text):
        noun = match["noun"].casefold()
        if noun in nouns or _ROOM.search(noun):
            inside = noun in table["indoors"] or _ROOM.search(noun) is not None
            place = Place(role=noun, setting="INT" if inside else "EXT", name=noun.upper(), look=noun)
            found.setdefault(noun, place)
    return list(found.values())[:_PLACES]


def _people(brief: Brief, text: str) -> list[Person]:
    """The people named most often, at most four; somebody nameless where the text names none."""
    names = names_in(text)
    return [
        _person(brief, role, name, text) for role, name in zip(_ROLES, names or ["Somebody"], strict=False)
    ]


def names_in(text: str) -> list[str]:
    """The names that a text has more than once, most often first; where there are none, the first two."""
    counts = Counter(name.removesuffix("'s").removesuffix("\u2019s") for name in _NAME.findall(text))
    names = [
        name
        for name, count in counts.most_common(12)
        if name not in _NOT_NAMES and count > 1 and len(name) > 2
    ]
    return names or [name for name in counts if name not in _NOT_NAMES and len(name) > 2][:2]


def summary_of(text: str, most_words: int, language: str) -> dict[str, Any]:
    """A text in at most about ``most_words`` of its own words: ``text`` and the ``people`` it names."""
    told = condensed(text, most_words, language)
    return {"text": "\n\n".join(told).strip() or text.strip()[:_OPENING], "people": names_in(text)}


def _person(brief: Brief, role: str, name: str, text: str) -> Person:
    after = " ".join(
        match[1] for match in re.finditer(rf"\b{re.escape(name)}\b(.{{0,160}})", text, re.DOTALL)
    ).casefold()
    women = len(re.findall(r"\b(?:she|her|hers)\b", after))
    men = len(re.findall(r"\b(?:he|his|him)\b", after))
    gender = "f" if women > men else "m" if men > women else Dice(brief.seed, "gender", name).pick("fm")
    age = 24 + Dice(brief.seed, "age", name).below(36)
    figure = Figure(
        name, gender, age, "human", "", best_cue(text, words(brief.language, "periods")) or "modern"
    )
    seed = str(brief.seed)
    return Person.model_validate(
        {
            "role": role,
            "key": asset_key("character", name),
            "name": name,
            "short": name,
            "gender": gender,
            "age": age,
            "look": look(figure, seed, brief.language),
            "wardrobe": wardrobe(figure, seed, brief.language),
        }
    )
