import pytest
from django.core.management import CommandError, call_command

from accounts.kernel import scope
from accounts.models import Team
from billing.models import Account
from billing.money import MICRO
from billing.queries.ledger import balance
from tests.factories.accounts import TeamFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team() -> Team:
    return TeamFactory()


def left(team: Team) -> int:
    with scope.team(team.pk):
        return balance().wallet


def test_credits_are_given_once_per_key(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        call_command("credits", "give", team.slug, "12.5", "--reason", "Support", "--key", "ticket 7")
    assert left(team) == 12_500_000
    assert "has 12.50 credits" in capsys.readouterr().out


@pytest.mark.parametrize("amount", ["many", "NaN", "Infinity", "-1"])
def test_an_amount_that_cannot_be_is_explained(team: Team, amount: str) -> None:
    with pytest.raises(CommandError, match=r"not an amount|are left"):
        call_command("credits", "give", team.slug, "--reason", "Support", "--", amount)
    assert left(team) == 0


def test_an_unknown_team_is_named() -> None:
    with pytest.raises(CommandError, match="no team 'nobody'"):
        call_command("credits", "give", "nobody", "1", "--reason", "Support")


def test_wrong_books_are_found(team: Team) -> None:
    call_command("credits", "give", team.slug, "5", "--reason", "Support")
    call_command("credits", "check")
    with scope.team(team.pk):
        Account.objects.filter(kind="wallet").update(balance=9 * MICRO)
    with pytest.raises(CommandError, match="books of 1 teams are wrong"):
        call_command("credits", "check")
