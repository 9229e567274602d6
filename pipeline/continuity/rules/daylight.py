"""Day and night: what a shot shows agrees with its scene's heading."""

import re
from collections.abc import Iterator

from pipeline.continuity.film import Film, SceneView
from pipeline.continuity.findings import Confidence, Finding, Rule, Severity

_DAY = frozenset(("DAY", "MORNING", "AFTERNOON", "NOON", "MIDDAY"))
_NIGHT = frozenset(("NIGHT", "MIDNIGHT", "LATE NIGHT"))
# Words that only one of the two allows. A lamp, a shadow, a dream of the sun allow both: they are not here.
_ONLY_DAY = re.compile(
    r"\b(?:in (?:the )?(?:bright |full |broad )?(?:sunlight|sunshine|daylight)|midday sun|noon sun|blue sky|"
    r"the sun (?:shines|beats|burns|blazes|stands|is high)|sun-drenched)\b",
    re.IGNORECASE,
)
_ONLY_NIGHT = re.compile(
    r"\b(?:moonlight|moonlit|starlight|starlit|under the stars|the moon (?:shines|hangs|rises|stands)|"
    r"night sky|in the dark of night|at midnight)\b",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"\b(?:photo\w*|painting|picture|poster|film|screen|dream\w*|remember\w*|lamp|torch)\b", re.I
)


def find(film: Film) -> Iterator[Finding]:
    """Shots that tell of the sun in a night scene, or of the moon by day."""
    for scene, shot in film.shots():
        pattern = _contradiction(scene)
        text = shot.content.action
        if pattern and (match := pattern.search(text)) and not _MEANT.search(text):
            yield Finding(
                rule="daylight",
                subject=shot.path,
                sentence=f"“{match[0]}” in shot {shot.label}, in a scene at {scene.content.time.lower()}",
                quotes=(
                    shot.says(text, "shots"),
                    scene.says(scene.content.heading, "screenplay"),
                ),
                fix="Change the shot's action, or the time in the scene's heading.",
            )


def _contradiction(scene: SceneView) -> re.Pattern[str] | None:
    time = scene.content.time.upper().strip()
    if time in _DAY:
        return _ONLY_NIGHT
    return _ONLY_DAY if time in _NIGHT else None


RULE = Rule(
    slug="daylight",
    title="Day and night",
    severity=Severity.FAULT,
    confidence=Confidence.LIKELY,
    explanation=(
        "What a shot shows of sun and moon agrees with the time in its scene's heading. Read in "
        "English; pictures, screens, lamps and dreams are let pass."
    ),
    sources=("shot.action", "scene.time"),
    find=find,
)
