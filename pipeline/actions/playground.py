"""Trying a question in other words, by another model or other dials: asked once, priced first, kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid
from accounts.kernel.ids import uuid7
from pipeline.actions.jobs import enqueue
from pipeline.actions.questions import answer, held_for
from pipeline.context.framing import RULE
from pipeline.context.tokens import PICTURE_TOKENS, tokens_in
from pipeline.graph.targets import Request
from pipeline.models import Generation
from pipeline.prompting.dials import AS_MADE, Dials, checked
from pipeline.prompting.purposes import Purpose
from pipeline.providers.text.writer import ChainWriter
from pipeline.queries.evaluation import link_or_none
from pipeline.queries.playground import STEP, Origin, price_of_trial, target_of
from pipeline.queries.routing import Chain, Link
from pipeline.queries.tuning import tuned
from projects.kinds import digest

LONGEST_SYSTEM, LONGEST_PROMPT = 20_000, 600_000  # characters
_SAID = 60_000  # characters of an answer that are kept as they came


@dataclass(frozen=True)
class Trial:
    """What to try: the model (a link's key or name), the instructions, the question and the dials."""

    link: str
    system: str
    prompt: str
    dials: Dials = AS_MADE


@transaction.atomic
def try_out(origin: Origin, trial: Trial, *, by: Any) -> Generation:
    """Let a worker ask a model what stands in the playground. Nothing of the film changes by it.

    Raises Invalid for what cannot be asked, and Refused as quotes do when a studio model is to be paid.
    """
    link = checked_link(origin.purpose, trial)
    told = _told(origin, trial)
    pk, lines = uuid7(), price_of_trial(origin, link, told["system"], told["prompt"], trial.dials)
    row = Generation.objects.create(
        pk=pk,
        project_id=origin.row.project_id,
        branch=origin.row.branch,
        episode=origin.row.episode,
        step=STEP,
        target=target_of(origin),
        digest=digest([told["system"], told["prompt"]]),
        reuse_key=digest([str(pk), STEP]),  # tried twice, it is wanted twice
        request={
            "task": origin.row.request.get("task", origin.purpose.name),
            "arguments": origin.arguments,
            "told": told,
            "link": link.key,
            "name": link.name,
        },
        provider=link.provider,
        model=link.model,
        quoted_micro=sum(line.total_most or 0 for line in lines),
        created_by=by,
    )
    hold = held_for(lines, origin.row.project_id, [STEP, str(pk)], by)
    job = enqueue(
        "try_out",
        {"generation": str(pk)},
        queue="interactive",
        title=f"Playground: {origin.purpose.title} by {link.name}"[:200],
        project_id=origin.row.project_id,
        by=by,
        hold=hold,
        cost_most=hold.amount if hold else 0,
    )
    Generation.objects.filter(pk=pk).update(job=job.pk)
    row.job = job.pk
    record("playground.tried", row, by=by, of=str(origin.row.pk), model=link.name)
    return row


def checked_link(purpose: Purpose, trial: Trial) -> Link:
    """The model of a trial, if it can be asked this. Raises Invalid, naming the field that is wrong."""
    checked(trial.dials)
    link = link_or_none(trial.link)
    if link is None:
        raise Invalid("previz reads no prompts. Choose a model.", field="link")
    if purpose.sees and not link.sees:
        raise Invalid(f"{link.name} does not see pictures. Choose a model that does.", field="link")
    if not trial.prompt.strip():
        raise Invalid("Write what shall be asked.", field="prompt")
    if len(trial.system) > LONGEST_SYSTEM:
        raise Invalid(f"Instructions may have {LONGEST_SYSTEM:,} characters.", field="system")
    tokens = tokens_in(trial.system) + tokens_in(trial.prompt)
    if len(trial.prompt) > LONGEST_PROMPT or tokens > link.reads:
        sentence = f"{link.name} can read {link.reads:,} tokens; this is about {tokens:,}. Shorten it."
        raise Invalid(sentence, field="prompt")
    return link


def carry_out(pk: UUID, *, check: Callable[[], None], last: bool) -> int:
    """Ask; answers what it cost, in micro-credits. Raises ProviderError when nothing came."""
    return answer(pk, check=check, last=last, chain=_chain, asked=_tried)


def _told(origin: Origin, trial: Trial) -> dict[str, Any]:
    system, prompt = (text.replace("\r\n", "\n").strip() for text in (trial.system, trial.prompt))
    system = f"{system}\n\n{RULE}"
    shown = PICTURE_TOKENS * len(origin.told.get("pictures", []))
    told = {
        **{name: value for name, value in origin.told.items() if name not in ("dials", "pieces")},
        "system": system,
        "prompt": prompt,
        "pieces": [],
        "tokens": tokens_in(system) + tokens_in(prompt) + shown,
    }
    dials = trial.dials.over(tuned(origin.purpose.name).dials).kept()
    return told | ({"dials": dials} if dials else {})


def _chain(row: Generation) -> Chain:
    """The one model that was chosen. Raises Invalid when it has been disconnected since."""
    link = link_or_none(row.request["link"])
    return Chain((link,) if link else (), house_last=False)


def _tried(writer: ChainWriter, request: Request) -> dict[str, Any]:
    said, came, unfit = writer.once(request)
    return {"said": said.text[:_SAID], "came": came, "unfit": unfit}
