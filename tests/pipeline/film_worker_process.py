"""A worker or sweeper that makes films, as a process: ``-m tests.pipeline.film_worker_process sweep``."""

import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    from django.conf import settings

    settings.JOB_LEASE_SECONDS = 3  # a dead worker's job is taken over sooner than a test's patience ends
    call_command(*sys.argv[1:])
