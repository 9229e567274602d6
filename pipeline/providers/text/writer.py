"""Writing by a team's models: one after the other until one has written something that can be used.

Each is asked once; an answer that cannot be used goes back once with what is wrong (the repair round). A
refusal ends it: no other model is tried behind the person's back. What may pass is tried again by the job,
and only on its last attempt the next model takes over. The person pays for the answer that is used, for one
round.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from accounts.kernel.errors import Refused
from pipeline.context.refitting import refitted
from pipeline.graph.targets import Request
from pipeline.prompting.answers import Unfit, unfenced
from pipeline.prompting.dials import dials_from
from pipeline.prompting.purposes import PURPOSES, Purpose
from pipeline.providers.base import ProviderError, Trouble, Writer
from pipeline.providers.text.accepts import accepts, fitted
from pipeline.providers.text.base import Answer, Question, Turn, Usage, unusable
from pipeline.providers.text.languages import wrong_language
from pipeline.providers.text.models import Connect, connect
from pipeline.providers.text.prices import Prices, listed
from pipeline.providers.text.seeing import pictures_of
from pipeline.providers.text.tracing import send_span
from pipeline.queries.routing import Chain, Link

log = logging.getLogger(__name__)

ROUNDS = 2  # the question, and one repair
_PROBLEMS = 5  # told to the model of one answer
_SAID = 60_000  # characters of an answer that could not be used, kept with it


@dataclass
class Outcome:
    """What came of asking, for the record of the generation. ``cost_micro`` is what the person pays."""

    provider: str = ""
    model: str = ""
    cost_micro: int = 0
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class ChainWriter:
    """A ``Writer`` for one target. ``watch`` is told the text so far; ``check`` raises when the job stops."""

    chain: Chain
    house: Writer
    prices: Prices
    last: bool = True  # no later attempt will come: let the next model take over what might pass
    check: Callable[[], None] = lambda: None
    watch: Callable[[str, str], None] | None = None  # model's name, text so far
    connect: Connect = connect
    outcome: Outcome = field(default_factory=Outcome)

    def write(self, request: Request) -> Any:
        """As ``Writer``. Raises ProviderError when none has written anything that can be used."""
        purpose = PURPOSES[request.told["purpose"]]
        notes: list[str] = []
        trouble: Refused | None = None
        for link in self.chain.links:
            began = time.time()
            try:
                found = self._by(link, purpose, request, notes)
                self._trace(link, purpose, began)
                return found
            except Refused as error:
                trouble = error
                self._note(link, error, notes)
                self._trace(link, purpose, began, str(getattr(error, "trouble", error.code)))
                if not self._goes_on(error):
                    raise
        if self.chain.house_last:
            self.outcome = Outcome("previz", "previz-1", 0, {"passed_over": notes})
            return self.house.write(request)
        raise trouble or ProviderError("No model is connected that could write this.", retry=False)

    def once(self, request: Request) -> tuple[Answer, Any, str]:
        """Ask the first model a single time: what it said, what of it can be used, or what is wrong with it.

        Whoever tries a question pays for what was said, whether or not it can be used. Raises ProviderError.
        """
        link, purpose = self.chain.links[0], PURPOSES[request.told["purpose"]]
        began, began_at = time.monotonic(), time.time()
        self.check()
        try:
            question = question_of(purpose, request.told, link)
            answer = self.connect(link).ask(question, self._listener(link, purpose))
        except Refused as error:
            self._note(link, error, [])
            self._trace(link, purpose, began_at, str(getattr(error, "trouble", error.code)))
            raise
        self._keep(link, answer, answer.usage, {"rounds": 1, "seconds": round(time.monotonic() - began, 2)})
        self._note_dials(request.told, link, answer)
        self._trace(link, purpose, began_at)
        try:
            return answer, taken(purpose, answer, request), ""
        except Unfit as unfit:
            return answer, None, str(unfit)

    def _trace(self, link: Link, purpose: Purpose, began: float, trouble: str = "") -> None:
        send_span(
            provider=link.provider,
            model=link.model,
            purpose=purpose.name,
            began=began,
            facts=self.outcome.facts,
            trouble=trouble,
        )

    def _goes_on(self, error: Refused) -> bool:
        """Whether the next model may take over."""
        if isinstance(error, ProviderError):
            return error.trouble is not Trouble.REFUSED and (self.last or not error.retry)
        return error.code == "sealed"

    def _note(self, link: Link, error: Refused, notes: list[str]) -> None:
        log.info("%s (%s) did not write: %s", link.name, link.provider, error.sentence)
        notes.append(error.sentence)
        trouble = str(getattr(error, "trouble", error.code))
        facts = {**self.outcome.facts, "asked": link.name, "passed_over": notes, "trouble": trouble}
        self.outcome = Outcome(link.provider, link.model, 0, facts)

    def _by(self, link: Link, purpose: Purpose, request: Request, notes: list[str]) -> Any:
        told = refitted(request.told, link.reads)
        if told is None:
            raise unusable(link.name, "can read less than this question has")
        self.check()
        model, question = self.connect(link), question_of(purpose, told, link)
        spent, began = Usage(), time.monotonic()
        for number in range(1, ROUNDS + 1):
            answer = model.ask(question, self._listener(link, purpose))
            spent += answer.usage
            try:
                found = taken(purpose, answer, request)
            except Unfit as unfit:
                said = {"said": answer.text[:_SAID], "unfit": str(unfit)}  # so that it can be looked into
                self.outcome.facts = {"rounds": number, "spent": _tokens(spent), **said}
                self.check()
                question = _again(question, answer, str(unfit))
                continue
            self._keep(link, answer, spent, {"rounds": number, "seconds": round(time.monotonic() - began, 2)})
            self._note_dials(told, link, answer)
            if told is not request.told:  # what was put together for another model was not what this one read
                self.outcome.facts["told"] = told
            if notes:
                self.outcome.facts["passed_over"] = notes
            return found
        raise unusable(link.name, "answered twice with something that cannot be used")

    def _keep(self, link: Link, answer: Answer, spent: Usage, facts: dict[str, Any]) -> None:
        price = listed(link, answer.usage, self.prices)
        facts |= {
            "tokens": _tokens(answer.usage),
            "spent": _tokens(spent),
            "asked": link.name,
            "link": link.key,
            "answered_by": answer.model,
            "number": answer.number,
            "own_key": link.own,
            "list_micro": price,
        }
        cost = 0 if link.own else price or 0
        self.outcome = Outcome(link.provider, link.model, cost, facts)

    def _note_dials(self, told: dict[str, Any], link: Link, answer: Answer) -> None:
        """Which of the dials were really sent, and which this model does not take."""
        wanted = dials_from(told.get("dials", {}))
        if not wanted:
            return
        sent = fitted(wanted, link)
        kept = {name: value for name, value in sent.dials.kept().items() if name not in answer.ignored}
        self.outcome.facts |= {"sent": kept, "ignored": [*sent.ignored, *answer.ignored]}

    def _listener(self, link: Link, purpose: Purpose) -> Callable[[str], None] | None:
        if self.watch is None:
            return None
        watch = self.watch

        def heard(text: str) -> None:
            self.check()
            watch(link.name, visible(purpose, text))

        return heard


def question_of(purpose: Purpose, told: dict[str, Any], link: Link) -> Question:
    """The question that a kept ``told`` asks, with those of its dials that a link's model takes."""
    dials = fitted(dials_from(told.get("dials", {})), link).dials
    prompt = told["prompt"]
    if purpose.schema is not None:
        prompt += "\n\nAnswer with one JSON object of the schema you were given, and nothing else."
    return Question(
        system=told["system"],
        turns=(Turn("person", prompt),),
        schema=purpose.schema,
        name=purpose.name,
        writes=min(dials.longest or purpose.writes, accepts(link.provider, link.model).longest),
        temperature=dials.temperature,
        effort=dials.effort,
        pictures=pictures_of(told),
    )


