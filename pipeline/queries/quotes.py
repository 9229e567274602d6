"""What a plan costs, line by line: the same plan that is carried out."""

from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache

from billing.actions.quotes import Wanted
from billing.queries.prices import prices_by_key
from pipeline.graph.plan import Plan
from pipeline.graph.targets import Step
from pipeline.providers.registry import route
from pipeline.registry import STEP_OF
from pipeline.titles import STEP_TITLES

PRICE_SECONDS = 60


@dataclass(frozen=True)
class QuoteLine:
    """One step's share of a quote, in micro-credits. ``unit_price`` None: the price is not known."""

    label: str
    provider: str
    model: str
    unit: str
    now: int  # targets that can be made at once
    most: int  # with those that may follow
    unit_price: int | None

    @property
    def total_now(self) -> int | None:
        return None if self.unit_price is None else self.unit_price * self.now

    @property
    def total_most(self) -> int | None:
        return None if self.unit_price is None else self.unit_price * self.most


@dataclass(frozen=True)
class PlanQuote:
    """A plan's price. Totals are None when any line has no price: a partial sum would be a false one."""

    lines: tuple[QuoteLine, ...]

    @property
    def total_now(self) -> int | None:
        return _sum([line.total_now for line in self.lines])

    @property
    def total_most(self) -> int | None:
        return _sum([line.total_most for line in self.lines])

    @property
    def unpriced(self) -> str:
        """What has no price."""
        return ", ".join(line.label.lower() for line in self.lines if line.unit_price is None)


def _sum(totals: list[int | None]) -> int | None:
    known = [total for total in totals if total is not None]
    return sum(known) if len(known) == len(totals) else None


def known_prices() -> dict[tuple[str, str, str], int]:
    """Micro-credits by provider, model and unit. Equal for every team, so shared by all for a minute."""
    found: dict[tuple[str, str, str], int] | None = cache.get("prices")
    if found is None:
        found = {key: row.price_micro for key, row in prices_by_key().items()}
        cache.set("prices", found, PRICE_SECONDS)
    return found


def quote_of(plan: Plan) -> PlanQuote:
    """The price of everything a plan would make."""
    most = Counter(unit.step.name for unit in plan.to_make)
    now = Counter(unit.step.name for unit in plan.ready)
    lines = []
    prices = known_prices()
    for name, count in most.items():
        step = STEP_OF[name]
        routed = route(step)
        lines.append(
            QuoteLine(
                label=STEP_TITLES[name],
                provider=routed.slug,
                model=routed.model,
                unit=step.unit,
                now=now[name],
                most=count,
                unit_price=prices.get((routed.slug, routed.model, step.unit)),
            )
        )
    return PlanQuote(tuple(lines))


def price_of(step: Step) -> int | None:
    """What one target of a step costs, in micro-credits; None when nobody knows."""
    routed = route(step)
    return known_prices().get((routed.slug, routed.model, step.unit))


def wanted_of(plan: Plan) -> list[Wanted]:
    """A plan's lines as billing keeps them in a quote."""
    return [
        Wanted(line.label, line.provider, line.model, line.unit, line.now, line.most)
        for line in quote_of(plan).lines
    ]
