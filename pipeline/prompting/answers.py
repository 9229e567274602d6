"""The shapes that models answer in, and how each becomes what the house's steps expect.

Every field is required and nothing else is allowed: one JSON schema suits every provider's strict mode.
What is wrong with an answer is said in a sentence that goes back to the model once.
"""

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Bible, Person
from projects.kinds import Beat, Brief, Variant
from projects.screenplay import fountain, scenes
from projects.screenplay.names import asset_key

_FENCE = re.compile(r"^\s*```[a-z]*\n(.*?)\n?```\s*$", re.DOTALL)
_MOST_BEATS = 200
_MOST_PEOPLE = 40  # named with one summary
_MOST_HOLES, _QUOTED = 20, 3  # findings of one answer; characters that a quoted line has at least
LEEWAY = 1.5  # times as long as asked for a summary may be
_LEAST, _TOO_SHORT = 12, 10  # words that say something of a text which has so many times more


class Unfit(ValueError):
    """An answer that cannot be used; the text says why, to the model."""


class Shape(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(extra="forbid")


class BriefAnswer(Shape):
    """What the brief left open."""

    title: str
    logline: str
    genre: str
    tone: str


class SummaryAnswer(Shape):
    """What a chapter, or several, tell."""

    summary: str
    people: list[str]


class SomebodyAnswer(Shape):
    """Someone of the story."""

    name: str
    gender: Literal["f", "m", "n", "p"]
    age: int
    job: str
    look: str
    wardrobe: str


class VariantAnswer(Shape):
    """A treatment."""

    title: str
    logline: str
    angle: str
    text: str
    people: list[SomebodyAnswer]


class BeatAnswer(Shape):
    """One beat."""

    title: str
    text: str
    function: str
    seconds: float
    intensity: float
    mood: str


class BeatsAnswer(Shape):
    """The whole sheet."""

    beats: list[BeatAnswer]


def brief_from(answer: BriefAnswer, arguments: dict[str, Any]) -> Any:
    """The brief with its open fields filled in; what a person wrote stays."""
    brief = Brief.model_validate(arguments["brief"])
    found = {name: value.strip() for name, value in answer.model_dump().items()}
    if not found["title"] or not found["logline"]:
        raise Unfit("The title and the logline must not be empty.")
    open_ones = {name: value for name, value in found.items() if not getattr(brief, name)}
    return Brief.model_validate(brief.payload() | open_ones).payload()


def summary_from(answer: SummaryAnswer, arguments: dict[str, Any]) -> Any:
    """A summary of about the words that were asked for, with the names that occur in what it sums up."""
    text = unfenced(answer.summary).strip()
    words, most = len(text.split()), int(arguments["words"] * LEEWAY)
    if not text:
        raise Unfit("The summary was empty.")
    if words > most:
        raise Unfit(f"The summary has {words} words. It may have {arguments['words']}.")
    if words < _LEAST and words * _TOO_SHORT < int(arguments["source_words"]) and " " in text:
        raise Unfit("The summary says next to nothing. Tell what happens.")
    source = _source_of(arguments)
    people = [name.strip()[:120] for name in answer.people[:_MOST_PEOPLE]]
    return {"text": text, "people": [name for name in dict.fromkeys(people) if name and name in source]}


def _source_of(arguments: dict[str, Any]) -> str:
    """What was summed up: a chapter's words, or the names that summaries had."""
    if "text" in arguments:
        return str(arguments["text"])
    told = (str(one["text"]) for one in arguments["chapters"])
    return "\n".join([*told, *arguments["people"]])


def variant_from(answer: VariantAnswer, arguments: dict[str, Any]) -> Any:
    """A treatment with the bible that previz' own stages read: its people."""
    if len(answer.text.split()) < 20:  # shorter is no treatment of anything
        raise Unfit("The treatment's text is empty or only a sentence.")
    brief = Brief.model_validate(arguments["brief"])
    return Variant(
        title=answer.title.strip()[:200],
        logline=answer.logline.strip()[:1_000],
        angle=answer.angle.strip()[:300],
        text=unfenced(answer.text).strip() + "\n",
        bible=_bible(answer, brief),
    ).payload()


def _bible(answer: VariantAnswer, brief: Brief) -> dict[str, Any]:
    people = [
        Person(
            role="H" if place == 0 else "F",
            key=asset_key("character", called),
            name=one.name.strip(),
            short=one.name.split()[0],
            gender=one.gender,
            age=max(0, min(one.age, 200)),
            job=one.job.strip(),
            look=one.look.strip(),
            wardrobe=one.wardrobe.strip(),
        )
        for place, one in enumerate(answer.people[:20])
        if one.name.strip()
        # Scripts call people by their whole name or by their first: the cast finds them under either.
        for called in dict.fromkeys((one.name, one.name.split()[0]))
    ]
    genre = words(brief.language, "genres").get(brief.genre, {})
    period = str(genre.get("period", "modern"))
    bible = Bible(language=brief.language, seed=str(brief.seed), period=period, people=people)
    return bible.model_dump(mode="json") if people else {}


def beats_from(answer: BeatsAnswer, arguments: dict[str, Any]) -> Any:
    """The beats, their seconds scaled to the running time."""
    if not 0 < len(answer.beats) <= _MOST_BEATS:
        raise Unfit(f"There must be between 1 and {_MOST_BEATS} beats.")
    total = sum(max(beat.seconds, 0.5) for beat in answer.beats)
    share = float(arguments["brief"]["seconds"]) / total
    return [
        Beat(
            title=beat.title.strip()[:200],
            text=beat.text.strip()[:20_000],
            function=beat.function.strip()[:60],
            seconds=round(max(beat.seconds, 0.5) * share, 2),
            intensity=max(0.0, min(beat.intensity, 1.0)),
            mood=beat.mood.strip().lower()[:40] or "neutral",
        ).payload()
        for beat in answer.beats
    ]


class EndingPart(Shape):
    """One beat of an ending."""

    title: str
    text: str
    mood: str
    intensity: float


class EndingAnswer(Shape):
    """One other ending."""

    name: str
    why: str
    turn: EndingPart
    climax: EndingPart
    image: EndingPart


class EndingsAnswer(Shape):
    """Three other endings."""

    endings: list[EndingAnswer]


class HoleAnswer(Shape):
    """Something that does not hold together."""

    beat: int
    quote: str
    problem: str
    suggestion: str


class HolesAnswer(Shape):
    """All of it."""

    findings: list[HoleAnswer]


def endings_from(answer: EndingsAnswer, arguments: dict[str, Any]) -> Any:
    """Three endings that differ from the one there is and from each other, as the house engine's are."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    now = {str(beat["text"]).strip() for beat in arguments["beats"]}
    for one in answer.endings[:3]:
        parts = {name: _ending_part(getattr(one, name)) for name in ("turn", "climax", "image")}
        texts = tuple(part["text"] for part in parts.values())
        if all(texts) and not set(texts) & now:
            told = {"name": one.name.strip()[:200], "why": one.why.strip()[:300], "parts": parts}
            found.setdefault(texts, told)
    if len(found) < 3:
        raise Unfit("There must be three endings that differ from the beats there are and from each other.")
    return list(found.values())


def _ending_part(part: EndingPart) -> dict[str, Any]:
    return {
        "title": part.title.strip()[:200] or "Untitled",
        "text": part.text.strip()[:20_000],
        "mood": part.mood.strip().lower()[:40] or "neutral",
        "intensity": max(0.0, min(part.intensity, 1.0)),
    }


def holes_from(answer: HolesAnswer, arguments: dict[str, Any]) -> Any:
    """The findings whose line stands in a beat word for word; the others are dropped.

    Each is ``beat`` (its number, corrected to where the line really stands), ``quote``, ``problem`` and
    ``suggestion``.
    """
    texts = [f"{beat['title']}\n{beat['text']}" for beat in arguments["beats"]]
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in answer.findings[:_MOST_HOLES]:
        quote, problem = one.quote.strip(), one.problem.strip()
        order = sorted(range(len(texts)), key=lambda at: abs(at + 1 - one.beat))
        where = next((at for at in order if len(quote) >= _QUOTED and quote in texts[at]), None)
        if where is not None and problem:
            kept = {
                "quote": quote[:500],
                "problem": problem[:500],
                "suggestion": one.suggestion.strip()[:500],
            }
            found.setdefault((quote, problem), {"beat": where + 1, **kept})
    if answer.findings and not found:
        raise Unfit("None of the quoted lines stands in the beats. Quote them word for word.")
    return sorted(found.values(), key=lambda each: each["beat"])


def script_from(answer: str, arguments: dict[str, Any]) -> Any:
    """One scene in Fountain, checked to be one."""
    text = unfenced(answer).strip()
    if not text:
        raise Unfit("The answer was empty.")
    found = [part.heading for part in scenes.split(fountain.parse(text)) if part.heading]
    if not found:
        raise Unfit("The scene must begin with a heading such as INT. KITCHEN - NIGHT.")
    if len(found) > 1:
        raise Unfit(f"There were {len(found)} scene headings. Write one scene with one heading.")
    return text


class AlternativeAnswer(Shape):
    """One other way."""

    text: str
    why: str


class AlternativesAnswer(Shape):
    """Other ways to tell a passage."""

    alternatives: list[AlternativeAnswer]


def alternatives_from(answer: AlternativesAnswer, arguments: dict[str, Any]) -> Any:
    """Two or three alternatives, each unlike the passage and the others: {"text", "why"}."""
    found: dict[str, str] = {}
    for one in answer.alternatives[:3]:
        text = unfenced(one.text).strip()
        if text and text != arguments["passage"].strip():
            found.setdefault(text, one.why.strip()[:200])
    if len(found) < 2:
        raise Unfit("There must be three alternatives that differ from the passage and from each other.")
    return [{"text": text, "why": why} for text, why in found.items()]


def passage_from(answer: str, arguments: dict[str, Any]) -> Any:
    """The new words of a passage."""
    text = unfenced(answer).strip()
    if not text:
        raise Unfit("The answer was empty.")
    if text == arguments["passage"].strip():
        raise Unfit("It is the same passage, word for word.")
    return text


def unfenced(text: str) -> str:
    """A text without the code fences that models like to put around it."""
    match = _FENCE.match(text)
    return match[1] if match else text
