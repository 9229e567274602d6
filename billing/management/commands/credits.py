"""``manage.py credits give TEAM AMOUNT --reason R`` and ``manage.py credits check``."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.kernel import scope
from accounts.kernel.errors import Refused
from accounts.kernel.ids import uuid7
from accounts.models import Team
from billing.actions.ledger import adjust
from billing.money import MICRO, credits_text
from billing.queries.ledger import balance, reconcile


class Command(BaseCommand):
    """Corrects a wallet by an entry with a reason, or adds up every team's books."""

    help = "Give or take a team's credits, or check that all books are right."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        give = commands.add_parser("give", help="add credits to a team's wallet; a negative amount takes")
        give.add_argument("team", help="the team's slug")
        give.add_argument("amount", help="credits, such as 250 or -12.5")
        give.add_argument("--reason", required=True, help="shown in the team's statement")
        give.add_argument("--key", default="", help="makes a repeated call harmless")
        commands.add_parser("check", help="add up every team's books; fails if any are wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["command"] == "check":
            self._check()
        else:
            self._give(options)

    def _give(self, options: dict[str, Any]) -> None:
        team = Team.objects.filter(slug=options["team"]).first()
        if team is None:
            raise CommandError(f"There is no team {options['team']!r}.")
        try:
            micro = int(Decimal(options["amount"]) * MICRO)
        except (InvalidOperation, ValueError, OverflowError) as error:
            raise CommandError(f"{options['amount']!r} is not an amount of credits.") from error
        key = f"given:{options['key'] or uuid7()}"
        with scope.team(team.pk):
            try:
                adjust(team, micro, reason=options["reason"], key=key, by=None)
            except Refused as refusal:
                raise CommandError(refusal.sentence) from refusal
            self.stdout.write(f"{team.slug} has {credits_text(balance().wallet)} credits.")

    def _check(self) -> None:
        wrong = []
        for team in Team.objects.order_by("slug").iterator():
            with scope.team(team.pk):
                books = reconcile()
            if not books.right:
                wrong.append(team.slug)
                self.stderr.write(f"{team.slug}: {books}")
        if wrong:
            raise CommandError(f"The books of {len(wrong)} teams are wrong.")
        self.stdout.write("The books of all teams are right.")
