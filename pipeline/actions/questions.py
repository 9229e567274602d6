"""Questions outside the plan: a person asks the team's models for one thing, priced first, paid once, kept.

What is asked is written down as a generation, a worker asks it, and what comes is kept with it. Nothing of
the film changes by that: taking something over is an action of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.kernel.errors import Refused
from accounts.kernel.ids import uuid7
from accounts.kernel.roles import Role
from accounts.models import Membership
from billing.actions.quotes import Wanted, confirm_quote, make_quote
from billing.models import Hold
from pipeline.actions.asking import sentence_of
from pipeline.actions.drafts import Draft
from pipeline.actions.jobs import enqueue
from pipeline.context.asking import told_for
from pipeline.graph.targets import Request
from pipeline.models import Generation
from pipeline.prompting.dials import AS_MADE, Dials, checked
from pipeline.prompting.purposes import PURPOSES
from pipeline.providers.registry import HOUSE
from pipeline.providers.text.writer import ChainWriter
from pipeline.queries.quotes import QuoteLine, known_prices, lines_for
from pipeline.queries.routing import Chain, models_alone
from projects.actions.events import announce
from projects.kinds import digest
from projects.models import Branch
from projects.queries.story import Story


@dataclass(frozen=True)
class Inquiry:
    """What somebody asks for. ``step`` names the kind of question, ``path`` what in the episode it is about.

    ``node`` and ``claim`` are the content it is about and its revision; ``digest`` tells whether an answer is
    still about what stands there (empty: that is never asked of it).
    """

    step: str
    path: str
    purpose: str
    title: str
    arguments: dict[str, Any]
    node: UUID | None = None
    claim: int | None = None
    digest: str = ""
    dials: Dials = AS_MADE  # of this asking alone, over the team's


@transaction.atomic
def ask(branch: Branch, story: Story, inquiry: Inquiry, *, by: Any) -> Generation:
    """Ask the team's models, in their order; previz is not asked. A worker carries it out.

    Raises Refused without a connected model, and as quotes do when a studio model is to be paid.
    """
    sees = PURPOSES[inquiry.purpose].sees
    found = models_alone(sees=sees)
    if not found.links and sees and models_alone().links:
        raise Refused("No connected model sees pictures. An admin can connect one in the team's settings.")
    if not found.links:
        raise Refused("This needs a connected model. An admin can connect one in the team's settings.")
    generation = _written_down(branch, story, inquiry, found)
    generation.created_by = by
    generation.save(force_insert=True)
    hold = held_for(_lines(inquiry, found), branch.project_id, [inquiry.step, str(branch.pk)], by)
    job = enqueue(
        "ask",
        {"generation": str(generation.pk)},
        queue="interactive",
        title=inquiry.title[:200],
        project_id=branch.project_id,
        by=by,
        hold=hold,
        cost_most=hold.amount if hold else 0,
    )
    Generation.objects.filter(pk=generation.pk).update(job=job.pk)
    return generation


def _written_down(branch: Branch, story: Story, inquiry: Inquiry, found: Chain) -> Generation:
    first, pk = found.links[0], uuid7()
    told = told_for(story, inquiry.purpose, inquiry.arguments, first.reads, checked(inquiry.dials))
    return Generation(
        pk=pk,
        project_id=branch.project_id,
        branch=branch.pk,
        episode=story.episode,
        step=inquiry.step,
        target=f"{inquiry.step}:{inquiry.path}",
        node=inquiry.node,
        claim=inquiry.claim,
        digest=inquiry.digest or digest(told["prompt"]),
        reuse_key=digest([str(pk), told["prompt"]]),  # asked twice, it is wanted twice
        request={"task": inquiry.step, "arguments": inquiry.arguments, "told": told},
        provider=first.provider,
        model=first.model,
        quoted_micro=sum(line.total_most or 0 for line in _lines(inquiry, found)),
    )


def _lines(inquiry: Inquiry, found: Chain) -> list[QuoteLine]:
    return lines_for(inquiry.purpose, found, inquiry.dials)


def held_for(found: list[QuoteLine], project: UUID, plan: list[str], by: Any) -> Hold | None:
    """What one question may cost at most, held; None where the team's own keys pay.

    ``plan`` names what is asked. Raises Refused for who may not spend, and as quotes do.
    """
    lines = [line for line in found if not line.free]
    if not lines:
        return None
    membership = Membership.objects.filter(user=by).first() if by is not None else None
    if membership is None or not Role(membership.role).covers(Role.PRODUCER):
        raise Refused("This costs credits, and spending them needs the role producer.")
    wanted = [Wanted(one.label, one.provider, one.model, one.unit, one.now, one.most) for one in lines]
    quote = make_quote(wanted, project_id=project, plan_digest=digest(plan), by=by)
    return confirm_quote(quote, by=by).hold


Asked = Callable[[ChainWriter, Request], dict[str, Any]]


def written(writer: ChainWriter, request: Request) -> dict[str, Any]:
    """What the models of a chain write, as a generation's result."""
    return {"came": writer.write(request)}


def answer(
    pk: UUID,
    *,
    check: Callable[[], None],
    last: bool,
    chain: Callable[[Generation], Chain] | None = None,
    asked: Asked = written,
) -> int:
    """Put a question that was written down; answers what it cost, in micro-credits. Holds no transaction.

    ``chain`` says who is asked (the team's models unless said), ``asked`` how, and what is kept as the
    result. Raises ProviderError when nothing came, after noting it.
    """
    with transaction.atomic():
        generation = Generation.objects.get(pk=pk)
        prices, found = known_prices(), (chain or _able)(generation)
        if generation.state == Generation.State.DONE:
            return int(generation.cost_micro)
        Generation.objects.filter(pk=pk).update(state=Generation.State.RUNNING)  # tried again
    kept = generation.request
    writer = ChainWriter(found, HOUSE, prices, last=last, check=check, watch=Draft(generation).show)
    try:
        result = asked(writer, Request(kept["task"], kept["arguments"], kept["told"]))
    except Exception as error:
        _end(generation, Generation.State.FAILED, error=sentence_of(error), facts=writer.outcome.facts)
        raise
    outcome = writer.outcome
    cost = min(outcome.cost_micro, generation.quoted_micro)
    _end(
        generation,
        Generation.State.DONE,
        error="",
        facts=outcome.facts,
        result=result,
        provider=outcome.provider,
        model=outcome.model,
        cost_micro=cost,
        seconds=outcome.facts.get("seconds", 0),
    )
    return cost


def _able(generation: Generation) -> Chain:
    """The team's models that can be asked this."""
    return models_alone(sees=PURPOSES[generation.request["told"]["purpose"]].sees)


@transaction.atomic
def _end(generation: Generation, state: str, **values: Any) -> None:
    rows = Generation.objects.filter(pk=generation.pk)
    rows.update(state=state, finished_at=timezone.now(), **values)
    announce(generation.project_id, "generations", target=generation.target, state=str(state))


def decide(generation: Generation, decided: str) -> None:
    """Note what a person made of an answer: "taken" or "left"."""
    facts = {**generation.facts, "decided": decided}
    Generation.objects.filter(pk=generation.pk).update(facts=facts)
