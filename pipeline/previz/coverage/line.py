"""The 180-degree line: on which side of it everyone in a scene stands, and so which way they look."""

from collections import Counter

from pipeline.previz.coverage.units import Unit
from projects.kinds.scenes import Scene
from projects.kinds.vocabulary import Direction


def sides_of(units: list[Unit], scene: Scene) -> dict[str, Direction]:
    """Left or right for everyone, the same through the whole scene, so that no cut crosses the line.

    Who speaks with whom most looks at them: they stand on opposite sides. Whoever speaks with nobody
    takes the side with more room.
    """
    pairs = _exchanges(units)
    side: dict[str, Direction] = {}
    for one, two in [pair for pair, _ in pairs.most_common()]:
        if one not in side and two not in side:
            first, second = sorted((one, two), key=scene.cast.index)
            side |= {first: Direction.RIGHT, second: Direction.LEFT}
        elif one not in side:
            side[one] = _other(side[two])
        elif two not in side:
            side[two] = _other(side[one])
    for key in scene.cast:
        if key not in side:
            left = sum(told is Direction.LEFT for told in side.values())
            side[key] = Direction.LEFT if left * 2 < len(side) else Direction.RIGHT
    return side


def _exchanges(units: list[Unit]) -> Counter[tuple[str, str]]:
    """How often two people answer each other."""
    found: Counter[tuple[str, str]] = Counter()
    last = ""
    for unit in units:
        if not unit.utterance or not unit.people:
            continue
        if last and last != unit.speaker:
            found[(min(last, unit.speaker), max(last, unit.speaker))] += 1
        last = unit.speaker
    return found


def _other(side: Direction) -> Direction:
    return Direction.LEFT if side is Direction.RIGHT else Direction.RIGHT
