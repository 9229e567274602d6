"""What a step would do, found out by doing it and taking it back: it cannot differ from what it does."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from pipeline.graph.plan import Plan, State, Unit, outdated
from pipeline.titles import STEP_TITLES


@contextmanager
def taken_back() -> Iterator[None]:
    """Nothing that is written inside stays, and nobody hears of it. What is raised inside is raised."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def aged_since(before: list[Plan], after: list[Plan]) -> list[tuple[str, int]]:
    """How many things of each step are out of date in ``after`` and were not in ``before``.

    Things are told apart by their nodes: they may stand elsewhere, also in another episode.
    """
    known = {
        unit.target.item.node for plan in before for unit in plan.units if unit.target.item and _aged(unit)
    }
    counts: Counter[str] = Counter()
    for plan in after:
        for unit in plan.units:
            if unit.target.item and unit.target.item.node not in known and _aged(unit):
                counts[unit.step.name] += 1
    return [(STEP_TITLES[name], counts[name]) for name in STEP_TITLES if counts[name]]


def _aged(unit: Unit) -> bool:
    return unit.state in (State.STALE, State.BLOCKED) or outdated(unit.target)
