"""Answers about a beat sheet as a whole: other endings side by side, and what does not hold together."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pipeline.models import Generation
from pipeline.outline import beats_of
from pipeline.queries.drafts import drafts_of
from pipeline.queries.questions import Answer, answered
from pipeline.queries.wording import Stretch, compared
from projects.kinds import digest
from projects.queries.story import Story

ENDING, HOLES = "ending", "plotholes"  # steps of the generations
PARTS = {"turn": "The turn", "climax": "The climax", "image": "The final image"}
LEAST_BEATS = 3
SHOWN = 6
_ALIKE = 0.6  # share of the words that two texts have in common, to be compared word by word


@dataclass(frozen=True)
class EndingPart:
    """One of the three beats of an ending, compared with the one that stands there."""

    label: str
    title: str
    stretches: list[Stretch]


@dataclass(frozen=True)
class Ending:
    """One other ending."""

    name: str
    why: str
    parts: list[EndingPart]


@dataclass(frozen=True, kw_only=True)
class Endings(Answer):
    """Three that came together."""

    guidance: str
    draft: str
    came: list[Ending]


@dataclass(frozen=True)
class Hole:
    """What a model asks; ``beat`` is where its line stands now, from 1."""

    beat: int
    quote: str
    problem: str
    suggestion: str


@dataclass(frozen=True, kw_only=True)
class Holes(Answer):
    """The newest answer about what does not hold together."""

    found: list[Hole]
    outdated: int  # findings whose line stands nowhere any more


def sheet_digest(story: Story) -> str:
    """Names what the beats say, in their order: an answer is about this."""
    return digest([[item.slot, item.hashes["title"], item.hashes["text"]] for item in beats_of(story)])


def ending_of(row: Generation) -> dict[str, dict[str, str]]:
    """Slot and words of the turn, the climax and the image that an answer would replace."""
    asked = row.request["arguments"]
    return {
        part: {"slot": str(asked["slots"][at]), **_said(asked["beats"][at])}
        for part, at in asked["parts"].items()
    }


def _said(beat: dict[str, Any]) -> dict[str, str]:
    return {"title": str(beat["title"]), "text": str(beat["text"])}


def endings_of(branch: UUID, story: Story) -> list[Endings]:
    """The newest answers, newest first. One query, and one for texts that are being written."""
    rows = list(_rows(ENDING, branch, story)[:SHOWN])
    drafts = drafts_of([row.pk for row in rows if row.state == Generation.State.RUNNING])
    now = sheet_digest(story)
    return [_endings(row, now, str(drafts.get(row.pk, {}).get("text", ""))) for row in rows]


def _rows(step: str, branch: UUID, story: Story) -> Any:
    rows = Generation.objects.filter(step=step, branch=branch, episode=story.episode)
    return rows.order_by("-created_at", "-pk")


def _endings(row: Generation, now: str, draft: str) -> Endings:
    there = ending_of(row)
    came = (row.result or {}).get("came") or []
    return Endings(
        **answered(row),
        guidance=str(row.request["arguments"].get("guidance", "")),
        is_old=row.digest != now,
        draft=draft,
        came=[
            Ending(
                one["name"],
                one["why"],
                [
                    EndingPart(
                        label,
                        one["parts"][part]["title"],
                        _change(there[part]["text"], one["parts"][part]["text"]),
                    )
                    for part, label in PARTS.items()
                ],
            )
            for one in came
        ],
    )


def _change(old: str, new: str) -> list[Stretch]:
    """What changes: word by word where the texts are alike, else the one struck out and the other."""
    found = compared(old, new)
    kept = sum(len(stretch.text.split()) for stretch in found if stretch.kind == "same")
    if kept > _ALIKE * min(len(old.split()), len(new.split())):
        return found
    return [Stretch("removed", old), Stretch("same", "\n"), Stretch("added", new)]


def holes_of(branch: UUID, story: Story) -> Holes | None:
    """The newest answer about what does not hold together, each line looked up where it stands now."""
    row = _rows(HOLES, branch, story).first()
    if row is None:
        return None
    items = beats_of(story)
    texts = [f"{beat.title}\n{beat.text}" for beat in story.contents(items)]
    came = (row.result or {}).get("came") or []
    found = []
    for one in came:
        order = sorted(range(len(texts)), key=lambda at: abs(at + 1 - int(one["beat"])))
        where = next((at for at in order if one["quote"] in texts[at]), None)
        if where is not None:
            found.append(Hole(where + 1, one["quote"], one["problem"], one["suggestion"]))
    return Holes(
        **answered(row),
        is_old=row.digest != sheet_digest(story),
        found=found,
        outdated=len(came) - len(found),
    )
