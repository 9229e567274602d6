"""The playground: what a text's writer was told, to be changed and tried, and what came of each trial."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404

from accounts.kernel.errors import Refused
from pipeline.context.asking import told_anew
from pipeline.context.framing import RULE
from pipeline.context.telling import SLACK
from pipeline.context.tokens import PICTURE_TOKENS, tokens_in
from pipeline.evaluation.scoring import scored, text_of, total
from pipeline.models import Generation
from pipeline.prompting.dials import Dials, dials_from
from pipeline.prompting.purposes import PURPOSES, Purpose
from pipeline.prompting.templates import Template
from pipeline.prompting.unfilling import unfilled
from pipeline.prompting.values import values_of
from pipeline.providers.text.base import Usage
from pipeline.queries.drafts import drafts_of
from pipeline.queries.evaluation import answer_of
from pipeline.queries.questions import Answer, answered
from pipeline.queries.quotes import QuoteLine, lines_of
from pipeline.queries.routing import Link
from pipeline.queries.telling import writing_title
from pipeline.queries.templates import STUDIO, template_in_use, template_of, version_of
from pipeline.queries.tuning import written_at_most
from pipeline.registry import STEP_OF

STEP = "trial"
SHOWN = 12


@dataclass(frozen=True)
class Origin:
    """A text whose question can be tried again. ``told`` as its writer was told, or would be now."""

    row: Generation
    purpose: Purpose
    told: dict[str, Any]
    arguments: dict[str, Any]

    @property
    def title(self) -> str:
        """ "The Door: Treatment variants, v1"."""
        return f"{self.row.project.title}: {writing_title(self.row)}"

    @property
    def system(self) -> str:
        """The instructions, without the rule that the studio adds to all."""
        return without_rule(self.told["system"])

    @property
    def dials(self) -> Dials:
        """By which it was written."""
        return dials_from(self.told.get("dials", {}))


@dataclass(frozen=True, kw_only=True)
class Shown(Answer):
    """An answer in the playground: the original's, or a trial's."""

    name: str
    text: str = ""
    unfit: str = ""  # what is wrong with it
    total: int | None = None  # 0 to 100
    scores: list[dict[str, Any]] = field(default_factory=list)
    dials: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    tokens: str = ""
    draft: str = ""
    job: UUID | None = None


def purpose_of(row: Generation) -> str:
    """What a generation's writer was asked for; empty for what no text model writes."""
    told = row.facts.get("told") or row.request.get("told") or {}
    step = STEP_OF.get(row.step)
    return str(told.get("purpose") or (step.purpose if step else ""))


def origin_or_404(pk: UUID) -> Origin:
    """The text behind a playground. Raises Http404 for what no model was or could be asked for.

    Raises Refused for one whose question can no longer be put together.
    """
    row = Generation.objects.select_related("project").filter(pk=pk).exclude(step=STEP).first()
    name = purpose_of(row) if row else ""
    if row is None or name not in PURPOSES:
        raise Http404("No such text.")
    told = row.facts.get("told") or row.request.get("told")
    told = told or told_anew(row, PURPOSES[name], template_in_use(PURPOSES[name]))
    if told is None or "arguments" not in row.request:
        raise Refused("What this was written from is no longer there.")
    return Origin(row, PURPOSES[name], told, row.request["arguments"])


def trial_or_404(origin: Origin, pk: UUID) -> Generation:
    """One of the trials of a text. Raises Http404."""
    row = Generation.objects.filter(pk=pk, step=STEP, target=target_of(origin)).first()
    if row is None:
        raise Http404("No such trial.")
    return row


def target_of(origin: Origin) -> str:
    """The key under which a text's trials are kept."""
    return f"{STEP}:{origin.row.pk}"


def tried_from(row: Generation) -> UUID:
    """The text that a trial is of."""
    return UUID(row.target.partition(":")[2])


def without_rule(system: str) -> str:
    """Instructions without the rule about material, which the studio adds to all."""
    return system.removesuffix(RULE).rstrip()


def price_of_trial(origin: Origin, link: Link, system: str, prompt: str, dials: Dials) -> list[QuoteLine]:
    """What asking this may cost at most: the very words, and the longest answer."""
    read = tokens_in(system) + tokens_in(prompt) + tokens_in(str(origin.purpose.schema or "")) + SLACK
    read += PICTURE_TOKENS * len(origin.told.get("pictures", []))
    size = Usage(read, written_at_most(origin.purpose.name, dials))
    return lines_of(f"{origin.purpose.title} in the playground by {link.name}", link, size)


def shown_original(origin: Origin) -> Shown:
    """What came of the text the first time."""
    row = origin.row
    data = answer_of(origin.purpose.name, row.result) if row.result else None
    text = _text(origin, data) if data is not None else str(row.facts.get("said", ""))
    return Shown(
        **answered(row),
        name="Then",
        text=text,
        unfit=str(row.facts.get("unfit", "")) if row.state == Generation.State.FAILED else "",
        dials=origin.dials.words,
        **_scores(origin, data),
    )


def trials(origin: Origin) -> list[Shown]:
    """The newest trials of a text, the newest first. One query, and one look at Redis while any is asked."""
    rows = Generation.objects.filter(project=origin.row.project_id, target=target_of(origin))
    found = list(rows.order_by("-created_at")[:SHOWN])
    running = [row.pk for row in found if row.state == Generation.State.RUNNING]
    drafts = drafts_of(running)
    return [_trial(origin, row, str(drafts.get(row.pk, {}).get("text", ""))) for row in found]


def _trial(origin: Origin, row: Generation, draft: str) -> Shown:
    result, told = row.result or {}, row.request["told"]
    tokens = row.facts.get("tokens") or {}
    data = result.get("came")
    return Shown(
        **answered(row),
        name=str(row.request.get("name", "")),
        text=_text(origin, data) if data is not None else str(result.get("said", "")),
        unfit=str(result.get("unfit", "")),
        dials=dials_from(told.get("dials", {})).words,
        ignored=list(row.facts.get("ignored", [])),
        tokens=f"{tokens['read']} tokens read, {tokens['written']} written" if tokens else "",
        draft=draft,
        job=row.job if row.state == Generation.State.RUNNING else None,
        **_scores(origin, data),
    )


def _text(origin: Origin, data: Any) -> str:
    return text_of(origin.purpose.name, data)


def _scores(origin: Origin, data: Any) -> dict[str, Any]:
    if data is None:
        return {}
    found = scored(origin.purpose.name, data, origin.arguments)
    return {"scores": found, "total": round(100 * total(found))}


def template_from(origin: Origin, row: Generation) -> str:
    """The text of the template that would have said what a trial was told. Raises Invalid (``unfilled``)."""
    told = row.request["told"]
    values = values_of(origin.purpose.name, origin.arguments)
    template = _template_of(origin)
    return unfilled(template, origin.purpose, values, without_rule(told["system"]), told["prompt"])


def _template_of(origin: Origin) -> Template:
    """The template that the text was written by: its version is never lost."""
    used = origin.told.get("template") or {}
    number = int(used.get("version", STUDIO)) if used.get("own") else STUDIO
    return template_of(origin.purpose, version_of(origin.purpose, number))
