"""Spines: what drives a story (a loss, a bargain, a task), with its threads, its prose and its scene
cards.
"""

import re
from typing import Any

from pipeline.previz.lexicon import entries, words
from pipeline.previz.story.bible import Bible
from pipeline.previz.story.dice import Dice
from pipeline.previz.story.premise import Premise
from pipeline.previz.story.subjects import known_people

COMMON = "common"  # cards that fit every story: they fill the long ones


def spine(name: str, language: str) -> dict[str, Any]:
    """One spine by its name, or the first one where the name is not known."""
    found = entries(language, "spines")
    return next((entry for entry in found if entry["spine"] == name), found[0])


def fitting(premise: Premise, genre: str, period: str, language: str) -> list[list[str]]:
    """Names of the spines that can tell a story, in four pools from the best suited to the last resort.

    First those of the genre that are made for what the idea is, then others that are, then the genre's, then
    any. A genre with its own ways (advertisement, documentary) uses only its own.
    """
    found = entries(language, "spines")
    own = [entry for entry in found if genre in entry.get("genres", ())]
    if exclusive := [entry["spine"] for entry in own if entry.get("exclusive")]:
        return [exclusive]
    pools: list[list[str]] = [[], [], [], []]
    for entry in found:
        if _able(entry, premise, genre, period, language):
            special = genre in entry.get("genres", ()) or period in entry.get("periods", ())
            suited = premise.mode in entry.get("fits", ())
            pools[(0 if special else 1) if suited else (2 if special else 3)].append(entry["spine"])
    return pools if any(pools) else [[found[0]["spine"]]]


def _able(entry: dict[str, Any], premise: Premise, genre: str, period: str, language: str) -> bool:
    if entry.get("exclusive") or genre in entry["not_genres"] or premise.mode not in entry["modes"]:
        return False
    if entry.get("genres") and genre not in entry["genres"] and period not in entry.get("periods", ()):
        return False
    if entry.get("modern") and period in words(language, "periods")["modern"]["before"]:
        return False
    if entry.get("cues") and not re.search(rf"\b(?:{entry['cues']})", premise.sentence, re.IGNORECASE):
        return False
    if entry.get("aims") and not premise.goal:
        return False
    thing = premise.thing
    if thing is None:
        return not entry.get("thing") or not premise.sentence
    if entry.get("not_people") and thing.one in known_people(language) - set(
        words(language, "people")["animals"]
    ):
        return False
    return not entry.get("natures") or thing.nature in entry["natures"]


def choose_card(bible: Bible, situation: str, used: set[str], dice: Dice) -> str:
    """The id of a card for a situation, ``"guardian/doubt/0"``; one not used yet, while there is any.

    First the spine's own, then cards that fit every story; for an advertisement or a documentary, whose own
    are few, those of its kind that this story's people can play.
    """
    language = bible.language
    near: dict[str, list[str]] = words(language, "situations")["near"]
    own = spine(bible.spine, language)
    decks = [[bible.spine], _kindred(own, language)] if own.get("exclusive") else [[bible.spine, COMMON]]
    for several in decks:
        for wanted in (situation, *near.get(situation, ())):
            for deck in several:
                fresh = [
                    name
                    for name in _ids(deck, language)
                    if name.split("/")[1] == wanted and name not in used and _tellable(name, bible)
                ]
                if fresh:
                    return dice.pick(fresh)
    mine = _ids(bible.spine, language)
    unused = [name for name in mine if name not in used and name.split("/")[1] not in _ONCE]
    same = [name for name in mine if name.split("/")[1] == situation]
    return dice.pick(unused or same or mine)


_ONCE = ("reveal", "choice", "last", "discovery", "ordinary")  # a story has one of each


def _kindred(own: dict[str, Any], language: str) -> list[str]:
    """The other spines of a genre that uses only its own."""
    return [
        entry["spine"]
        for entry in entries(language, "spines")
        if entry.get("exclusive") and entry["spine"] != own["spine"] and entry["genres"] == own["genres"]
    ]


def _tellable(card_id: str, bible: Bible) -> bool:
    """Whether a card suits the genre and speaks only of people and threads that the story has."""
    found = card(card_id, bible.language) or {}
    if bible.genre not in found.get("genres", [bible.genre]):
        return False
    if card_id.startswith((f"{bible.spine}/", f"{COMMON}/")):
        return True
    return card_id.split("/")[1] not in _ONCE and plays(found, bible)


def plays(found: Any, bible: Bible) -> bool:
    """Whether cards speak only of people and threads that a story has."""
    several = found if isinstance(found, list) else [found]
    slots = set(_SLOT.findall(str(found)))
    roles = {slot for slot in slots if len(slot) == 1 and slot != "X"}
    roles |= {role for entry in several for role in entry["who"]}
    return roles <= {person.role for person in bible.people} and slots - roles - {"X"} <= set(bible.threads)


_SLOT = re.compile(r"\{(\w+)(?:\.[\w:]+)?\}")


def card(card_id: str, language: str) -> dict[str, Any] | None:
    """A card by its id, or None where the lexicon no longer has it."""
    deck, _, rest = card_id.partition("/")
    situation, _, number = rest.rpartition("/")
    cards = _cards(deck, language)
    at = int(number) if number.isdigit() else -1
    return cards[at] if 0 <= at < len(cards) and cards[at]["situation"] == situation else None


def _cards(deck: str, language: str) -> list[dict[str, Any]]:
    return list(entries(language, "cards")) if deck == COMMON else list(spine(deck, language)["cards"])


def _ids(deck: str, language: str) -> list[str]:
    return [f"{deck}/{card['situation']}/{at}" for at, card in enumerate(_cards(deck, language))]
