"""What tokens cost, by the price list."""

from pipeline.providers.text.base import Usage
from pipeline.queries.routing import Link

Prices = dict[tuple[str, str, str], int]

THOUSAND = 1_000
UNITS = ("input_tokens", "output_tokens")


def listed(link: Link, usage: Usage, prices: Prices) -> int | None:
    """Micro-credits for tokens at the provider's list price, rounded up; None when a price is not known."""
    each = [prices.get((link.provider, link.model, unit)) for unit in UNITS]
    if each[0] is None or each[1] is None:
        return None
    return -(-(usage.read * each[0] + usage.written * each[1]) // THOUSAND)
