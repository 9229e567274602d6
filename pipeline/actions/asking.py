"""Generations at work: what is asked is written down first; what nobody finishes is closed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.kernel.errors import Refused
from pipeline.actions.results import made_from
from pipeline.context.asking import told_for
from pipeline.graph.plan import Unit
from pipeline.graph.targets import Made, Request, Step, Target
from pipeline.models import Generation
from pipeline.providers.registry import Route, route
from pipeline.queries.quotes import price_of
from pipeline.titles import STEP_TITLES
from projects.actions.events import announce
from projects.kinds import digest
from projects.queries.story import Story

if TYPE_CHECKING:
    from pipeline.actions.making import Order

BROKEN_OFF = "The worker stopped in the middle of it."


@dataclass
class Work:
    """One target being made."""

    unit: Unit
    request: Request
    generation: Generation
    reused: Generation | None = None  # an equal one that was made before
    made: Made | None = None
    error: Exception | None = None
    applied: bool = False
    routed: Route | None = None  # who makes it, where that was settled when it was asked


class Terms(NamedTuple):
    """Who makes a step's targets, and what one costs at most, in micro-credits."""

    routed: Route
    price: int

    @classmethod
    def of(cls, step: Step) -> "Terms":
        """What holds for a step now."""
        return cls(route(step), price_of(step) or 0)


@dataclass
class Batch:
    """Works that are made one after another, and the keys of all targets that were asked for."""

    works: list[Work]
    asked: set[str]
    goes_on: bool = False  # more of what the job names may be ready once these are made

    def __iter__(self) -> Iterator[Work]:
        return iter(self.works)

    @property
    def unasked(self) -> set[str]:
        """Keys of those whose question could not even be put."""
        return self.asked - {work.unit.target.key for work in self.works}


def begin(order: "Order", story: Story, units: list[Unit]) -> list[Work]:
    """Write down what will be asked, with a claim on what stands there now. Finds equal work done before.

    A target whose question cannot even be put is written down as failed and left out. What an attempt
    that died left running is closed: the job's lease says that nobody works on it any more.
    """
    if order.job is not None:
        close_running(order.job, Generation.State.CANCELED, BROKEN_OFF)
    terms: dict[str, Terms] = {}
    for step, some in _by_step(units):
        step.gather(story, [unit.target for unit in some])
        terms[step.name] = Terms.of(step)
    works, failed = [], []
    for unit, number in _each(order, units):
        generation = generation_of(order, unit, terms[unit.step.name], number)
        work = ask(order, story, unit, generation, terms[unit.step.name].routed)
        if work is None:
            failed.append(generation)
        else:
            works.append(work)
    write_down([*(work.generation for work in works), *failed])
    _find_equal(works)
    return works


def write_down(generations: list[Generation]) -> None:
    """Write the records that are not in the database yet."""
    Generation.objects.bulk_create([one for one in generations if one._state.adding])


def ask(order: "Order", story: Story, unit: Unit, generation: Generation, routed: Route) -> Work | None:
    """Put the question of one generation. None, with the reason in it, where it cannot even be put."""
    try:
        request = _request(story, unit, generation, order, routed)
    except Exception as error:  # noqa: BLE001  # one odd target must not keep the others from being made
        generation.state, generation.error = Generation.State.FAILED, sentence_of(error, unit.step.name)
        generation.finished_at = timezone.now()
        return None
    generation.request = {"task": request.task, "arguments": request.arguments}
    if request.told:
        generation.request["told"] = request.told
    return Work(unit, request, generation)


def _by_step(units: list[Unit]) -> list[tuple[Step, list[Unit]]]:
    found: dict[str, tuple[Step, list[Unit]]] = {}
    for unit in units:
        found.setdefault(unit.step.name, (unit.step, []))[1].append(unit)
    return list(found.values())


def _each(order: "Order", units: list[Unit]) -> list[tuple[Unit, int]]:
    """Each unit once; those of which candidates are wanted as often as that, numbered from 0."""
    times = max(1, order.candidates)
    return [(unit, n) for unit in units for n in range(times if unit.target.key in order.remake else 1)]


def generation_of(order: "Order", unit: Unit, terms: Terms, number: int = 0) -> Generation:
    """The record of one unit about to be made, not written yet: a claim on what stands there now."""
    target, routed = unit.target, terms.routed
    take = _take(order, target) + number
    return Generation(
        project_id=order.branch.project_id,
        branch=order.branch.pk,
        episode=order.episode,
        step=unit.step.name,
        target=target.key,
        node=target.item.node if target.item else None,
        claim=target.item.revision if target.item else None,
        digest=target.digest,
        reuse_key=reuse_key(target, routed.slug, routed.model, take),
        inputs=target.inputs,
        provider=routed.slug,
        model=routed.model,
        take=take,
        quoted_micro=terms.price,
        job=order.job,
        run=order.run,
        created_by=order.by,
    )


