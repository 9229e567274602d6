"""What happened to somebody stays until something takes it away."""

from collections.abc import Iterator
from itertools import pairwise

from pipeline.continuity.film import Film, SceneView
from pipeline.continuity.findings import Confidence, Finding, Quote, Rule, Severity
from projects.kinds import VisualState
from projects.kinds.vocabulary import Setting

_DRYING = frozenset(("wet", "snowy"))  # indoors these pass by themselves


def find(film: Film) -> Iterator[Finding]:
    """States that begin otherwise than they ended, and changes that change nothing."""
    for key in film.names:
        states = film.states_of(key)
        for scene, state in states:
            if wrong := _does_not_add_up(state):
                yield _finding(
                    film, key, scene, state, f"{film.name(key)}: {wrong} in scene {scene.number}", "changes"
                )
        for (before, was), (scene, now) in pairwise(states):
            carried = was.hands_on().tags
            lost = [tag for tag in carried if tag not in now.tags_in and not _dries(tag, scene)]
            new = [tag for tag in now.tags_in if tag not in was.tags_out]
            if (lost or new) and not now.because:
                said = " and ".join(
                    [*(f"no longer {tag}" for tag in lost), *(f"suddenly {tag}" for tag in new)]
                )
                sentence = f"{film.name(key)} is {said} at the start of scene {scene.number}"
                earlier = before.says(", ".join(was.tags_out) or "nothing", "state")
                yield _finding(film, key, scene, now, sentence, "carried", earlier)


def _does_not_add_up(state: VisualState) -> str:
    """Why ``tags_out`` is not ``tags_in`` with the changes; empty when it is."""
    tags = list(state.tags_in)
    for mark in (mark for change in state.changes for mark in change.marks):
        sign, tag = mark[:1], mark[1:]
        if sign == "-" and tag not in tags:
            return f"“{tag}” is taken away but was not there"
        if sign == "-":
            tags.remove(tag)
        elif tag not in tags:
            tags.append(tag)
    left = [tag for tag in state.tags_out if tag not in tags] + [
        tag for tag in tags if tag not in state.tags_out
    ]
    return f"“{left[0]}” does not follow from what changes" if left else ""


def _dries(tag: str, scene: SceneView) -> bool:
    return tag in _DRYING and scene.content.setting is Setting.INT and scene.content.time != "CONTINUOUS"


def _finding(
    film: Film, key: str, scene: SceneView, state: VisualState, sentence: str, what: str, *earlier: Quote
) -> Finding:
    marks = [mark for change in state.changes for mark in change.marks]
    told = (", ".join(part) or "nothing" for part in (state.tags_in, marks, state.tags_out))
    return Finding(
        rule="carrying",
        subject=f"{scene.slot}:{key}:{what}",
        sentence=sentence,
        quotes=(*earlier, scene.says("; ".join(told), "state")),
        fix="Carry the tags over at stage 8, or let a line of the script change them.",
    )


RULE = Rule(
    slug="carrying",
    title="States carry over",
    severity=Severity.WARNING,
    confidence=Confidence.CERTAIN,
    explanation=(
        "Mud, wounds and tears stay from scene to scene until something takes them away; wet and snow"
        " pass indoors. What changes in a scene leads from its beginning to its end."
    ),
    sources=("state.tags_in", "state.changes", "state.tags_out", "state.because", "scene.setting"),
    find=find,
)
