"""An episode's findings of continuity: those that stand open, and those that are meant."""

from dataclasses import dataclass

from pipeline.continuity import RULE_OF, Finding, Severity, check, read_film
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
    decided = decisions(story)
    accepted = {one.key: one for one in decided.accepted}
    open_, meant = [], []
    for finding in check(read_film(story)):
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
