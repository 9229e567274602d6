"""Credits inside are whole micro-credits; people read credits."""

MICRO = 1_000_000
"""Micro-credits in one credit."""


def credits_text(micro: int, *, most_places: int = 2) -> str:
    """``micro`` as people read it: "1,250", "0.40", "-3.50"; tiny amounts keep the digits they need.

    >>> credits_text(1_250_000_000), credits_text(400_000), credits_text(0), credits_text(1_234)
    ('1,250', '0.40', '0', '0.001234')
    """
    sign, amount = ("-" if micro < 0 else ""), abs(micro)
    whole, rest = divmod(amount, MICRO)
    if not rest:
        return f"{sign}{whole:,}"
    digits = f"{rest:06d}"
    shown = digits[:most_places] if rest % 10 ** (6 - most_places) == 0 else digits.rstrip("0")
    if whole and len(shown) > most_places:  # beside whole credits, crumbs are noise: round them
        cents = round(amount / 10 ** (6 - most_places))
        whole, part = divmod(cents, 10**most_places)
        shown = f"{part:0{most_places}d}"
    return f"{sign}{whole:,}.{shown}"
