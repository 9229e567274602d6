"""The plan: which targets exist, what state each is in, and why.

One plan drives the page, the quote, the hold and the execution, so that they cannot disagree.
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from pipeline.graph.targets import Step, Target
from projects.kinds import Content, digest
from projects.kinds.stages import STAGES
from projects.models import Head
from projects.queries.story import Story, collector_paused


class State(StrEnum):
    """What a target is, derived on read and never stored."""

    FRESH = "fresh"
    KEPT = "kept"  # made by hand or uploaded: outranks a model
    STALE = "stale"
    MISSING = "missing"
    BLOCKED = "blocked"  # something it is made from is not ready yet


DONE = frozenset((State.FRESH, State.KEPT))
MACHINE = str(Head.Origin.MACHINE)


class Unit(NamedTuple):
    """One target in a plan."""

    target: Target
    step: Step
    state: State
    ready: bool  # everything it is made from is done: it can be made now
    locked: bool = False  # its stage is locked: it is shown, never made

    @property
    def to_make(self) -> bool:
        return self.state not in DONE and not self.locked


@dataclass(frozen=True)
class Plan:
    """Every target of an episode up to a stage, in the order of making."""

    story: Story
    units: tuple[Unit, ...]
    until: str

    @cached_property
    def by_key(self) -> dict[str, Unit]:
        """The units by their targets' keys."""
        return {unit.target.key: unit for unit in self.units}

    @cached_property
    def to_make(self) -> list[Unit]:
        """What is missing or stale, ready or not."""
        return [unit for unit in self.units if unit.to_make]

    @cached_property
    def ready(self) -> list[Unit]:
        """What can be made at once."""
        return [unit for unit in self.to_make if unit.ready]

    def of_stage(self, stage: str) -> list[Unit]:
        return [unit for unit in self.units if unit.step.stage == stage]

    def upto(self, stage: str) -> "Plan":
        """The same plan, ending with an earlier stage."""
        last = STAGES.index(stage)
        units = tuple(unit for unit in self.units if STAGES.index(unit.step.stage) <= last)
        return Plan(self.story, units, stage)

    def counts(self, stage: str) -> Counter[State]:
        """How many targets of a stage are in each state."""
        return Counter(unit.state for unit in self.of_stage(stage))

    @cached_property
    def digest(self) -> str:
        """Names this plan by the work it has to do, so that a quote can be compared with it."""
        return digest([[unit.target.key, unit.target.digest] for unit in self.to_make])


Scope = Callable[[Unit], bool]


def make_plan(
    story: Story,
    steps: Sequence[Step],
    *,
    until: str = "film",
    locked: Iterable[str] = (),
    scope: Scope | None = None,
    remake: frozenset[str] = frozenset(),
) -> Plan:
    """Plan an episode up to and including the stage ``until``.

    ``locked`` names the stages whose content may not change on this branch; ``scope`` narrows what
    is to be made: outside of it, things keep their state but are not made. ``remake`` names targets
    that shall be made again although nothing changed: another take.
    """
    last = STAGES.index(until)
    closed = set(locked)
    units: list[Unit] = []
    pending: set[str] = set()  # keys of what others must wait for
    with collector_paused():
        for step in steps:
            if STAGES.index(step.stage) > last:
                continue
            in_line: set[str] = set()  # of a chain: what its next targets may wait for within one batch
            is_locked = step.stage in closed and not step.aside
            for target in step.targets(story):
                unit = _unit(step, target, pending, in_line, is_locked)
                if unit.state is not State.FRESH or target.key in remake:
                    unit = _asked_for(unit, scope, remake)
                    if not settled(unit):
                        pending.add(target.key)
                        if unit.ready:
                            in_line.add(target.key)
                units.append(unit)
    return Plan(story, tuple(units), until)


Along = Generator[Unit, Content | None, None]


def along(plan: Plan, step: Step, remake: frozenset[str] = frozenset()) -> Along:
    """The units of a chained step that can be made, in order, each once those before it are there.

    ``send`` what was made of a unit, or None where nothing was: the next ones are derived from it, without
    planning again. The plan's story holds it from then on, and must be read by nobody else.
    """
    pending = {unit.target.key for unit in plan.units if not settled(unit)}
    for target in step.targets(plan.story):
        planned = plan.by_key[target.key]
        if target.key not in pending or not pending.isdisjoint(target.needs):
            continue
        unit = _unit(step, target, pending, set(), planned.locked)
        if target.key in remake and not unit.locked:
            unit = unit._replace(state=State.STALE)
        made = (yield unit) if unit.to_make else None
        if made is not None:
            plan.story.put(made, target.slot, target.parent)
        if made is not None or settled(unit):
            pending.discard(target.key)


def settled(unit: Unit) -> bool:
    """Whether others may be made from it: it is done, or it stands in a locked stage or outside the scope."""
    return unit.state in DONE or (unit.locked and unit.target.item is not None)


def _fresh(step: Step, target: Target) -> bool:
    item = target.item
    return (
        item is not None and item.built_digest == target.digest and item.origin == MACHINE and not step.fills
    )


def _asked_for(unit: Unit, scope: Scope | None, remake: frozenset[str]) -> Unit:
    """The unit as somebody wants it: made once more, or left out."""
    if unit.ready and unit.target.key in remake:
        unit = unit._replace(state=State.STALE)
    if scope is not None and unit.to_make and not scope(unit):
        unit = unit._replace(locked=True)
    return unit


def _unit(step: Step, target: Target, pending: set[str], in_line: set[str], locked: bool) -> Unit:
    inputs_done = ready = pending.isdisjoint(target.needs)
    if ready and _fresh(step, target):
        return Unit(target, step, State.FRESH, True, locked)  # of a film, nearly all: no time is lost on them
    if step.chained and not ready:
        # A chain works through its targets in order: only what comes from other steps must be done.
        ready = all(key in in_line for key in target.needs if key in pending)
    return Unit(target, step, _state(step, target, inputs_done), ready, locked)


def _state(step: Step, target: Target, inputs_done: bool) -> State:
    item = target.item
    if step.fills:  # it names a target only where something is left open
        return State.MISSING
    if item is not None and item.origin != MACHINE:
        return State.KEPT
    if not inputs_done:
        return State.BLOCKED
    if item is None:
        return State.MISSING
    return State.FRESH if _fresh(step, target) else State.STALE


def outdated(target: Target) -> bool:
    """Whether something kept by hand was made from inputs that have changed since."""
    item = target.item
    return bool(item and item.by_hand and item.built_digest and item.built_digest != target.digest)


def changed_roles(target: Target, built_from: dict[str, str]) -> list[str]:
    """The inputs that differ from those it was built from: "shot.action", "asset character:mara.design"."""
    roles = [role for role, value in target.inputs.items() if built_from.get(role) != value]
    return roles + [role for role in built_from if role not in target.inputs]
