"""How well each version of a template works, from what is kept: answers, people's decisions, evaluations."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KT

from pipeline.models import EvaluationCase, EvaluationRun, Generation
from pipeline.prompting.pictures import PICTURES, SHOT
from pipeline.prompting.templates import Templated
from pipeline.providers.base import Trouble
from pipeline.queries.evaluation import OWN, PREVIZ
from pipeline.registry import STEPS
from projects.models import Head

LOOKED_AT = 400  # answers and runs, the newest
FEW = 5  # fewer answers than this are said to be few
_STEPS_OF_QUESTIONS = {"endings": "ending", "alternatives": "passage"}  # others are called as their purpose


@dataclass(frozen=True)
class Effect:
    """What came of one version. ``counted`` by outcome; ``totals``: the scores of evaluations, 0 to 1."""

    version: int  # 0: the studio's own
    counted: Counter[str] = field(default_factory=Counter)
    totals: list[float] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """Questions of stories, however they ended."""
        return sum(self.counted[name] for name in ("first", "repaired", "refused", "failed"))

    @property
    def decided(self) -> int:
        """Answers of which one can say what people made of them."""
        return sum(self.counted[name] for name in ("kept", "edited", "remade"))

    @property
    def n(self) -> int:
        """What the score rests on: questions of stories and of evaluations."""
        return self.asked + len(self.totals)

    @property
    def is_thin(self) -> bool:
        """Whether it rests on too little to go by."""
        return self.n < FEW

    @property
    def score(self) -> int | None:
        """0 to 100: the mean of what is known of: fitted at once, kept as it came, evaluations' scores."""
        parts = [
            self.counted["first"] / self.asked if self.asked else None,
            self.counted["kept"] / self.decided if self.decided else None,
            sum(self.totals) / len(self.totals) if self.totals else None,
        ]
        known = [part for part in parts if part is not None]
        return round(100 * sum(known) / len(known)) if known else None

    @property
    def words(self) -> str:
        """What it is made of, in a sentence or three."""
        told = []
        if self.asked:
            more = [
                f"{self.counted[name]} {name}"
                for name in ("repaired", "refused", "failed")
                if self.counted[name]
            ]
            told.append(f"{self.counted['first']} of {self.asked} answers fitted at once{_listed(more)}.")
        if self.decided:
            more = [f"{self.counted[name]} {word}" for name, word in _MADE if self.counted[name]]
            told.append(f"{self.counted['kept']} of {self.decided} were kept as they came{_listed(more)}.")
        if self.totals:
            mean = round(100 * sum(self.totals) / len(self.totals))
            told.append(f"Evaluations gave {mean} of 100 for {_answers(len(self.totals))}.")
        return " ".join(told)


_MADE = (("edited", "changed by hand"), ("remade", "made again or left"))


def _listed(more: list[str]) -> str:
    return f" ({', '.join(more)})" if more else ""


def _answers(count: int) -> str:
    return f"{count} answers" if count != 1 else "one answer"


def steps_of(purpose: Templated) -> list[str]:
    """The steps of the generations that are made with a purpose's template."""
    if purpose.name in PICTURES:
        return ["prompt" if purpose.name == SHOT else "picture"]
    named = [step.name for step in STEPS if step.purpose == purpose.name]
    return named or [_STEPS_OF_QUESTIONS.get(purpose.name, purpose.name)]


def effects_of(purpose: Templated) -> dict[int, Effect]:
    """The effect of each version that was asked with, by version. Four queries, however much there is."""
    found: dict[int, Effect] = {}
    if purpose.name in PICTURES:  # what a picture was drawn from is no answer of a model
        return {}
    rows = _asked(purpose)
    made = _made_of(rows, of_step=any(step.purpose == purpose.name for step in STEPS))
    for row in rows:
        effect = found.setdefault(row["version"], Effect(row["version"]))
        effect.counted[_ended(row)] += 1
        if row["pk"] in made:
            effect.counted[made[row["pk"]]] += 1
    for version, value in _evaluated(purpose):
        found.setdefault(version, Effect(version)).totals.append(value)
    return dict(found)


def _asked(purpose: Templated) -> list[dict[str, Any]]:
    """The newest questions that a model was put and that have ended."""
    rows = Generation.objects.filter(step__in=steps_of(purpose), request__told__purpose=purpose.name)
    rows = rows.exclude(state__in=("running", "canceled")).filter(reused_from=None)
    rows = rows.annotate(
        of=KT("request__told__template__version"),
        rounds=KT("facts__rounds"),
        trouble=KT("facts__trouble"),
        decision=KT("facts__decided"),
    ).order_by("-created_at")
    told = rows.values("pk", "branch", "state", "provider", "of", "rounds", "trouble", "decision")[:LOOKED_AT]
    return [{**row, "version": int(row["of"] or 0)} for row in told]


def _ended(row: dict[str, Any]) -> str:
    if row["trouble"] == Trouble.REFUSED:
        return "refused"
    if row["state"] == "failed" or row["provider"] == "previz":  # previz wrote, as no model did
        return "failed"
    return "repaired" if (row["rounds"] or "1") != "1" else "first"


def _made_of(rows: list[dict[str, Any]], *, of_step: bool) -> dict[UUID, str]:
    """What became of each answer: "kept", "edited" or "remade"; without those nobody has decided on.

    ``of_step``: each was put in its place at once, so that one which is nowhere any more was replaced.
    """
    done = [row for row in rows if row["state"] in ("done", "alternate") and row["provider"] != "previz"]
    keys = [row["pk"] for row in done]
    heads = Head.objects.filter(branch__in={row["branch"] for row in done}, built_by__in=keys)
    by_key: dict[UUID, set[str]] = defaultdict(set)
    for built_by, origin, deleted in heads.values_list("built_by", "origin", "deleted"):
        if built_by is not None:
            by_key[built_by].add("deleted" if deleted else origin)
    return {
        row["pk"]: _made(by_key.get(row["pk"]), row["decision"])
        for row in done
        if row["decision"] or row["pk"] in by_key or (of_step and row["state"] == "done")
    }


def _made(origins: set[str] | None, decision: str | None) -> str:
    if decision:
        return "kept" if decision == "taken" else "remade"
    if not origins:
        return "remade"
    return "kept" if origins == {"machine"} else "edited"


def _evaluated(purpose: Templated) -> list[tuple[int, float]]:
    """The scores of the newest runs' answers, with the version that each was asked with."""
    cases = {
        str(pk) for pk in EvaluationCase.objects.filter(purpose=purpose.name).values_list("pk", flat=True)
    }
    runs = EvaluationRun.objects.exclude(link=PREVIZ).order_by("-created_at")
    found = []
    for run in runs[:LOOKED_AT] if cases else ():
        named = 0 if run.template == OWN else int(run.template) if run.template.isdecimal() else None
        for result in run.results:
            version = result.get("version", named)
            if result["case"] in cases and result["total"] is not None and version is not None:
                found.append((int(version), float(result["total"])))
    return found
