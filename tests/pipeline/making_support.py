"""What the tests of making share: a film, orders without a worker, and models that do as they are told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from pipeline.actions.making import Order, make_targets
from pipeline.actions.runs import start_run
from pipeline.graph.targets import Made, Request, Tools
from pipeline.models import Generation, Job, Run
from pipeline.queries.plans import plan_for
from pipeline.registry import STEP_OF
from projects.kinds import Brief
from tests.factories.projects import World


def order_for(made: World, **more: Any) -> Order:
    return Order(made.branch, made.episode, made.user, **more)


def make(made: World, *keys: str, **more: Any) -> dict[str, int]:
    """Make targets here and now, as a job would."""
    counts = make_targets(order_for(made, **more), list(keys), lambda done, total, key: None)
    return {name: counts[name] for name in ("made", "reused", "failed")}


def keys_of(made: World, step: str) -> list[str]:
    return [unit.target.key for unit in plan_for(made.branch, made.episode).units if unit.target.step == step]


def states(step: str) -> list[str]:
    return sorted(Generation.objects.filter(step=step).values_list("state", flat=True))


def begin_run(made: World, **more: Any) -> tuple[Run, Job]:
    """A run and its first job."""
    run = start_run(made.branch, made.episode, by=made.user, **{"until": "film", **more})
    return run, Job.objects.filter(run_id=run.pk).order_by("run_after")[0]


Making = Callable[[Request, Tools], Made]


@contextmanager
def instead(step: str, make: Callable[[Making, Request, Tools], Made]) -> Iterator[list[Request]]:
    """Let ``make(real, request, tools)`` stand for how a step makes; the requests it was asked are listed."""
    found, asked = STEP_OF[step], []
    real = found.make

    def stand_in(request: Request, tools: Tools) -> Made:
        asked.append(request)
        return make(real, request, tools)

    found.make = stand_in  # type: ignore[method-assign]
    try:
        yield asked
    finally:
        del found.make


def node_of(made: World, kind: str, slot: str) -> UUID:
    return made.head(kind, slot).node_id


def brief_of(made: World) -> Brief:
    content: Brief = made.head("brief", "brief").content
    return content
