"""What models that see said of how near a film's pictures come to their visual capsules."""

from dataclasses import dataclass
from typing import Any

from pipeline.capsules import capsule_for
from pipeline.models import Generation
from pipeline.queries.capsules import PICTURED, Shown, pictures_of, spread_over
from pipeline.queries.likeness import word_of
from pipeline.queries.questions import Answer, answered
from projects.kinds import digest
from projects.queries.story import Story

STEP = "resemblance"
MOST = 6  # pictures of a stage that are shown to a model, evenly chosen
NOUNS = {"assets": "image key", "frames": "frame"}


@dataclass(frozen=True)
class Visible:
    """A picture that can be judged, with what its capsule says."""

    stage: str
    picture: Shown
    guide: dict[str, Any]
    capsule: str

    @property
    def path(self) -> str:
        """Names it within its film."""
        return f"{self.stage}/{self.picture.sha[:24]}"

    @property
    def digest(self) -> str:
        """Changes with the picture and with what the capsule says."""
        return digest([self.picture.sha, self.guide])


@dataclass(frozen=True)
class Seen:
    """Words of the capsule, and what a model sees of them in the picture."""

    quote: str
    aspect: str
    keeps: bool
    seen: str


@dataclass(frozen=True, kw_only=True)
class Look(Answer):
    """What came of showing one picture to a model. ``is_old``: the capsule says something else by now."""

    sha: str
    what: str
    mark: int = 0
    summary: str = ""
    reasons: tuple[Seen, ...] = ()

    @property
    def word(self) -> str:
        """In one word: close, near or apart."""
        return word_of(self.mark)


def visible(story: Story) -> dict[str, list[Visible]]:
    """The pictures of each stage that can be shown to a model: made, by a capsule, at most so many."""
    found = {}
    for stage, pictures in pictures_of(story).items():
        use = capsule_for(story, "visual", PICTURED[stage][0])
        if use is not None and pictures:
            content = story.content(use)
            chosen = spread_over(list({one.sha: one for one in pictures if one.sha}.values()), MOST)
            found[stage] = [Visible(stage, one, content.guide, content.name) for one in chosen]
    return found


def looks_at(story: Story, pictures: dict[str, list[Visible]]) -> dict[str, list[Look]]:
    """What models said of these pictures on this branch, by stage, the furthest from its capsule first."""
    by_target = {f"{STEP}:{one.path}": one for group in pictures.values() for one in group}
    rows = Generation.objects.filter(
        branch=story.branch.pk, episode=story.episode, step=STEP, target__in=list(by_target)
    )
    newest = rows.order_by("target", "-created_at", "-pk").distinct("target").defer("request")
    looks: dict[str, list[Look]] = {}
    for row in newest:
        one = by_target[row.target]
        looks.setdefault(one.stage, []).append(_look(row, one))
    return {stage: sorted(found, key=lambda look: (look.mark, look.what)) for stage, found in looks.items()}


def to_ask(pictures: list[Visible], looks: list[Look]) -> list[Visible]:
    """Those of which no model has judged what is there now, and none is looking."""
    settled = {look.sha for look in looks if not look.is_old and look.state in ("done", "running")}
    return [one for one in pictures if one.picture.sha not in settled]


def _look(row: Generation, one: Visible) -> Look:
    came = (row.result or {}).get("came") or {}
    return Look(
        **answered(row),
        is_old=row.digest != one.digest,
        sha=one.picture.sha,
        what=one.picture.what,
        mark=int(came.get("mark", 0)),
        summary=str(came.get("summary", "")),
        reasons=tuple(Seen(**reason) for reason in came.get("reasons", [])),
    )
