"""Many at once on one wallet: exactly what is there passes, and the books stay right."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from accounts.kernel import scope
from accounts.models import Team
from billing.actions.budgets import set_budget
from billing.actions.ledger import capture, grant, release, reserve, settle
from billing.errors import HoldClosed, OutOfCredits, OverBudget
from billing.queries.ledger import balance, reconcile
from tests.factories.accounts import MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 16


def rich_team(micro: int) -> Team:
    team = TeamFactory()
    with scope.team(team.pk):
        grant(team, micro, reason="Test", key="start")
    return team


def together(work: Callable[[int], object]) -> list[object]:
    """What ``work(number)`` answered in each of the threads, started at once."""
    start, answers = threading.Barrier(THREADS), []

    def run(number: int) -> None:
        start.wait()
        try:
            answers.append(work(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def books_are_right(team: Team) -> None:
    with scope.team(team.pk):
        assert reconcile().right


def test_exactly_what_is_there_can_be_held() -> None:
    team = rich_team(10_000)

    def work(number: int) -> int:
        passed = 0
        for turn in range(10):
            try:
                with scope.team(team.pk):
                    reserve(team, 100, key=f"{number}/{turn}", source="")
                passed += 1
            except OutOfCredits:
                pass
        return passed

    assert sum(together(work)) == 100  # type: ignore[arg-type]
    with scope.team(team.pk):
        assert (balance().wallet, balance().held) == (0, 10_000)
    books_are_right(team)


def test_one_key_from_many_threads_holds_once() -> None:
    team = rich_team(10_000)

    def work(number: int) -> int:
        with scope.team(team.pk):
            return reserve(team, 100, key="the run", source="").pk

    assert len(set(together(work))) == 1
    with scope.team(team.pk):
        assert balance().held == 100


def test_captures_and_the_end_of_a_hold_do_not_cross() -> None:
    team = rich_team(10_000)
    with scope.team(team.pk):
        hold = reserve(team, 800, key="run", source="")

    def work(number: int) -> int:
        try:
            with scope.team(team.pk):
                if number == 7:
                    release(hold, key="end")
                    return 0
                capture(hold, 60, key=f"shot {number}")
                return 60
        except HoldClosed:
            return 0

    spent = sum(together(work))  # type: ignore[arg-type]
    with scope.team(team.pk):
        assert (balance().spent, balance().held, balance().wallet) == (spent, 0, 10_000 - spent)
    books_are_right(team)


def test_holds_and_settlements_of_many_runs_keep_the_books_right() -> None:
    team = rich_team(1_000)

    def work(number: int) -> None:
        for turn in range(5):
            try:
                with scope.team(team.pk):
                    hold = reserve(team, 150, key=f"{number}/{turn}", source="")
                with scope.team(team.pk):
                    settle(hold, number % 3, key=f"{number}/{turn}/end")
            except OutOfCredits:
                pass

    together(work)
    with scope.team(team.pk):
        assert balance().held == 0
        assert balance().wallet + balance().spent == 1_000
    books_are_right(team)


def test_a_budget_holds_against_many_at_once() -> None:
    team = rich_team(10_000)
    with scope.team(team.pk):
        set_budget("day", 500, by=MembershipFactory(team=team, role="admin").user)

    def work(number: int) -> int:
        try:
            with scope.team(team.pk):
                reserve(team, 100, key=str(number), source="")
            return 1
        except OverBudget:
            return 0

    assert sum(together(work)) == 5  # type: ignore[arg-type]
