"""What a team's models did over the last days: how long, how much, at what cost, and how often in vain.

Everything is counted by the database over one index (``generation_by_models``), whatever the number of rows.
previz is left out, except where it wrote in a model's place. What was found again is not counted twice.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, BigIntegerField, Case, Count, FloatField, Q, QuerySet, Sum, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from billing.money import credits_text
from pipeline.charts import Chart, bars, lines
from pipeline.models import Connection, Generation
from pipeline.queries.telling import writing_title
from pipeline.titles import STEP_TITLES

PERIODS = {7: "7 days", 30: "30 days", 90: "90 days"}
USUAL = 30
SHOWN = 10  # failures

_DONE = Q(state__in=("done", "alternate"))
_REFUSED = Q(facts__trouble="refused") | Q(error__contains="declined to write this")
_INDEXED = ~Q(provider="previz") | Q(facts__has_key="passed_over")  # as the index says it
_MODELS = [*Connection.Provider.values, "previz"]  # own pictures are nobody's work


class Percentile(Aggregate):
    """The value that a share of the rows does not exceed (PostgreSQL's ``percentile_cont``)."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, share: float, **extra: Any) -> None:
        super().__init__(expression, share=share, output_field=FloatField(), **extra)


@dataclass(frozen=True)
class Figures:
    """What some questions came to. Seconds are of answers that were used; None without any."""

    asked: int = 0
    done: int = 0
    failed: int = 0  # of them refused
    refused: int = 0
    canceled: int = 0
    passed_over: int = 0  # answered, after another model could not
    p50: float | None = None
    p95: float | None = None
    read: int = 0  # tokens, of all rounds
    written: int = 0
    charged_micro: int = 0
    listed_micro: int = 0  # what own keys would cost by the price list

    @property
    def cost(self) -> str:
        """ "12 credits, and about 3 US cents with own keys"."""
        said = [f"{credits_text(self.charged_micro)} credits"] if self.charged_micro else []
        said += (
            [f"about {credits_text(self.listed_micro)} US cents with own keys"] if self.listed_micro else []
        )
        return ", ".join(said) or "free"


@dataclass(frozen=True)
class Group:
    """Figures of one model, step or day. ``key``: "google/gemini-3.8-flash", a step's name, or the day."""

    key: str
    title: str
    figures: Figures


@dataclass(frozen=True)
class Wanted:
    """What to look at. ``model`` and ``step`` empty: all."""

    days: int = USUAL
    model: str = ""
    step: str = ""


@dataclass(frozen=True)
class Trends:
    """The figures of a period, together and apart."""

    wanted: Wanted
    total: Figures
    models: list[Group]
    steps: list[Group]
    days: list[Group]  # each day of the period, the first one first
    known_models: list[tuple[str, str]]  # to choose from: all of the period
    known_steps: list[tuple[str, str]]

    @property
    def charts(self) -> list[Chart]:
        """Latency, tokens, cost and what went wrong, day by day."""
        each = [day.figures for day in self.days]
        seconds = {
            "Half are quicker (p50)": [one.p50 for one in each],
            "95 of 100 are (p95)": [one.p95 for one in each],
        }
        tokens = {"Read": [one.read for one in each], "Written": [one.written for one in each]}
        cost = {
            "Charged": [one.charged_micro for one in each],
            "Own keys, by the price list": [one.listed_micro for one in each],
        }
        asked = {
            "Answered": [one.done for one in each],
            "Declined": [one.refused for one in each],
            "Failed": [one.failed - one.refused for one in each],
        }
        dearest = max((one.charged_micro + one.listed_micro for one in each), default=0)
        return [
            lines("Seconds of an answer", seconds),
            bars("Tokens", tokens),
            bars("Cost in credits", cost, credits_text(dearest)),
            bars("Questions", asked),
        ]


@dataclass(frozen=True)
class Failure:
    """A question that brought nothing."""

    pk: UUID
    title: str  # "The Door: Treatment variants, v1"
    by: str
    error: str
    at: datetime


def failures(wanted: Wanted) -> list[Failure]:
    """The newest failures of the period, to be looked into. One query."""
    rows = _narrowed(_of_period(wanted), wanted).filter(state="failed").exclude(step="trial")
    rows = rows.select_related("project").defer("request", "inputs", "result")
    return [
        Failure(
            row.pk,
            f"{row.project.title}: {writing_title(row)}",
            str(row.facts.get("asked") or row.model),
            row.error,
            row.created_at,
        )
        for row in rows.order_by("-created_at")[:SHOWN]
    ]


def trends(wanted: Wanted) -> Trends:
    """The team's figures. Five queries."""
    every = _of_period(wanted)
    known = list(every.order_by().values_list("provider", "model", "step").distinct())
    rows = _narrowed(every, wanted)
    by_model = rows.values("provider", "model").annotate(**_FIGURES).order_by("provider", "model")
    by_step = rows.values("step").annotate(**_FIGURES).order_by("step")
    by_day = rows.annotate(day=TruncDate("created_at")).values("day").annotate(**_FIGURES).order_by("day")
    return Trends(
        wanted,
        _figures(rows.order_by().aggregate(**_FIGURES)),
        [Group(_key(row), _model_title(row["provider"], row["model"]), _figures(row)) for row in by_model],
        [Group(row["step"], STEP_TITLES.get(row["step"], row["step"]), _figures(row)) for row in by_step],
        _every_day(_first_day(wanted), wanted.days, {row["day"]: _figures(row) for row in by_day}),
        sorted({(f"{slug}/{model}", _model_title(slug, model)) for slug, model, _ in known}),
        sorted({(step, STEP_TITLES.get(step, step)) for _, _, step in known}, key=lambda one: one[1]),
    )


def _first_day(wanted: Wanted) -> date:
    return timezone.localdate() - timedelta(days=wanted.days - 1)


def _of_period(wanted: Wanted) -> QuerySet[Generation]:
    """What ended of what was asked since the first day."""
    since = _midnight(_first_day(wanted))
    every = Generation.objects.filter(_INDEXED, provider__in=_MODELS, reused_from=None)
    return every.filter(created_at__gte=since).exclude(state=Generation.State.RUNNING)


def _narrowed(rows: QuerySet[Generation], wanted: Wanted) -> QuerySet[Generation]:
    if wanted.model:
        provider, _, model = wanted.model.partition("/")
        rows = rows.filter(provider=provider, model=model)
    return rows.filter(step=wanted.step) if wanted.step else rows


def _tokens(which: str) -> Any:
    """Tokens of all rounds, or of the one that was used."""
    paths = (KeyTextTransform(which, KeyTextTransform(of, "facts")) for of in ("spent", "tokens"))
    return Sum(Coalesce(*(Cast(path, BigIntegerField()) for path in paths)))


_SECONDS = _DONE & Q(seconds__gt=0)
_FIGURES: dict[str, Any] = {
    "asked": Count("pk"),
    "done": Count("pk", filter=_DONE),
    "failed": Count("pk", filter=Q(state="failed")),
    "refused": Count("pk", filter=Q(state="failed") & _REFUSED),
    "canceled": Count("pk", filter=Q(state="canceled")),
    "passed_over": Count("pk", filter=_DONE & Q(facts__has_key="passed_over")),
    "p50": Percentile("seconds", 0.5, filter=_SECONDS),
    "p95": Percentile("seconds", 0.95, filter=_SECONDS),
    "read": _tokens("read"),
    "written": _tokens("written"),
    "charged_micro": Sum("cost_micro"),
    "listed_micro": Sum(
        Case(When(facts__own_key=True, then=Cast(KeyTextTransform("list_micro", "facts"), BigIntegerField())))
    ),
}
_MAY_BE_NONE = ("p50", "p95")


def _figures(row: Any) -> Figures:
    found = {name: row[name] for name in _FIGURES}
    return Figures(**{name: value if name in _MAY_BE_NONE else value or 0 for name, value in found.items()})


def _every_day(first: date, many: int, found: dict[date, Figures]) -> list[Group]:
    days = (first + timedelta(days=number) for number in range(many))
    return [
        Group(day.isoformat(), f"{day:%d} {day:%b}".lstrip("0"), found.get(day, Figures())) for day in days
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _key(row: Any) -> str:
    return f"{row['provider']}/{row['model']}"


def _model_title(provider: str, model: str) -> str:
    return "previz, in a model's place" if provider == "previz" else model
