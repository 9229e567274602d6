"""What things cost."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from billing.models import Price


def price_list(at: datetime | None = None) -> QuerySet[Price]:
    """The prices that hold at ``at`` (now), by provider and model."""
    at = at or timezone.now()
    return Price.objects.filter(Q(valid_to=None) | Q(valid_to__gt=at), valid_from__lte=at)


def price(provider: str, model: str, unit: str, at: datetime | None = None) -> Price | None:
    """The price of one unit; None if it is not known, and then nothing may be run."""
    rows = price_list(at).filter(provider=provider, model=model, unit=unit)
    return rows.order_by("-valid_from").first()


def priced_models(unit: str, providers: tuple[str, ...]) -> list[str]:
    """Names of the models of some providers that have a price for ``unit`` now."""
    rows = price_list().filter(unit=unit, provider__in=providers).order_by("provider", "model")
    return list(dict.fromkeys(rows.values_list("model", flat=True)))


def prices_by_key(at: datetime | None = None) -> dict[tuple[str, str, str], Price]:
    """All prices by (provider, model, unit), in one query: for quotes of many lines."""
    rows = price_list(at).order_by("valid_from")
    return {(row.provider, row.model, row.unit): row for row in rows}
