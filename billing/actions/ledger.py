"""Moving credits. Each function is one call of a SQL function (billing/migrations/sql/ledger.py).

Amounts are micro-credits. ``key`` makes a call repeatable: the second call with the same key moves nothing
and answers as the first did; with another amount it raises IntegrityError.
"""

from typing import Any
from uuid import UUID

from django.db import connection, transaction

from accounts.models import Team, User
from billing.actions.budgets import budgets_on, check_budgets
from billing.errors import HoldClosed, OutOfCredits
from billing.models import Hold, Transfer
from billing.money import credits_text
from billing.queries.ledger import balance


def grant(team: Team | UUID, credits_micro: int, *, reason: str, key: str, by: User | None = None) -> int:
    """Give a team credits. Answers the transfer's number."""
    return _number("grant", _team(team), key, credits_micro, reason, _user(by))


def adjust(team: Team | UUID, credits_micro: int, *, reason: str, key: str, by: User | None) -> int:
    """Correct a team's wallet by hand, up or down. Raises OutOfCredits below an empty wallet."""
    number = _call("adjust", _team(team), key, credits_micro, reason, _user(by))
    if number is None:
        raise _out_of(-credits_micro)
    return number


@transaction.atomic
def reserve(
    team: Team | UUID,
    amount: int,
    *,
    key: str,
    source: str,
    by: User | None = None,
    project_id: UUID | None = None,
) -> Hold:
    """Set ``amount`` aside for work; 0 passes the same gate. ``source`` is shown in the statement.

    Raises OverBudget when a budget forbids it, OutOfCredits with what is needed and what is left.
    """
    team_id = _team(team)
    budgets = budgets_on(amount, by=by, project_id=project_id)
    if budgets and not _was_reserved(team_id, key):
        check_budgets(budgets, amount)
    number = _call("reserve", team_id, key, amount, source[:200], project_id, _user(by))
    if number is None:
        raise _out_of(amount)
    return Hold.objects.get(pk=number)


def capture(hold: Hold | int, amount: int, *, key: str, reason: str = "", by: User | None = None) -> int:
    """Spend part of an open hold. Raises HoldClosed if it holds less or is settled."""
    return _from_hold("capture", hold, key, amount, reason, by)


def settle(hold: Hold | int, captured: int = 0, *, key: str, reason: str = "", by: User | None = None) -> int:
    """Spend a last part of a hold and give the rest back. Raises HoldClosed as ``capture`` does."""
    return _from_hold("settle", hold, key, captured, reason, by)


def refund(hold: Hold | int, amount: int, *, key: str, reason: str, by: User | None = None) -> int:
    """Give back what was spent from a hold. Raises HoldClosed above what was spent and not yet refunded."""
    return _from_hold("refund", hold, key, amount, reason, by)


def release(hold: Hold | int, *, key: str, reason: str = "", by: User | None = None) -> int | None:
    """Give back all that a hold still holds. None if it was settled before: then there is nothing to do."""
    pk, team_id = _hold(hold)
    return _call("release", team_id, pk, key, reason[:200], _user(by))


def _from_hold(name: str, hold: Hold | int, key: str, amount: int, reason: str, by: User | None) -> int:
    pk, team_id = _hold(hold)
    number = _call(name, team_id, pk, key, amount, reason[:200], _user(by))
    if number is None:
        raise HoldClosed(f"{credits_text(amount)} credits are no longer held for this.")
    return number


def _number(name: str, *values: Any) -> int:
    number = _call(name, *values)
    if number is None:
        raise ValueError(f"the ledger refused to {name} {values[2]}")
    return number


def _call(name: str, *values: Any) -> int | None:
    casts = ", ".join(_CAST[type(value)] for value in values)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ledger_{name}({casts})", values)
        return cursor.fetchone()[0]


_CAST: dict[type, str] = {int: "%s::bigint", str: "%s::text", UUID: "%s::uuid", type(None): "%s"}


def _was_reserved(team_id: UUID, key: str) -> bool:
    """Lock the wallet, so that no other run slips between the budgets' sums and this hold; then look."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_lock(%s)", [team_id])
    return Transfer.objects.filter(idem_key=key, kind=Transfer.Kind.RESERVE).exists()


def _out_of(amount: int) -> OutOfCredits:
    left = credits_text(balance().wallet)
    return OutOfCredits(f"This needs {credits_text(amount)} credits; {left} are left.")


def _team(team: Team | UUID) -> UUID:
    return team.pk if isinstance(team, Team) else team


def _user(user: User | None) -> UUID | None:
    return user.pk if user is not None else None


def _hold(hold: Hold | int) -> tuple[int, UUID]:
    row = hold if isinstance(hold, Hold) else Hold.objects.only("id", "team_id").get(pk=hold)
    return row.pk, row.team_id
