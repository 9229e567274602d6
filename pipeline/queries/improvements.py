"""What a template's version can be improved by, and what models proposed for it."""

import json
from dataclasses import dataclass
from typing import Any

from pipeline.models import Generation
from pipeline.prompting.analysis import analysed
from pipeline.prompting.templates import Templated
from pipeline.queries.effectiveness import effects_of, steps_of
from pipeline.queries.questions import Answer, answered
from pipeline.queries.routing import least_read
from pipeline.queries.templates import DiffLine, diff, text_of
from projects.models import Branch

STEP = "improvement"
_ANSWER = 6_000  # characters of an answer that are told
_TROUBLES = 3


@dataclass(frozen=True)
class Reason:
    """Words of the proposed text, and why they are there."""

    change: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Proposal(Answer):
    """A better version that a model proposed for ``version``, as a diff."""

    version: int
    lines: list[DiffLine]
    reasons: list[Reason]


def target_of(purpose: Templated) -> str:
    """What the question about a purpose's template is called."""
    return f"{STEP}:{purpose.name}"


def proposal_of(purpose: Templated) -> Proposal | None:
    """The newest proposal for a purpose's template. One query."""
    rows = Generation.objects.filter(step=STEP, target=target_of(purpose))
    row = rows.order_by("-created_at", "-pk").first()
    if row is None:
        return None
    asked, came = row.request["arguments"], (row.result or {}).get("came") or {}
    return Proposal(
        **answered(row),
        version=int(asked["version"]),
        lines=diff(str(asked["template"]), str(came["text"])) if came else [],
        reasons=[Reason(**one) for one in came.get("reasons", [])],
    )


def sample_of(purpose: Templated) -> Generation | None:
    """The newest thing that was made with a purpose's template on a branch that is still there."""
    rows = Generation.objects.filter(step__in=steps_of(purpose), branch__in=Branch.objects.values("pk"))
    return rows.done().exclude(result=None).order_by("-created_at", "-pk").first()


def asked_about(purpose: Templated, version: int, sample: Generation) -> dict[str, Any]:
    """The arguments of the question: the template, what an analysis remarks, and what came of it."""
    text = text_of(purpose, version)
    remarks = analysed(text, purpose, reads=least_read())
    said = [f"{one.title}: “{one.quote}” {one.reason} {one.advice}" for one in remarks]
    return {
        "version": version,
        "template": text,
        "title": purpose.title,
        "sentence": purpose.sentence,
        "variables": dict(purpose.variables),
        "parts": list(purpose.parts),
        "has_context": purpose.has_context,
        "remarks": said or ["It remarked nothing."],
        "outcome": _outcome(purpose, version, sample),
    }


def _outcome(purpose: Templated, version: int, sample: Generation) -> str:
    effect = effects_of(purpose).get(version)
    failed = Generation.objects.filter(step__in=steps_of(purpose), state="failed").exclude(error="")
    errors = failed.order_by("-created_at").values_list("error", flat=True)[:_TROUBLES]
    answer = json.dumps(sample.result, ensure_ascii=False)[:_ANSWER]
    parts = [
        effect.words if effect else "It has not been asked yet.",
        *(f"It failed: {one}" for one in errors),
    ]
    return "\n\n".join([*parts, f"The newest answer for this purpose:\n{answer}"])
