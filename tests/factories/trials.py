"""Trials done in the test's own process: the same job, without a worker."""

from datetime import timedelta

from django.utils import timezone

from pipeline.jobs.context import JobContext
from pipeline.jobs.trials import trial
from pipeline.models import Job, JobState
from tests.factories.visitors import Visit


def drain(seen: Visit) -> None:
    """Do the trials that wait, as a worker that has claimed them."""
    with seen.inside():
        for job in Job.objects.filter(kind="trial", state=JobState.QUEUED):
            job.state, job.lease_token = JobState.RUNNING, 1
            job.lease_until = timezone.now() + timedelta(hours=1)
            job.save()
            trial(JobContext(job))
            Job.objects.filter(pk=job.pk).update(state=JobState.DONE, lease_until=None)
