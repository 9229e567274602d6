"""What a change would make out of date, told before it is made: the same plan, asked twice."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from pipeline.graph.plan import DONE, Plan, Unit, make_plan
from pipeline.queries.quotes import quote_of
from pipeline.registry import STEPS
from pipeline.titles import STEP_TITLES
from projects.kinds import Content
from projects.queries.story import altered


@dataclass(frozen=True)
class Impact:
    """What stands there now and would be out of date, in the order of making."""

    units: tuple[Unit, ...]
    cost: int | None  # micro-credits to bring it up to date; None: not known

    @property
    def counts(self) -> list[tuple[str, int]]:
        """ "Image keys", 1; "Frames", 12."""
        found = Counter(unit.step.name for unit in self.units)
        return [(STEP_TITLES[name], count) for name, count in found.items()]

    @property
    def sentence(self) -> str:
        """ "12 frames, 1 image key", or that nothing is affected."""
        if not self.units:
            return "Nothing more becomes out of date."
        parts = [f"{title.lower()}: {count}" for title, count in self.counts]
        return f"Becomes out of date: {', '.join(parts)}."


def impact_of(plan: Plan, changes: Mapping[UUID, Content], locked: set[str]) -> Impact:
    """What would be out of date if the nodes among ``changes`` said that; no query beyond prices."""
    if not changes:
        return Impact((), 0)
    then = make_plan(altered(plan.story, changes), STEPS, until=plan.until, locked=locked)
    before = plan.by_key
    units = tuple(
        unit
        for unit in then.units
        if unit.target.item is not None
        and unit.state not in DONE
        and unit.target.key in before
        and before[unit.target.key].state in DONE
    )
    return Impact(units, quote_of(replace(then, units=units)).total_most)
