"""Making targets: what is asked is written down first, what came out is applied through a claim.

Holds no transaction while a provider works. Everything may run twice: a target that is fresh by
then is left alone, and equal work is found again by its reuse key.
"""

import logging
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.errors import Refused
from assets.actions.media import keep_file
from assets.queries.media import local
from pipeline.actions.asking import Batch, Work, begin, dialled, fail, leave, reuse_key, take_over, write_down
from pipeline.actions.chains import Line, settles_in_one
from pipeline.actions.drafts import Draft
from pipeline.actions.results import apply_results
from pipeline.graph.plan import Plan, State, Unit, along
from pipeline.graph.targets import Made
from pipeline.models import Generation
from pipeline.providers.house.provider import House
from pipeline.providers.registry import Route, route
from pipeline.providers.text.writer import ChainWriter, Outcome
from pipeline.queries.plans import left_to_remake, plan_for
from pipeline.queries.quotes import known_prices
from pipeline.queries.routing import Chain
from pipeline.registry import STEP_OF
from projects.kinds import digest
from projects.kinds.stages import STAGES
from projects.models import Branch

log = logging.getLogger(__name__)

APPLY_SECONDS = 1.0  # how long what is made may wait for its place: pages see it, a crash loses little

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Order:
    """Who asked for what: the branch and episode, the job that carries it, the run it belongs to."""

    branch: Branch
    episode: UUID
    by: Any = None
    job: UUID | None = None
    run: UUID | None = None
    remake: frozenset[str] = frozenset()
    check: Callable[[], None] = lambda: None  # raises when the job shall stop
    last: bool = True  # no later attempt comes: what a model could not do now, the next in line does
    candidates: int = 0  # of each target that is remade, made aside for somebody to choose from
    guidance: str = ""  # what they are made with in mind
    like: str = ""  # key of the target that what is remade shall resemble


class Bench:
    """The tools of one attempt: scratch space, files, the routed provider. See ``graph.targets.Tools``."""

    def __init__(self, routed: Route, order: Order, generation: Generation, scratch: ExitStack) -> None:
        self._route, self._scratch, self.check = routed, scratch, order.check
        self._order, self._generation = order, generation
        self.kept: list[str] = []
        self.writer: ChainWriter | None = None  # who wrote, if a connected model was asked

    @cached_property
    def folder(self) -> Path:
        """Made when something is put there: most of what is written needs none."""
        return Path(self._scratch.enter_context(tempfile.TemporaryDirectory(prefix="studio-")))

    def provider(self) -> Any:
        if not self._route.links:
            return self._route.provider
        with transaction.atomic():
            prices = known_prices()
        self.writer = ChainWriter(
            self._route.chain,
            house=self._route.provider,
            prices=prices,
            last=self._order.last,
            check=self.check,
            watch=Draft(self._generation).show,
        )
        return self.writer

    def keep(self, path: Path, mime: str, **facts: Any) -> str:
        with transaction.atomic():
            sha = keep_file(path, mime, **facts).sha256
        self.kept.append(sha)
        return sha

    def files(self, shas: list[str]) -> list[Path]:
        return local(shas, self.folder)


def make_targets(order: Order, keys: list[str], progress: Progress) -> dict[str, int]:
    """Make the named targets as far as still to be made. Returns counts of made, reused, failed, the cost.

    One that fails does not keep the others from being made; its sentence stands in its generation. An
    error that may pass is raised at the end, so that the job is tried again for what is missing. Where
    each target may need the one before, they are made in a line (``actions.chains``); or, where that asks
    somebody else or costs, in rounds, each as wide as it can be and planned anew.
    """
    counts = {"made": 0, "reused": 0, "failed": 0, "cost_micro": 0}
    left, done, error = set(keys), 0, None
    again = True
    while left and again:
        order.check()
        with transaction.atomic():
            batch = _batch(order, keys, left)
        total = max(len(keys), len(batch.works))
        carry_out(order, batch, _counted(progress, done, total))
        _count(batch, counts)
        error = error or next((work.error for work in batch.works if _may_pass(work.error)), None)
        left -= batch.asked
        done += len(batch.asked)
        again = batch.goes_on
    if error is not None:
        raise error
    return counts


def _counted(progress: Progress, before: int, total: int) -> Callable[[int, str], None]:
    return lambda made, key: progress(before + made, total, key)


def _batch(order: Order, keys: list[str], left: set[str]) -> Batch:
    """What can be made now of the targets that are left, each asked for in writing, or a whole free chain."""
    remake = left_to_remake(order.run, order.remake) if order.run else order.remake
    plan = _plan(order, keys, remake)
    step = next((unit.step for unit in plan.to_make if unit.target.key in left), None)
    if step is not None and settles_in_one(order, step):
        return Line(order, along(plan, step, remake), plan, left)
    wanted = [unit for unit in plan.to_make if unit.target.key in left and _inputs_done(unit)]
    works = begin(order, plan.story, wanted)
    return Batch(
        works, {unit.target.key for unit in wanted}, goes_on=any(work.unit.step.chained for work in works)
    )


