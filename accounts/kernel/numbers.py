"""Numbers in forms and addresses, where anybody may have written anything."""

LONGEST = 18  # digits: fits a bigint, and is read at once


def whole_number(text: str) -> int | None:
    """The number that ``text`` spells in plain digits; None for all else ("-1", "²", ten thousand nines)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
