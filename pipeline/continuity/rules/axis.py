"""The 180-degree line: who is left of whom stays so from shot to shot."""

from collections.abc import Iterator
from itertools import combinations

from pipeline.continuity.film import Film, ShotView
from pipeline.continuity.findings import Confidence, Finding, Rule, Severity
from projects.kinds.vocabulary import Angle, Direction, Move, ShotType

CLOSE = 0.08  # of the frame's width: nearer than that, nobody reads who stands left
# The camera is seen to cross, or looks from where there is no left and right.
_CROSSING = (Move.ARC, Move.TRUCK_LEFT, Move.TRUCK_RIGHT)
_OUTSIDE = (ShotType.ESTABLISHING, ShotType.INSERT, ShotType.MONTAGE, ShotType.POV)


def find(film: Film) -> Iterator[Finding]:
    """Two people who change sides between linked shots, or one who suddenly faces the other way."""
    for _, first, second in film.pairs():
        if _resets(first) or _resets(second):
            continue
        if crossed := _changed_sides(first, second):
            names = " and ".join(film.name(key) for key in crossed)
            yield _finding(
                first, second, crossed, f"{names} change sides between shots {first.label} and {second.label}"
            )
        elif turned := _turned(first, second):
            said = f"{film.name(turned)} faces the other way in shot {second.label} than in {first.label}"
            yield _finding(first, second, (turned,), said)


def _resets(shot: ShotView) -> bool:
    content = shot.content
    return content.type in _OUTSIDE or content.move in _CROSSING or content.angle is Angle.OVERHEAD


def _changed_sides(first: ShotView, second: ShotView) -> tuple[str, str] | None:
    before = {block.asset: block.x for block in first.content.blocking}
    after = {block.asset: block.x for block in second.content.blocking}
    for one, other in combinations([key for key in before if key in after], 2):
        was, now = before[one] - before[other], after[one] - after[other]
        if abs(was) > CLOSE and abs(now) > CLOSE and (was > 0) != (now > 0):
            return one, other
    return None


def _turned(first: ShotView, second: ShotView) -> str:
    """One person alone in both shots, looking left and then right: no neutral shot lies between."""
    before, after = first.content.blocking, second.content.blocking
    if len(before) != 1 or len(after) != 1 or before[0].asset != after[0].asset:
        return ""
    sides = {before[0].facing, after[0].facing}
    return before[0].asset if sides == {Direction.LEFT, Direction.RIGHT} else ""


def _finding(first: ShotView, second: ShotView, keys: tuple[str, ...], sentence: str) -> Finding:
    return Finding(
        rule="axis",
        subject=f"{second.path}:{'+'.join(sorted(keys))}",
        sentence=sentence,
        quotes=tuple(shot.says(_places(shot), "shots") for shot in (first, second)),
        fix="Keep the camera on one side, put a neutral shot between, or let it be seen to cross.",
    )


def _places(shot: ShotView) -> str:
    blocks = sorted(shot.content.blocking, key=lambda block: block.x)
    said = ", ".join(
        f"{block.asset.partition(':')[2].replace('-', ' ')} at {block.x:.0%} facing {block.facing}"
        for block in blocks
    )
    return f"{shot.quote} ({said})"


RULE = Rule(
    slug="axis",
    title="The 180-degree line",
    severity=Severity.FAULT,
    confidence=Confidence.CERTAIN,
    explanation=(
        "Who is left of whom, and which way somebody looks, holds from shot to shot; else the "
        "audience loses where everybody stands. An establishing shot, an insert or a camera that is "
        "seen to move starts anew."
    ),
    sources=("shot.blocking", "shot.type", "shot.move", "shot.angle"),
    find=find,
)
