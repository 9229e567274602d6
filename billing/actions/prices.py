"""Writing the price list."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.kernel.errors import Invalid
from billing.models import Price
from billing.price_list import PRICES


def seed_prices(**_: Any) -> None:
    """Make sure that the starting prices exist; changes nothing that does. Called after every migrate."""
    rows = [
        Price(
            provider=start.provider,
            model=start.model,
            unit=start.unit,
            price_micro=start.price_micro,
            valid_from=start.valid_from,
            valid_to=start.valid_to,
            note=start.note,
        )
        for start in PRICES
    ]
    Price.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def change_price(old: Price, price_micro: int, *, at: datetime | None = None) -> Price:
    """A new price from ``at`` (now) on. The old one stays for what was quoted before. Raises Invalid."""
    at = at or timezone.now()
    if at <= old.valid_from:
        raise Invalid("A new price must begin after the old one.", field="valid_from")
    Price.objects.filter(pk=old.pk).update(valid_to=at)
    return Price.objects.create(
        provider=old.provider,
        model=old.model,
        unit=old.unit,
        price_micro=price_micro,
        valid_from=at,
        valid_to=old.valid_to,
        note=old.note,
    )
