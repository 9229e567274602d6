"""Credits that come by themselves."""

from typing import Any

from accounts.models import Team
from billing.actions.ledger import grant
from billing.money import MICRO

SIGNUP_CREDITS = 500 * MICRO


def grant_free_credits(team: Team, **_: Any) -> None:
    """The first credits of a new team; granted once, however often it is asked."""
    grant(team, SIGNUP_CREDITS, reason="Welcome to the studio", key="signup")
