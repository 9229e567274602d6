from collections.abc import Iterator
from datetime import timedelta

import pytest

from accounts.kernel import scope
from accounts.kernel.errors import Invalid
from accounts.kernel.ids import uuid7
from accounts.models import Team, User
from billing.actions.budgets import remove_budget, set_budget
from billing.actions.ledger import capture, grant, refund, reserve, settle
from billing.errors import OverBudget
from billing.models import Budget, Hold
from billing.queries.budgets import budget_lines
from tests.factories.accounts import MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Iterator[Team]:
    team = TeamFactory()
    with scope.team(team.pk):
        grant(team, 10_000, reason="Test", key="start")
        yield team


@pytest.fixture
def admin(team: Team) -> User:
    return MembershipFactory(team=team, role="admin").user


def test_a_run_over_budget_is_stopped_before_it_starts(team: Team, admin: User) -> None:
    set_budget("team", 100, by=admin)
    reserve(team, 60, key="a", source="")
    with pytest.raises(OverBudget, match=r"the budget of the team has 0\.00004 of 0\.0001 left"):
        reserve(team, 41, key="b", source="")
    reserve(team, 40, key="c", source="")
    assert Hold.objects.count() == 2


def test_what_is_given_back_may_be_spent_again(team: Team, admin: User) -> None:
    set_budget("team", 100, by=admin)
    hold = reserve(team, 100, key="a", source="")
    settle(hold, 30, key="a:end")
    second = reserve(team, 70, key="b", source="")
    capture(second, 70, key="b:all")
    with pytest.raises(OverBudget):
        reserve(team, 1, key="c", source="")
    refund(second, 5, key="b:back", reason="Blank")
    reserve(team, 5, key="d", source="")


def test_a_projects_budget_concerns_that_project(team: Team, admin: User) -> None:
    mine, other = uuid7(), uuid7()
    set_budget("project", 50, subject=mine, by=admin)
    reserve(team, 500, key="a", source="", project_id=other)
    with pytest.raises(OverBudget, match="this project"):
        reserve(team, 51, key="b", source="", project_id=mine)


def test_a_members_budget_concerns_that_member(team: Team, admin: User) -> None:
    member = MembershipFactory(team=team).user
    set_budget("member", 50, subject=member.pk, by=admin)
    reserve(team, 500, key="a", source="", by=admin)
    with pytest.raises(OverBudget, match="this member"):
        reserve(team, 51, key="b", source="", by=member)


def test_a_days_budget_begins_anew_each_day(team: Team, admin: User) -> None:
    set_budget("day", 50, by=admin)
    hold = reserve(team, 50, key="a", source="")
    Hold.objects.filter(pk=hold.pk).update(created_at=hold.created_at - timedelta(days=1))
    reserve(team, 50, key="b", source="")


def test_free_work_needs_no_budget(team: Team, admin: User) -> None:
    set_budget("team", 0, by=admin)
    assert reserve(team, 0, key="previz", source="").amount == 0


def test_a_repeated_press_is_not_over_budget(team: Team, admin: User) -> None:
    set_budget("team", 100, by=admin)
    assert reserve(team, 80, key="a", source="").pk == reserve(team, 80, key="a", source="").pk


def test_a_budget_is_changed_not_doubled_and_can_be_lifted(team: Team, admin: User) -> None:
    set_budget("team", 100, by=admin)
    budget = set_budget("team", 200, by=admin)
    assert [line.limit for line in budget_lines()] == [200]
    remove_budget(budget, by=admin)
    assert not Budget.objects.exists()


@pytest.mark.parametrize(("scope_name", "subject"), [("project", None), ("team", uuid7())])
def test_a_budget_says_for_whom_it_is(team: Team, admin: User, scope_name: str, subject: object) -> None:
    with pytest.raises(Invalid):
        set_budget(scope_name, 1, subject=subject, by=admin)  # type: ignore[arg-type]


def test_lines_name_the_member_and_what_is_used(team: Team, admin: User) -> None:
    set_budget("member", 200, subject=admin.pk, by=admin)
    reserve(team, 50, key="a", source="", by=admin)
    line = budget_lines()[0]
    assert (line.name, line.used, line.percent) == (admin.name, 50, 25)
