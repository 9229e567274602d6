"""Choices that look free and are not: every draw follows from the text it is seeded with."""

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of choices that is the same on every machine for the same ``seed`` parts."""

    def __init__(self, *seed: object) -> None:
        text = "\x1f".join(str(part) for part in seed)
        digest = hashlib.sha256(text.encode()).digest()
        self._stream = random.Random(int.from_bytes(digest[:16]))  # noqa: S311 - for pictures, not for secrets

    def number(self, low: float = 0.0, high: float = 1.0) -> float:
        """A number evenly spread over ``low`` to ``high``."""
        return low + (high - low) * self._stream.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + min(high - low, int(self._stream.random() * (high - low + 1)))

    def pick(self, options: Sequence[T]) -> T:
        """One of ``options``."""
        return options[self.whole(0, len(options) - 1)]

    def chance(self, probability: float) -> bool:
        """True as often as ``probability`` says."""
        return self._stream.random() < probability


def seed_of(*parts: object) -> int:
    """A number from 0 to 2**31 - 1 that follows from ``parts``."""
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) >> 1
