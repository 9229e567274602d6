"""Asking for just one passage of a text again, and taking over what came, or not."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from accounts.kernel.ids import uuid7
from accounts.kernel.roles import Role
from accounts.models import Membership
from billing.actions.quotes import Wanted, confirm_quote, make_quote
from billing.models import Hold
from pipeline.actions.asking import sentence_of
from pipeline.actions.drafts import Draft
from pipeline.actions.jobs import enqueue
from pipeline.actions.screenplays import changes_of
from pipeline.capsules import capsule_arguments
from pipeline.context.telling import tell
from pipeline.graph.targets import Request
from pipeline.models import Generation
from pipeline.prompting.purposes import PURPOSES
from pipeline.prompting.wishes import PURPOSE_OF, Wish
from pipeline.providers.registry import HOUSE
from pipeline.providers.text.writer import ChainWriter
from pipeline.queries.quotes import known_prices, lines_for
from pipeline.queries.routing import Chain, chain
from pipeline.queries.templates import template_in_use
from projects.actions.commit import LOCKED_CODE
from projects.actions.edits import edit
from projects.actions.events import announce
from projects.kinds import digest
from projects.models import Branch, Head, StageLock
from projects.queries.story import load_story

STEP = "passage"
LONGEST = 12_000  # characters of a passage
KINDS = {"treatment": "treatment", "beat": "beat", "script": "scene"}  # and what a model is told they are
STAGE = {"treatment": "treatment", "beat": "beats", "script": "screenplay"}


@transaction.atomic
def ask_passage(
    branch: Branch, episode: UUID, head: Head, passage: str, *, wish: str, guidance: str, by: Any
) -> Generation:
    """Ask the team's models for a passage of ``head``'s text again; nothing is changed by it.

    Raises Invalid for words that are not in the text, Refused without a connected model, for a locked stage,
    and as quotes do when a studio model is to be paid.
    """
    passage = passage.replace("\r\n", "\n").strip()
    text = head.content.text
    if not passage or passage not in text:
        raise Invalid("These words do not stand in the text as it is now.", field="passage")
    if len(passage) > LONGEST:
        raise Invalid(f"A passage may have {LONGEST:,} characters.", field="passage")
    found = Chain(chain().links, house_last=False)
    if not found.links:
        raise Refused("Wording a passage needs a connected model. An admin can connect one in the settings.")
    _check_open(branch, episode, head.kind)
    asked = {"passage": passage, "wish": wish, "guidance": guidance}
    generation = _written_down(branch, episode, head, asked, found)
    generation.created_by = by
    generation.save(force_insert=True)
    hold = _held(purpose_of(wish), found, branch, by)
    job = enqueue(
        "word",
        {"generation": str(generation.pk)},
        queue="interactive",
        title=f"Wording of a passage: {head.slot}"[:200],
        project_id=branch.project_id,
        by=by,
        hold=hold,
        cost_most=hold.amount if hold else 0,
    )
    Generation.objects.filter(pk=generation.pk).update(job=job.pk)
    record("passage.asked", generation, by=by, wish=wish)
    return generation


def _check_open(branch: Branch, episode: UUID, kind: str) -> None:
    if StageLock.objects.filter(branch=branch, episode=episode, stage=STAGE[kind]).exists():
        raise Refused("This stage is locked. Change it on a new branch.", code=LOCKED_CODE)


def purpose_of(wish: str) -> str:
    """What a model is asked for, for a wish."""
    return PURPOSE_OF.get(Wish(wish), STEP)


def _written_down(
    branch: Branch, episode: UUID, head: Head, asked: dict[str, str], found: Chain
) -> Generation:
    story, purpose = load_story(branch, episode), PURPOSES[purpose_of(asked["wish"])]
    brief = story.content(story.sole("brief")).payload()
    arguments = {
        "brief": brief,
        "whole": head.content.text,
        "what": KINDS[head.kind],
        **capsule_arguments(story, "writing", STAGE[head.kind]),
        **asked,
    }
    first = found.links[0]
    told = tell(story, purpose, arguments, template_in_use(purpose), reads=first.reads)
    pk = uuid7()
    return Generation(
        pk=pk,
        project_id=branch.project_id,
        branch=branch.pk,
        episode=episode,
        step=STEP,
        target=f"{STEP}:{head.slot}",
        node=head.node_id,
        claim=head.revision_id,
        digest=digest(told["prompt"]),
        reuse_key=digest([str(pk), told["prompt"]]),  # asked twice, it is wanted twice
        request={"task": STEP, "arguments": arguments, "told": told},
        provider=first.provider,
        model=first.model,
        quoted_micro=sum(line.total_most or 0 for line in lines_for(purpose.name, found)),
    )


def _held(purpose: str, found: Chain, branch: Branch, by: Any) -> Hold | None:
    """What the dearest model of the chain may cost, held; None where all are the team's own."""
    lines = [line for line in lines_for(purpose, found) if not line.free]
    if not lines:
        return None
    membership = Membership.objects.filter(user=by).first() if by is not None else None
    if membership is None or not Role(membership.role).covers(Role.PRODUCER):
        raise Refused("This costs credits, and spending them needs the role producer.")
    wanted = [Wanted(one.label, one.provider, one.model, one.unit, one.now, one.most) for one in lines]
    plan = digest([STEP, str(branch.pk)])
    return confirm_quote(
        make_quote(wanted, project_id=branch.project_id, plan_digest=plan, by=by), by=by
    ).hold


