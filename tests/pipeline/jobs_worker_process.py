"""A worker or sweeper as a process of its own: ``python -m tests.pipeline.jobs_worker_process sweep``."""

import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    from django.conf import settings

    settings.JOB_HANDLERS = ["tests.pipeline.jobs_support"]
    settings.JOB_LEASE_SECONDS = 3
    call_command(*sys.argv[1:])
