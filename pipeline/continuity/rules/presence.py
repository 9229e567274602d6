"""Who is in a shot is in its scene."""

from collections.abc import Iterator

from pipeline.continuity.film import Film
from pipeline.continuity.findings import Confidence, Finding, Rule, Severity


def find(film: Film) -> Iterator[Finding]:
    """People in a shot who are not in the cast of its scene."""
    for scene, shot in film.shots():
        for key in shot.content.cast:
            if key not in scene.content.cast:
                here = ", ".join(film.name(other) for other in scene.content.cast) or "nobody"
                yield Finding(
                    rule="presence",
                    subject=f"{shot.path}:{key}",
                    sentence=f"{film.name(key)} is in shot {shot.label} but not in the scene",
                    quotes=(
                        shot.says(),
                        scene.says(f"{scene.content.heading}: {here}", "scenes"),
                    ),
                    fix="Take them out of the shot, or add them to the scene.",
                )


RULE = Rule(
    slug="presence",
    title="Who is in the scene",
    severity=Severity.FAULT,
    confidence=Confidence.CERTAIN,
    explanation=(
        "A person in a shot is in the cast of its scene: else they come from nowhere, and no state is"
        " carried for them."
    ),
    sources=("shot.cast", "scene.cast"),
    find=find,
)
