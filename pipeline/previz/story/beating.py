"""The beat sheet: a treatment cut into scenes, each with its place in the structure, its length and its
mood.
"""

from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.bible import SOURCE, Bible, Place
from pipeline.previz.story.budget import GAP, SHARE
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.following import beats_from_text
from pipeline.previz.story.remembering import bible_of, edited_parts
from pipeline.previz.story.spines import card, choose_card
from pipeline.previz.story.structure import MINIMUM_SCENE, Step, scene_count, spread_seconds, steps
from pipeline.previz.story.telling import Teller
from pipeline.previz.story.worlds import place_for, world
from pipeline.previz.voice.pace import seconds_of
from projects.kinds.base import digest
from projects.kinds.presets import FREE
from projects.kinds.story import Beat, Brief, Treatment

_BAD_WEATHER = frozenset(("sad", "fearful", "tense", "angry", "mysterious"))
_LOOKING = 1.6  # seconds of a scene that nobody may talk over
_VOICE_OVER = 3.4  # seconds of the one who tells the story, in the first and the last scene
_CHAPTERS = {"turn": "reveal", "climax": "choice", "image": "last"}


def beats(brief: Brief, treatment: Treatment) -> list[Beat]:
    """One beat for each scene. Their seconds sum to the brief's; ``plan`` is for the scene's writer.

    A treatment written by hand, or one that adapts a text, is followed paragraph by paragraph; a chapter that
    a person rewrote is told in that person's words.
    """
    bible = bible_of(brief, treatment)
    if brief.structure == FREE:  # said after the treatment was told
        bible = bible.model_copy(update={"structure": FREE})
    if bible.spine == SOURCE:
        return beats_from_text(brief, treatment, bible)
    dice = Dice(bible.seed, "beats", bible.spine, bible.structure)
    sequence = _sequence(bible, scene_count(brief.seconds))
    cards = _cards(bible, sequence, dice)
    lengths = spread_seconds(
        [step.share for step in sequence], brief.seconds, [_need(card_id, bible) for card_id in cards]
    )
    seen: set[str] = set()
    visits: dict[str, int] = {}
    rewritten = {
        _CHAPTERS[part]: told
        for part, told in edited_parts(bible, treatment.text).items()
        if part in _CHAPTERS
    }
    found = []
    for at, step in enumerate(sequence):
        beat = dealt_beat(bible, step, lengths[at], cards[at], seen, dice.fork("beat", at))
        place = str(beat.plan["place"])
        visits[place] = visits.get(place, -1) + 1
        beat.plan["at"] = at
        beat.plan["visit"] = visits[place]  # a place is described twice at most, in different words
        if step.situation in rewritten:
            beat = beat.model_copy(update={"text": rewritten.pop(step.situation)})
        found.append(beat)
    if digest(bible.model_dump(mode="json")) != digest(treatment.bible):
        # Scenes read the treatment's bible, which is not the one these beats were made from.
        found = [_with_bible(beat, bible) for beat in found]
    return found


def _with_bible(beat: Beat, bible: Bible) -> Beat:
    return beat.model_copy(update={"plan": beat.plan | {"bible": bible.model_dump(mode="json")}})


def _sequence(bible: Bible, count: int) -> list[Step]:
    """The steps of the structure; a story told from its end opens with a glimpse of the climax."""
    if bible.angle != "end-first" or count < 5:
        return steps(bible.structure, count, bible.language)
    teaser = Step("cold open", words(bible.language, "phrases")["cold open"][0], "teaser", 0.6)
    return [teaser, *steps(bible.structure, count - 1, bible.language)]


def _cards(bible: Bible, sequence: list[Step], dice: Dice) -> list[str]:
    """A card for each step. The climax is dealt first: a glimpse of it must be a glimpse of the same
    scene.
    """
    used: set[str] = set()
    dealt: dict[int, str] = {}
    order = sorted(
        range(len(sequence)), key=lambda at: (sequence[at].situation not in _CHAPTERS.values(), at)
    )
    for at in order:
        situation = sequence[at].situation
        if situation != "teaser":
            dealt[at] = choose_card(bible, situation, used, dice.fork(at))
            used.add(dealt[at])
    climax = next((dealt[at] for at in dealt if sequence[at].situation == "choice"), "")
    return [dealt.get(at) or climax or next(iter(dealt.values())) for at in range(len(sequence))]


def _need(card_id: str, bible: Bible) -> float:
    """Seconds that a scene needs to say what cannot be left out."""
    entry = card(card_id, bible.language) or {"steps": []}
    lines = [
        str(value)
        for step in entry["steps"]
        if not step.get("x")
        for key, value in step.items()
        if len(key) == 1 and key.isupper()
    ]
    speech = sum(seconds_of(line, bible.language) + GAP for line in lines)
    if bible.angle in ("witness", "other-side") and entry.get("situation") in ("ordinary", "last"):
        speech += _VOICE_OVER
    # Titles and credits take their part of the running time before a scene gets its own.
    return max(MINIMUM_SCENE, min(1.12 * speech / SHARE, 2.5 * MINIMUM_SCENE + _LOOKING))


def dealt_beat(bible: Bible, step: Step, seconds: float, card_id: str, seen: set[str], dice: Dice) -> Beat:
    """A card told as a beat. ``seen`` are the roles that were on screen before; this beat's are added."""
    entry = card(card_id, bible.language) or {}
    teaser = step.situation == "teaser"
    who = [role for role in entry["who"] if bible.person(role)]
    first = [role for role in who if role not in seen]
    seen.update(first)
    teller = Teller(bible, dice)
    place = place_for(entry, bible)
    text = teller.tell(words(bible.language, "phrases")["teaser"][0] if teaser else entry["beat"])
    plan: dict[str, Any] = {
        "card": card_id,
        "situation": step.situation,
        "who": who,
        "place": place.role,
        "time": entry.get("time", "DAY"),
        "weather": _weather(bible, entry, place, dice),
        "first": first,
        "told": digest(text),
        "seed": f"{bible.seed}/{card_id}",
    }
    return Beat(
        title=(step.label if teaser else teller.tell(entry["title"]))[:200],
        text=text,
        function=step.function,
        seconds=seconds,
        intensity=entry["intensity"],
        mood=entry["mood"],
        plan=plan,
    )


def _weather(bible: Bible, entry: dict[str, Any], place: Place, dice: Dice) -> str:
    if place.setting == "INT" or entry["mood"] not in _BAD_WEATHER:
        return ""
    options = [option for option in world(bible.world, bible.language)["weathers"] if option]
    return str(dice.pick(options)) if options and dice.chance(0.6) else ""
