"""Who wrote what of a stage, what they were told, and what is being written right now."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from billing.money import credits_text
from pipeline.models import Generation
from pipeline.prompting.dials import dials_from
from pipeline.queries.drafts import drafts_of
from pipeline.queries.places import Place
from pipeline.registry import STEPS
from pipeline.titles import STEP_TITLES

SHOWN = 60


@dataclass(frozen=True)
class Writing:
    """One generation as the list of a stage's writings shows it."""

    pk: UUID
    title: str  # "Scenes of the screenplay, b02"
    by: str
    state: str
    cost: str
    tokens: str
    note: str
    made_at: datetime
    failed: bool = False


@dataclass(frozen=True)
class Draft:
    """A text that is being written now."""

    title: str
    by: str
    text: str
    words: int


def writings(place: Place) -> list[Writing]:
    """The newest generations of a stage's texts, newest first. One query."""
    steps = [step.name for step in STEPS if step.stage == place.stage.slug and step.capability == "text"]
    rows = Generation.objects.filter(
        project_id=place.project.pk, branch=place.branch.pk, episode=place.episode.node_id, step__in=steps
    )
    newest = rows.defer("request", "inputs", "result").order_by("-created_at", "-pk")[:SHOWN]
    return [writing_of(row) for row in newest]


def writing_of(row: Generation) -> Writing:
    """A generation in words."""
    facts = row.facts
    tokens = facts.get("tokens") or {}
    counted = f"{tokens['read']} tokens read, {tokens['written']} written" if tokens else ""
    passed = " ".join([*facts.get("passed_over", []), *_shortened(facts)])
    return Writing(
        pk=row.pk,
        title=writing_title(row),
        by=str(facts.get("asked") or row.provider),
        state=str(row.get_state_display()),
        cost=cost_words(row),
        tokens=counted,
        note=row.error or passed,
        made_at=row.finished_at or row.created_at,
        failed=row.state == Generation.State.FAILED,
    )


def _shortened(facts: dict[str, Any]) -> list[str]:
    """That a question was cut for a model that reads less, in a sentence."""
    told = facts.get("told")
    if not told:
        return []
    cut = [piece["title"].lower() for piece in told["pieces"] if piece["share"] != "whole"]
    return [f"{facts['asked']} reads {told['budget']} tokens at most: {', '.join(cut)} were cut for it."]


def cost_words(row: Generation) -> str:
    """What it cost whom."""
    if row.reused_from:
        return "found again, free"
    if row.cost_micro:
        return f"{credits_text(row.cost_micro)} credits"
    listed = row.facts.get("list_micro")
    if row.facts.get("own_key"):
        about = f", about {credits_text(listed)} US cents by its price list" if listed else ""
        return f"billed by your provider{about}"
    return "free"


def told_text(row: Generation) -> dict[str, Any]:
    """What a generation's maker was told: ``told`` for a model, else ``arguments`` as previz reads them."""
    told = row.facts.get("told") or row.request.get("told")
    if told:
        return {"told": told, "told_dials": dials_from(told.get("dials", {})).words}
    return {"arguments": json.dumps(row.request.get("arguments", {}), ensure_ascii=False, indent=1)[:60_000]}


def being_written(place: Place) -> list[Draft]:
    """The texts that models are writing for this episode now."""
    if place.run is None:
        return []
    running = Generation.objects.filter(run=place.run.pk, state=Generation.State.RUNNING)
    rows = {row.pk: row for row in running.exclude(provider="previz").only("step", "target")[:12]}
    drafts = drafts_of(list(rows))
    return [
        Draft(writing_title(rows[pk]), str(found["by"]), str(found["text"]), int(found["words"]))
        for pk, found in drafts.items()
    ]


def writing_title(row: Generation) -> str:
    """ "Scenes of the screenplay, b02"; "Brief" where there is one of its kind."""
    path = row.target.partition(":")[2]
    return STEP_TITLES[row.step] if path == row.step else f"{STEP_TITLES[row.step]}, {path}"
