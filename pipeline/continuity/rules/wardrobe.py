"""Clothes change for a reason, or with time."""

from collections.abc import Iterator
from itertools import pairwise

from pipeline.continuity.film import Film, SceneView
from pipeline.continuity.findings import Confidence, Finding, Rule, Severity
from projects.kinds import VisualState

# Headings under which no time has passed since the scene before.
_AT_ONCE = frozenset(("CONTINUOUS", "SAME", "SAME TIME", "MOMENTS LATER", "LATER"))


def find(film: Film) -> Iterator[Finding]:
    """People who wear something else than in their last scene, at the same time and without a cause."""
    for key in film.names:
        for (before, was), (scene, now) in pairwise(film.states_of(key)):
            worn = was.ends().wardrobe
            if now.wardrobe and worn and now.wardrobe != worn and not _may(before, scene, now):
                yield Finding(
                    rule="wardrobe",
                    subject=f"{scene.slot}:{key}",
                    sentence=f"{film.name(key)} is dressed otherwise in scene {scene.number} than before",
                    quotes=(
                        before.says(worn, "state"),
                        scene.says(now.wardrobe, "state"),
                    ),
                    fix="Carry the clothes over, show the change, or let time pass in the heading.",
                )


def _may(before: SceneView, scene: SceneView, now: VisualState) -> bool:
    """Whether there was time or reason to change: another time of day, or a line that says so."""
    time, last = scene.content.time.upper().strip(), before.content.time.upper().strip()
    return bool(now.because) or (time not in _AT_ONCE and time != last)


RULE = Rule(
    slug="wardrobe",
    title="Clothes",
    severity=Severity.WARNING,
    confidence=Confidence.LIKELY,
    explanation=(
        "Somebody who wears something else than in their last scene had time to change (another time "
        "of day), or a line of the script changes it."
    ),
    sources=("state.wardrobe", "state.because", "scene.time"),
    find=find,
)