def reuse_key(target: Target, provider: str, model: str, take: int) -> str:
    """Names the question, so that an equal one finds its answer."""
    return digest([target.digest, provider, model, take])


def _request(story: Story, unit: Unit, generation: Generation, order: "Order", routed: Route) -> Request:
    request, take = unit.step.request(story, unit.target), generation.take
    if take:  # the same question again would bring the same answer
        request = replace(request, arguments={**request.arguments, "take": take})
    if order.candidates and unit.target.key in order.remake:
        request = unit.step.wished(request, take, order.guidance)
        generation.reuse_key = digest([generation.reuse_key, "candidate", order.guidance])
    elif order.like and unit.target.key in order.remake:
        request = unit.step.resembling(story, request, order.like.partition(":")[2])
        generation.reuse_key = digest([generation.reuse_key, "like", request.arguments])
    if own := request.arguments.get("template"):  # told by another template, it is another question
        generation.reuse_key = digest([generation.reuse_key, own["system"], own["body"]])
    if not routed.links:
        return request
    told = told_for(story, unit.step.purpose, request.arguments, routed.links[0].reads)
    # Another template or another neighbour is another question: what answered the old one is not found again.
    generation.reuse_key = digest([generation.reuse_key, told["system"], told["prompt"], *dialled(told)])
    return Request(request.task, request.arguments, told)


def dialled(told: dict[str, Any]) -> list[Any]:
    """Written by other dials, it is another text. Where none is set, it is the question it always was."""
    return [told["dials"]] if "dials" in told else []


def _take(order: "Order", target: Target) -> int:
    """0, or for something that is made again although nothing changed, the number of takes there are."""
    if target.key not in order.remake:
        return 0
    takes = Generation.objects.filter(
        project_id=order.branch.project_id, target=target.key, digest=target.digest
    )
    return takes.done().count()


def _find_equal(works: list[Work]) -> None:
    """Note for each work the generation that answered the same question before, if it can still be read."""
    keys = [work.generation.reuse_key for work in works]
    found = Generation.objects.filter(reuse_key__in=keys, state="done", reused_from=None)
    by_key = {generation.reuse_key: generation for generation in found}
    for work in works:
        known = by_key.get(work.generation.reuse_key)
        if known is not None and known.result is not None:
            work.reused = known


def take_over(work: Work) -> bool:
    """Take over what the equal generation brought. False if it no longer fits the content it is for."""
    known = work.reused
    if known is None:
        return False
    try:
        work.made = made_from(work.unit.step.kind, known.result or {})
    except (KeyError, ValueError):  # made before the shape of this content changed
        work.reused = None
        return False
    work.generation.reused_from = known.pk
    work.generation.result, work.generation.media = known.result, known.media
    work.generation.facts = {name: known.facts[name] for name in ("asked",) if name in known.facts}
    return True


def fail(order: "Order", work: Work, error: Exception) -> None:
    """Note that a target could not be made, and why."""
    work.error = error
    with transaction.atomic():
        write_down([work.generation])
        Generation.objects.filter(pk=work.generation.pk).update(
            state=Generation.State.FAILED,
            facts=work.generation.facts,
            error=sentence_of(error, work.unit.step.name),
            finished_at=timezone.now(),
        )
        announce(order.branch.project_id, "generations", target=work.generation.target, state="failed")


def sentence_of(error: Exception, step: str = "") -> str:
    """What a person is told of an error. Where it happened is in the log and in the job's trace."""
    if isinstance(error, Refused):
        return error.sentence
    while_making = f" while making {STEP_TITLES[step].lower()}" if step else ""
    return f"Something unexpected happened{while_making} ({type(error).__name__})."


def leave(works: list[Work], sentence: str) -> None:
    """Close the generations of works that were broken off before they were made."""
    keys = [work.generation.pk for work in works if not work.applied and work.error is None]
    if keys:
        with transaction.atomic():
            _close(Generation.objects.filter(pk__in=keys), Generation.State.CANCELED, sentence)


def close_running(job: UUID, state: str, sentence: str) -> int:
    """Close what a job has left running. Answers how many generations that concerned."""
    return _close(Generation.objects.filter(job=job), state, sentence)


def _close(rows: Any, state: str, sentence: str) -> int:
    running = rows.filter(state=Generation.State.RUNNING)
    return int(running.update(state=state, error=sentence, finished_at=timezone.now()))
