"""A chain in one go: each target is asked with what the one before it brought, and the film is planned once.

For what the house engine makes at no price. Nobody is asked who could answer twice or charge, so the record
of a question is written with its answer: a crash in between loses a second's work and leaves no trace of it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import transaction

from pipeline.actions.asking import (
    BROKEN_OFF,
    Batch,
    Terms,
    Work,
    ask,
    close_running,
    generation_of,
    write_down,
)
from pipeline.graph.plan import Along, Plan, Unit
from pipeline.graph.targets import Step
from pipeline.models import Generation
from pipeline.providers.registry import route
from pipeline.queries.quotes import price_of
from projects.kinds import Content

if TYPE_CHECKING:
    from pipeline.actions.making import Order


def settles_in_one(order: "Order", step: Step) -> bool:
    """Whether the targets of a step can be made as a line: a chain, made here and free of charge."""
    return step.chained and not order.candidates and not route(step).links and price_of(step) == 0


class Line(Batch):
    """The works of a chain, each put when those before it are made. Call for it inside a transaction.

    It ends early where something else came to stand in one of its places meanwhile: what follows from that
    is planned anew.
    """

    def __init__(self, order: "Order", units: Along, plan: Plan, keys: set[str]) -> None:
        super().__init__([], set())
        wanted = [unit for unit in plan.to_make if unit.target.key in keys]
        self._order, self._units, self._story, self._keys = order, units, plan.story, frozenset(keys)
        self._terms, self._seen = Terms.of(wanted[0].step), 0
        if order.job is not None:
            close_running(order.job, Generation.State.CANCELED, BROKEN_OFF)
        wanted[0].step.gather(plan.story, [unit.target for unit in wanted])

    def __iter__(self) -> Iterator[Work]:
        unit = next(self._units, None)
        while unit is not None:
            work = self._asked(unit) if unit.target.key in self._keys else None
            if work is not None:
                yield work
            if self._overtaken():
                return
            made = work.made if work is not None else None
            unit = _after(self._units, made.content if made else None)

    def _asked(self, unit: Unit) -> Work | None:
        self.asked.add(unit.target.key)
        with transaction.atomic():
            generation = generation_of(self._order, unit, self._terms)
            work = ask(self._order, self._story, unit, generation, self._terms.routed)
            if work is None:
                write_down([generation])
                return None
        work.routed = self._terms.routed
        self.works.append(work)
        return work

    def _overtaken(self) -> bool:
        """Whether what was made last came late: somebody has written there meanwhile, or locked the stage."""
        for work in self.works[self._seen :]:
            if not work.applied and work.error is None:
                break  # still waits for its place
            self._seen += 1
            self.goes_on |= work.generation.state == Generation.State.ALTERNATE
        return self.goes_on


def _after(units: Along, made: Content | None) -> Unit | None:
    try:
        return units.send(made)
    except StopIteration:
        return None
