"""What the dashboard shows of each project: how far it is, its poster, when someone last worked on it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Left

from projects.kinds.stages import KINDS_OF_STAGE, STAGES
from projects.models import Head, Project, StageLock

SENTENCE_MAX = 160


@dataclass(frozen=True)
class Card:
    """A project as its poster shows it."""

    project: Project
    sentence: str  # the logline, or the idea's first words
    poster: str  # sha256 of a picture, or empty
    stages: list[str]  # twelve states: locked, review (there is something to look at) or draft
    progress: str  # "4 of 12 locked"

    @property
    def state(self) -> str:
        """What the badge says: finished films are locked, others have none."""
        return "locked" if all(state == "locked" for state in self.stages) else ""


def cards(projects: Iterable[Project]) -> list[Card]:
    """Cards of the given projects in their order. Three queries, however many projects."""
    projects = list(projects)
    keys = [project.pk for project in projects]
    filled = _kinds(keys)
    locked = _locks(keys)
    first = _briefs_and_cuts(keys)
    found = []
    for project in projects:
        stages = _states(filled[project.pk], locked[project.pk], project.episode_count or 1)  # type: ignore[attr-defined]
        brief, cut = first.get((project.pk, "brief"), {}), first.get((project.pk, "cut"), {})
        found.append(
            Card(
                project=project,
                sentence=_sentence(brief),
                poster=project.poster or cut.get("poster") or "",
                stages=stages,
                progress=_progress(stages, has_film=bool(cut)),
            )
        )
    return found


def _kinds(keys: list[UUID]) -> dict[UUID, set[str]]:
    rows = Head.objects.filter(branch__project__in=keys, branch__is_main=True, deleted=False)
    found: dict[UUID, set[str]] = defaultdict(set)
    for project, kind in rows.order_by().values_list("branch__project", "kind").distinct():
        found[project].add(kind)
    return found


def _locks(keys: list[UUID]) -> dict[UUID, dict[str, int]]:
    """For each project, how many episodes have each stage locked."""
    rows = StageLock.objects.filter(branch__project__in=keys, branch__is_main=True)
    found: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for project, stage in rows.values_list("branch__project", "stage"):
        found[project][stage] += 1
    return found


def _briefs_and_cuts(keys: list[UUID]) -> dict[tuple[UUID, str], dict[str, Any]]:
    """The first episode's brief and cut, the few fields that a card needs."""
    rows = Head.objects.filter(
        branch__project__in=keys, branch__is_main=True, deleted=False, kind__in=("brief", "cut")
    )
    rows = rows.annotate(
        logline=KeyTextTransform("logline", "revision__payload"),
        idea=Left(KeyTextTransform("idea", "revision__payload"), SENTENCE_MAX * 2),
        poster=KeyTextTransform("poster", "revision__payload"),
    ).order_by("-pk")
    fields = ("branch__project", "kind", "logline", "idea", "poster")
    return {(row["branch__project"], row["kind"]): row for row in rows.values(*fields)}


def _states(kinds: set[str], locks: dict[str, int], episodes: int) -> list[str]:
    return [
        "locked"
        if locks.get(stage, 0) >= episodes
        else "review"
        if kinds & (set(KINDS_OF_STAGE[stage]) - {"style"})
        else "draft"
        for stage in STAGES
    ]


def _progress(stages: list[str], *, has_film: bool) -> str:
    locked = stages.count("locked")
    if locked == len(stages):
        return "Finished"
    if has_film:
        return f"Film to review, {locked} of {len(stages)} locked"
    return f"{locked} of {len(stages)} locked" if locked or stages.count("review") > 1 else "Just begun"


def _sentence(brief: dict[str, Any]) -> str:
    text = " ".join((brief.get("logline") or brief.get("idea") or "").split())
    return text if len(text) <= SENTENCE_MAX else f"{text[:SENTENCE_MAX].rpartition(' ')[0]} …"
