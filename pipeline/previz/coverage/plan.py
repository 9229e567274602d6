"""How many set-ups a scene gets in its seconds: some joined, some added, each for a reason."""

import re

from pipeline.previz.coverage.choosing import Choosing
from pipeline.previz.coverage.setups import SHORTEST, USUAL, Setup, joined, price_of_joining, shortest
from pipeline.previz.coverage.units import Unit
from pipeline.previz.lexicon import words
from projects.kinds.scenes import Scene
from projects.kinds.vocabulary import Direction, ShotType

_T = ShotType


def plan(
    units: list[Unit], scene: Scene, seconds: float, speech: dict[int, float], sides: dict[str, Direction]
) -> list[Setup]:
    """The set-ups of a scene, about one for every 3.1 s, never more than shots of 2 s allow.

    ``speech`` holds the seconds of each spoken unit by its index, ``sides`` everyone's side of the line.
    """
    choosing = Choosing(scene, sides)
    for index, unit in enumerate(units):
        choosing.add(unit, speech.get(index, 0.0))
    setups = choosing.found or [Setup(_T.ESTABLISHING, [], scene.location, reason="shows where we are")]
    wanted = max(1, min(round(seconds / USUAL), int(seconds // SHORTEST)))
    while len(setups) > max(wanted, 1) or (len(setups) > 1 and sum(map(shortest, setups)) > seconds):
        at = min(range(len(setups) - 1), key=lambda at: price_of_joining(setups[at], setups[at + 1], at))
        setups[at : at + 2] = [joined(setups[at], setups[at + 1], first=at == 0)]
    while len(setups) < wanted and sum(map(shortest, setups)) + SHORTEST <= seconds and _add(setups, scene):
        pass
    return setups


def _add(setups: list[Setup], scene: Scene) -> bool:
    """Add the set-up that is missed most: where we are, a reaction, a pause on a face. False when nothing
    fits.
    """
    if scene.location and not any(setup.type in (_T.ESTABLISHING, _T.MASTER) for setup in setups):
        setups.insert(
            0, Setup(_T.ESTABLISHING, [], scene.location, [], "shows where we are before anyone acts")
        )
        return True
    for at in sorted(range(len(setups)), key=lambda at: -_wants_reaction(setups, at)):
        if _wants_reaction(setups, at) <= 0:
            break
        listener = next((key for key in scene.cast if key != setups[at].subject), "")
        who = listener if setups[at].speech else next(iter(scene.cast), "")
        if who:
            reason = "reaction: the words land" if setups[at].speech else "reaction after the reveal"
            setups.insert(at + 1, Setup(_T.REACTION, [], who, [who], reason, weight=0.7))
            return True
    return _linger(setups, scene)


def _wants_reaction(setups: list[Setup], at: int) -> float:
    """How much a shot asks for a face after it; nothing where one is near already."""
    if any(setup.type is _T.REACTION for setup in setups[max(0, at - 1) : at + 2]):
        return 0.0
    setup = setups[at]
    reveals = words("en", "acting")["reveals"]
    if not setup.people and re.search(rf"\b(?:{reveals})\b", setup.text, re.IGNORECASE):
        return 5.0
    return setup.speech if len(setup.spoken) == 1 and setup.people else 0.0


def _linger(setups: list[Setup], scene: Scene) -> bool:
    """End on what stays behind, unless the scene already does."""
    if not scene.cast or any(setup.type is _T.REACTION for setup in setups[-2:]) or len(setups) > 8:
        return False
    who = setups[-1].subject if setups[-1].subject in scene.cast else scene.cast[0]
    setups.append(
        Setup(_T.REACTION, [], who, [who], "stays on the face until the thought is over", weight=0.8)
    )
    return True
