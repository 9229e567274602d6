from collections.abc import Iterator

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from accounts.kernel import scope
from accounts.models import Team
from billing.actions.ledger import adjust, capture, grant, refund, release, reserve, settle
from billing.errors import HoldClosed, OutOfCredits
from billing.models import Account, Entry, Hold, Transfer
from billing.queries.ledger import Balance, balance, reconcile, statement
from tests.factories.accounts import TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Iterator[Team]:
    """A team with 100 micro-credits, in its scope."""
    team = TeamFactory()
    with scope.team(team.pk):
        grant(team, 100, reason="Test", key="start")
        yield team
        assert reconcile().right


def test_a_hold_moves_credits_out_of_the_wallet(team: Team) -> None:
    hold = reserve(team, 40, key="run", source="Scene 1")
    assert (hold.amount, hold.source, hold.left) == (40, "Scene 1", 40)
    assert balance() == Balance(wallet=60, held=40, spent=0)


def test_more_than_there_is_cannot_be_held(team: Team) -> None:
    with pytest.raises(OutOfCredits, match=r"needs 0\.000101 credits; 0\.0001 are left"):
        reserve(team, 101, key="run", source="Scene 1")
    assert balance() == Balance(wallet=100)


def test_free_work_passes_the_same_gate(team: Team) -> None:
    empty = reserve(team, 100, key="all", source="")
    free = reserve(team, 0, key="free", source="previz")
    assert settle(free, key="free:end")
    assert not Entry.objects.filter(transfer=free.pk).exists()
    assert Hold.objects.get(pk=free.pk).settled_at
    assert release(empty, key="all:end")


def test_the_same_key_holds_once(team: Team) -> None:
    assert reserve(team, 40, key="run", source="").pk == reserve(team, 40, key="run", source="").pk
    assert balance().held == 40


def test_the_same_key_for_another_amount_is_an_error(team: Team) -> None:
    reserve(team, 40, key="run", source="")
    with pytest.raises(IntegrityError), transaction.atomic():
        reserve(team, 41, key="run", source="")


def test_a_hold_is_spent_in_parts_and_the_rest_given_back(team: Team) -> None:
    hold = reserve(team, 40, key="run", source="")
    capture(hold, 10, key="shot 1")
    capture(hold, 5, key="shot 2")
    capture(hold, 5, key="shot 2")  # told twice
    settle(hold, 3, key="end")
    settle(hold, 3, key="end")
    assert balance() == Balance(wallet=82, held=0, spent=18)
    assert Hold.objects.get(pk=hold.pk).captured == 18


def test_a_settled_hold_gives_nothing_more(team: Team) -> None:
    hold = reserve(team, 40, key="run", source="")
    settle(hold, 10, key="end")
    with pytest.raises(HoldClosed):
        capture(hold, 1, key="late")
    with pytest.raises(HoldClosed):
        settle(hold, 0, key="end again")
    assert release(hold, key="gone") is None
    assert balance() == Balance(wallet=90, held=0, spent=10)


def test_no_more_than_was_held_can_be_spent(team: Team) -> None:
    hold = reserve(team, 40, key="run", source="")
    capture(hold, 30, key="shot 1")
    for spend in (capture, settle):
        with pytest.raises(HoldClosed):
            spend(hold, 11, key="too much")
    assert balance() == Balance(wallet=60, held=10, spent=30)


def test_a_release_gives_back_what_was_not_spent(team: Team) -> None:
    hold = reserve(team, 40, key="run", source="")
    capture(hold, 15, key="shot 1")
    release(hold, key="canceled")
    assert balance() == Balance(wallet=85, held=0, spent=15)


def test_a_refund_gives_back_at_most_what_was_spent(team: Team) -> None:
    hold = reserve(team, 40, key="run", source="")
    settle(hold, 30, key="end")
    refund(hold, 20, key="sorry", reason="The picture was blank")
    with pytest.raises(HoldClosed):
        refund(hold, 11, key="more", reason="Again")
    assert balance() == Balance(wallet=90, held=0, spent=10)


def test_an_adjustment_never_empties_the_wallet_below_zero(team: Team) -> None:
    adjust(team, -60, reason="Charged back", key="a", by=None)
    with pytest.raises(OutOfCredits):
        adjust(team, -41, reason="Charged back", key="b", by=None)
    adjust(team, 5, reason="Support", key="c", by=None)
    assert balance().wallet == 45


def test_the_statement_runs_with_the_balance(team: Team) -> None:
    hold = reserve(team, 40, key="run", source="Scene 1")
    settle(hold, 30, key="end", reason="Done")
    rows = [(row.transfer.kind, row.amount, row.balance_after) for row in statement()]
    assert rows == [("settle", 10, 70), ("reserve", -40, 60), ("grant", 100, 100)]


@pytest.mark.parametrize("model", [Transfer, Entry])
def test_the_past_cannot_be_changed(team: Team, model: type[Transfer] | type[Entry]) -> None:
    rows = model.objects.all()  # type: ignore[attr-defined]
    for change in (lambda: rows.update(amount=1), lambda: rows._raw_delete("default")):
        with pytest.raises((IntegrityError, InternalError), match="appended"), transaction.atomic():
            change()


def test_a_transfer_that_does_not_balance_is_refused(team: Team) -> None:
    transfer = Transfer.objects.latest("id")
    account = Account.objects.get(kind="spent")
    with transaction.atomic():
        Entry.objects.create(transfer=transfer, account=account, amount=5, balance_after=5)
        with pytest.raises(IntegrityError, match="does not balance"):
            connection.check_constraints()
        transaction.set_rollback(True)


def test_a_wallet_below_zero_is_refused_by_the_database(team: Team) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(kind="wallet").update(balance=-1)


def test_another_teams_credits_are_out_of_reach() -> None:
    rich, poor = TeamFactory(), TeamFactory()
    with scope.team(rich.pk):
        grant(rich, 100, reason="Test", key="start")
        hold = reserve(rich, 40, key="run", source="")
    with scope.team(poor.pk):
        with pytest.raises(Hold.DoesNotExist):
            capture(hold.pk, 1, key="theft")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            grant(rich, 1, reason="Gift", key="gift")
    with scope.team(rich.pk):
        assert balance() == Balance(wallet=60, held=40)
