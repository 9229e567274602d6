"""The plan of an episode, as pages, quotes and runs see it."""

from collections.abc import Iterable
from uuid import UUID

from pipeline.graph.plan import Plan, Scope, make_plan
from pipeline.models import Generation, Run
from pipeline.queries.kept import Stamp, kept_plans
from pipeline.queries.routing import least_read
from pipeline.registry import steps_for
from projects.models import Branch, StageLock
from projects.queries.events import newest_seq
from projects.queries.story import Story, load_story


def plan_for(
    branch: Branch,
    episode: UUID,
    *,
    until: str = "film",
    scope: Scope | None = None,
    remake: frozenset[str] = frozenset(),
    story: Story | None = None,
    locked: set[str] | None = None,
    named: Iterable[str] = (),
) -> Plan:
    """Plan an episode on a branch up to a stage; two queries. See ``graph.plan.make_plan``.

    ``named`` are keys of targets: what stands aside of the story is planned only where one of it is named.
    """
    story = story or load_story(branch, episode)
    closed = locked_stages(branch, episode) if locked is None else locked
    return make_plan(story, steps_for(named), until=until, locked=closed, scope=scope, remake=remake)


def plan_kept(branch: Branch, episode: UUID) -> Plan:
    """The whole episode's plan for who merely reads: kept until something happens. Two queries."""
    locked = locked_stages(branch, episode)
    stamp = Stamp(newest_seq(branch.project_id), frozenset(locked), least_read())
    return kept_plans.plan(branch.pk, episode, stamp, lambda: plan_for(branch, episode, locked=locked))


def locked_stages(branch: Branch, episode: UUID) -> set[str]:
    """Slugs of the stages that are locked for an episode on a branch."""
    return set(StageLock.objects.filter(branch=branch, episode=episode).values_list("stage", flat=True))


def plan_of(run: Run) -> Plan:
    """The plan that a run carries out, narrowed to what it was asked for."""
    left = left_to_remake(run.pk, frozenset(run.remake))
    named = [*run.only, *run.remake]
    return plan_for(run.branch, run.episode, until=run.until, scope=scope_of(run), remake=left, named=named)


def left_to_remake(run: UUID, remake: frozenset[str]) -> frozenset[str]:
    """Of the targets of which a run makes another take, those of which it has made none yet."""
    if not remake:
        return remake
    made = Generation.objects.filter(run=run, target__in=remake).done()
    return remake - set(made.values_list("target", flat=True))


def scope_of(run: Run) -> Scope | None:
    """What a run may make; None for everything."""
    if not run.only:
        return None
    only = set(run.only)
    return lambda unit: unit.target.key in only
