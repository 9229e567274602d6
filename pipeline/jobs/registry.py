"""Who does which kind of job, and who is told when one has ended."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings

from pipeline.jobs.context import JobContext
from pipeline.models import Job

Work = Callable[[JobContext], dict[str, Any] | None]

_work: dict[str, Work] = {}

on_finish: list[Callable[[Job], None]] = []
"""Called with every ended job (done, failed, canceled), in a transaction of its own in the team's scope.

They run after the end is committed, so a listener that fails cannot fail the job; it is called again
until it succeeds, even by another process. A job whose listeners all returned is not told twice.
"""

keeps_hold: list[Callable[[int], bool]] = []
"""Asked before a hold none of whose jobs is still to run is released: True keeps it, for a run at a gate."""


def handler(kind: str) -> Callable[[Work], Work]:
    """Register the function that does jobs of ``kind``. What it returns is kept as the job's result."""

    def register(work: Work) -> Work:
        if _work.setdefault(kind, work) is not work:
            raise ValueError(f"two functions for jobs of kind {kind}")
        return work

    return register


def work_of(kind: str) -> Work:
    """The function for ``kind``. Raises LookupError if nothing registered it."""
    load()
    return _work[kind]


def load() -> None:
    """Import the modules that register work: ``settings.JOB_HANDLERS``. Workers do so before they fork."""
    for module in settings.JOB_HANDLERS:
        import_module(module)
