"""Reading sets of questions: what they hold, who could answer, and runs side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from accounts.kernel.errors import Invalid
from billing.money import credits_text
from pipeline.evaluation.judging import READS, WRITES
from pipeline.models import Connection, EvaluationCase, EvaluationRun, EvaluationSet, PromptTemplate
from pipeline.prompting.dials import dials_from
from pipeline.prompting.purposes import PURPOSES, Purpose
from pipeline.prompting.templates import Template
from pipeline.queries.routing import Link, link_of, studio_links
from pipeline.queries.templates import STUDIO, template_in_use, template_of, version_of

PREVIZ = "previz"
OWN = "studio"
IN_USE = "in use"
COLUMNS = 4  # runs beside each other
THOUSAND = 1_000


@dataclass(frozen=True)
class Cell:
    """One answer in the table: 0 to 100, what a judge gave, what it cost, how long it took."""

    total: int | None
    judge: int | None
    cost: str
    seconds: float
    error: str


@dataclass(frozen=True)
class Column:
    """A run in the table, with its means and sums."""

    run: EvaluationRun
    cells: dict[str, Cell]  # by case
    mean: Cell


@dataclass(frozen=True)
class Row:
    """A question in the table."""

    case: EvaluationCase
    before: Cell  # the answer it was kept with
    cells: list[Cell | None]


def links() -> list[Link]:
    """All models that could answer or judge: the team's own and the studio's."""
    own = [link_of(one) for one in Connection.objects.order_by("created_at")]
    return [*own, *studio_links()]


def link_or_none(key: str) -> Link | None:
    """A link by its key or name; None for previz. Raises Invalid for one that is not connected."""
    if key == PREVIZ:
        return None
    found = next((link for link in links() if key in (link.key, link.name)), None)
    if found is None:
        raise Invalid(f"There is no connected model {key}.", field="link")
    return found


def template_named(purpose: Purpose, name: str) -> Template:
    """ "studio", "in use" or a version such as "2". Raises Invalid for one that is not there."""
    if name == IN_USE:
        return template_in_use(purpose)
    if name == OWN:
        return template_of(purpose, None)
    try:
        number = int(name.removeprefix("v").removeprefix("V"))
        return template_of(purpose, version_of(purpose, number or STUDIO))
    except (ValueError, PromptTemplate.DoesNotExist):
        title = purpose.title.lower()
        raise Invalid(f"There is no version {name} of the template for {title}.", field="template") from None


def template_choices(cases: Iterable[EvaluationCase]) -> list[tuple[str, str]]:
    """The templates that a set may be asked with."""
    purposes = {case.purpose for case in cases}
    rows = PromptTemplate.objects.filter(purpose__in=purposes).values_list("version", flat=True)
    numbers = sorted(set(rows), reverse=True)
    fixed = [(IN_USE, "The one in use"), (OWN, "The studio's own")]
    return [*fixed, *((str(number), f"Version {number}") for number in numbers)]


def most_tokens(cases: list[EvaluationCase], *, is_judge: bool) -> list[tuple[str, int]]:
    """Thousands of tokens that asking all questions may take at most, read and written."""
    if is_judge:
        read, written = READS * len(cases), WRITES * len(cases)
    else:
        read = sum(PURPOSES[case.purpose].reads for case in cases)
        written = sum(_longest(case) for case in cases)
    return [("input_tokens", -(-read // THOUSAND)), ("output_tokens", -(-written // THOUSAND))]


def answer_of(purpose: str, result: dict[str, Any]) -> Any:
    """A generation's result as its writer answered it; None where nothing came that can be used."""
    if "came" in result:
        return result["came"]
    if purpose == "beats":
        return [child["content"] for child in result["children"]]
    return result["content"]["text"] if purpose == "script" else result["content"]


def _longest(case: EvaluationCase) -> int:
    return dials_from(case.told.get("dials", {})).longest or PURPOSES[case.purpose].writes


def sets() -> list[tuple[EvaluationSet, int, EvaluationRun | None]]:
    """All sets with the number of their questions and their newest run."""
    found = []
    for kept in EvaluationSet.objects.prefetch_related("cases", "runs").order_by("name"):
        runs = sorted(kept.runs.all(), key=lambda run: run.created_at)
        found.append((kept, len(kept.cases.all()), runs[-1] if runs else None))
    return found


def counted_sets() -> QuerySet[EvaluationSet]:
    """All sets by name, each with the number of its ``questions``. One query."""
    return EvaluationSet.objects.annotate(questions=Count("cases")).order_by("name")


def columns(kept: EvaluationSet) -> list[Column]:
    """The newest runs, the newest first."""
    runs = kept.runs.select_related("created_by").order_by("-created_at")[:COLUMNS]
    return [column_of(run) for run in runs]


def column_of(run: EvaluationRun) -> Column:
    """A run with its answers by question, their means and sums."""
    cells = {result["case"]: cell_of(result) for result in run.results}
    totals = [cell.total for cell in cells.values() if cell.total is not None]
    marks = [cell.judge for cell in cells.values() if cell.judge is not None]
    mean = Cell(
        round(sum(totals) / len(totals)) if totals else None,
        round(sum(marks) / len(marks)) if marks else None,
        _cost(run.results),
        round(sum(cell.seconds for cell in cells.values()), 1),
        "",
    )
    return Column(run, cells, mean)


def cell_of(result: dict[str, Any]) -> Cell:
    """A result as the table shows it."""
    value = (result.get("judge") or {}).get("value")
    return Cell(
        None if result["total"] is None else round(100 * result["total"]),
        None if value is None else round(100 * value),
        _cost([result]),
        float(result["seconds"]),
        result["error"],
    )


def _cost(results: list[dict[str, Any]]) -> str:
    charged = sum(int(result["cost_micro"]) for result in results)
    if charged:
        return f"{credits_text(charged)} credits"
    listed = sum(int(result.get("list_micro") or 0) for result in results)
    return f"{credits_text(listed)} cents by the list" if listed else "free"


def rows(cases: list[EvaluationCase], found: list[Column], before: dict[str, Cell]) -> list[Row]:
    """The table: each question with the answers of each run."""
    return [
        Row(case, before[str(case.pk)], [column.cells.get(str(case.pk)) for column in found])
        for case in cases
    ]
