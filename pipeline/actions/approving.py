"""Approving: frames one by one or all, and stages when nothing is missing."""

from typing import Any
from uuid import UUID

from accounts.kernel.errors import Refused
from pipeline.graph.plan import DONE, Plan
from pipeline.queries.plans import locked_stages, plan_for
from pipeline.stages.catalogue import STAGE_BY_SLUG
from projects.actions.branches import lock_stage
from projects.actions.commit import Edit, commit
from projects.kinds.stages import KINDS_OF_STAGE, STAGES
from projects.models import Branch, Head
from projects.queries.story import Story


def missing_before_lock(stage: str, plan: Plan) -> list[str]:
    """What must still happen before a stage can be locked, as sentences. Empty: it can be locked."""
    return STAGE_BY_SLUG[stage].missing(plan)


def open_before(stage: str, plan: Plan, locked: set[str]) -> list[str]:
    """A sentence about the first earlier stage that is still open, in a list; empty when none is."""
    for name in STAGES[: STAGES.index(stage)]:
        if name not in locked and _counts(plan, name):
            return [f"{STAGE_BY_SLUG[name].title} must be locked first: this builds on it."]
    return []


def approve_frames(branch: Branch, heads: list[Head], *, by: Any, approved: bool = True) -> None:
    """Say yes (or no longer) to frames. What they show does not change, so nothing becomes stale."""
    edits = []
    for head in heads:
        if head.content.approved != approved:
            content = head.content.model_copy(update={"approved": approved})
            edits.append(Edit.of(head, content, origin=head.origin))
    commit(branch, edits, by=by, message="Approved frames" if approved else "Withdrew approval of frames")


def lock_checked(branch: Branch, episode: UUID, stage: str, *, by: Any) -> None:
    """Lock a stage if nothing is missing and all before it is locked. Raises Refused with the first gap."""
    plan = plan_for(branch, episode)
    locked = locked_stages(branch, episode)
    gaps = [*open_before(stage, plan, locked), *missing_before_lock(stage, plan)]
    if gaps := gaps or [gap for check in STAGE_BY_SLUG[stage].settled for gap in check(plan)]:
        raise Refused(gaps[0])
    lock_stage(branch, episode, stage, by=by)


def _counts(plan: Plan, stage: str) -> bool:
    """Whether a stage has anything to decide: a brought-in screenplay has no treatment and no beats."""
    if stage in ("idea", "confirm") or plan.of_stage(stage):
        return True
    return any(plan.story.of(kind) for kind in KINDS_OF_STAGE[stage])


def approve_complete_stages(branch: Branch, episode: UUID, plan: Plan, *, by: Any) -> int:
    """Lock, in order, every stage of the plan that is complete. Returns how many were locked now."""
    locked = locked_stages(branch, episode)
    count = 0
    for stage in STAGES[: STAGES.index(plan.until) + 1]:
        if stage in locked or not _counts(plan, stage):
            continue
        if any(unit.state not in DONE for unit in plan.of_stage(stage)):
            break
        if stage == "frames":
            _approve_all(branch, plan.story, by)
        if stage != "frames" and missing_before_lock(stage, plan):
            break
        lock_stage(branch, episode, stage, by=by)
        count += 1
    return count


def _approve_all(branch: Branch, story: Story, by: Any) -> None:
    nodes = [item.node for item in story.of("frame") if not item.values["approved"]]
    heads = Head.objects.filter(branch=branch, node_id__in=nodes).select_related("revision")
    approve_frames(branch, list(heads), by=by)
