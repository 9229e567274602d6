"""Which shot tells a unit, and why: the rules of craft, one after another."""

import re
from typing import Any

from pipeline.previz.coverage.setups import Setup, called
from pipeline.previz.coverage.units import Unit
from pipeline.previz.lexicon import words
from projects.kinds.scenes import Scene
from projects.kinds.vocabulary import Direction, ShotType

_T = ShotType
_WHO = "who is here, and where they stand to each other"
_BETWEEN = "both in one frame: what is between them shows"
_WHERE = "shows where we are before anyone acts"
_EXCHANGE = 5  # over-the-shoulder shots in a row, after which both are seen together again
_GROUP = 3  # people whom one frame holds


class Choosing:
    """One scene being covered, unit by unit; it remembers who has been seen and who spoke last."""

    def __init__(self, scene: Scene, sides: dict[str, Direction]) -> None:
        self.scene = scene
        self.sides = sides
        self.table: dict[str, Any] = words("en", "acting")
        self.seen: list[str] = []  # in order of appearance, the last one last
        self.spoke = ""
        self.exchange = 0
        self.found: list[Setup] = []

    def add(self, unit: Unit, speech: float) -> None:
        """Cover one unit: with a set-up of its own, or in the one before it."""
        if unit.utterance and unit.dual and self.found and self.found[-1].spoken:
            self._beside(unit, speech)
        elif unit.utterance:
            setup = self._line(unit)
            setup.speech = speech
            self.found.append(setup)
        elif self._goes_on(unit):
            self.found[-1].units.append(unit)
        else:
            self.exchange = 0
            self.found.append(self._action(unit))
        if unit.utterance and unit.people:
            self.spoke = unit.speaker
        for key in unit.people:
            self.seen = [*(other for other in self.seen if other != key), key]

    def _beside(self, unit: Unit, speech: float) -> None:
        """Two who speak at once are one picture."""
        setup = self.found[-1]
        setup.units.append(unit)
        setup.speech += speech
        setup.people = list(dict.fromkeys([*setup.people, *unit.people]))[:_GROUP]
        if setup.subject not in setup.people and setup.people:
            setup.subject = setup.people[0]
        setup.type = _T.TWO_SHOT if len(setup.people) > 1 else _T.SINGLE if setup.people else setup.type
        setup.reason = "both at once: two voices in one picture"

    def _goes_on(self, unit: Unit) -> bool:
        """Whether a sentence only goes on with the picture before it: the place that is being established, or
        a moment that lasts ("It takes a while.").
        """
        if not self.found or unit.people or unit.props or unit.montage:
            return False
        if len(self.found) == 1 and self.found[0].type is _T.ESTABLISHING and not self.found[0].spoken:
            return True
        before = self.found[-1].units
        here = bool(before) and unit.paragraph == before[-1].paragraph
        return here and re.match(self.table["goes_on"], unit.text) is not None

    def _line(self, unit: Unit) -> Setup:
        """Over the shoulder in an exchange, single alone, the listener when the voice is elsewhere."""
        if not unit.people:
            return self._voice(unit)
        speaker = unit.speaker
        if len(unit.people) > 1:
            reason = "both at once: they say it with one voice"
            return Setup(_T.TWO_SHOT, [unit], speaker, list(unit.people[:_GROUP]), reason)
        others = [key for key in self.scene.cast if key != speaker]
        if not others:
            return Setup(_T.SINGLE, [unit], speaker, [speaker], "alone with the speaker")
        if not self.spoke or self.spoke == speaker or self.spoke not in others:
            self.exchange = 0
            return Setup(_T.SINGLE, [unit], speaker, [speaker], "the line belongs to one face")
        if self.sides.get(speaker) is self.sides.get(self.spoke):
            reason = "single: both stand on one side of the line, a shoulder would cross it"
            return Setup(_T.SINGLE, [unit], speaker, [speaker], reason)
        people = [speaker, self.spoke]
        self.exchange += 1
        if self.exchange > _EXCHANGE:
            self.exchange = 0
            return Setup(
                _T.TWO_SHOT, [unit], speaker, people, "back to both: how they stand to each other now"
            )
        return Setup(_T.OTS, [unit], speaker, people, "the answer, over the shoulder of who asked")

    def _voice(self, unit: Unit) -> Setup:
        """The picture under words whose speaker is not in it: a voice from elsewhere, or a crowd."""
        where = self.scene.location
        if unit.utterance and unit.utterance.delivery == "dialogue":
            return Setup(_T.ESTABLISHING, [unit], where, [], "many voices: wide enough for all of them")
        listener = self.seen[-1:] or ([] if self._others_come(unit) else self.scene.cast[:1])
        if not listener:
            return Setup(_T.ESTABLISHING, [unit], where, [], "a voice over the place, before anyone is seen")
        reason = "a voice from elsewhere: we see who hears it"
        return Setup(_T.REACTION, [unit], listener[0], list(listener), reason)

    def _others_come(self, unit: Unit) -> bool:
        """Whether the place is still empty when a voice is heard."""
        return bool(self.found) and unit.paragraph > 0

    def _action(self, unit: Unit) -> Setup:
        people = list(unit.people)
        if unit.montage or re.search(rf"\b(?:{self.table['montage']})\b", unit.text, re.IGNORECASE):
            subject = people[0] if people else unit.props[0] if unit.props else self.scene.location
            return Setup(_T.MONTAGE, [unit], subject, people[:_GROUP], "montage: one image each, time passes")
        if not people:
            return self._empty(unit)
        anyone = any(setup.people for setup in self.found)
        if len(people) > 1:
            kind, reason = (_T.TWO_SHOT, _BETWEEN) if anyone else (_T.MASTER, _WHO)
            return Setup(kind, [unit], people[0], people[:_GROUP], reason)
        if not anyone:
            return Setup(_T.MASTER, [unit], people[0], people, _WHO)
        if people[0] not in self.seen:
            return Setup(_T.SINGLE, [unit], people[0], people, "somebody new: seen before anything is done")
        if unit.props and not self._moves(unit.text):
            reason = f"insert: the {called(unit.props[0])} matters"
            return Setup(_T.INSERT, [unit], unit.props[0], people, reason)
        return Setup(_T.SINGLE, [unit], people[0], people, "follows the one who acts")

    def _moves(self, text: str) -> bool:
        """Whether the whole body has to be seen."""
        poses = dict(self.table["poses"])
        big = "|".join(poses[pose] for pose in ("run", "fall", "fight", "embrace", "walk"))
        return re.search(rf"\b(?:{big})\b", text, re.IGNORECASE) is not None

    def _empty(self, unit: Unit) -> Setup:
        """A sentence without people: the place at the start, a thing or what somebody sees later on."""
        if unit.props and self.found:
            reason = f"insert: the {called(unit.props[0])} matters"
            return Setup(_T.INSERT, [unit], unit.props[0], [], reason)
        if not any(setup.people for setup in self.found):
            return Setup(_T.ESTABLISHING, [unit], self.scene.location, [], _WHERE)
        seer = next((setup.people[0] for setup in reversed(self.found) if setup.people), "")
        return Setup(_T.POV, [unit], self.scene.location, [], f"what {called(seer).title()} sees")
