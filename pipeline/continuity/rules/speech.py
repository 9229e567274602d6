"""Words that are longer than their shot."""

from collections.abc import Iterator

from pipeline.continuity.film import Film
from pipeline.continuity.findings import Confidence, Finding, Rule, Severity
from pipeline.previz.voice import seconds_of
from pipeline.timing import PAUSE
from projects.kinds.vocabulary import FPS

TOLERANCE_SECONDS = 0.5  # words may run this much over before anybody would notice


def find(film: Film) -> Iterator[Finding]:
    """Shots whose words, at the one speech rate of the studio, last longer than they do."""
    for _, shot in film.shots():
        said, seconds = shot.content.utterances, shot.content.frames / FPS
        if not said:
            continue
        words = sum(seconds_of(line.text, film.language) for line in said) + PAUSE * (len(said) - 1)
        if words > seconds + TOLERANCE_SECONDS:
            yield Finding(
                rule="speech",
                subject=shot.path,
                sentence=f"{words:.1f} s of words in a shot of {seconds:.1f} s",
                quotes=tuple(
                    shot.says(f"{film.name(line.speaker)}: {line.text}", "shots") for line in said[:2]
                ),
                fix=f"Make the shot at least {words:.1f} s long, or move words to the next one.",
            )


RULE = Rule(
    slug="speech",
    title="Words fit their shot",
    severity=Severity.FAULT,
    confidence=Confidence.LIKELY,
    explanation=(
        "What is said in a shot must be sayable while it lasts, at the rate with which the studio's "
        "voices speak the film's language."
    ),
    sources=("shot.utterances", "shot.frames", "brief.language"),
    find=find,
)
