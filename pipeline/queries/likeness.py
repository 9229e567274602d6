"""What models said of how near a film's texts come to their writing capsules."""

from dataclasses import dataclass
from typing import Any

from pipeline.capsules import capsule_for
from pipeline.models import Generation
from pipeline.outline import scripts_of
from pipeline.queries.questions import Answer, answered
from projects.kinds import digest
from projects.queries.story import Item, Story

STEP = "likeness"
_WHAT = {"treatment": "treatment", "screenplay": "screenplay"}  # stages with a text of their own to judge
_CLOSE, _NEAR = 80, 55  # as assets.capsules.scoring says it


@dataclass(frozen=True)
class Judgeable:
    """A stage's text as it stands, with the capsule that it is told by."""

    stage: str
    what: str
    text: str
    guide: dict[str, Any]
    capsule: str
    item: Item | None  # the text's own; None where several make it

    @property
    def digest(self) -> str:
        """Changes with the text and with what the capsule says."""
        return digest([self.text, self.guide])


@dataclass(frozen=True)
class Reason:
    """A passage that a model quoted, and what it says of it."""

    quote: str
    keeps: bool
    about: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Judgement(Answer):
    """What came of asking a model about a stage's text. ``is_old``: text or capsule changed since."""

    mark: int = 0
    summary: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def word(self) -> str:
        """In one word: close, near or apart."""
        return word_of(self.mark)


def word_of(mark: int) -> str:
    """A mark of 100 in one word."""
    return "close" if mark >= _CLOSE else "near" if mark >= _NEAR else "apart"


def judgeable(story: Story) -> dict[str, Judgeable]:
    """The stages whose text can be judged: written, and told by a capsule."""
    found = {stage: _text_of(story, stage) for stage in _WHAT}
    return {stage: one for stage, one in found.items() if one is not None and one.text.strip()}


def _text_of(story: Story, stage: str) -> Judgeable | None:
    use = capsule_for(story, "writing", stage)
    items = scripts_of(story) if stage == "screenplay" else [story.one("treatment")]
    written = [item for item in items if item is not None]
    if use is None or not written:
        return None
    text = "\n\n".join(content.text for content in story.contents(written))
    content = story.content(use)
    own = written[0] if stage == "treatment" else None
    return Judgeable(stage, _WHAT[stage], text, content.guide, content.name, own)


def judgements(story: Story, texts: dict[str, Judgeable]) -> dict[str, Judgement]:
    """The newest judgement of each stage's text that was asked for on this branch. One query."""
    rows = Generation.objects.filter(
        branch=story.branch.pk,
        episode=story.episode,
        step=STEP,
        target__in=[f"{STEP}:{one}" for one in texts],
    )
    newest = rows.order_by("target", "-created_at", "-pk").distinct("target").defer("request")
    found = {row.target.partition(":")[2]: row for row in newest}
    return {stage: _judgement(row, texts[stage]) for stage, row in found.items()}


def _judgement(row: Generation, text: Judgeable) -> Judgement:
    came = (row.result or {}).get("came") or {}
    return Judgement(
        **answered(row),
        is_old=row.digest != text.digest,
        mark=int(came.get("mark", 0)),
        summary=str(came.get("summary", "")),
        reasons=tuple(Reason(**one) for one in came.get("reasons", [])),
    )
