"""What people do while a clip runs: mouths that follow their words, blinks, gestures, steps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.previz.camera.mouths import heard, written
from pipeline.previz.design.chance import Chance
from pipeline.previz.draw.people.poses import CYCLE_SECONDS, known
from pipeline.previz.draw.stage import Acting
from projects.kinds.scenes import Phoneme, Word
from projects.kinds.vocabulary import FPS


@dataclass(frozen=True)
class Cue:
    """Who speaks when, in seconds from the clip's start; times of words and sounds count from the cue's."""

    speaker: str  # asset key
    start: float
    end: float
    words: Sequence[Word] = field(default_factory=tuple)
    phonemes: Sequence[Phoneme] = field(default_factory=tuple)


def mouth(cues: Sequence[Cue], speaker: str, seconds: float) -> str:
    """The mouth shape of ``speaker`` at a moment; empty while silent."""
    for cue in cues:
        if cue.speaker != speaker or not cue.start <= seconds < cue.end:
            continue
        if cue.phonemes:
            return heard(cue.phonemes, seconds - cue.start)
        if cue.words:
            return written(cue.words, seconds - cue.start)
        return ("open", "small", "wide", "closed", "round", "small")[int((seconds - cue.start) * 9) % 6]
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


_LIFTED = 0.25  # where a talking hand rests between what it stresses
_APART = 1.2  # seconds between two stresses
_UP, _STAYS, _DOWN = 0.35, 0.2, 0.55  # seconds


def stresses(cue: Cue) -> list[float]:
    """When a speaker stresses something, in seconds from the clip's start: on the weightiest words.

    A word weighs what it takes to say; of two near each other the heavier one counts.
    """
    weighty = sorted(cue.words, key=lambda word: (word.start - word.end, word.start))
    found: list[float] = []
    for word in weighty[: max(1, len(cue.words) // 2)]:
        at = cue.start + word.start
        if all(abs(at - other) >= _APART for other in found):
            found.append(at)
    return sorted(found)


def gesture(cues: Sequence[Cue], speaker: str, seconds: float) -> float:
    """How far a talking hand is raised, in quarters: a little while talking, fully on a stressed word."""
    for cue in cues:
        if cue.speaker != speaker or cue.end - cue.start <= 1.2 or not cue.start <= seconds < cue.end:
            continue
        up = min(1.0, max(0.0, (seconds - cue.start - 0.1) / _UP))
        down = min(1.0, max(0.0, (cue.end - 0.1 - seconds) / 0.5))
        beats = [_stroke(seconds - at) for at in stresses(cue) or [cue.start + 0.5]]
        lift = min(up, down, max(_LIFTED, *beats))
        return round(lift * lift * (3 - 2 * lift) * 4) / 4 if lift > _LIFTED else round(lift * 4) / 4
    return 0.0


def _stroke(since: float) -> float:
    """A stroke of the hand that arrives with the word: how high it is ``since`` that word began."""
    if since < 0:
        return max(0.0, 1 + since / _UP)
    return min(1.0, max(0.0, 1 - (since - _STAYS) / _DOWN))


def acting(entry: dict[str, Any], cues: Sequence[Cue], frame: int, shut: frozenset[int]) -> Acting:
    """What the person of a spec's ``entry`` does in ``frame``: poses move on twos, faces on ones."""
    pose, seconds = known(str(entry.get("pose", "stand"))), frame / FPS
    key = str(entry.get("key", ""))
    phase = 0.0
    if pose in CYCLE_SECONDS:
        steps = max(2, round(CYCLE_SECONDS[pose] * FPS / 2))
        phase = (frame // 2) % steps / steps
    return Acting(mouth(cues, key, seconds), frame in shut, phase, gesture(cues, key, seconds))
