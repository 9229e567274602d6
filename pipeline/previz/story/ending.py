"""Other ways to end a story: another turn, another climax, another final image.

Where the story has a spine of its own, endings of other spines are told with its people and threads; where it
follows somebody's text, or too few can be, endings that fit any story stand in.
"""

from typing import Any

from pipeline.previz.lexicon import entries, words
from pipeline.previz.story.beating import dealt_beat
from pipeline.previz.story.bible import SOURCE, Bible
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.remembering import bible_of
from pipeline.previz.story.spines import plays
from pipeline.previz.story.structure import Step
from pipeline.previz.story.telling import Teller
from projects.kinds.story import Beat, Brief, Treatment

PARTS = ("turn", "climax", "image")
ENDINGS = 3
_SITUATIONS = {"turn": "reveal", "climax": "choice", "image": "last"}
_CHANGED = ("title", "text", "mood", "intensity", "plan")


def parts_of(beats: list[Beat]) -> dict[str, int]:
    """Which beats are a story's turn, its climax and its final image, by their places. Needs three beats.

    Those that were dealt for it, else the last one, the tensest before it in the second half, and the one
    before that.
    """
    dealt = {str(beat.plan.get("situation", "")): at for at, beat in enumerate(beats)}
    found = {part: dealt[name] for part, name in _SITUATIONS.items() if name in dealt}
    if len(found) == len(PARTS) and found["turn"] < found["climax"] < found["image"]:
        return found
    image = len(beats) - 1
    late = range(max(1, min(len(beats) // 2, image - 1)), image)
    climax = max(late, key=lambda at: (beats[at].intensity, at))
    return {"turn": climax - 1, "climax": climax, "image": image}


def endings(brief: Brief, treatment: Treatment, beats: list[Beat]) -> list[dict[str, Any]]:
    """Three endings, each ``name``, ``why`` and for each of ``PARTS`` the fields of the beat that change."""
    bible = bible_of(brief, treatment)
    here = parts_of(beats)
    dice = Dice(bible.seed, "endings", *(beats[at].text for at in here.values()))
    found = [_dealt(bible, cards, beats, here, dice) for cards in _decks(bible, beats, here, dice)]
    for entry in words(bible.language, "endings"):
        found.append(_told(bible, entry, dice))
    return found[:ENDINGS]


def _decks(bible: Bible, beats: list[Beat], here: dict[str, int], dice: Dice) -> list[dict[str, str]]:
    """The ids of turn, climax and image of other spines that this story's people can play."""
    if bible.spine == SOURCE or not all(beats[at].plan.get("card") for at in here.values()):
        return []
    decks = []
    for entry in entries(bible.language, "spines"):
        cards = {
            part: (f"{entry['spine']}/{situation}/{at}", card)
            for part, situation in _SITUATIONS.items()
            for at, card in enumerate(entry["cards"])
            if card["situation"] == situation
        }
        own = entry["spine"] == bible.spine or entry.get("exclusive")
        if not own and len(cards) == len(PARTS) and plays([card for _, card in cards.values()], bible):
            decks.append({part: name for part, (name, _) in cards.items()})
    return dice.shuffled(decks)[:ENDINGS]


def _dealt(
    bible: Bible, cards: dict[str, str], beats: list[Beat], here: dict[str, int], dice: Dice
) -> dict[str, Any]:
    seen = {person.role for person in bible.people}
    parts = {}
    for part, at in here.items():
        old = beats[at]
        step = Step(old.function, "", _SITUATIONS[part], 1.0)
        new = dealt_beat(bible, step, old.seconds, cards[part], set(seen), dice.fork(cards[part]))
        parts[part] = new.model_copy(update={"plan": old.plan | new.plan})
    return {"name": parts["climax"].title, "why": "", "parts": {part: _fields(parts[part]) for part in PARTS}}


def _told(bible: Bible, entry: dict[str, Any], dice: Dice) -> dict[str, Any]:
    teller = Teller(bible, dice.fork(entry["name"]))
    parts = {
        part: {
            **entry[part],
            "title": teller.tell(entry[part]["title"]),
            "text": teller.tell(entry[part]["text"]),
        }
        for part in PARTS
    }
    return {"name": entry["name"], "why": entry["why"], "parts": parts}


def _fields(beat: Beat) -> dict[str, Any]:
    data = beat.payload()
    return {name: data[name] for name in _CHANGED}
