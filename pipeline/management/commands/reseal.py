"""``manage.py reseal``: seal all teams' keys with the newest of STUDIO_SEALING_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.kernel import scope
from accounts.models import Team
from pipeline.actions.connections import reseal_connections


class Command(BaseCommand):
    """Afterwards the older sealing keys can be taken away."""

    help = "Seal the keys that teams have brought with the newest sealing key."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for pk in list(Team.objects.values_list("pk", flat=True)):
            with scope.team(pk):
                count += reseal_connections()
        self.stdout.write(f"{count} keys are sealed with the newest sealing key.")
