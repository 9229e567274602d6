"""Near jump cuts: two shots of the same subject that hardly differ."""

from collections.abc import Iterator

from pipeline.continuity.film import Film, ShotView
from pipeline.continuity.findings import Confidence, Finding, Rule, Severity
from projects.kinds.vocabulary import ShotType, Transition

_APART = (ShotType.MONTAGE, ShotType.INSERT)
_CUTS = (Transition.CUT, Transition.MATCH_CUT)


def find(film: Film) -> Iterator[Finding]:
    """Neighbours with the same subject and people, the same size and the same angle, cut hard."""
    for _, first, second in film.pairs():
        if first.content.transition in _CUTS and _like(first) == _like(second) is not None:
            who = film.name(second.content.subject)
            yield Finding(
                rule="jumps",
                subject=second.path,
                sentence=f"{who} is shown alike in {first.label} and {second.label}",
                quotes=tuple(
                    shot.says(f"{shot.content.size}, {shot.content.angle}: {shot.quote}")
                    for shot in (first, second)
                ),
                fix="Change the size by two steps, the angle by 30 degrees, or put another shot between.",
            )


def _like(shot: ShotView) -> tuple[object, ...] | None:
    """What two shots must not share whole; None where a likeness is meant."""
    content = shot.content
    if content.type in _APART or not content.subject:
        return None
    seen = sorted(
        (block.asset, round(block.x, 1), str(block.facing), block.back) for block in content.blocking
    )
    return content.subject, sorted(content.cast), content.size, content.angle, content.type, seen


RULE = Rule(
    slug="jumps",
    title="No jump cuts",
    severity=Severity.WARNING,
    confidence=Confidence.CERTAIN,
    explanation=(
        "A cut between two shots of the same subject that hardly differ makes the picture jump. The "
        "camera moves at least 30 degrees, or the size changes by two steps."
    ),
    sources=("shot.subject", "shot.size", "shot.angle", "shot.blocking", "shot.transition"),
    find=find,
)
