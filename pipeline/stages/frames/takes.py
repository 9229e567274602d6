"""Takes: everything that was ever made for one target, to compare and to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from accounts.kernel.errors import Refused
from billing.money import credits_text
from pipeline.graph.targets import Target
from pipeline.models import Generation
from pipeline.queries.places import Place
from projects.actions.commit import Edit, commit
from projects.kinds import KINDS
from projects.models import Change, Head
from projects.queries.story import Item

SHOWN = 24


@dataclass(frozen=True)
class Take:
    """One generation of a target as a list of takes shows it."""

    pk: UUID
    number: int  # 1 is the oldest
    media: str  # sha256 of its picture or clip; empty when nothing came of it
    state: str  # a Generation.State
    state_text: str
    error: str
    engine: str  # "previz", "previz 1"
    cost: str
    seconds: float
    reused: bool
    by: str
    made_at: datetime
    current: bool  # this one is in the film
    choice: bool  # another one that could be

    @property
    def anchor(self) -> str:
        """For element ids."""
        return f"take-{self.pk}"


def history(place: Place, key: str, item: Item | None) -> list[Take]:
    """The newest generations of a target, newest first. One query."""
    rows = list(
        Generation.objects.filter(project_id=place.project.pk, episode=place.episode.node_id, target=key)
        .annotate(number=Window(RowNumber(), order_by=[F("created_at"), F("pk")]))
        .select_related("created_by")
        .defer("request", "inputs", "result", "facts")
        .order_by("-created_at", "-pk")[:SHOWN]
    )
    shown = item.values.get("media", "") if item else ""
    seen: set[str] = set()
    takes = []
    for row in rows:
        media = row.media[0] if row.media and row.state in ("done", "alternate") else ""
        takes.append(_take(row, media, current=bool(media) and media == shown, known=media in seen))
        seen.add(media)
    return takes


def _take(row: Any, media: str, *, current: bool, known: bool) -> Take:
    return Take(
        pk=row.pk,
        number=row.number,
        media=media,
        state=row.state,
        state_text=str(row.get_state_display()),
        error=row.error,
        engine=row.provider,
        cost=f"{credits_text(row.cost_micro)} credits" if row.cost_micro else "free",
        seconds=row.seconds,
        reused=row.reused_from is not None,
        by=str(row.created_by or ""),
        made_at=row.finished_at or row.created_at,
        current=current and not known,
        choice=bool(media) and not current and not known,
    )


def strip(takes: Iterable[Take]) -> list[Take]:
    """The takes that differ from one another, newest first: what there is to choose from."""
    return [take for take in takes if take.current or take.choice]


def counts(place: Place, step: str) -> dict[str, int]:
    """How many different results each target of a step has had. One query."""
    rows = Generation.objects.filter(
        project_id=place.project.pk, episode=place.episode.node_id, step=step, reused_from=None
    ).done()  # type: ignore[attr-defined]
    return dict(rows.values_list("target").annotate(Count("pk")))


def told(generation: UUID | None) -> dict[str, Any]:
    """What was asked of the model, word for word. One query; empty when nothing is known."""
    found = Generation.objects.filter(pk=generation).values_list("request", flat=True).first()
    return dict(found or {})


def choose(head: Head, target: Target, take: UUID, *, expected: int, by: Any) -> Change | None:
    """Put a take into the film, as an edit of ``by``. What it showed before stays among the takes.

    A take made from what stands there today is as fresh as any. An older one counts as kept by hand:
    nothing remakes it unasked. Raises Refused when it is no take of ``target``, Conflict when another was
    chosen meanwhile.
    """
    made = Generation.objects.done().filter(target=target.key, pk=take).first()  # type: ignore[attr-defined]
    if made is None or not made.result or not made.media:
        raise Refused("That take is gone. Choose another.")
    content = KINDS[head.kind].model_validate(made.result["content"])
    edit = Edit.of(
        head,
        content,
        expected=expected,
        origin=Head.Origin.MACHINE if made.digest == target.digest else Head.Origin.HAND,
        built_digest=made.digest,
        built_by=made.pk,
    )
    return commit(head.branch, [edit], by=by, message=f"Chose another take of a {head.kind}")
