"""The job that asks a set of questions again."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.kernel.errors import Refused
from pipeline.actions.evaluation import carry_out, cost_of, end_evaluation
from pipeline.jobs.context import JobContext
from pipeline.jobs.registry import handler, on_finish
from pipeline.models import EvaluationRun, Job


@handler("evaluate")
def evaluate(context: JobContext) -> dict[str, Any]:
    """Ask; pay for what was answered, however the attempt ends."""
    pk = UUID(context.args["run"])
    try:
        cost = carry_out(pk, check=context.check, tell=lambda done, of: context.progress(done, of))
        return {"cost_micro": cost}
    except EvaluationRun.DoesNotExist:
        raise Refused("The set that this was for has been deleted.") from None
    finally:
        _charge(context, pk)


def _charge(context: JobContext, pk: UUID) -> None:
    with transaction.atomic():
        results = EvaluationRun.objects.filter(pk=pk).values_list("results", flat=True).first()
    owed = min(cost_of(results or []), context.job.cost_most) - context.job.charged
    if owed > 0:
        context.charge(owed)


def close(job: Job) -> None:
    """A run whose job has ended does not work any more."""
    if job.kind == "evaluate":
        end_evaluation(UUID(job.args["run"]), EvaluationRun.State.FAILED, job.error or "It was stopped.")


on_finish.append(close)
