"""A connected model as judge: it reads what was asked and an answer, and gives a mark with a reason."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.context.framing import RULE, framed, mark_for
from pipeline.prompting.answers import unfenced
from pipeline.providers.text.base import Model, Question, Turn, Usage

WRITES = 1_000
READS = 24_000  # tokens of a judged question and answer at most
_LONGEST = 40_000  # characters of the question and of the answer

_SYSTEM = (
    "You judge texts for films as a strict, fair story editor: whether the answer does what the question"
    " asked, whether it is specific and alive, whether it could be filmed as it stands. Length is no merit."
    f"\n\n{RULE}"
)


class Verdict(BaseModel):
    """A mark from 0 (useless) to 10 (could not be better), and why."""

    model_config = ConfigDict(extra="forbid")

    mark: int
    reason: str


def judged(judge: Model, question: str, answer: str) -> tuple[dict[str, Any], Usage]:
    """The verdict ({"value": 0 to 1, "reason"}) and what it took. An unreadable one has no value.

    Raises ProviderError when the judge cannot be asked.
    """
    texts = [question[:_LONGEST], answer[:_LONGEST]]
    mark = mark_for(texts)
    asked = (
        f"{framed(mark, 'what was asked', texts[0])}\n\n{framed(mark, 'the answer', texts[1])}\n\n"
        "Give a mark from 0 to 10 and one sentence why. Answer with one JSON object: mark, reason."
    )
    found = judge.ask(
        Question(_SYSTEM, (Turn("person", asked),), Verdict.model_json_schema(), "verdict", WRITES)
    )
    try:
        verdict = Verdict.model_validate_json(unfenced(found.text))
    except ValidationError:
        return {"value": None, "reason": "The judge's answer could not be read."}, found.usage
    return {"value": max(0, min(verdict.mark, 10)) / 10, "reason": verdict.reason[:500]}, found.usage
