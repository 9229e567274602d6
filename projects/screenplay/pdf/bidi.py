"""Lines of right-to-left scripts in the order of the eye, Arabic letters shaped by their neighbours.

The part of the Unicode Bidirectional Algorithm (UAX #9) that lines of plain text need: no embeddings. Shapes
are Unicode's own presentation forms.
"""

import re
import unicodedata
from functools import cache
from itertools import groupby

_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_MIRROR = str.maketrans("()[]{}<>\u00ab\u00bb\u2039\u203a", ")(][}{><\u00bb\u00ab\u203a\u2039")
_NUMBERS = frozenset(("EN", "AN"))
_LAM = "\u0644"


def has_right(text: str) -> bool:
    """Whether any letter of a text runs from right to left."""
    return not text.isascii() and _RIGHT.search(text) is not None


def reads_right(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    if not has_right(text):
        return False
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def visual(text: str, right: bool) -> str:
    """``text`` from left to right as it is printed; ``right`` is its paragraph's direction."""
    if not right and not has_right(text):
        return text
    text = shaped(text)
    levels = _levels(text, right)
    units = [(letter, level) for letter, level in zip(text, levels, strict=True)]
    for level in range(max(levels, default=0), 0, -1):
        units = _reversed_from(units, level)
    return "".join(letter.translate(_MIRROR) if level % 2 else letter for letter, level in _marks_last(units))


def _levels(text: str, right: bool) -> list[int]:
    base = 1 if right else 0
    kinds = [_simple(letter) for letter in text]
    _number_signs(kinds)
    strong = "R" if right else "L"
    directions: list[str] = []
    for kind in kinds:
        if kind in ("L", "R"):
            strong = kind
        directions.append(
            strong
            if kind == "M"
            else ("N" if kind == "N" and strong == "R" else "L" if kind == "N" else kind)
        )
    resolved = _neutrals(directions, "R" if right else "L")
    return [_level(kind, base) for kind in resolved]


def _simple(letter: str) -> str:
    """L, R, N (a number), M (a mark, which follows its letter) or O (everything else)."""
    kind = unicodedata.bidirectional(letter)
    if kind in ("R", "AL"):
        return "R"
    if kind in _NUMBERS:
        return "N"
    return kind if kind == "L" else "M" if kind == "NSM" else "O"


def _number_signs(kinds: list[str]) -> None:
    """A sign between two digits, as in 12:30, belongs to the number."""
    for at in range(1, len(kinds) - 1):
        if kinds[at] == "O" and kinds[at - 1] == kinds[at + 1] == "N":
            kinds[at] = "N"


def _neutrals(kinds: list[str], base: str) -> list[str]:
    """Signs and spaces go with their neighbours where both agree, else with the paragraph."""
    found: list[str] = []
    runs = [(kind, len(list(group))) for kind, group in groupby(kinds)]
    for at, (kind, length) in enumerate(runs):
        if kind == "O":
            before = _side(runs[at - 1][0]) if at else base
            behind = _side(runs[at + 1][0]) if at + 1 < len(runs) else base
            kind = before if before == behind else base
        found += [kind] * length
    return found


def _side(kind: str) -> str:
    return "R" if kind == "N" else kind


def _level(kind: str, base: int) -> int:
    if kind == "N":
        return 2
    if kind == "R":
        return 1
    return 2 if base else 0


def _reversed_from(units: list[tuple[str, int]], level: int) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for high, group in groupby(units, key=lambda unit: unit[1] >= level):
        part = list(group)
        found += reversed(part) if high else part
    return found


def _marks_last(units: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Reversing puts a mark before its letter; printing needs it behind again."""
    found: list[tuple[str, int]] = []
    waiting: list[tuple[str, int]] = []
    for unit in units:
        if unit[1] % 2 and unicodedata.combining(unit[0]):
            waiting.insert(0, unit)
            continue
        found.append(unit)
        found += waiting
        waiting = []
    return found + waiting


def shaped(text: str) -> str:
    """Arabic letters in their isolated, initial, medial and final forms, lam and alef as one letter."""
    if not any("\u0620" <= letter <= "\u06ff" for letter in text):
        return text
    letters = list(text)
    bases = [at for at, letter in enumerate(letters) if not unicodedata.combining(letter)]
    found = list(letters)
    skip = -1
    for number, at in enumerate(bases):
        if at == skip:
            found[at] = ""
            continue
        before = letters[bases[number - 1]] if number else ""
        behind = letters[bases[number + 1]] if number + 1 < len(bases) else ""
        joined = _joins_on(before) and _joins_back(letters[at])
        pair = letters[at] + behind
        if letters[at] == _LAM and pair in _forms() and bases[number + 1] == at + 1:
            found[at] = _form(pair, joined, False)
            skip = at + 1
            continue
        found[at] = _form(letters[at], joined, _joins_on(letters[at]) and _joins_back(behind))
    return "".join(found)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """The presentation forms of each letter or pair, by <isolated>, <initial>, <medial>, <final>."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE80, 0xFEFD)):
        name, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        base = "".join(chr(int(part, 16)) for part in parts)
        if name.startswith("<") and (
            len(base) == 1 or (len(base) == 2 and base[0] == _LAM and code >= 0xFEF5)
        ):
            found.setdefault(base, {})[name] = chr(code)
    return found


def _joins_on(letter: str) -> bool:
    return letter == "\u0640" or "<initial>" in _forms().get(letter, {})


def _joins_back(letter: str) -> bool:
    return letter == "\u0640" or "<final>" in _forms().get(letter, {})


def _form(letter: str, before: bool, behind: bool) -> str:
    name = ("<medial>" if behind else "<final>") if before else ("<initial>" if behind else "<isolated>")
    return _forms().get(letter, {}).get(name, letter)
