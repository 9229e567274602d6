"""Three shots of one size in a row."""

from collections.abc import Iterator
from itertools import groupby

from pipeline.continuity.film import Film, ShotView
from pipeline.continuity.findings import Confidence, Finding, Rule, Severity
from projects.kinds.vocabulary import ShotType

MOST = 2
_APART = (ShotType.INSERT, ShotType.MONTAGE)  # these follow their own rhythm


def find(film: Film) -> Iterator[Finding]:
    """Runs of more than two shots of a scene that have the same size."""
    for scene in film.scenes:
        for size, group in groupby(scene.shots, key=_size):
            run = list(group)
            if size and len(run) > MOST:
                yield Finding(
                    rule="sizes",
                    subject=run[0].path,
                    sentence=f"Shots {run[0].label} to {run[-1].label} all have the size {size}",
                    quotes=tuple(shot.says() for shot in run[:3]),
                    fix="Make one of them tighter or wider: a change of size tells what matters.",
                )


def _size(shot: ShotView) -> str:
    return "" if shot.content.type in _APART else str(shot.content.size)


RULE = Rule(
    slug="sizes",
    title="Sizes vary",
    severity=Severity.NOTE,
    confidence=Confidence.CERTAIN,
    explanation=(
        "Three shots of one size in a row read as one: nothing is stressed. Inserts and montages "
        "follow their own rhythm."
    ),
    sources=("shot.size", "shot.type"),
    find=find,
)
