"""How many scenes a film has, and which step of its structure each one is."""

from typing import Any, NamedTuple

from pipeline.previz.lexicon import words
from projects.kinds.presets import FREE

MINIMUM_SCENE = 4.0  # seconds; less is a shot, not a scene


class Step(NamedTuple):
    """One scene's place in the structure."""

    function: str  # "midpoint"
    label: str  # "Midpoint"
    situation: str  # what kind of scene tells it: "reveal"
    share: float  # of the running time, relative to the others; a structure's shares sum to 100


def structures(language: str = "en") -> list[str]:
    """The slugs of the named structures."""
    return list(words(language, "structures"))


def scene_count(seconds: float) -> int:
    """6 scenes for a minute, 3 for 15 s, about 36 for a quarter of an hour."""
    return max(3, min(round(6 * (seconds / 60) ** 0.66), int(seconds // MINIMUM_SCENE)))


def steps(structure: str, count: int, language: str = "en") -> list[Step]:
    """``count`` steps of a structure, in order.

    Without a structure scenes vary as in three acts, but none has a function or a greater share.
    A short film keeps the steps of the best rank; a long one tells each step in several scenes. An unknown
    structure is told in three acts.
    """
    table: dict[str, Any] = words(language, "structures")
    functions: list[dict[str, Any]] = table.get(structure, table["three-acts"])
    chosen = _spread(functions, count)
    found: list[Step] = []
    for at, function in enumerate(functions):
        situations = function["situations"]
        for turn in range(chosen[at]):
            if structure == FREE:
                found.append(Step("", "", situations[turn % len(situations)], 1.0))
                continue
            label = function["label"] if turn == 0 else f"{function['label']}, {_ordinal(turn)}"
            share = float(function["share"]) / chosen[at]
            found.append(Step(function["function"], label, situations[turn % len(situations)], share))
    return found


def _spread(functions: list[dict[str, Any]], count: int) -> list[int]:
    """How many scenes each function gets: first one each by rank, then more to those that last longest.

    As long as it has situations of its own left, a function is told in another one; after that the long ones
    grow.
    """
    chosen = [0] * len(functions)
    for at in sorted(range(len(functions)), key=lambda at: (functions[at]["rank"], at))[:count]:
        chosen[at] = 1
    while sum(chosen) < count:
        open_ = [at for at in range(len(functions)) if _room(functions[at], chosen[at])]
        longest = max(
            open_ or range(len(functions)), key=lambda at: (functions[at]["share"] / (chosen[at] + 1), -at)
        )
        chosen[longest] += 1
    return chosen


def _room(function: dict[str, Any], depth: int) -> bool:
    return depth < len(function["situations"])


def _ordinal(turn: int) -> str:
    return ("", "second part", "third part", "fourth part")[turn] if turn < 4 else f"part {turn + 1}"


def spread_seconds(shares: list[float], seconds: float, needs: list[float]) -> list[float]:
    """Lengths in half seconds that sum to ``seconds``: what each scene needs, and the rest in proportion to
    its share.

    Where the needs together are more than there is, they shrink alike.
    """
    squeeze = min(1.0, seconds / sum(needs))
    rest = max(0.0, seconds - sum(needs))
    total = sum(shares)
    lengths = [
        max(0.5, round((need * squeeze + rest * share / total) * 2) / 2)
        for need, share in zip(needs, shares, strict=True)
    ]
    at = 0
    while abs(gap := seconds - sum(lengths)) > 1e-9:
        step = min(0.5, abs(gap)) if gap > 0 else -min(0.5, abs(gap))
        place = at % len(lengths)
        if step > 0 or lengths[place] + step >= min(needs[place] * squeeze, max(lengths) - 0.5):
            lengths[place] = round(lengths[place] + step, 6)
        at += 1
    return lengths
