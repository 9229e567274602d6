"""Where people stand in the frame, which way they look and what they do: one line of action for a whole
scene.
"""

import re
from typing import Any

from pipeline.previz.coverage.names import names_of
from pipeline.previz.coverage.setups import Setup
from pipeline.previz.coverage.units import Unit
from pipeline.previz.lexicon import words
from projects.kinds.scenes import Blocking, Scene
from projects.kinds.vocabulary import Direction, ShotType, Size

_T = ShotType
_PAIR = 2
_ABREAST = 3  # two who look the same way are placed as in a group, so that none hides the other
_CLOSE = (Size.ECU, Size.CU, Size.MCU)


class Stage:
    """The people of one scene, each on their side of the line, as ``sides`` has it.

    A person keeps side and direction through the whole scene, so that no cut ever crosses the line.
    """

    def __init__(self, scene: Scene, sides: dict[str, Direction]) -> None:
        self.scene = scene
        self.table: dict[str, Any] = words("en", "acting")
        self.poses: dict[str, str] = {}
        self.side = sides

    def block(self, setup: Setup, size: Size) -> list[Blocking]:
        """The blocking of one shot; an insert or a point of view of things has none."""
        if setup.type is _T.INSERT:
            for key in setup.people:
                self._pose(setup, key)  # unseen here, but how they stand now is how the next shot finds them
            return []
        people = [key for key in setup.people if key]
        if setup.type is _T.OTS and len(people) > 1:
            return [self._speaker(setup, people[0]), self._shoulder(people[1])]
        alike = len({self.side.get(key, Direction.RIGHT) for key in people}) == 1
        return [
            self._one(setup, key, at, _ABREAST if alike and len(people) == _PAIR else len(people), size)
            for at, key in enumerate(people)
        ]

    def _one(self, setup: Setup, key: str, at: int, count: int, size: Size) -> Blocking:
        facing = self.side.get(key, Direction.RIGHT)
        pose = self._pose(setup, key)
        return Blocking(
            asset=key,
            pose=pose,
            expression=self._expression(setup, key),
            facing=facing,
            x=_x(facing, at, count, setup.type, size),
            depth=0.35 if size in _CLOSE else (0.5 + 0.08 * at),
        )

    def _speaker(self, setup: Setup, key: str) -> Blocking:
        facing = self.side.get(key, Direction.RIGHT)
        return Blocking(
            asset=key,
            pose=self._pose(setup, key),
            expression=self._expression(setup, key),
            facing=facing,
            x=0.36 if facing is Direction.RIGHT else 0.64,
            depth=0.45,
        )

    def _shoulder(self, key: str) -> Blocking:
        facing = self.side.get(key, Direction.LEFT)
        return Blocking(
            asset=key,
            pose=self.poses.get(key, "stand"),
            facing=facing,
            x=0.86 if facing is Direction.LEFT else 0.14,
            depth=0.1,
            back=True,
        )

    def _pose(self, setup: Setup, key: str) -> str:
        """The pose the action names, else the one this person is still in."""
        for text in (_about(unit, key) for unit in reversed(setup.units)):
            for pose, pattern in self.table["poses"] if text else ():
                if _found(pattern, text):
                    self.poses[key] = pose if pose in self.table["sticky"] else "stand"
                    return str(pose)
        return self.poses.get(key, "stand")

    def _expression(self, setup: Setup, key: str) -> str:
        """The face the parenthetical asks for, or the action, or the words, or the mood of the scene."""
        lines = [unit.utterance for unit in setup.units if unit.utterance and unit.speaker == key]
        for line in lines:
            for word, expression in self.table["asides"].items():
                if word in line.parenthetical.casefold():
                    return str(expression)
        text = " ".join(_about(unit, key) for unit in setup.units)
        for expression, pattern in self.table["expressions"]:
            if _found(pattern, text):
                return str(expression)
        for line in lines:
            if told := self._told_by(line.text):
                return told
        return str(self.table["moods"].get(self.scene.mood, "neutral"))

    def _told_by(self, line: str) -> str:
        """The face that the words themselves make, if they do."""
        hot = self.scene.mood in ("angry", "fearful", "tense")
        if line.isupper() or line.endswith("!"):
            return "shouting" if hot else "happy"
        for expression, pattern in self.table["lines"]:
            if re.search(pattern, line, re.IGNORECASE):
                return str(expression)
        return ""


def _about(unit: Unit, key: str) -> str:
    """What a sentence says of one person: from their name to the next one's; all of it where a pronoun
    leads.
    """
    if key not in unit.people or not unit.text:
        return ""
    spots = []
    for person in unit.people:
        names = "|".join(re.escape(name) for name in names_of(person, unit.people))
        match = re.search(rf"\b(?:{names})\b", unit.text, re.IGNORECASE)
        if match:
            spots.append((match.start(), person))
    mine = next((at for at, person in spots if person == key), None)
    if mine is None:
        return unit.text if not spots or re.match(r"(?:He|She|They|Both|Neither|It)\b", unit.text) else ""
    after = [at for at, person in spots if at > mine]
    return unit.text[mine : min(after) if after else len(unit.text)]


def _found(pattern: str, text: str) -> bool:
    """Whether a pattern holds somewhere in the text and is not denied ("does not run")."""
    for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
        if not _DENIED.search(text[: match.start()]):
            return True
    return False


_DENIED = re.compile(
    r"(?:\bnot|n['\u2019]t|\bnever|\bnobody|\bneither|\bwithout|\bcannot)\s+(?:\w+\s+)?$", re.IGNORECASE
)


def _x(facing: Direction, at: int, count: int, kind: ShotType, size: Size) -> float:
    """On a third with room in front of the eyes; people in one frame apart from each other, on their own
    sides.
    """
    if count == 1:
        third = 0.36 if size not in (Size.ECU,) else 0.44
        return third if facing is Direction.RIGHT else round(1 - third, 2)
    if count == 2:
        return 0.32 if facing is Direction.RIGHT else 0.68
    return (0.24, 0.72, 0.48)[at % 3] if facing is Direction.RIGHT else (0.28, 0.76, 0.52)[at % 3]
