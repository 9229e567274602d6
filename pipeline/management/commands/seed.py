"""``manage.py seed``: the demo team with a finished film, so that nobody's first sight is an empty studio."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.actions.demo import ensure_demo_team
from accounts.kernel import scope
from pipeline.actions.filming import open_film, start_film
from projects.kinds import Brief

SAMPLE = Brief(
    idea="A lighthouse keeper finds a door in the sea",
    seconds=75,
    style="cinematic",
    tone="quiet wonder",
    audience="everyone",
    seed=7,
)


class Command(BaseCommand):
    """Makes the demo team and queues its sample film. Calling it again changes nothing."""

    help = "Make the demo team and its sample film."
    requires_system_checks: list[str] = []  # Django's own spelling

    def handle(self, *args: Any, **options: Any) -> None:
        team, user = ensure_demo_team()
        with scope.team(team.pk, user=user.pk), transaction.atomic():
            branch, episode = open_film(SAMPLE, by=user)
            start_film(branch, episode, until="film", by=user)
        self.stdout.write(f"The demo team is there; its sample film is {branch.project.title}.")