def _plan(order: Order, keys: list[str], remake: frozenset[str]) -> Plan:
    """The plan as far as these targets: what comes after them does not bear on them."""
    steps = (STEP_OF.get(key.partition(":")[0]) for key in keys)
    until = max((step.stage for step in steps if step), key=STAGES.index, default=STAGES[-1])
    return plan_for(order.branch, order.episode, until=until, remake=remake, named=keys)


def _inputs_done(unit: Unit) -> bool:
    return unit.state in (State.MISSING, State.STALE)


def _count(batch: Batch, counts: dict[str, int]) -> None:
    counts["failed"] += len(batch.unasked)
    for work in batch.works:
        reused = work.generation.reused_from is not None
        counts["failed" if work.made is None else "reused" if reused else "made"] += 1
        counts["cost_micro"] += work.generation.cost_micro


def _may_pass(error: Exception | None) -> bool:
    """Whether trying again may help: refusals say so themselves, everything else might."""
    return error is not None and bool(getattr(error, "retry", not isinstance(error, Refused)))


def carry_out(order: Order, batch: Batch, tell: Callable[[int, str], None]) -> None:
    """Make works one by one and put what came out in its place, now and then and at the end.

    When the job is stopped in between, what is made is kept and the rest is closed.
    """
    applied_at, answers = time.monotonic(), dict[str, Generation]()
    try:
        for number, work in enumerate(batch):
            order.check()
            _do(order, work, answers)
            if time.monotonic() - applied_at > APPLY_SECONDS:
                _apply(order, batch.works)
                applied_at = time.monotonic()
            tell(number + 1, work.unit.target.key)
    except BaseException as stopped:
        if getattr(stopped, "may_write", True):
            _apply(order, batch.works)
            leave(batch.works, str(getattr(stopped, "sentence", "")) or "It was stopped before it was made.")
        raise
    _apply(order, batch.works)


def _apply(order: Order, works: list[Work]) -> None:
    ready = [work for work in works if work.made is not None and not work.applied]
    if ready:
        with transaction.atomic():
            write_down([work.generation for work in ready])
            apply_results(order, [(work.unit, work.generation, work.made) for work in ready if work.made])
        for work in ready:
            work.applied = True


def _do(order: Order, work: Work, answers: dict[str, Generation]) -> None:
    """Ask the provider, or take over what an equal one brought, earlier or in this batch (``answers``)."""
    if work.reused is None:
        work.reused = answers.get(work.generation.reuse_key)
    if work.reused is not None and take_over(work):
        return
    started = time.monotonic()
    routed = work.routed
    if routed is None:
        with transaction.atomic():
            routed = _routed(work)
    with ExitStack() as scratch:
        bench = Bench(routed, order, work.generation, scratch)
        try:
            made = work.unit.step.make(work.request, bench)
        except Exception as error:  # whatever one target raises is that target's alone
            log.warning("%s could not be made", work.unit.target.key, exc_info=error)
            if bench.writer is not None:
                work.generation.facts = bench.writer.outcome.facts
            fail(order, work, error)
            return
    work.generation.media = list(bench.kept)
    work.generation.seconds = round(time.monotonic() - started, 3)
    work.generation.cost_micro = work.generation.quoted_micro
    if bench.writer is not None:
        _written_by(bench.writer.outcome, work)
    work.generation.result = as_result(made)
    work.made = made
    answers.setdefault(work.generation.reuse_key, work.generation)


def _routed(work: Work) -> Route:
    """The route of the question as it was put: without words for a model the house engine makes it."""
    routed = route(work.unit.step)
    return routed if work.request.told else replace(routed, chain=Chain())


def _written_by(outcome: Outcome, work: Work) -> None:
    """Note who wrote it in the end, and what it cost. What another has written answers another question."""
    generation = work.generation
    if (outcome.provider, outcome.model) != (generation.provider, generation.model):
        generation.reuse_key = reuse_key(work.unit.target, outcome.provider, outcome.model, generation.take)
        if outcome.provider != House.slug:
            told = work.request.told
            generation.reuse_key = digest([generation.reuse_key, told["prompt"], *dialled(told)])
    generation.provider, generation.model = outcome.provider, outcome.model
    generation.cost_micro = min(outcome.cost_micro, generation.quoted_micro)
    generation.facts = outcome.facts


def as_result(made: Made) -> dict[str, Any]:
    """What was made, without database identities: ready to be applied in another project."""
    return {
        "content": made.content.payload(),
        "children": [
            {
                "slot": child.slot,
                "kind": child.content.kind,
                "content": child.content.payload(),
                "position": child.position,
                "shared": child.shared,
            }
            for child in made.children
        ],
    }
