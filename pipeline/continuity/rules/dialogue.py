"""The script's words are said: all of them, once, in order, and no others."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from pipeline.continuity.film import Film, SceneView, ShotView
from pipeline.continuity.findings import Confidence, Finding, Quote, Rule, Severity

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ASIDE = re.compile(r"\[\[.*?\]\]|/\*.*?\*/|\(.*?\)", re.DOTALL)  # notes, and how it is said


class _Spoken(NamedTuple):
    word: str
    at: int  # number of its line or shot


def find(film: Film) -> Iterator[Finding]:
    """Where the shots of a scene say something else than its script."""
    for scene in film.scenes:
        if not scene.shots or not scene.script:
            continue
        written = [_Spoken(word, at) for at, (_, text) in enumerate(scene.spoken) for word in words_in(text)]
        said = [
            _Spoken(word, at)
            for at, shot in enumerate(scene.shots)
            for line in shot.content.utterances
            for word in words_in(line.text)
        ]
        if [one.word for one in written] != [one.word for one in said]:
            yield from _differences(scene, written, said)


def _differences(scene: SceneView, written: list[_Spoken], said: list[_Spoken]) -> Iterator[Finding]:
    matcher = SequenceMatcher(None, [one.word for one in written], [one.word for one in said], autojunk=False)
    told: set[str] = set()
    for kind, low, high, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        finding = _finding(scene, written[low:high], said[start:end], said[max(start - 1, 0) :])
        if finding.subject not in told:
            told.add(finding.subject)
            yield finding


def _finding(scene: SceneView, missing: list[_Spoken], added: list[_Spoken], after: list[_Spoken]) -> Finding:
    shot = scene.shots[(added or after or [_Spoken("", len(scene.shots) - 1)])[0].at]
    quotes = [_quote_shot(shot)]
    if missing:
        cue, text = scene.spoken[missing[0].at]
        quotes.insert(0, scene.says(f"{cue}: {text}", "screenplay"))
    if missing and added:
        sentence = f"Shot {shot.label} says “{_said(added)}” where the script says “{_said(missing)}”"
    elif missing:
        sentence = f"Nobody says “{_said(missing)}” of the script of {scene.label.lower()}"
    else:
        sentence = f"Shot {shot.label} says “{_said(added)}”, which is not in the script, or not there"
    line = missing[0].at if missing else -added[0].at - 1
    return Finding(
        rule="dialogue",
        subject=f"{scene.slot}:{line}",
        sentence=sentence,
        quotes=tuple(quotes),
        fix="Put the words into the shot as the script has them, or change the script.",
    )


def _quote_shot(shot: ShotView) -> Quote:
    words = " / ".join(line.text for line in shot.content.utterances) or "nothing is said"
    return shot.says(words, "shots")


def words_in(text: str) -> list[str]:
    """The words of a line as they are compared: folded, without asides and punctuation."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(_ASIDE.sub(" ", text))]


def _said(words: list[_Spoken]) -> str:
    text = " ".join(one.word for one in words[:12])
    return f"{text} …" if len(words) > 12 else text


RULE = Rule(
    slug="dialogue",
    title="The script's words",
    severity=Severity.FAULT,
    confidence=Confidence.CERTAIN,
    explanation=(
        "Every line of the script is said exactly once, in order and word for word: what an actor "
        "says is the writer's to change, in the script."
    ),
    sources=("script.text", "shot.utterances"),
    find=find,
)
