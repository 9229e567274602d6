"""Order without renumbering: positions are strings, and between any two there is room for another.

Fractional indexing over base 62: a position is read as a fraction after an invisible "0.", and
compared byte by byte (collation "C" in the database).
"""

import string

DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase  # in ASCII order
_BASE = len(DIGITS)


def between(low: str, high: str) -> str:
    """A position after ``low`` and before ``high``; an empty string stands for the very beginning or end.

    Raises ValueError when ``low`` does not come before ``high``.
    """
    if high and low >= high:
        raise ValueError(f"{low!r} does not come before {high!r}")
    made = ""
    for place in range(max(len(low), len(high)) + 1):
        left = DIGITS.index(low[place]) if place < len(low) else 0
        right = DIGITS.index(high[place]) if place < len(high) else _BASE
        if left == right:
            made += DIGITS[left]
            continue
        middle = (left + right) // 2
        if middle > left:
            return made + DIGITS[middle]
        made += DIGITS[left]
        high = ""  # already below it: only ``low`` bounds what follows
    return made + DIGITS[_BASE // 2]


def spread(count: int, prefix: str = "") -> list[str]:
    """``count`` positions in order, with room between them. The same count gives the same positions."""
    width = 1
    while _BASE**width < (count + 1) * 2:
        width += 1
    step = _BASE**width // (count + 1)
    return [prefix + _digits(step * (index + 1), width) for index in range(count)]


def _digits(value: int, width: int) -> str:
    text = ""
    for _ in range(width):
        value, digit = divmod(value, _BASE)
        text = DIGITS[digit] + text
    return text.rstrip("0") or "0"
