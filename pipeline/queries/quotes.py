"""What a plan costs, line by line: the same plan that is carried out."""

from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache

from billing.actions.quotes import Wanted
from billing.queries.prices import prices_by_key
from pipeline.graph.plan import Plan
from pipeline.graph.targets import Step
from pipeline.prompting.dials import AS_MADE, Dials
from pipeline.prompting.purposes import PURPOSES
from pipeline.providers.registry import route
from pipeline.providers.text.base import Usage
from pipeline.providers.text.prices import THOUSAND, UNITS, listed
from pipeline.queries.routing import Chain, Link
from pipeline.queries.tuning import written_at_most
from pipeline.registry import STEP_OF
from pipeline.titles import STEP_TITLES

PRICE_SECONDS = 60

Prices = dict[tuple[str, str, str], int]


@dataclass(frozen=True)
class QuoteLine:
    """One step's share of a quote, in micro-credits. ``unit_price`` None: the price is not known.

    What is counted are targets, or for a model that writes, thousands of tokens at most. ``free``: nothing is
    charged whatever the price list says, as with a team's own key.
    """

    label: str
    provider: str
    model: str
    unit: str
    now: int  # targets that can be made at once
    most: int  # with those that may follow
    unit_price: int | None
    free: bool = False

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


def known_prices() -> Prices:
    """Micro-credits by provider, model and unit. Equal for every team, so shared by all for a minute."""
    found: Prices | None = cache.get("prices")
    if found is None:
        found = {key: row.price_micro for key, row in prices_by_key().items()}
        cache.set("prices", found, PRICE_SECONDS)
    return found


def quote_of(plan: Plan) -> PlanQuote:
    """The price of everything a plan would make."""
    most = Counter(unit.step.name for unit in plan.to_make)
    now = Counter(unit.step.name for unit in plan.ready)
    prices = known_prices()
    lines: list[QuoteLine] = []
    for name, count in most.items():
        lines += _lines(STEP_OF[name], now[name], count, prices)
    return PlanQuote(tuple(lines))


def _lines(step: Step, now: int, most: int, prices: Prices) -> list[QuoteLine]:
    routed, title = route(step), STEP_TITLES[step.name]
    if not routed.links:
        price = prices.get((routed.slug, routed.model, step.unit))
        return [QuoteLine(title, routed.slug, routed.model, step.unit, now, most, price)]
    label = f"{title} by {routed.chain.words}"
    size = _size(step.purpose)
    link = _dearest(size, routed.links, prices)
    if link.own:
        return [QuoteLine(label, link.provider, link.model, step.unit, now, most, 0, free=True)]
    return _token_lines(label, link, size, now, most, prices)


def lines_for(purpose_name: str, found: Chain, dials: Dials = AS_MADE) -> list[QuoteLine]:
    """The price of one text that is no step's, by the dearest model of a chain that has some.

    ``dials`` are those of this one asking, over the team's.
    """
    label, size = f"{PURPOSES[purpose_name].title} by {found.words}", _size(purpose_name, dials)
    return lines_of(label, _dearest(size, found.links, known_prices()), size)


def lines_of(label: str, link: Link, size: Usage) -> list[QuoteLine]:
    """The price of one question to one model that reads and writes ``size`` at most."""
    if link.own:
        return [QuoteLine(label, link.provider, link.model, "text", 1, 1, 0, free=True)]
    return _token_lines(label, link, size, 1, 1, known_prices())


def _token_lines(label: str, link: Link, size: Usage, now: int, most: int, prices: Prices) -> list[QuoteLine]:
    return [
        QuoteLine(
            f"{label}, {what}",
            link.provider,
            link.model,
            unit,
            -(-now * tokens // THOUSAND),
            -(-most * tokens // THOUSAND),
            prices.get((link.provider, link.model, unit)),
        )
        for unit, tokens, what in zip(
            UNITS, (size.read, size.written), ("1,000 tokens read", "1,000 tokens written"), strict=True
        )
    ]


def _size(purpose: str, dials: Dials = AS_MADE) -> Usage:
    """Tokens that one text of a purpose reads and writes at most."""
    return Usage(PURPOSES[purpose].reads, written_at_most(purpose, dials))


def _dearest(size: Usage, links: tuple[Link, ...], prices: Prices) -> Link:
    """The model of a chain that may cost most: what is held must do for any of them."""
    paid = [link for link in links if not link.own]

    def price(link: Link) -> float:
        found = listed(link, size, prices)
        return float("inf") if found is None else found

    return max(paid, key=price) if paid else links[0]


def price_of(step: Step) -> int | None:
    """What one target of a step costs at most, in micro-credits; None when nobody knows."""
    return _sum([line.total_most for line in _lines(step, 1, 1, known_prices())])


def wanted_of(plan: Plan, *, times: int = 1) -> list[Wanted]:
    """A plan's lines as billing keeps them in a quote; everything ``times`` over."""
    return [
        Wanted(
            line.label,
            line.provider,
            line.model,
            line.unit,
            line.now * times,
            line.most * times,
            free=line.free,
        )
        for line in quote_of(plan).lines
    ]
