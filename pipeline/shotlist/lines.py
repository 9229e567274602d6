"""The script's lines against the shots that say them: each is said once, in one shot, and fits its time."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pipeline.continuity import Finding
from pipeline.continuity.film import Film, SceneView, ShotView
from pipeline.continuity.rules.dialogue import words_in
from pipeline.continuity.rules.speech import TOLERANCE_SECONDS
from pipeline.previz.voice import seconds_of
from pipeline.timing import PAUSE
from projects.kinds.vocabulary import FPS


@dataclass(frozen=True)
class SaidLine:
    """A line of the script, and the shots in which it is said."""

    cue: str
    text: str
    shots: list[ShotView]
    missing: int  # words that nobody says in their place

    @property
    def state(self) -> str:
        """said, partly or missing."""
        return "said" if not self.missing else "partly" if self.shots else "missing"


@dataclass(frozen=True)
class SceneLines:
    """What a scene's lines and shots still lack."""

    view: SceneView
    lines: list[SaidLine]
    gaps: list[tuple[ShotView | None, str]] = field(default_factory=list)  # the shot, and a sentence


def lines_of(film: Film, findings: list[Finding]) -> Iterator[SceneLines]:
    """Every scene with its lines and gaps; ``findings`` are those of continuity that stand open."""
    for scene in film.scenes:
        lines = list(_said(scene))
        gaps: list[tuple[ShotView | None, str]] = []
        if not scene.shots:
            gaps.append((None, "The scene has no shots."))
        gaps += [
            (shot, "Nothing says what happens in it.") for shot in scene.shots if not shot.content.action
        ]
        gaps += [(shot, said) for shot in scene.shots if (said := _too_long(shot, film.language))]
        nodes = {shot.node for shot in scene.shots} | {scene.node}
        gaps += [
            (None, f"{finding.sentence}.")
            for finding in findings
            if finding.rule == "dialogue" and any(quote.node in nodes for quote in finding.quotes)
        ]
        yield SceneLines(scene, lines, gaps)


def _said(scene: SceneView) -> Iterator[SaidLine]:
    """Each line with the shots that say its words, in the order of the script."""
    lines = [words_in(text) for _, text in scene.spoken]
    written = [(word, at) for at, words in enumerate(lines) for word in words]
    said = [
        (word, at)
        for at, shot in enumerate(scene.shots)
        for one in shot.content.utterances
        for word in words_in(one.text)
    ]
    matcher = SequenceMatcher(None, [word for word, _ in written], [word for word, _ in said], autojunk=False)
    shots: dict[int, dict[int, None]] = defaultdict(dict)  # of each line, in their order
    found: Counter[int] = Counter()
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            line = written[block.a + step][1]
            found[line] += 1
            shots[line][said[block.b + step][1]] = None
    for at, (cue, text) in enumerate(scene.spoken):
        yield SaidLine(cue, text, [scene.shots[one] for one in shots[at]], len(lines[at]) - found[at])


def _too_long(shot: ShotView, language: str) -> str:
    said, seconds = shot.content.utterances, shot.content.frames / FPS
    words = sum(seconds_of(one.text, language) for one in said) + PAUSE * max(len(said) - 1, 0)
    return f"{words:.1f} s of words in {seconds:.1f} s." if words > seconds + TOLERANCE_SECONDS else ""
