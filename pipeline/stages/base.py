"""What a stage is to a person: its words, its place, and what must be true before it is locked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.graph.plan import Plan, State

Missing = Callable[[Plan], list[str]]


@dataclass(frozen=True)
class Stage:
    """One of the twelve. Implementations live in ``pipeline/stages/<slug>/stage.py``."""

    number: int
    slug: str
    title: str
    group: str  # Story, World, Scenes, Film
    sentence: str  # what this stage decides
    lock: str  # the verb on its lock button
    locking: str  # what locking does
    generate: str = ""  # the verb on its primary action; empty: nothing to generate
    steps: tuple[str, ...] = ()  # names of the steps that make its content
    checks: Sequence[Missing] = ()
    settled: Sequence[Missing] = ()  # looked at only when a person locks it: they read the whole film

    def missing(self, plan: Plan) -> list[str]:
        """Sentences about what must still happen before it can be locked. Empty: nothing."""
        gaps = [gap for check in self.checks for gap in check(plan)]
        if gaps:
            return gaps
        counts = plan.counts(self.slug)
        absent, stale, blocked = counts[State.MISSING], counts[State.STALE], counts[State.BLOCKED]
        if absent:
            gaps.append(f"{absent} of {sum(counts.values())} still to be made.")
        if stale:
            gaps.append(f"{stale} out of date: update or keep as is.")
        if blocked:
            gaps.append(f"{blocked} waiting for an earlier stage.")
        return gaps


def at_least_one(kind: str, sentence: str) -> Missing:
    """A check that there is something of a kind at all."""
    return lambda plan: [] if plan.story.of(kind) else [sentence]
