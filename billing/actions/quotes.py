"""Quotes: from a plan's counts to two totals, and from a confirmed quote to a hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.kernel.audit import record
from accounts.kernel.errors import Refused
from accounts.models import User
from billing.actions.ledger import reserve
from billing.models import Price, Quote
from billing.queries.prices import prices_by_key

VALID_HOURS = 24


@dataclass(frozen=True)
class Wanted:
    """One line of what a plan would make: ``count`` units now, ``count_most`` with all that may follow.

    ``free``: somebody else is billed for it, whatever the price list says.
    """

    label: str
    provider: str
    model: str
    unit: str
    count: int
    count_most: int
    free: bool = False


@transaction.atomic
def make_quote(
    wanted: Iterable[Wanted], *, project_id: UUID | None, plan_digest: str, by: User | None
) -> Quote:
    """Price a plan and keep the quote. A line without a known price leaves the quote without totals."""
    prices = prices_by_key()
    lines = [_line(each, prices.get((each.provider, each.model, each.unit))) for each in wanted]
    return Quote.objects.create(
        project_id=project_id,
        plan_digest=plan_digest,
        lines=lines,
        total_now=_total(lines, "total_now"),
        total_most=_total(lines, "total_most"),
        created_by=by,
        expires_at=timezone.now() + timedelta(hours=VALID_HOURS),
    )


def _line(wanted: Wanted, price: Price | None) -> dict[str, Any]:
    each = 0 if wanted.free else price.price_micro if price else None
    return {
        "label": wanted.label,
        "provider": wanted.provider,
        "model": wanted.model,
        "unit": wanted.unit,
        "count": wanted.count,
        "count_most": wanted.count_most,
        "unit_price": each,
        "total_now": None if each is None else each * wanted.count,
        "total_most": None if each is None else each * wanted.count_most,
    }


def _total(lines: list[dict[str, Any]], name: str) -> int | None:
    totals = [line[name] for line in lines]
    return None if None in totals else sum(totals)


@transaction.atomic
def confirm_quote(quote: Quote, *, by: User) -> Quote:
    """Hold what the quote may cost at most; a second press finds it confirmed and holds nothing more.

    Raises Refused for a quote that has expired or has no total, OverBudget and OutOfCredits.
    """
    quote = Quote.objects.select_for_update().get(pk=quote.pk)
    if quote.state == Quote.State.CONFIRMED:
        return quote
    if quote.total_most is None:
        unknown = ", ".join(line["label"].lower() for line in quote.lines if line["unit_price"] is None)
        raise Refused(f"There is no price for {unknown}, so nothing was started and nothing charged.")
    if quote.state == Quote.State.EXPIRED or quote.expires_at < timezone.now():
        raise Refused("This quote has expired. Ask for a new one; nothing was charged.", code="expired")
    quote.hold = reserve(
        quote.team_id,
        quote.total_most,
        key=f"quote:{quote.pk}",
        source="Quote",
        by=by,
        project_id=quote.project_id,
    )
    quote.state, quote.confirmed_at = Quote.State.CONFIRMED, timezone.now()
    quote.save(update_fields=["hold", "state", "confirmed_at"])
    record("quote.confirmed", quote, by=by, total_most=quote.total_most)
    return quote


def expire_quotes() -> int:
    """Mark the drafts of the team in scope that were never confirmed in time; answers how many."""
    late = Quote.objects.filter(state=Quote.State.DRAFT, expires_at__lt=timezone.now())
    return late.update(state=Quote.State.EXPIRED)
