"""Nobody speaks in a scene who is not there, or dead."""

from collections.abc import Iterator

from pipeline.continuity.film import Film, Quote, SceneView
from pipeline.continuity.findings import Confidence, Finding, Rule, Severity
from pipeline.previz.extract.naming import is_crowd
from projects.kinds.scenes import Utterance

_SEEN = ("dialogue", "off-screen")  # said by somebody who is there; a voice-over may come from anywhere
GONE = frozenset(("dead", "killed"))


def find(film: Film) -> Iterator[Finding]:
    """Dialogue of people who are not in the scene's cast, or whose state says that they are dead."""
    for scene, shot in film.shots():
        for number, said in enumerate(shot.content.utterances, 1):
            if (
                not said.speaker
                or said.delivery not in _SEEN
                or is_crowd(film.name(said.speaker), film.language)
            ):
                continue  # a crowd is in many a scene without being cast
            if why := _why_not(scene, said):
                yield Finding(
                    rule="speaking",
                    subject=f"{shot.path}:{number}",
                    sentence=f"{film.name(said.speaker)} speaks in shot {shot.label}, but {why[0]}",
                    quotes=(shot.says(f"{film.name(said.speaker)}: {said.text}"), why[1]),
                    fix="Make it a voice-over, give it to somebody else, or bring them into the scene.",
                )


def _why_not(scene: SceneView, said: Utterance) -> tuple[str, Quote] | None:
    state = scene.states.get(said.speaker)
    if state and GONE & set(state.tags_in):
        return "is dead", scene.says(", ".join(state.tags_in), "state")
    if said.speaker not in scene.content.cast and said.delivery == "dialogue":
        return "is not in the scene", scene.says(scene.content.heading)
    return None


RULE = Rule(
    slug="speaking",
    title="Who can speak",
    severity=Severity.FAULT,
    confidence=Confidence.CERTAIN,
    explanation=(
        "Words are said by somebody who is in the scene and alive; what is heard from elsewhere is "
        "marked as voice-over or off screen."
    ),
    sources=("shot.utterances", "scene.cast", "state.tags_in"),
    find=find,
)
