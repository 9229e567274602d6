"""What to mind before rendering: found by reading the story, no model needed."""

from dataclasses import dataclass
from uuid import UUID

from pipeline.continuity import Finding
from pipeline.queries.continuity import judged
from projects.queries.story import Story


@dataclass(frozen=True)
class Caution:
    """Something to look at, and where: the stage that mends it and, if it is one, the shot."""

    sentence: str
    stage: str
    label: str = ""  # of the shot or scene: "Shot 3-2"
    shot: UUID | None = None


def warnings_of(story: Story) -> list[Caution]:
    """Open findings of continuity, and frames that nobody has approved yet."""
    found = [_caution(finding) for finding in judged(story).open]
    waiting = sum(not item.values["approved"] for item in story.of("frame"))
    if waiting:
        said = f"{waiting} frame{'s are' if waiting > 1 else ' is'} not approved yet"
        found.append(Caution(said, "frames"))
    return found


def _caution(finding: Finding) -> Caution:
    """A finding as one line, at the last of the places that it is about."""
    at = finding.quotes[-1]
    for quote in finding.quotes:
        if quote.stage == "shots":
            at = quote
    return Caution(finding.sentence, at.stage, at.where, at.node if at.stage == "shots" else None)
