"""Having something tried: one job for each trial, found again by what it tries."""

from typing import Any

from django.db import transaction

from accounts.kernel.errors import Refused
from pipeline.actions.jobs import cancel_job, enqueue, retry_job
from pipeline.models import Job, JobState
from pipeline.trials import KIND, Trial


@transaction.atomic
def start_trial(trial: Trial, *, by: Any) -> Job:
    """The job that makes it: a new one, or the one that made it or is at it. It costs nothing.

    One that failed or was stopped goes on. Raises Refused for nothing to try.
    """
    if not trial.parts:
        raise Refused("There is nothing to try yet.")
    job = enqueue(
        KIND,
        {"what": trial.what, "parts": trial.parts},
        queue="interactive",
        title=trial.title,
        project_id=trial.project,
        by=by,
        idem_key=trial.key,
    )
    if job.state in (JobState.FAILED, JobState.CANCELED):
        return retry_job(job, by=by)
    return job


def stop_trial(job: Job, *, by: Any) -> Job:
    """Stop it within a few seconds; what it has made so far stays."""
    return cancel_job(job, by=by)
