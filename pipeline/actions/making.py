"""Making targets: what is asked is written down first, what came out is applied through a claim.

Holds no transaction while a provider works. Everything may run twice: a target that is fresh by
then is left alone, and equal work is found again by its reuse key.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.kernel.errors import Refused
from assets.actions.media import keep_file
from assets.queries.media import local
from pipeline.actions.results import apply_results, made_from
from pipeline.graph.plan import State, Unit
from pipeline.graph.targets import Made, Request, Target
from pipeline.models import Generation
from pipeline.providers.base import ProviderError
from pipeline.providers.registry import Route, route
from pipeline.queries.plans import plan_for
from pipeline.queries.quotes import price_of
from pipeline.titles import STEP_TITLES
from projects.actions.events import announce
from projects.kinds import digest
from projects.models import Branch


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


class Bench:
    """The tools of one attempt: scratch space, files, the routed provider. See ``graph.targets.Tools``."""

    def __init__(self, routed: Route, folder: Path, check: Callable[[], None]) -> None:
        self._route, self.folder, self.check = routed, folder, check
        self.kept: list[str] = []

    def provider(self) -> Any:
        return self._route.provider

    def keep(self, path: Path, mime: str, **facts: Any) -> str:
        with transaction.atomic():
            sha = keep_file(path, mime, **facts).sha256
        self.kept.append(sha)
        return sha

    def files(self, shas: list[str]) -> list[Path]:
        with local(shas) as paths:
            return paths


@dataclass
class Work:
    """One target being made."""

    unit: Unit
    request: Request
    generation: Generation
    made: Made | None = None
    reused: Generation | None = None


def make_targets(order: Order, keys: list[str], progress: Callable[[int, int, str], None]) -> dict[str, int]:
    """Make the named targets as far as they are still to be made. Returns counts of made, reused, failed.

    One that fails does not keep the others from being made; its sentence stands in its generation.
    """
    counts = {"made": 0, "reused": 0, "failed": 0, "cost_micro": 0}
    chained = False
    with transaction.atomic():
        plan = plan_for(order.branch, order.episode, remake=order.remake)
        units = [plan.by_key[key] for key in keys if key in plan.by_key]
        chained = any(unit.step.chained for unit in units)
    if chained:
        return _make_chain(order, keys, progress, counts)
    wanted = [unit for unit in units if unit.to_make and unit.ready]
    with transaction.atomic():
        works = begin(order, plan.story, wanted)
    for number, work in enumerate(works):
        order.check()
        _do(order, work, works[:number])
        _count(work, counts)
        progress(number + 1, len(works), work.unit.target.key)
    with transaction.atomic():
        apply_results(order, [(w.unit, w.generation, w.made) for w in works if w.made is not None])
    return counts


def _make_chain(
    order: Order, keys: list[str], progress: Callable[[int, int, str], None], counts: dict[str, int]
) -> dict[str, int]:
    """Targets of which each may need the one before: made in rounds, each as wide as it can be."""
    left = set(keys)
    while left:
        order.check()
        with transaction.atomic():
            plan = plan_for(order.branch, order.episode, remake=order.remake)
            wanted = [unit for unit in plan.to_make if unit.target.key in left and _inputs_done(unit)]
            works = begin(order, plan.story, wanted)
        if not works:
            break
        for number, work in enumerate(works):
            _do(order, work, works[:number])
            _count(work, counts)
        with transaction.atomic():
            apply_results(order, [(w.unit, w.generation, w.made) for w in works if w.made is not None])
        left -= {work.unit.target.key for work in works}
        progress(len(keys) - len(left), len(keys), works[-1].unit.target.key)
    return counts


def _inputs_done(unit: Unit) -> bool:
    return unit.state in (State.MISSING, State.STALE)


def _count(work: Work, counts: dict[str, int]) -> None:
    name = "failed" if work.made is None else "reused" if work.reused else "made"
    counts[name] += 1
    counts["cost_micro"] += work.generation.cost_micro


def begin(order: Order, story: Any, units: list[Unit]) -> list[Work]:
    """Write down what will be asked, with a claim on what stands there now. Finds equal work done before."""
    works = []
    for unit in units:
        routed = route(unit.step)
        take = _take(order, unit.target)
        request = unit.step.request(story, unit.target)
        if take:  # the same question again would bring the same answer
            request = Request(request.task, {**request.arguments, "take": take})
        generation = Generation(
            project_id=order.branch.project_id,
            branch=order.branch.pk,
            episode=order.episode,
            step=unit.step.name,
            target=unit.target.key,
            node=unit.target.item.node if unit.target.item else None,
            claim=unit.target.item.revision if unit.target.item else None,
            digest=unit.target.digest,
            reuse_key=digest([unit.target.digest, routed.slug, routed.model, take]),
            inputs=unit.target.inputs,
            request={"task": request.task, "arguments": request.arguments},
            provider=routed.slug,
            model=routed.model,
            take=take,
            quoted_micro=price_of(unit.step) or 0,
            job=order.job,
            run=order.run,
            created_by=order.by,
        )
        works.append(Work(unit, request, generation))
    Generation.objects.bulk_create(work.generation for work in works)
    found = Generation.objects.filter(
        reuse_key__in=[work.generation.reuse_key for work in works], state="done", reused_from=None
    )
    by_key = {generation.reuse_key: generation for generation in found}
    for work in works:
        work.reused = by_key.get(work.generation.reuse_key)
    return works


def _take(order: Order, target: Target) -> int:
    """0, or for something that is made again although nothing changed, the number of takes there are."""
    if target.key not in order.remake:
        return 0
    takes = Generation.objects.filter(
        project_id=order.branch.project_id, target=target.key, digest=target.digest
    )
    return takes.done().count()


def _do(order: Order, work: Work, before: list[Work]) -> None:
    """Ask the provider, or take over what an equal generation brought: earlier, or ``before`` in this job."""
    generation = work.generation
    if work.reused is None:
        same = [
            other for other in before if other.generation.reuse_key == generation.reuse_key and other.made
        ]
        work.reused = same[0].generation if same else None
    if work.reused is not None:
        work.made = made_from(work.unit.step.kind, work.reused.result or {})
        generation.reused_from = work.reused.pk
        generation.result, generation.media = work.reused.result, work.reused.media
        return
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        bench = Bench(route(work.unit.step), Path(folder), order.check)
        try:
            work.made = work.unit.step.make(work.request, bench)
        except (ProviderError, Refused) as error:
            _fail(order, generation, error.sentence)
            return
        except Exception as error:
            name = STEP_TITLES[work.unit.step.name].lower()
            _fail(
                order,
                generation,
                f"Something unexpected happened while making {name} ({type(error).__name__}).",
            )
            raise
        generation.media = list(bench.kept)
    generation.seconds = round(time.monotonic() - started, 3)
    generation.cost_micro = generation.quoted_micro
    generation.result = as_result(work.made)


def _fail(order: Order, generation: Generation, sentence: str) -> None:
    with transaction.atomic():
        Generation.objects.filter(pk=generation.pk).update(
            state=Generation.State.FAILED, error=sentence, finished_at=timezone.now()
        )
        announce(order.branch.project_id, "generations", target=generation.target, state="failed")


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
