"""The job that puts a question which a person asked outside the plan."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from accounts.kernel.errors import Refused
from pipeline.actions.asking import BROKEN_OFF, close_running
from pipeline.actions.playground import carry_out
from pipeline.actions.questions import answer
from pipeline.jobs.context import JobContext
from pipeline.jobs.registry import handler, on_finish
from pipeline.models import Generation, Job

STOPPED = "It was stopped."


@handler("ask")
def ask(context: JobContext) -> dict[str, Any]:
    """Ask, and pay for what came."""
    return _paid(context, answer)


@handler("try_out")
def try_out(context: JobContext) -> dict[str, Any]:
    """Put the question of a playground, once, and pay for what was said."""
    return _paid(context, carry_out)


def _paid(context: JobContext, put: Callable[..., int]) -> dict[str, Any]:
    last = context.job.attempts >= context.job.max_attempts
    try:
        cost = put(UUID(context.args["generation"]), check=context.check, last=last)
    except Generation.DoesNotExist:
        raise Refused("The project that this was for has been deleted.") from None
    owed = min(cost, context.job.cost_most) - context.job.charged
    if owed > 0:
        context.charge(owed)
    return {}


def close(job: Job) -> None:
    """What its job has ended on is not being asked any more."""
    if job.kind in ("ask", "try_out"):
        canceled = job.state == Job.State.CANCELED
        state = Generation.State.CANCELED if canceled else Generation.State.FAILED
        close_running(job.pk, state, job.error or (STOPPED if canceled else BROKEN_OFF))


on_finish.append(close)
