"""An episode's findings of continuity: those that stand open, and those that are meant."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from pipeline.continuity import RULE_OF, Finding, Severity, check, read_film
from pipeline.outline import scenes_of, with_state
from projects.kinds.judging import Accepted, Continuity
from projects.queries.story import Story, remembered

SLOT = "continuity"


@dataclass(frozen=True)
class Judged:
    """The findings, and what people decided about them."""

    open: list[Finding]
    accepted: list[tuple[Finding, Accepted]]
    gate: bool  # open faults stop the render

    @property
    def faults(self) -> list[Finding]:
        """What the audience will stumble over."""
        return [finding for finding in self.open if RULE_OF[finding.rule].severity is Severity.FAULT]


@remembered
def judged(story: Story) -> Judged:
    """Check an episode. Two queries, however long it is."""
    return _judged(story, check(read_film(story)))


def judged_in(story: Story, scenes: Collection[UUID]) -> Judged:
    """Check some scenes (nodes) that follow each other. Two queries; a longer film is no more work.

    Rules that look back get the last scene before them in which each of their people and props was. Findings
    that show in other scenes than these are left out by whoever asks.
    """
    return _judged(story, check(read_film(story, {*scenes, *_last_before(story, scenes)})))


def _last_before(story: Story, scenes: Collection[UUID]) -> set[UUID]:
    order = scenes_of(story)
    inside = [at for at, scene in enumerate(order) if scene.node in scenes]
    if not inside:
        return set()
    open_ = {key for at in inside for key in with_state(order[at])}
    found: set[UUID] = set()
    for scene in reversed(order[: inside[0]]):
        here = open_ & set(with_state(scene))
        if here:
            found.add(scene.node)
            open_ -= here
        if not open_:
            break
    return found


def _judged(story: Story, findings: list[Finding]) -> Judged:
    decided = decisions(story)
    accepted = {one.key: one for one in decided.accepted}
    open_, meant = [], []
    for finding in findings:
        one = accepted.get(finding.key)
        if one and one.fingerprint == finding.fingerprint:
            meant.append((finding, one))
        else:
            open_.append(finding)
    return Judged(open_, meant, decided.gate)


def decisions(story: Story) -> Continuity:
    """What was decided so far; nothing, where nothing was."""
    item = story.at("continuity", SLOT)
    return story.content(item) if item else Continuity()
