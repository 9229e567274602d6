"""A prop is there before it is held."""

from collections.abc import Iterator

from pipeline.continuity.film import Film, SceneView
from pipeline.continuity.findings import Confidence, Finding, Rule, Severity


def find(film: Film) -> Iterator[Finding]:
    """Props in a shot, or in a hand, that neither their scene nor what happened before brings."""
    held: dict[str, str] = {}  # who left their last scene with what
    for scene in film.scenes:
        brought = {*scene.content.props, *(held.get(key, "") for key in scene.content.cast)}
        for shot in scene.shots:
            for key in shot.content.props:
                if key not in brought and not _named(film, key, scene):
                    yield Finding(
                        rule="props",
                        subject=f"{shot.path}:{key}",
                        sentence=f"The {film.name(key)} in shot {shot.label} comes from nowhere",
                        quotes=(
                            shot.says(),
                            scene.says(_list(film, scene), "scenes"),
                        ),
                        fix="Add it to the scene, let the script bring it, or take it out of the shot.",
                    )
        for key, state in scene.states.items():
            held[key] = state.ends().holding
            for prop in dict.fromkeys((state.holding, held[key])):
                if not prop or prop in brought or _named(film, prop, scene):
                    continue
                yield Finding(
                    rule="props",
                    subject=f"{scene.slot}:{key}:{prop}",
                    sentence=f"{film.name(key)} holds the {film.name(prop)}, taken nowhere",
                    quotes=(
                        scene.says(f"holds the {film.name(prop)}", "state"),
                        scene.says(_list(film, scene), "scenes"),
                    ),
                    fix="Let the script have them take it, or empty their hands at stage 8.",
                )


def _named(film: Film, key: str, scene: SceneView) -> bool:
    """Whether the scene's script speaks of it."""
    names = {film.name(key), key.partition(":")[2].replace("-", " ")}
    text = scene.script.casefold()
    return any(name.casefold() in text for name in names if name)


def _list(film: Film, scene: SceneView) -> str:
    return f"props: {', '.join(film.name(key) for key in scene.content.props) or 'none'}"


RULE = Rule(
    slug="props",
    title="Props are brought",
    severity=Severity.WARNING,
    confidence=Confidence.LIKELY,
    explanation=(
        "What somebody holds was in the scene, in its script, or in their hand when they left the last one."
    ),
    sources=("shot.props", "scene.props", "state.holding", "script.text"),
    find=find,
)
