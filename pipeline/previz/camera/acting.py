"""What people do while a clip runs: mouth shapes from word timings, blinks, gestures, steps."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.previz.design.chance import Chance
from pipeline.previz.draw.people.poses import CYCLE_SECONDS, known
from pipeline.previz.draw.stage import Acting
from projects.kinds.scenes import Word
from projects.kinds.vocabulary import FPS


@dataclass(frozen=True)
class Cue:
    """Who speaks when, in seconds from the clip's start; word times count from the cue's start."""

    speaker: str  # asset key
    start: float
    end: float
    words: Sequence[Word] = field(default_factory=tuple)


_SHAPES = (
    ("ou|oo|o|u|w|q|ö|ü|å|о|у", "round"), ("m|b|p|м|б|п", "closed"), ("f|v|ф|в", "teeth"),
    ("ee|ea|e|i|y|ä|é|è|е|и", "wide"), ("a|á|à|â|а|я", "open"),
    ("l|n|t|d|s|z|r|k|g|c|h|j|x|th|sh|ch", "small"),
)  # fmt: skip
_SOUNDS = re.compile("|".join(f"(?P<{shape}>{letters})" for letters, shape in _SHAPES))


def visemes(word: str) -> list[str]:
    """The mouth shapes of a written word, about one a syllable's sound; unknown letters open the mouth."""
    shapes: list[str] = []
    for match in _SOUNDS.finditer(word.lower()):
        shape = str(match.lastgroup)
        if not shapes or shapes[-1] != shape:
            shapes.append(shape)
    return shapes or ["open"]


def mouth(cues: Sequence[Cue], speaker: str, seconds: float) -> str:
    """The mouth shape of ``speaker`` at a moment; empty while silent."""
    for cue in cues:
        if cue.speaker != speaker or not cue.start <= seconds < cue.end:
            continue
        if not cue.words:
            return ("open", "small", "wide", "closed", "round", "small")[int((seconds - cue.start) * 9) % 6]
        for word in cue.words:
            start, end = cue.start + word.start, cue.start + word.end
            if start <= seconds < end:
                shapes = visemes(word.text)
                return shapes[
                    min(len(shapes) - 1, int((seconds - start) / max(0.01, end - start) * len(shapes)))
                ]
        return "closed"
    return ""


def blinks(key: str, frames: int) -> frozenset[int]:
    """The frames in which somebody's eyes are shut: three at a time, two to five seconds apart."""
    chance = Chance("blink", key)
    shut: set[int] = set()
    at = chance.number(0.7, 2.6)
    while at * FPS < frames:
        shut.update(range(int(at * FPS), int(at * FPS) + 3))
        at += chance.number(2.0, 4.8)
    return frozenset(shut)


def gesture(cues: Sequence[Cue], speaker: str, seconds: float) -> float:
    """How far a talking hand is raised: up soon after the first word, down before the last."""
    for cue in cues:
        if cue.speaker == speaker and cue.end - cue.start > 1.2:
            up = min(1.0, max(0.0, (seconds - cue.start - 0.15) / 0.45))
            down = min(1.0, max(0.0, (cue.end - 0.1 - seconds) / 0.5))
            lift = min(up, down)
            if lift > 0:
                return round(lift * lift * (3 - 2 * lift) * 4) / 4
    return 0.0


def acting(entry: dict[str, Any], cues: Sequence[Cue], frame: int, shut: frozenset[int]) -> Acting:
    """What the person of a spec's ``entry`` does in ``frame``: poses move on twos, faces on ones."""
    pose, seconds = known(str(entry.get("pose", "stand"))), frame / FPS
    key = str(entry.get("key", ""))
    phase = 0.0
    if pose in CYCLE_SECONDS:
        steps = max(2, round(CYCLE_SECONDS[pose] * FPS / 2))
        phase = (frame // 2) % steps / steps
    return Acting(mouth(cues, key, seconds), frame in shut, phase, gesture(cues, key, seconds))
