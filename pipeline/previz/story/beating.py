"""The beat sheet: a treatment cut into scenes, each with its place in the structure, its length and its mood."""

from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import Bible
from pipeline.previz.story.budget import WORDS_A_SECOND
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.remembering import bible_of
from pipeline.previz.story.spines import card, choose_card
from pipeline.previz.story.structure import MINIMUM_SCENE, Step, scene_count, spread_seconds, steps
from pipeline.previz.story.telling import Teller
from pipeline.previz.story.worlds import world
from projects.kinds.base import digest
from projects.kinds.story import Beat, Brief, Treatment

_BAD_WEATHER = frozenset(("sad", "fearful", "tense", "angry", "mysterious"))


def beats(brief: Brief, treatment: Treatment) -> list[Beat]:
    """One beat for each scene. Their seconds sum to the brief's; ``plan`` is for the scene's writer."""
    bible = bible_of(brief, treatment)
    dice = Dice(bible.seed, "beats", bible.spine, bible.structure)
    sequence = _sequence(bible, scene_count(brief.seconds))
    cards = _cards(bible, sequence, dice)
    needs = [_need(card_id, bible) for card_id in cards]
    lengths = spread_seconds([step.share for step in sequence], brief.seconds, needs)
    seen: set[str] = set()
    return [
        _beat(bible, step, lengths[at], cards[at], seen, dice.fork("beat", at))
        for at, step in enumerate(sequence)
    ]


def _cards(bible: Bible, sequence: list[Step], dice: Dice) -> list[str]:
    used: set[str] = set()
    found: list[str] = []
    for at, step in enumerate(sequence):
        found.append(choose_card(bible.spine, step.situation, used, dice.fork(at), bible.language))
        if step.situation != "teaser":
            used.add(found[-1])
    return found


def _need(card_id: str, bible: Bible) -> float:
    """Seconds that a scene needs to say what cannot be left out."""
    entry = card(card_id, bible.language) or {"steps": []}
    words_ = sum(
        len(str(value).split())
        for s in entry["steps"]
        if not s.get("x")
        for key, value in s.items()
        if key.isupper()
    )
    return max(MINIMUM_SCENE, words_ / WORDS_A_SECOND)


def _sequence(bible: Bible, count: int) -> list[Step]:
    """The steps of the structure; a story told from its end opens with a glimpse of the climax."""
    if bible.angle != "end-first" or count < 5:
        return steps(bible.structure, count, bible.language)
    teaser = Step("cold open", "Cold open: the end", "teaser", 0.7)
    return [teaser, *steps(bible.structure, count - 1, bible.language)]


def _beat(bible: Bible, step: Step, seconds: float, card_id: str, seen: set[str], dice: Dice) -> Beat:
    entry = _entry(card_id, step, bible)
    who = [role for role in entry["who"] if bible.person(role)]
    first = [role for role in who if role not in seen]
    seen.update(first)
    teller = Teller(bible, dice)
    text = teller.tell(entry["beat"])
    plan: dict[str, Any] = {
        "card": card_id,
        "situation": step.situation,
        "who": who,
        "place": entry["place"],
        "time": entry.get("time", "DAY"),
        "weather": _weather(bible, entry, dice),
        "first": first,
        "told": digest(text),
        "seed": f"{bible.seed}/{card_id}",
    }
    return Beat(
        title=teller.tell(entry["title"])[:200],
        text=text,
        function=step.function,
        seconds=seconds,
        intensity=entry["intensity"],
        mood=entry["mood"],
        plan=plan,
    )


def _entry(card_id: str, step: Step, bible: Bible) -> dict[str, Any]:
    entry = card(card_id, bible.language)
    assert entry is not None
    if step.situation != "teaser":
        return entry
    return {**entry, "title": step.label, "beat": words(bible.language, "phrases")["teaser"][0]}


def _weather(bible: Bible, entry: dict[str, Any], dice: Dice) -> str:
    place = bible.place(entry["place"])
    if place.setting == "INT":
        return ""
    options = world(bible.world, bible.language)["weathers"]
    if entry["mood"] in _BAD_WEATHER:
        options = [option for option in options if option] or [""]
        return str(dice.pick(options)) if dice.chance(0.7) else ""
    return ""
