"""Chance that is the same every time: derived by SHA-256 from a seed and from what is being chosen."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of choices. Equal seeds give equal streams, on every machine and Python."""

    def __init__(self, *seed: object) -> None:
        self._seed = "\x1f".join(str(part) for part in seed)
        self._rolls = 0

    def fork(self, *name: object) -> "Dice":
        """A stream of its own for one purpose, which no roll elsewhere can disturb."""
        return Dice(self._seed, *name)

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, ``limit``."""
        self._rolls += 1
        data = f"{self._seed}\x1e{self._rolls}".encode()
        return int.from_bytes(hashlib.sha256(data).digest()[:8]) % limit

    def chance(self, share: float) -> bool:
        """True in ``share`` of all cases, from 0 to 1."""
        return self.below(10_000) < share * 10_000

    def pick(self, options: Sequence[T]) -> T:
        """One of ``options``, of which there must be at least one."""
        return options[self.below(len(options))]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """``options`` in another order."""
        rest = list(options)
        return [rest.pop(self.below(len(rest))) for _ in range(len(rest))]
