"""Which set-ups a scene gets: units grouped into shots, each for a reason a director would give."""

import re
from typing import Any

from pipeline.previz.coverage.setups import SHORTEST, USUAL, Setup, called, joined, price_of_joining, shortest
from pipeline.previz.coverage.units import Unit
from pipeline.previz.lexicon import words
from projects.kinds.scenes import Scene
from projects.kinds.vocabulary import ShotType

_T = ShotType


def plan(units: list[Unit], scene: Scene, seconds: float, speech: dict[int, float]) -> list[Setup]:
    """The set-ups of a scene, about one for every 3.1 s, never more than shots of 2 s allow.

    ``speech`` holds the seconds of each spoken unit by its index.
    """
    setups = _first_pass(units, scene, speech)
    wanted = max(1, min(round(seconds / USUAL), int(seconds // SHORTEST)))
    while len(setups) > max(wanted, 1) or (len(setups) > 1 and sum(map(shortest, setups)) > seconds):
        at = min(range(len(setups) - 1), key=lambda at: price_of_joining(setups[at], setups[at + 1], at))
        setups[at : at + 2] = [joined(setups[at], setups[at + 1], first=at == 0)]
    while len(setups) < wanted and sum(map(shortest, setups)) + SHORTEST <= seconds and _add(setups, scene):
        pass
    return setups


def _first_pass(units: list[Unit], scene: Scene, speech: dict[int, float]) -> list[Setup]:
    """One set-up for each unit."""
    found: list[Setup] = []
    spoke = ""
    for index, unit in enumerate(units):
        if unit.utterance:
            setup = _line(unit, spoke, scene)
            setup.speech = speech[index]
            spoke = unit.speaker if unit.people else spoke
        else:
            setup = _action(unit, found, scene)
        found.append(setup)
    return found or [Setup(_T.ESTABLISHING, [], scene.location, reason="shows where we are")]


def _line(unit: Unit, spoke: str, scene: Scene) -> Setup:
    """The shot of a line: over the shoulder in an exchange, single alone, the listener when the voice is
    elsewhere.
    """
    if not unit.people:
        listener = scene.cast[:1]
        kind = _T.REACTION if listener else _T.ESTABLISHING
        subject = listener[0] if listener else scene.location
        return Setup(kind, [unit], subject, listener, "a voice from elsewhere: we see who hears it")
    others = [key for key in scene.cast if key != unit.speaker]
    if not others:
        return Setup(_T.SINGLE, [unit], unit.speaker, [unit.speaker], "alone with the speaker")
    partner = spoke if spoke in others else others[0]
    if spoke and spoke != unit.speaker:
        people = [unit.speaker, partner]
        return Setup(_T.OTS, [unit], unit.speaker, people, "the answer, over the shoulder of who asked")
    return Setup(_T.SINGLE, [unit], unit.speaker, [unit.speaker], "the line belongs to one face")


def _action(unit: Unit, found: list[Setup], scene: Scene) -> Setup:
    table: dict[str, Any] = words("en", "acting")
    people = list(unit.people)
    seen = any(setup.people for setup in found)
    if re.search(rf"\b(?:{table['montage']})\b", unit.text, re.IGNORECASE):
        return Setup(_T.MONTAGE, [unit], people[0] if people else scene.location, people, "time passes")
    if not people:
        return _empty(unit, found, scene, seen)
    if len(people) > 1:
        kind, reason = (
            (_T.TWO_SHOT, "both in one frame: what is between them shows") if seen else (_T.MASTER, _WHO)
        )
        return Setup(kind, [unit], people[0], people[:3], reason)
    if unit.props and seen and not _moves(unit.text):
        return Setup(_T.INSERT, [unit], unit.props[0], people, f"insert: the {called(unit.props[0])} matters")
    if not seen:
        return Setup(_T.MASTER, [unit], people[0], people, _WHO)
    return Setup(_T.SINGLE, [unit], people[0], people, "follows the one who acts")


_WHO = "who is here, and where they stand to each other"


def _moves(text: str) -> bool:
    """Whether the whole body has to be seen."""
    poses = dict(words("en", "acting")["poses"])
    big = "|".join(poses[pose] for pose in ("run", "fall", "fight", "embrace", "walk"))
    return re.search(rf"\b(?:{big})\b", text, re.IGNORECASE) is not None


def _empty(unit: Unit, found: list[Setup], scene: Scene, seen: bool) -> Setup:
    """A sentence without people: the place at the start, a thing or what somebody sees later on."""
    if not seen:
        return Setup(_T.ESTABLISHING, [unit], scene.location, [], "shows where we are before anyone acts")
    seer = next((setup.people[0] for setup in reversed(found) if setup.people), "")
    if unit.props:
        return Setup(_T.INSERT, [unit], unit.props[0], [], f"insert: the {called(unit.props[0])} matters")
    return Setup(_T.POV, [unit], scene.location, [], f"what {called(seer).title()} sees")


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
