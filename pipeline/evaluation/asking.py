"""One question of a set, asked again: its context as it was, in another template, by another model."""

import time
from dataclasses import dataclass
from typing import Any

from accounts.kernel.errors import Refused
from pipeline.context.framing import RULE
from pipeline.context.tokens import tokens_in
from pipeline.evaluation.judging import judged
from pipeline.evaluation.scoring import scored, text_of, total
from pipeline.graph.targets import Request
from pipeline.models import EvaluationCase
from pipeline.prompting.purposes import PURPOSES
from pipeline.prompting.templates import Template, filled
from pipeline.prompting.unfilling import context_in
from pipeline.prompting.values import values_of
from pipeline.providers.base import ProviderError
from pipeline.providers.registry import HOUSE
from pipeline.providers.text.base import Model, Usage
from pipeline.providers.text.models import Connect, connect
from pipeline.providers.text.prices import Prices, listed
from pipeline.providers.text.writer import ChainWriter
from pipeline.queries.routing import Chain, Link

Result = dict[str, Any]


@dataclass(frozen=True)
class Setting:
    """With what a set is asked again. ``link`` None is previz; ``judge`` None: nobody judges."""

    link: Link | None
    prices: Prices
    judge: Link | None = None
    connect: Connect = connect


def retold(case: EvaluationCase, template: Template) -> dict[str, Any]:
    """What the case's writer would be told with another template: the same material in other words."""
    purpose = PURPOSES[case.purpose]
    values = values_of(case.purpose, case.arguments)
    system = f"{filled(template.system, purpose, values)}\n\n{RULE}"
    prompt = filled(template.body, purpose, values, context_in(case.told["prompt"]))
    tokens = tokens_in(system) + tokens_in(prompt)
    return {**case.told, "system": system, "prompt": prompt, "tokens": tokens}


def ask_again(case: EvaluationCase, template: Template, setting: Setting) -> Result:
    """Ask, score, judge. Never raises for what a provider does: the result says it in words."""
    told = retold(case, template)
    request = Request(case.purpose, case.arguments, told)
    began = time.monotonic()
    try:
        data, facts = _answer(request, setting)
    except Refused as error:
        return _result(case, error=error.sentence, seconds=time.monotonic() - began)
    scores = scored(case.purpose, data, case.arguments)
    verdict, judge_cost = _judged(told, case.purpose, data, setting)
    cost = facts.pop("cost_micro", 0) + judge_cost
    return _result(
        case,
        answer=data,
        version=template.version,
        scores=scores,
        total=total(scores),
        judge=verdict,
        cost_micro=cost,
        seconds=time.monotonic() - began,
        **facts,
    )


def as_it_was(case: EvaluationCase) -> Result:
    """The answer that the case was kept with, scored the same way; without one, that there was none."""
    if not case.answer:
        return _result(case, error="Nothing came then that could be used.")
    scores = scored(case.purpose, case.answer, case.arguments)
    return _result(case, answer=case.answer, scores=scores, total=total(scores))


def _answer(request: Request, setting: Setting) -> tuple[Any, dict[str, Any]]:
    if setting.link is None:
        return HOUSE.write(request), {}
    chain = Chain((setting.link,), house_last=False)
    writer = ChainWriter(chain, house=HOUSE, prices=setting.prices, connect=setting.connect)
    data = writer.write(request)
    kept = ("tokens", "list_micro", "rounds")
    facts = {name: writer.outcome.facts[name] for name in kept}
    return data, {**facts, "cost_micro": writer.outcome.cost_micro}


def _judged(
    told: dict[str, Any], purpose: str, data: Any, setting: Setting
) -> tuple[dict[str, Any] | None, int]:
    """The judge's verdict, and what it costs the team in micro-credits."""
    if setting.judge is None:
        return None, 0
    try:
        model: Model = setting.connect(setting.judge)
        verdict, usage = judged(model, told["prompt"], text_of(purpose, data))
    except ProviderError as error:
        return {"value": None, "reason": error.sentence}, 0
    return verdict, _price(setting.judge, usage, setting.prices)


def _price(link: Link, usage: Usage, prices: Prices) -> int:
    return 0 if link.own else listed(link, usage, prices) or 0


def _result(case: EvaluationCase, *, seconds: float = 0.0, **found: Any) -> Result:
    empty: Result = {"answer": None, "scores": [], "total": None, "judge": None, "cost_micro": 0, "error": ""}
    return {"case": str(case.pk), **empty, "seconds": round(seconds, 2), **found}