def word(pk: UUID, *, check: Callable[[], None], last: bool) -> int:
    """Ask for the passage; answers what it cost, in micro-credits. Holds no transaction meanwhile.

    Raises ProviderError when nothing came, after noting it with the generation.
    """
    with transaction.atomic():
        generation = Generation.objects.get(pk=pk)
        prices, found = known_prices(), Chain(chain().links, house_last=False)
        if generation.state == Generation.State.DONE:
            return int(generation.cost_micro)
        Generation.objects.filter(pk=pk).update(state=Generation.State.RUNNING)  # tried again
    kept = generation.request
    writer = ChainWriter(found, HOUSE, prices, last=last, check=check, watch=Draft(generation).show)
    try:
        came = writer.write(Request(STEP, kept["arguments"], kept["told"]))
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
        result={"came": came if isinstance(came, list) else [{"text": came, "why": ""}]},
        provider=outcome.provider,
        model=outcome.model,
        cost_micro=cost,
        seconds=outcome.facts.get("seconds", 0),
    )
    return cost


@transaction.atomic
def _end(generation: Generation, state: str, **values: Any) -> None:
    rows = Generation.objects.filter(pk=generation.pk)
    rows.update(state=state, finished_at=timezone.now(), **values)
    announce(generation.project_id, "generations", target=generation.target, state=str(state))


@transaction.atomic
def take_passage(generation: Generation, branch: Branch, *, by: Any, number: int = 0) -> None:
    """Put what came (of several, the one with ``number``) in the passage's place.

    Raises Refused when the passage no longer stands there, and for a number that did not come.
    """
    came = (generation.result or {})["came"]
    if not 0 <= number < len(came):
        raise Refused("There is no such alternative.")
    rows = Head.objects.select_related("revision", "branch").filter(branch=branch, deleted=False)
    head = rows.filter(node_id=str(generation.node)).first()
    old, new = generation.request["arguments"]["passage"], came[number]["text"]
    if head is None or old not in head.content.text:
        raise Refused("The passage has been changed meanwhile. Ask for it again.")
    text = head.content.text.replace(old, new, 1)
    changes = changes_of(text, head.content) if head.kind == "script" else {"text": text}
    edit(head, changes, expected=head.revision_id, by=by, message="Took over a passage's new wording")
    _decide(generation, "taken")
    record("passage.taken", generation, by=by)


@transaction.atomic
def leave_passage(generation: Generation, *, by: Any) -> None:
    """Leave the passage as it is."""
    _decide(generation, "left")
    record("passage.left", generation, by=by)


def _decide(generation: Generation, decided: str) -> None:
    facts = {**generation.facts, "decided": decided}
    Generation.objects.filter(pk=generation.pk).update(facts=facts)