def taken(purpose: Purpose, answer: Answer, request: Request) -> Any:
    """The answer as the step expects it. Raises Unfit with what is wrong with it."""
    if not answer.text.strip():
        raise Unfit("The answer was empty.")
    if answer.finish == "cut":
        raise Unfit("The answer broke off at the limit of its length. Answer again, whole and shorter.")
    try:
        data: Any = answer.text
        if purpose.shape is not None:
            data = purpose.shape.model_validate_json(unfenced(answer.text))
        found = purpose.take(data, request.arguments)
    except ValidationError as error:
        raise Unfit(_problems(error)) from None
    if wrong := wrong_language(visible(purpose, answer.text), request.told["language"]):
        raise Unfit(wrong)
    return found


def visible(purpose: Purpose, text: str) -> str:
    """What of an unfinished answer a person may want to read: not the JSON around it."""
    if purpose.shape is None:
        return text
    try:
        data = from_json(unfenced(text), allow_partial="trailing-strings")
    except ValueError:
        return ""
    if purpose.shown:
        return str(data.get(purpose.shown, "")) if isinstance(data, dict) else ""
    return "\n".join(strings_in(data))


def strings_in(data: Any) -> list[str]:
    """All texts of an answer in their order, however it is built."""
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        return [text for value in data.values() for text in strings_in(value)]
    if isinstance(data, list):
        return [text for value in data for text in strings_in(value)]
    return []


def _again(question: Question, answer: Answer, wrong: str) -> Question:
    back = Turn("person", f"That answer cannot be used. {wrong} Answer the first question again, completely.")
    said = Turn("model", answer.text or "(nothing)")
    return replace(question, turns=(*question.turns, said, back))


def _problems(error: ValidationError) -> str:
    lines = [
        f"{'.'.join(map(str, found['loc'])) or 'the answer'}: {found['msg']}"
        for found in error.errors(include_url=False, include_input=False)[:_PROBLEMS]
    ]
    return "It does not have the shape that was asked for: " + "; ".join(lines) + "."


def _tokens(usage: Usage) -> dict[str, Any]:
    return {"read": usage.read, "written": usage.written, "counted": usage.counted}
