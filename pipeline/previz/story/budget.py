"""Fitting speech into a scene's seconds, by the one speech rate that voices and shot lists use too."""

import re
from dataclasses import dataclass

from pipeline.previz.voice.pace import seconds_of

# A line that begins so answers one before it.
_ANAPHORA = re.compile(
    r"(?:It|That|This|They|He|She|And|Then|But|No|Yes|So|Or|Because|Nor|Only|Like|If)\b|\w+\.$"
)
SHARE = 0.86  # of a scene's length may be speech; the rest is for looking
GAP = 0.25  # seconds of silence around a line


@dataclass(frozen=True)
class Spoken:
    """A piece of a scene: action, or a line with its cue. ``level`` 0 is needed, higher goes first."""

    action: str = ""
    cue: str = ""
    words: str = ""
    aside: str = ""
    level: int = 0

    def seconds(self, language: str) -> float:
        """How long it takes to say, the pause included; 0 for action."""
        return seconds_of(self.words, language) + GAP if self.words else 0.0


def fit(parts: list[Spoken], seconds: float, language: str) -> list[Spoken]:
    """``parts`` with no more speech than ``seconds`` can hold.

    Details go first, the highest level before the lower ones. If what is left is still too long, one stretch
    of the exchange is kept: with its opening line if possible, else from a line that can stand first.
    """
    room = seconds * SHARE
    kept = list(parts)
    for level in (3, 2, 1):
        if speech(kept, language) <= room:
            return kept
        kept = [part for part in kept if part.level < level]
    if speech(kept, language) <= room:
        return kept
    lines = [at for at, part in enumerate(kept) if part.words]
    best: tuple[float, int, int] = (-1.0, 0, 0)
    for start in range(len(lines)):
        for stop in range(start + 1, len(lines) + 1):
            window = [kept[at] for at in lines[start:stop]]
            if speech(window, language) <= room:
                best = max(best, (_worth(window, start == 0, stop == len(lines)), -start, stop))
    chosen = set(lines[-best[1] : best[2]]) if best[0] >= 0 else set()
    return [part for at, part in enumerate(kept) if part.action or at in chosen]


def _worth(window: list[Spoken], opens: bool, ends: bool) -> float:
    """How well a stretch of an exchange stands alone."""
    first = window[0].words
    anaphoric = _ANAPHORA.match(first) is not None
    return 4.0 * len(window) + 6.0 * opens + 5.0 * ends - 5.0 * (anaphoric and not opens)


def speech(parts: list[Spoken], language: str) -> float:
    """Seconds of speech in ``parts``."""
    return sum(part.seconds(language) for part in parts)
