"""RQ's side: what a bell calls, and a worker that forks for it.

Run it with ``manage.py rqworker interactive media export``; the settings name the class.
"""

import os
import signal
from typing import Any

from rq import Queue as Bell
from rq import Worker, get_current_job
from rq.job import Job as BellJob
from rq.serializers import JSONSerializer

from pipeline.jobs import engine, registry
from pipeline.models import Queue

_NICE = 10  # pages come first

_served: list[str] = []


def answer() -> int:
    """Answer a bell: work until nothing is due. A worker serves all queues it listens to, whichever rang."""
    bell = get_current_job()
    return engine.serve(_served or [bell.origin if bell else Queue.INTERACTIVE])


class StudioWorker(Worker):
    """Forks a process for each bell. Asked to end, it gives running jobs back to the queue at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "serializer": JSONSerializer})
        registry.load()  # before any fork, so that the forks share what was imported
        self.log_result_lifespan = False

    def main_work_horse(self, job: BellJob, queue: Bell) -> None:
        os.nice(_NICE)
        _served[:] = [name for name in Queue.values if name in self.queue_names()]
        super().main_work_horse(job, queue)

    def setup_work_horse_signals(self) -> None:
        super().setup_work_horse_signals()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGTERM, engine.stop)

    def handle_warm_shutdown_request(self) -> None:
        super().handle_warm_shutdown_request()  # type: ignore[no-untyped-call]
        if self.horse_pid:
            self.kill_horse(signal.SIGTERM)
