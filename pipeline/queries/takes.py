"""Takes: everything that was ever made for one target, to compare and to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from billing.money import credits_text
from pipeline.models import Generation
from pipeline.outline import MOVED
from pipeline.queries.places import Place

SHOWN = 24
MADE = (Generation.State.DONE, Generation.State.ALTERNATE)


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


def history(place: Place, key: str, shown: str) -> list[Take]:
    """The newest generations of a target, newest first; ``shown`` is the file in the film. One query."""
    return histories(place, {key: shown})[key]


def histories(place: Place, shown: dict[str, str]) -> dict[str, list[Take]]:
    """``history`` of many targets: their keys with the files in the film. One query, none for no key."""
    takes: dict[str, list[Take]] = {key: [] for key in shown}
    if not shown:
        return takes
    rows = (
        _made_for(place, list(shown))
        .annotate(number=Window(RowNumber(), partition_by=[F("now")], order_by=[F("created_at"), F("pk")]))
        .select_related("created_by")
        .defer("request", "inputs", "result", "facts")
        .order_by("-created_at", "-pk")[: SHOWN * len(shown)]
    )
    seen: set[tuple[str, str]] = set()
    for row in rows:
        media, key = row.media[0] if row.media and row.state in MADE else "", row.now
        current = bool(media) and media == shown[key]
        takes[key].append(_take(row, media, current=current, known=(key, media) in seen))
        seen.add((key, media))
    return takes


def _made_for(place: Place, keys: list[str]) -> QuerySet[Any]:
    """The generations of targets, each with its target's key of today as ``now``.

    What stands in another scene or episode by now was made under the key, or in the episode, it had there:
    then the node tells that it is the same thing.
    """
    units = place.plan.by_key
    nodes = [unit.target.item.node for key in keys if (unit := units.get(key)) and unit.target.item]
    former = {key: old for key in keys if (old := _former_keys(place, key))}
    whens = [When(target__in=old, then=Value(key)) for key, old in former.items()]
    here = Q(target__in=keys) & (Q(episode=place.episode.node_id) | Q(node__in=nodes))
    before = Q(target__in=[one for old in former.values() for one in old], node__in=nodes)
    rows = Generation.objects.filter(here | before if former else here, project_id=place.project.pk)
    return rows.annotate(now=Case(*whens, default=F("target")))


def _former_keys(place: Place, key: str) -> list[str]:
    """The keys that a target had before its shot was moved to its scene; none for most."""
    step, _, path = key.partition(":")
    scene, _, slot = path.partition("/")
    first, at, home = slot.partition(MOVED)
    if not at:
        return []
    homes = {home, home.rpartition("-")[0]} - {""}
    scenes = {one.slot for one in place.story.of("scene")} - {scene}
    return [f"{step}:{one}/{first}" for one in sorted(homes)] + [
        f"{step}:{one}/{slot}" for one in sorted(scenes)
    ]


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


def take_counts(place: Place, step: str) -> dict[str, int]:
    """How many different results each target of a step has had. One query, two where shots were moved."""
    rows = Generation.objects.filter(
        project_id=place.project.pk, episode=place.episode.node_id, step=step, reused_from=None
    ).filter(state__in=MADE)
    counts = dict(rows.values_list("target").annotate(Count("pk")))
    moved = [key for key in place.plan.by_key if MOVED in key and key.startswith(f"{step}:")]
    if moved:
        found = _made_for(place, moved).filter(reused_from=None, state__in=MADE)
        counts |= dict(found.values_list("now").annotate(Count("pk")))
    return counts


def told(generation: UUID | None) -> dict[str, Any]:
    """What was asked of the model, word for word. One query; empty when nothing is known."""
    if generation is None:
        return {}
    found = Generation.objects.filter(pk=generation).values_list("request", flat=True).first()
    return dict(found or {})
