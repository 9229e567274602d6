"""Plans kept in this process while nothing happens in their projects: most pages are read, not changed."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from pipeline.graph.plan import Plan

MOST_ITEMS = 20_000  # some 60 MB: four films of 900 shots, or a hundred short ones


class Stamp(NamedTuple):
    """What a plan was made from. A project's every change raises the number of its last event with it."""

    seq: int
    locked: frozenset[str]
    reads: int = 0  # tokens that the team's models can read: an adaptation's chapters are cut by it


class KeptPlans:
    """The plans that were read last, by branch and episode. Threads may share one: a story never changes.

    Only for what merely reads: in a transaction that changes a story, the number of an event is taken
    that may still be given to another change.
    """

    def __init__(self, most: int = MOST_ITEMS) -> None:
        self._plans: OrderedDict[tuple[UUID, UUID], tuple[Stamp, Plan]] = OrderedDict()
        self._most, self._lock = most, Lock()

    def plan(self, branch: UUID, episode: UUID, stamp: Stamp, make: Callable[[], Plan]) -> Plan:
        """The plan with that stamp: the kept one, or what ``make`` gives."""
        key = (branch, episode)
        with self._lock:
            found = self._plans.get(key)
            if found and found[0] == stamp:
                self._plans.move_to_end(key)
                return found[1]
        made = make()  # not under the lock: it asks the database
        with self._lock:
            self._plans[key] = stamp, made
            self._plans.move_to_end(key)
            while len(self._plans) > 1 and self._items() > self._most:
                self._plans.popitem(last=False)
        return made

    def _items(self) -> int:
        return sum(len(plan.story.items) for _, plan in self._plans.values())


kept_plans = KeptPlans()
