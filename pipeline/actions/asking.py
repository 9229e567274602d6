"""Generations at work: what is asked is written down first; what nobody finishes is closed."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.kernel.errors import Refused
from pipeline.actions.results import made_from
from pipeline.context.asking import told_for
from pipeline.graph.plan import Unit
from pipeline.graph.targets import Made, Request, Target
from pipeline.models import Generation
from pipeline.providers.registry import route
from pipeline.queries.quotes import price_of
from pipeline.titles import STEP_TITLES
from projects.actions.events import announce
from projects.kinds import digest

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


def begin(order: "Order", story: Any, units: list[Unit]) -> list[Work]:
    """Write down what will be asked, with a claim on what stands there now. Finds equal work done before.

    A target whose question cannot even be put is written down as failed and left out. What an attempt
    that died left running is closed: the job's lease says that nobody works on it any more.
    """
    if order.job is not None:
        close_running(order.job, Generation.State.CANCELED, BROKEN_OFF)
    works, failed = [], []
    for unit, number in _each(order, units):
        generation = _generation(order, unit, number)
        try:
            request = _request(story, unit, generation, order)
        except Exception as error:  # noqa: BLE001  # one odd target must not keep the others from being made
            generation.state, generation.error = Generation.State.FAILED, sentence_of(error, unit.step.name)
            generation.finished_at = timezone.now()
            failed.append(generation)
            continue
        generation.request = {"task": request.task, "arguments": request.arguments}
        if request.told:
            generation.request["told"] = request.told
        works.append(Work(unit, request, generation))
    Generation.objects.bulk_create([*(work.generation for work in works), *failed])
    _find_equal(works)
    return works


def _each(order: "Order", units: list[Unit]) -> list[tuple[Unit, int]]:
    """Each unit once; those of which candidates are wanted as often as that, numbered from 0."""
    times = max(1, order.candidates)
    return [(unit, n) for unit in units for n in range(times if unit.target.key in order.remake else 1)]


def _generation(order: "Order", unit: Unit, number: int) -> Generation:
    target, routed = unit.target, route(unit.step)
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
        quoted_micro=price_of(unit.step) or 0,
        job=order.job,
        run=order.run,
        created_by=order.by,
    )


def reuse_key(target: Target, provider: str, model: str, take: int) -> str:
    """Names the question, so that an equal one finds its answer."""
    return digest([target.digest, provider, model, take])


def _request(story: Any, unit: Unit, generation: Generation, order: "Order") -> Request:
    request, take = unit.step.request(story, unit.target), generation.take
    if take:  # the same question again would bring the same answer
        request = replace(request, arguments={**request.arguments, "take": take})
    if order.candidates and unit.target.key in order.remake:
        request = unit.step.wished(request, take, order.guidance)
        generation.reuse_key = digest([generation.reuse_key, "candidate", order.guidance])
    if own := request.arguments.get("template"):  # told by another template, it is another question
        generation.reuse_key = digest([generation.reuse_key, own["system"], own["body"]])
    routed = route(unit.step)
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
