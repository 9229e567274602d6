"""Spines: what drives a story (a loss, a bargain, a task), with its threads, its prose and its scene cards."""

from typing import Any

from pipeline.previz.lexicon import entries, words
from pipeline.previz.story.dice import Dice

COMMON = "common"  # cards that fit every story: they fill the long ones


def spine(name: str, language: str) -> dict[str, Any]:
    """One spine by its name, or the first one where the name is not known."""
    found = entries(language, "spines")
    return next((entry for entry in found if entry["spine"] == name), found[0])


def fitting(mode: str, genre: str, period: str, language: str) -> list[list[str]]:
    """Names of the spines that can tell such a story: those of the genre, then those that fit anywhere.

    A genre with its own ways (advertisement, documentary) uses only its own.
    """
    found = entries(language, "spines")
    own = [entry for entry in found if genre in entry.get("genres", ())]
    if exclusive := [entry["spine"] for entry in own if entry.get("exclusive")]:
        return [exclusive]
    old = period in words(language, "periods")["modern"]["before"]
    able = [entry for entry in found if mode in entry["modes"] and not (old and entry.get("modern"))]
    able = [entry for entry in able if genre not in entry["not_genres"] and not entry.get("exclusive")]
    special = [e["spine"] for e in able if genre in e.get("genres", ()) or period in e.get("periods", ())]
    general = [e["spine"] for e in able if not e.get("genres")]
    return [special, general] if special or general else [[found[0]["spine"]]]


def choose_card(name: str, situation: str, used: set[str], dice: Dice, language: str, genre: str = "") -> str:
    """The id of a card for a situation, ``"guardian/doubt/0"``; one not used yet, while there is any."""
    near: dict[str, list[str]] = words(language, "situations")["near"]
    exclusive = bool(spine(name, language).get("exclusive"))
    for wanted in (situation, *near.get(situation, ())):
        for deck in (name,) if exclusive else (name, COMMON):
            fresh = [card for card in _ids(deck, language) if card.split("/")[1] == wanted and card not in used]
            fresh = [card for card in fresh if _suits(card, genre, language)]
            if fresh:
                return dice.pick(fresh)
    same = [card for card in _ids(name, language) if card.split("/")[1] == situation]
    return dice.pick(same or _ids(name, language))


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


def _suits(card_id: str, genre: str, language: str) -> bool:
    found = card(card_id, language) or {}
    return genre in found.get("genres", [genre])
