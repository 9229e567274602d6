"""``manage.py evaluate SET``: ask a set of questions again and print the comparison."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.kernel import scope
from accounts.kernel.errors import Refused
from accounts.models import Team, User
from billing.actions.ledger import settle
from pipeline.actions.evaluation import begin_evaluation, carry_out
from pipeline.evaluation.asking import as_it_was
from pipeline.models import EvaluationSet
from pipeline.queries.evaluation import IN_USE, PREVIZ, Cell, cell_of, columns, rows
from pipeline.queries.versus import newest_pair


class Command(BaseCommand):
    """Works without workers: it asks by itself. Exit code 1 when an answer failed."""

    help = "Ask a set of questions again: ./studio evaluate SET --template V2 --model NAME"
    requires_system_checks: list[str] = []  # Django's own spelling

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("set", help="name of the set")
        parser.add_argument("--team", default="demo", help="slug of the team (demo)")
        parser.add_argument("--template", default=IN_USE, help="V2, studio or 'in use' (in use)")
        parser.add_argument("--model", default=PREVIZ, help="name of a connected model (previz)")
        parser.add_argument("--against", default="", help="another template, to say which is ahead")
        parser.add_argument("--by", default="", help="e-mail of the member who pays for a studio model")
        parser.add_argument("--judge", default="", help="name of a connected model that judges")

    def handle(self, *args: Any, **options: Any) -> None:
        team = Team.objects.filter(slug=options["team"]).first()
        if team is None:
            raise CommandError(f"There is no team {options['team']}.")
        with scope.team(team.pk, tx=False):
            try:
                self._evaluate(options)
            except Refused as refusal:
                raise CommandError(refusal.sentence) from None

    def _evaluate(self, options: dict[str, Any]) -> None:
        with transaction.atomic():
            kept = EvaluationSet.objects.filter(name=options["set"]).first()
            if kept is None:
                names = ", ".join(EvaluationSet.objects.values_list("name", flat=True)) or "none yet"
                raise CommandError(f"There is no set {options['set']}. There are: {names}.")
        for template in filter(None, (options["against"], options["template"])):
            self._ask(kept, template, options)
        self._print(kept)

    def _ask(self, kept: EvaluationSet, template: str, options: dict[str, Any]) -> None:
        with transaction.atomic():
            run, hold = begin_evaluation(
                kept,
                template=template,
                link=options["model"],
                judge=options["judge"],
                by=User.objects.filter(email__iexact=options["by"]).first() if options["by"] else None,
            )
        cost = carry_out(run.pk, check=lambda: None, tell=lambda done, of: None)
        if hold is not None:
            with transaction.atomic():
                settle(hold, min(cost, hold.amount), key=f"evaluation:{run.pk}", reason="Evaluation")

    def _print(self, kept: EvaluationSet) -> None:
        with transaction.atomic():
            cases, found = list(kept.cases.order_by("created_at")), columns(kept)
            table = rows(cases, found, {str(case.pk): cell_of(as_it_was(case)) for case in cases})
        head = ["then", *(str(column.run) for column in found)]
        self.stdout.write("  ".join(f"{name[:24]:>24}" for name in head))
        for row in table:
            cells = [_words(row.before), *(_words(cell) for cell in row.cells)]
            self.stdout.write("  ".join(f"{cell:>24}" for cell in cells) + f"  {row.case.title}")
        self.stdout.write("  ".join(f"{_words(column.mean):>24}" for column in found) + "  altogether")
        if (pair := newest_pair(found)) is not None:
            self.stdout.write(pair.sentence)
        if any(cell is not None and cell.error for row in table for cell in row.cells[:1]):
            raise CommandError("Some questions were not answered; the page says why.")


def _words(cell: Cell | None) -> str:
    if cell is None:
        return "-"
    if cell.error:
        return "failed"
    judge = f", judge {cell.judge}" if cell.judge is not None else ""
    return f"{cell.total}{judge}, {cell.cost}, {cell.seconds:g} s"
