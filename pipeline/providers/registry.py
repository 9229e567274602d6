"""Which provider serves which step. A new provider is its folder plus one line here."""

from dataclasses import dataclass
from typing import Any

from pipeline.graph.targets import Step
from pipeline.providers.house.provider import House


@dataclass(frozen=True)
class Route:
    """Who makes a step's targets, and why that one."""

    provider: Any
    slug: str
    model: str
    reason: str


_HOUSE = House()
PROVIDERS: dict[str, Any] = {House.slug: _HOUSE}


def route(step: Step) -> Route:
    """The provider for a step. The house engine serves every capability, free and offline."""
    return Route(_HOUSE, House.slug, House.model, "The house engine draws the film first; it is free.")
