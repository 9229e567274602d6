"""Dials: how a model writes, apart from what it is told. What nobody set is left as the model is made."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from accounts.kernel.errors import Invalid

COOLEST, WARMEST = 0.0, 2.0
SHORTEST, LONGEST = 200, 32_000  # tokens of an answer
EFFORTS = {"low": "a little", "medium": "as much as it takes", "high": "a lot"}


@dataclass(frozen=True)
class Dials:
    """How a model shall write; None and empty: as it is made, for ``longest`` as the purpose is made.

    ``temperature``: 0 keeps to the likeliest words, 2 strays furthest from them. ``effort``: how much it
    thinks before it writes, one of ``EFFORTS``. ``longest``: tokens of the answer at most, thinking included.
    """

    temperature: float | None = None
    effort: str = ""
    longest: int | None = None

    def __bool__(self) -> bool:
        return bool(self.kept())

    def kept(self) -> dict[str, Any]:
        """What is set, JSON-ready; empty where nothing is."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}

    def over(self, policy: "Dials") -> "Dials":
        """These, and where they leave something open, those of ``policy``."""
        return replace(policy, **self.kept())

    @property
    def words(self) -> list[str]:
        """What is set, as people say it: "temperature 0.4", "at most 3,000 tokens"."""
        found = [] if self.temperature is None else [f"temperature {self.temperature:g}"]
        found += [f"thinks {EFFORTS[self.effort]}"] if self.effort else []
        return found + ([] if self.longest is None else [f"at most {self.longest:,} tokens"])


AS_MADE = Dials()


def dials_from(kept: Mapping[str, Any]) -> Dials:
    """What ``Dials.kept`` gave, again."""
    return Dials(kept.get("temperature"), str(kept.get("effort", "")), kept.get("longest"))


def checked(dials: Dials) -> Dials:
    """The dials, if each is within its bounds. Raises Invalid, naming the one that is not."""
    warmth = dials.temperature
    if warmth is not None and not COOLEST <= warmth <= WARMEST:
        sentence = f"The temperature runs from {COOLEST:g} to {WARMEST:g}, such as 0.7."
        raise Invalid(sentence, field="temperature")
    if dials.effort and dials.effort not in EFFORTS:
        raise Invalid(f"There is no such effort. There are: {', '.join(EFFORTS)}.", field="effort")
    if dials.longest is not None and not SHORTEST <= dials.longest <= LONGEST:
        sentence = f"The longest answer has from {SHORTEST:,} to {LONGEST:,} tokens."
        raise Invalid(sentence, field="longest")
    return dials
