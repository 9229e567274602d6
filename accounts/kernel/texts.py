"""Texts from outside, where anybody may have written anything."""

import re
from typing import Any

_HALVES = re.compile("[\0\ud800-\udfff]")


def keepable(value: Any) -> bool:
    """Whether PostgreSQL keeps every string in ``value``: it has no zero byte and no half of a character."""
    if isinstance(value, str):
        return _HALVES.search(value) is None
    if isinstance(value, dict):
        return all(keepable(key) and keepable(each) for key, each in value.items())
    return all(keepable(each) for each in value) if isinstance(value, list) else True
