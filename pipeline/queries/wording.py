"""The passages of a text that were asked for again, with what changed in them."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from pipeline.models import Generation
from pipeline.prompting.wishes import WISH_TITLES, Wish
from pipeline.queries.drafts import drafts_of
from pipeline.queries.questions import Answer, answered

SHOWN = 12
_PIECE = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Stretch:
    """A stretch of a passage: kind is "same", "added" or "removed"."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Wording(Answer):
    """One asked-for passage as the page shows it."""

    wish: str
    guidance: str
    draft: str  # what there is of it while it is written
    came: list["Came"]


@dataclass(frozen=True)
class Came:
    """One new wording, compared with the old; ``why`` is what an alternative gains."""

    why: str
    stretches: list[Stretch]


def wordings(node: UUID, branch: UUID) -> list[Wording]:
    """The newest asked-for passages of a text, the newest first. One query."""
    rows = Generation.objects.filter(step="passage", node=node, branch=branch).order_by("-created_at")
    found = list(rows[:SHOWN])
    drafts = drafts_of([row.pk for row in found if row.state == Generation.State.RUNNING])
    return [_wording(row, str(drafts.get(row.pk, {}).get("text", ""))) for row in found]


def worded(row: Generation) -> list[dict[str, str]]:
    """What came of an asked-for passage: {"text", "why"} of each; empty while nothing did."""
    came = (row.result or {}).get("came") or []
    return [{"text": came, "why": ""}] if isinstance(came, str) else came


def compared(old: str, new: str) -> list[Stretch]:
    """Two passages word by word."""
    return list(_stretches(_PIECE.findall(old), _PIECE.findall(new)))


def _stretches(old: list[str], new: list[str]) -> Iterator[Stretch]:
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Stretch("same", "".join(old[i1:i2]))
            continue
        if i2 > i1:
            yield Stretch("removed", "".join(old[i1:i2]))
        if j2 > j1:
            yield Stretch("added", "".join(new[j1:j2]))


def _wording(row: Generation, draft: str) -> Wording:
    asked = row.request["arguments"]
    came = worded(row) or [{"text": asked["passage"], "why": ""}]
    return Wording(
        **answered(row),
        wish=WISH_TITLES[Wish(asked["wish"])],
        guidance=asked["guidance"],
        draft=draft,
        came=[Came(one["why"], compared(asked["passage"], one["text"])) for one in came],
    )
