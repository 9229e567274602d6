"""Which provider serves which step. A new provider is its folder plus one line here."""

from dataclasses import dataclass, field
from typing import Any

from pipeline.graph.targets import Step
from pipeline.providers.house.provider import House
from pipeline.queries.routing import Chain, Link, chain


@dataclass(frozen=True)
class Route:
    """Who makes a step's targets, and why that one. With a ``chain`` its models do, in their order."""

    provider: Any
    slug: str
    model: str
    reason: str
    chain: Chain = field(default_factory=Chain)

    @property
    def links(self) -> tuple[Link, ...]:
        """The connected models that are asked; none where the house engine is alone."""
        return self.chain.links


HOUSE = House()
PROVIDERS: dict[str, Any] = {House.slug: HOUSE}


def route(step: Step) -> Route:
    """The provider for a step: the team's models for what they are asked for, else the house engine.

    Which models those are is the team's choice (``queries.routing``); the house engine serves every
    capability, free and offline.
    """
    found = chain(step.capability) if step.purpose else Chain()
    if not found.links:
        return Route(HOUSE, House.slug, House.model, "The house engine makes it; it is free.")
    first = found.links[0]
    return Route(HOUSE, first.provider, first.model, f"The team's choice: {found.words}.", found)
