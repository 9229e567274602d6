"""Spines: what drives a story (a loss, a bargain, a task, ...), with its threads, its prose and its scene cards."""

from typing import Any

from pipeline.previz.lexicon import entries
from pipeline.previz.story.dice import Dice

_NEAR = {
    "teaser": ("choice",),  # where a spine has no card for a situation, the next best
    "stir": ("ordinary", "bond"),
    "bond": ("pull", "wonder"),
    "trial": ("pressure", "wonder"),
    "wonder": ("trial", "bond"),
    "pressure": ("trial", "doubt"),
    "confront": ("choice", "resolve"),
    "price": ("return", "night"),
    "return": ("last", "bond"),
    "rift": ("loss", "pressure"),
    "resolve": ("night", "pull"),
    "night": ("loss", "resolve"),
    "pull": ("bond", "doubt"),
    "approach": ("wonder", "pull"),
    "ordinary": ("stir", "bond"),
    "doubt": ("pull", "trial"),
}


def spine(name: str, language: str) -> dict[str, Any]:
    """One spine by its name, or the first one where the name is not known."""
    found = entries(language, "spines")
    return next((entry for entry in found if entry["spine"] == name), found[0])


def fitting(mode: str, genre: str, language: str) -> list[str]:
    """The names of the spines that can tell a story of this mode in this genre, the genre's own first."""
    found = entries(language, "spines")
    own = [s["spine"] for s in found if genre in s.get("genres", ()) and mode in s["modes"]]
    if any(genre in s.get("genres", ()) and s.get("exclusive") for s in found):
        return own or [s["spine"] for s in found if genre in s.get("genres", ())]
    general = [
        s["spine"]
        for s in found
        if mode in s["modes"]
        and not s.get("exclusive")
        and not s.get("genres")
        and genre not in s["not_genres"]
    ]
    return own + general or [s["spine"] for s in found if genre not in s.get("not_genres", ())]


def choose_card(name: str, situation: str, used: set[str], dice: Dice, language: str) -> str:
    """The id of a card for a situation, ``"guardian/doubt/0"``; one not used yet, while there is any."""
    cards = spine(name, language)["cards"]
    ids = [f"{name}/{card['situation']}/{at}" for at, card in enumerate(cards)]
    for wanted in (situation, *_NEAR.get(situation, ())):
        fresh = [card for card in ids if card.split("/")[1] == wanted and card not in used]
        if fresh:
            return dice.pick(fresh)
    same = [card for card in ids if card.split("/")[1] == situation]
    return dice.pick(same or ids)


def card(card_id: str, language: str) -> dict[str, Any] | None:
    """A card by its id, or None where the lexicon no longer has it."""
    name, _, rest = card_id.partition("/")
    at = int(rest.rpartition("/")[2]) if rest.rpartition("/")[2].isdigit() else -1
    cards = spine(name, language)["cards"]
    return cards[at] if 0 <= at < len(cards) else None
