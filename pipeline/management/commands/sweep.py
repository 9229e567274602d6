"""``manage.py sweep``: the sweeper's process."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections

from pipeline.jobs.sweeper import Rounds

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """The sweeper's process; any number may run, one of them acts."""

    help = "Once a second: requeue the jobs of dead workers, queue what is due, ring for what is ready."
    requires_system_checks: list[str] = []  # Django's own spelling

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=1.0, help="seconds between two passes")
        parser.add_argument("--once", action="store_true", help="one pass, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        rounds = Rounds()
        while not ended.is_set():
            try:
                rounds.tick()
            except DatabaseError:
                log.warning("the sweeper could not reach the database", exc_info=True)
                connections.close_all()
            if options["once"]:
                return
            ended.wait(options["every"])
