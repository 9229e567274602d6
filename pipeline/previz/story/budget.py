"""Fitting speech into a scene's seconds: 2.5 words a second while someone speaks, and air around the words."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[\w'\u2019-]+")
WORDS_A_SECOND = 1.95  # of a scene's whole length, pauses and silent action included


@dataclass(frozen=True)
class Spoken:
    """A piece of a scene: action, or a line with its cue. ``level`` 0 is needed, higher goes first."""

    action: str = ""
    cue: str = ""
    words: str = ""
    aside: str = ""
    level: int = 0

    @property
    def count(self) -> int:
        """Words to be spoken."""
        return len(_WORD.findall(self.words))


def fit(parts: list[Spoken], seconds: float) -> list[Spoken]:
    """``parts`` with no more speech than ``seconds`` can hold.

    Details go first, the highest level before the lower ones; then lines from the front, because an exchange lives
    from its end. Action is kept.
    """
    room = seconds * WORDS_A_SECOND
    kept = list(parts)
    for level in (3, 2, 1):
        if sum(part.count for part in kept) <= room:
            return kept
        kept = [part for part in kept if part.level < level or (level < 3 and part.action)]
    while sum(part.count for part in kept) > room and any(part.count for part in kept):
        first = next(at for at, part in enumerate(kept) if part.count)
        del kept[first]
    return kept
