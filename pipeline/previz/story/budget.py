"""Fitting speech into a scene's seconds, by the one speech rate that voices and shot lists use too."""

from dataclasses import dataclass

from pipeline.previz.voice.pace import seconds_of

SHARE = 0.82  # of a scene's length may be speech; the rest is for looking
GAP = 0.3  # seconds of silence around a line


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

    Details go first, the highest level before the lower ones; then lines from the front, because an exchange lives
    from its end. Action of the card's own level stays.
    """
    room = seconds * SHARE
    kept = list(parts)
    for level in (3, 2, 1):
        if speech(kept, language) <= room:
            return kept
        kept = [part for part in kept if part.level < level]
    while speech(kept, language) > room and any(part.words for part in kept):
        del kept[next(at for at, part in enumerate(kept) if part.words)]
    return kept


def speech(parts: list[Spoken], language: str) -> float:
    """Seconds of speech in ``parts``."""
    return sum(part.seconds(language) for part in parts)
