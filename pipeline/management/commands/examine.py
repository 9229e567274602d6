"""``manage.py examine``: whether a finished film is what a delivered one must be."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pipeline.previz import cut


class Command(BaseCommand):
    """Measures a film file; ends with an error where a rule is broken."""

    help = "Measure a film: loudness, peaks, silence, length, subtitles."
    requires_system_checks: list[str] = []  # Django's own spelling

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("film", type=Path, help="an MP4 file")
        parser.add_argument("--seconds", type=float, help="the running time it was to have")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = cut.examined(options["film"])
        except (OSError, cut.CutFailed) as error:
            raise CommandError(f"{options['film']} cannot be examined: {error}") from error
        for line in found.lines():
            self.stdout.write(line)
        if faults := found.faults(options["seconds"]):
            raise CommandError("\n".join(faults))
