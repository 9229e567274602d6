"""Refusals about money."""

from accounts.kernel.errors import Refused


class OutOfCredits(Refused):
    """More credits are needed than the team has left."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, code="out_of_credits")


class OverBudget(Refused):
    """A budget of the team forbids it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, code="over_budget")


class HoldClosed(Refused):
    """The hold is settled already, or holds less than is to be taken from it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, code="hold_closed")
