"""``manage.py sweep``: the sweeper's process."""

import logging
import os
import select
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections

from pipeline.jobs.sweeper import Rounds

log = logging.getLogger(__name__)


class EndingBell:
    """Rung by SIGTERM and SIGINT, from then on.

    No ``threading.Event``: a handler that sets one takes its lock, and waits for ever where it interrupts the
    very ``wait`` that holds it.
    """

    def __init__(self) -> None:
        self.rung = False
        self._heard, told = os.pipe()  # for as long as the process lives
        os.set_blocking(told, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ring)

    def wait(self, seconds: float) -> None:
        """Return after so many seconds, or as soon as any signal comes."""
        select.select([self._heard], [], [], seconds)

    def _ring(self, number: int, frame: Any) -> None:
        self.rung = True


class Command(BaseCommand):
    """The sweeper's process; any number may run, one of them acts."""

    help = "Once a second: requeue the jobs of dead workers, queue what is due, ring for what is ready."
    requires_system_checks: list[str] = []  # Django's own spelling

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=1.0, help="seconds between two passes")
        parser.add_argument("--once", action="store_true", help="one pass, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        bell, rounds = EndingBell(), Rounds()
        while not bell.rung:
            try:
                rounds.tick()
            except DatabaseError:
                log.warning("the sweeper could not reach the database", exc_info=True)
                connections.close_all()
            if options["once"]:
                return
            bell.wait(options["every"])
