"""One person's keys: the registry's, where nothing else was stored. Only what differs is stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from accounts.shortcuts.keys import MOST_WAYS, parsed, shown
from accounts.shortcuts.registry import BY_ID, BY_PLACE, PLACES, SHORTCUTS, Shortcut

Keys = dict[str, tuple[str, ...]]  # by action; () is turned off


@dataclass(frozen=True)
class Bindings:
    """``single``: whether letters and signs alone do anything. ``keys``: of every action, fixed ones too."""

    single: bool
    keys: Keys

    def stored(self) -> dict[str, Any]:
        """What is kept with the account: nothing of what is as it came."""
        own = {name: list(ways) for name, ways in self.keys.items() if ways != BY_ID[name].keys}
        return ({} if self.single else {"single": False}) | ({"keys": own} if own else {})


def bindings_of(stored: Any) -> Bindings:
    """Read what an account holds. Actions that are gone, and keys nobody can press, are passed over."""
    held = stored if isinstance(stored, Mapping) else {}
    own = held.get("keys")
    own = own if isinstance(own, Mapping) else {}
    keys = {one.id: _kept(one, own[one.id]) if one.id in own else one.keys for one in SHORTCUTS}
    return Bindings(held.get("single") is not False, keys)


def _kept(shortcut: Shortcut, ways: Any) -> tuple[str, ...]:
    if shortcut.fixed or not isinstance(ways, list):
        return shortcut.keys
    try:
        return fitting(shortcut, ways)
    except ValueError:
        return shortcut.keys


def fitting(shortcut: Shortcut, texts: Iterable[object]) -> tuple[str, ...]:
    """The ways that a person wrote for an action. Raises ValueError with a sentence."""
    ways = tuple(dict.fromkeys(way for text in texts for way in parsed(str(text))))
    if len(ways) > MOST_WAYS:
        raise ValueError(f"At most {MOST_WAYS} ways for one thing.")
    if BY_PLACE[shortcut.place].narrow and any(" " in way for way in ways):
        raise ValueError("There it has to be one press: keys held together, not one after the other.")
    if shortcut.place in ("sheet", "script") and (written := next(filter(_writes, ways), "")):
        raise ValueError(f"{shown(written)} writes there: hold Ctrl or Alt, too.")
    return ways


def _writes(way: str) -> bool:
    return not way.startswith(("Mod+", "Alt+")) and not way.removeprefix("Shift+").startswith("F")


def clashes(keys: Keys) -> dict[str, list[tuple[str, str]]]:
    """By action: the other actions that would be done by the same keys in the same place, as (way, action).

    A narrow place such as the player goes before the page, so the same keys there are no clash.
    """
    takers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, ways in keys.items():
        if not BY_ID[name].fixed or BY_PLACE[BY_ID[name].place].narrow:
            for way in ways:
                takers[_level(name), way].append(name)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (_, way), names in takers.items():
        for name in names:
            others = [other for other in names if other != name and not _both_may(name, other)]
            if not BY_ID[name].fixed:
                found[name] += [(way, other) for other in others]
    return {name: others for name, others in found.items() if others}


def _level(name: str) -> str:
    place = BY_PLACE[BY_ID[name].place]
    return place.id if place.narrow else "page"


def _both_may(name: str, other: str) -> bool:
    """In a cell being edited and in one that is not, the same keys mean two things: as the sheet came."""
    return {name, other} == {"sheet.add", "sheet.several"}


def on_page(stored: Any) -> dict[str, Any]:
    """What every page carries for its scripts: static/js/shortcuts/page.js."""
    bound = bindings_of(stored)
    return {
        "single": bound.single,
        "places": _places(),
        "acts": [
            [one.id, one.words, one.place, list(bound.keys[one.id]), int(one.typing), int(one.fixed)]
            for one in SHORTCUTS
        ],
    }


@lru_cache
def _places() -> tuple[tuple[str, str, str, bool], ...]:
    return tuple((place.id, place.words, place.selector, place.narrow) for place in PLACES)
