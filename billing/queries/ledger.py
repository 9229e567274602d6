"""Reading the ledger: what is left, what happened, and whether the books are right."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet

from billing.models import Account, Entry

PAGE = 50


@dataclass(frozen=True)
class Balance:
    """A team's credits, in micro-credits: free to spend, held for work under way, spent so far."""

    wallet: int = 0
    held: int = 0
    spent: int = 0


def balance() -> Balance:
    """The balance of the team in scope."""
    kept = dict(Account.objects.exclude(kind=Account.Kind.FUNDING).values_list("kind", "balance"))
    return Balance(**kept)


def statement(number: int = 1) -> Page:
    """A page of the wallet's movements of the team in scope, newest first, each with the balance after it."""
    rows: QuerySet[Entry] = (
        Entry.objects.filter(account__kind=Account.Kind.WALLET)
        .select_related("transfer", "transfer__hold")
        .order_by("-id")
    )
    return Paginator(rows, PAGE).get_page(number)


@dataclass(frozen=True)
class Books:
    """The three sums of a team that must hold at any time, and where they do not."""

    entries: int
    balances: int
    drifted: tuple[str, ...]
    held: int
    open_holds: int

    @property
    def right(self) -> bool:
        """Entries and balances add up to zero, pots equal their entries, open holds what is held."""
        return not (self.entries or self.balances or self.drifted) and self.held == self.open_holds


_BOOKS = """
SELECT
  (SELECT coalesce(sum(amount), 0)::bigint FROM "billing_entry"),
  (SELECT coalesce(sum(balance), 0)::bigint FROM "billing_account"),
  (SELECT array_agg(a.kind) FROM "billing_account" a WHERE a.balance <>
     (SELECT coalesce(sum(e.amount), 0) FROM "billing_entry" e WHERE e.account_id = a.id)),
  (SELECT coalesce(sum(balance), 0)::bigint FROM "billing_account" WHERE kind = 'held'),
  (SELECT coalesce(sum(amount - captured), 0)::bigint FROM "billing_hold" WHERE settled_at IS NULL)
"""


def reconcile() -> Books:
    """Add up the books of the team in scope."""
    with connection.cursor() as cursor:
        cursor.execute(_BOOKS)
        entries, balances, drifted, held, open_holds = cursor.fetchone()
    return Books(entries, balances, tuple(drifted or ()), held, open_holds)
