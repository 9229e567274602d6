"""Which set-ups a scene gets: units grouped into shots, each for a reason a director would give."""

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.previz.coverage.units import Unit
from pipeline.previz.lexicon import words
from projects.kinds.scenes import Scene
from projects.kinds.vocabulary import ShotType

_T = ShotType
SHORTEST, LONGEST, USUAL = 2.0, 6.0, 3.6  # seconds of a shot


@dataclass
class Setup:
    """One shot in the making: what it shows, whom it is about, and why it is there."""

    type: ShotType
    units: list[Unit] = field(default_factory=list)
    subject: str = ""
    people: list[str] = field(default_factory=list)
    reason: str = ""
    speech: float = 0.0  # seconds of words that it must hold
    weight: float = 1.0  # of its share in what is left

    @property
    def text(self) -> str:
        """The action it shows."""
        return " ".join(unit.text for unit in self.units if unit.text)

    @property
    def spoken(self) -> list[Unit]:
        """The lines it carries."""
        return [unit for unit in self.units if unit.utterance]


def plan(units: list[Unit], scene: Scene, seconds: float, speech: dict[int, float]) -> list[Setup]:
    """The set-ups of a scene, about one for every 3.6 s, never more than 2 s shots allow.

    ``speech`` holds the seconds of each spoken unit by its index.
    """
    setups = _first_pass(units, scene, speech)
    wanted = max(1, min(round(seconds / USUAL), int(seconds // SHORTEST)))
    while len(setups) > wanted and _merge(setups, scene):
        pass
    while len(setups) < wanted and _add(setups, scene, seconds):
        pass
    return setups


def _first_pass(units: list[Unit], scene: Scene, speech: dict[int, float]) -> list[Setup]:
    """One set-up for each unit, the opening ones joined."""
    found: list[Setup] = []
    spoke: str = ""
    for index, unit in enumerate(units):
        if unit.utterance:
            setup = _line(unit, spoke, scene)
            setup.speech = speech[index]
            spoke = unit.speaker
        else:
            setup = _action(unit, found, scene)
        found.append(setup)
    return found or [
        Setup(_T.ESTABLISHING, [Unit(scene.synopsis or scene.heading)], reason="shows where we are")
    ]


def _line(unit: Unit, spoke: str, scene: Scene) -> Setup:
    """The shot of a line: over the shoulder in a dialogue, single alone, the listener when the voice is elsewhere."""
    utterance = unit.utterance
    heard_only = utterance is not None and utterance.delivery != "dialogue"
    others = [key for key in scene.cast if key != unit.speaker]
    if heard_only:
        people = scene.cast[:1]
        return Setup(
            _T.REACTION if people else _T.ESTABLISHING,
            [unit],
            people[0] if people else "",
            list(people),
            "a voice from elsewhere: we see who hears it",
        )
    if not others:
        return Setup(_T.SINGLE, [unit], unit.speaker, [unit.speaker], "alone with the speaker")
    partner = spoke if spoke in others else others[0]
    if spoke and spoke != unit.speaker:
        return Setup(
            _T.OTS,
            [unit],
            unit.speaker,
            [unit.speaker, partner],
            "the answer, over the shoulder of who asked",
        )
    return Setup(_T.SINGLE, [unit], unit.speaker, [unit.speaker], "the line belongs to one face")


def _action(unit: Unit, found: list[Setup], scene: Scene) -> Setup:
    table: dict[str, Any] = words("en", "acting")
    people = list(unit.people)
    if re.search(rf"\b(?:{table['montage']})\b", unit.text, re.IGNORECASE):
        return Setup(_T.MONTAGE, [unit], people[0] if people else "", people, "time passes")
    if not people:
        return _empty(unit, found, scene)
    if unit.props and len(people) == 1 and any(setup.people for setup in found):
        return Setup(_T.INSERT, [unit], unit.props[0], people, f"insert: {_name(unit.props[0])} matters")
    if len(people) > 1:
        return Setup(
            _T.TWO_SHOT, [unit], people[0], people[:3], "both in one frame: what is between them shows"
        )
    kind = _T.SINGLE if any(setup.people for setup in found) else _T.MASTER
    return Setup(
        kind, [unit], people[0], people, "follows the one who acts" if kind is _T.SINGLE else "who is here"
    )


def _empty(unit: Unit, found: list[Setup], scene: Scene) -> Setup:
    """A sentence without people: the place at the start, a thing or what somebody sees later on."""
    if not any(setup.people for setup in found):
        return Setup(_T.ESTABLISHING, [unit], scene.location, [], "shows where we are before anyone acts")
    seer = next((setup.people[0] for setup in reversed(found) if setup.people), "")
    table = words("en", "acting")
    if re.search(rf"\b(?:{table['looks_at']})\b", found[-1].text, re.IGNORECASE):
        return Setup(_T.POV, [unit], scene.location, [], f"what {_name(seer)} sees")
    if unit.props:
        return Setup(_T.INSERT, [unit], unit.props[0], [], f"insert: {_name(unit.props[0])} matters")
    return Setup(_T.POV, [unit], scene.location, [], f"what {_name(seer)} sees")


def _merge(setups: list[Setup], scene: Scene) -> bool:
    """Join the two neighbours that lose least by it. False when nothing can be joined."""
    best, cost = -1, 1e9
    for at in range(len(setups) - 1):
        one, two = setups[at], setups[at + 1]
        together = one.speech + two.speech
        price = together + 2.0 * (one.type is not two.type) + 2.5 * bool(one.speech and two.speech)
        price += 1.5 * (one.type in (_T.INSERT, _T.POV) or two.type in (_T.INSERT, _T.POV))
        price += 3.0 * (together > LONGEST)
        if price < cost:
            best, cost = at, price
    if best < 0:
        return False
    setups[best : best + 2] = [_joined(setups[best], setups[best + 1], scene)]
    return True


def _joined(one: Setup, two: Setup, scene: Scene) -> Setup:
    people = list(dict.fromkeys([*one.people, *two.people]))[:3]
    speakers = {unit.speaker for unit in [*one.spoken, *two.spoken] if unit.speaker in people}
    lead = two if two.speech and not one.speech else one
    kind, reason = lead.type, lead.reason
    if len(speakers) > 1 or (len(people) > 1 and kind not in (_T.OTS, _T.MASTER)):
        kind, reason = _T.TWO_SHOT, "both in one frame: the exchange is one movement"
    if kind in (_T.ESTABLISHING, _T.INSERT, _T.POV) and people:
        kind, reason = (
            (_T.MASTER, "place and people in one: the scene is short") if not one.speech else (kind, reason)
        )
    subject = lead.subject if lead.subject in people or not people else people[0]
    return Setup(
        kind, one.units + two.units, subject, people, reason, one.speech + two.speech, one.weight + two.weight
    )


def _add(setups: list[Setup], scene: Scene, seconds: float) -> bool:
    """Add the set-up that is missed most: a reaction, an insert, a wider view. False when nothing fits."""
    table = words("en", "acting")
    for at, setup in enumerate(setups):
        if setup.type is _T.REACTION or (at + 1 < len(setups) and setups[at + 1].type is _T.REACTION):
            continue
        if setup.speech and len(scene.cast) > 1 and not _has(setups, at, _T.REACTION):
            listener = next((key for key in scene.cast if key != setup.subject), "")
            setups.insert(
                at + 1, Setup(_T.REACTION, [], listener, [listener], "reaction: the words land", weight=0.7)
            )
            return True
        if (
            re.search(rf"\b(?:{table['reveals']})\b", setup.text, re.IGNORECASE)
            and not setup.people
            and scene.cast
        ):
            who = scene.cast[0]
            setups.insert(at + 1, Setup(_T.REACTION, [], who, [who], "reaction after the reveal", weight=0.7))
            return True
    if scene.cast and not any(setup.type is _T.ESTABLISHING for setup in setups):
        setups.insert(
            0, Setup(_T.ESTABLISHING, [], scene.location, [], "shows where we are before anyone acts")
        )
        return True
    return _linger(setups, scene)


def _linger(setups: list[Setup], scene: Scene) -> bool:
    """End on what stays behind, unless the scene already does."""
    if scene.cast and not _has(setups, len(setups) - 1, _T.REACTION):
        who = setups[-1].subject if setups[-1].subject in scene.cast else scene.cast[0]
        setups.append(
            Setup(_T.REACTION, [], who, [who], "stays on the face until the thought is over", weight=0.8)
        )
        return True
    return False


def _has(setups: list[Setup], at: int, kind: ShotType) -> bool:
    return any(setup.type is kind for setup in setups[max(0, at - 1) : at + 2])


def _name(key: str) -> str:
    return key.partition(":")[2].replace("-", " ")
