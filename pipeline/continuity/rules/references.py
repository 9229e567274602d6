"""What a prompt speaks of is sent along."""

from collections.abc import Iterator

from pipeline.continuity.film import Film
from pipeline.continuity.findings import Confidence, Finding, Quote, Rule, Severity

SHOWN = 200  # characters of a prompt that are quoted


def find(film: Film) -> Iterator[Finding]:
    """Prompts that name somebody or something whose picture exists and is not attached."""
    for _, shot in film.shots():
        if shot.prompt is None:
            continue
        for key in (*shot.content.cast, *shot.content.props):
            picture = film.pictures.get(key, "")
            named = film.name(key).casefold() in shot.prompt.text.casefold()
            if named and picture and picture not in shot.prompt.references:
                yield Finding(
                    rule="references",
                    subject=f"{shot.path}:{key}",
                    sentence=f"The prompt of {shot.label} names {film.name(key)} without the picture",
                    quotes=(
                        shot.says(shot.prompt.text[:SHOWN], "prompts"),
                        Quote(film.name(key), "has a picture at stage 5", "assets"),
                    ),
                    fix="Assemble the prompt again, or attach the picture.",
                )


RULE = Rule(
    slug="references",
    title="References are attached",
    severity=Severity.WARNING,
    confidence=Confidence.CERTAIN,
    explanation=(
        "A model draws only those as they are whose pictures it is sent: whom a prompt names is attached."
    ),
    sources=("prompt.text", "prompt.references", "shot.cast", "shot.props", "asset.picture"),
    find=find,
)
