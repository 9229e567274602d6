"""How keys are written: "Mod+k" is Ctrl or Cmd with K, "g 1" one after the other, " or " parts ways.

The page reads key presses into the same words: static/js/shortcuts/chords.js.
"""

import re
from collections.abc import Iterable

MOST_WAYS, MOST_STEPS, LONGEST = 4, 4, 120  # alternatives, keys one after the other, letters of the whole
NAMED = (
    "Space", "Enter", "Escape", "Tab", "Delete", "Backspace", "Home", "End", "PageUp", "PageDown", "Insert",
    "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", *(f"F{number}" for number in range(1, 13)),
)  # fmt: skip
_HELD = {
    "mod": "Mod", "ctrl": "Mod", "control": "Mod", "cmd": "Mod", "command": "Mod", "meta": "Mod", "⌘": "Mod",
    "alt": "Alt", "option": "Alt", "opt": "Alt", "⌥": "Alt", "shift": "Shift", "⇧": "Shift",
}  # fmt: skip
_NAMES = {name.lower(): name for name in NAMED} | {
    "up": "ArrowUp", "down": "ArrowDown", "left": "ArrowLeft", "right": "ArrowRight", "esc": "Escape",
    "return": "Enter", "del": "Delete", "↑": "ArrowUp", "↓": "ArrowDown", "←": "ArrowLeft", "→": "ArrowRight",
}  # fmt: skip
_SHOWN = {
    "Mod": "Ctrl", "Escape": "Esc", "ArrowUp": "↑", "ArrowDown": "↓", "ArrowLeft": "←", "ArrowRight": "→",
    "PageUp": "Page Up", "PageDown": "Page Down",
}  # fmt: skip
# Keys that move, press and leave whatever has the keyboard, and those which no page gets from its browser.
_OF_THE_PAGE = ("Tab", "Shift+Tab", "Escape", "Enter", "Shift+Escape")
_OF_THE_BROWSER = (
    "Mod+w", "Mod+t", "Mod+n", "Mod+q", "Mod+Tab", "Mod+Shift+n", "Mod+Shift+t", "Mod+Shift+w", "Alt+F4",
)  # fmt: skip


def parsed(text: str) -> tuple[str, ...]:
    """The ways that a person wrote, each as it is stored; empty text gives none.

    Raises ValueError with a sentence for that person.
    """
    if len(text) > LONGEST:
        raise ValueError("That is too long for keys.")
    ways = [way for way in re.split(r"\s+or\s+", f" {text.strip()} ") if way.strip()]
    if len(ways) > MOST_WAYS:
        raise ValueError(f"Write at most {MOST_WAYS} ways, with “or” between them.")
    return tuple(dict.fromkeys(_sequence(way) for way in ways))


def _sequence(text: str) -> str:
    chords = re.sub(r"\s*\+\s+", "+", text.strip()).split()
    if len(chords) > MOST_STEPS:
        raise ValueError(f"Write at most {MOST_STEPS} keys after one another.")
    return " ".join(_chord(chord) for chord in chords)


def _chord(text: str) -> str:
    *before, last = _parts(text)
    held = {_HELD.get(name.lower(), "") for name in before}
    if "" in held:
        wrong = next(name for name in before if name.lower() not in _HELD)
        raise ValueError(f"“{wrong}” is no key to hold: use Ctrl, Alt or Shift.")
    key = _NAMES.get(last.lower()) or (last.lower() if len(last) == 1 and last.isprintable() else "")
    if not key:
        raise ValueError(f"“{last}” is no key: write one letter or sign, or a name such as Space or Home.")
    if len(key) == 1 and not key.isalpha() and "Alt" not in held:
        held.discard("Shift")  # a sign is the same wherever a keyboard has it
    chord = "+".join([*(name for name in ("Mod", "Alt", "Shift") if name in held), key])
    if chord in _OF_THE_PAGE:
        raise ValueError(f"{shown(chord)} already moves or presses what has the keyboard.")
    if chord in _OF_THE_BROWSER:
        raise ValueError(f"The browser keeps {shown(chord)} to itself.")
    return chord


def is_single(way: str) -> bool:
    """Whether it begins with a letter or sign alone, which speech and slips set off (WCAG 2.1.4)."""
    first = way.split(" ")[0]
    return len(first.removeprefix("Shift+")) == 1


def caps(way: str) -> list[list[str]]:
    """The words on the keys, for each press those that are held together: "Mod+k" gives [["Ctrl", "K"]]."""
    return [[_cap(key) for key in _parts(chord)] for chord in way.split(" ")]


def _cap(key: str) -> str:
    return _SHOWN.get(key) or (key if len(key) > 1 else key.upper())


def shown(way: str) -> str:
    """For a sentence: "Mod+k" reads "Ctrl K", "g 1" reads "G then 1"."""
    return " then ".join(" ".join(keys) for keys in caps(way))


def written(ways: Iterable[str]) -> str:
    """For a field, as it is read again: ("Mod+k", "g 1") is written "Ctrl+k or g 1"."""
    return " or ".join(way.replace("Mod+", "Ctrl+") for way in ways)


def _parts(chord: str) -> list[str]:
    if chord == "+":
        return [chord]
    return [*chord[:-2].split("+"), "+"] if chord.endswith("++") else chord.split("+")
