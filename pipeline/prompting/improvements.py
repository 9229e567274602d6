"""What a model proposes for a template: the whole new text, and for each change the reason."""

from dataclasses import dataclass
from typing import Any

from accounts.kernel.errors import Invalid
from pipeline.prompting.answers import Shape, Unfit
from pipeline.prompting.templates import Kind, parse, variables_in

MOST_REASONS = 8
_LONGEST = 20_000  # characters of a template


class ChangeAnswer(Shape):
    """Words of the new template, and why they are there."""

    change: str
    why: str


class ImprovementAnswer(Shape):
    """A better version."""

    text: str
    reasons: list[ChangeAnswer]


@dataclass(frozen=True)
class _Form:
    """How the template must be built, as it was when it was asked about."""

    variables: dict[str, Kind]
    parts: tuple[str, str]
    has_context: bool


def improvement_from(answer: ImprovementAnswer, arguments: dict[str, Any]) -> Any:
    """{"text", "reasons": [{"change", "why"}]}.

    Raises Unfit for what is no template, loses a variable, changes nothing, or gives a reason for words that
    do not stand in it.
    """
    first, second = arguments["parts"]
    form = _Form(arguments["variables"], (first, second), bool(arguments["has_context"]))
    text = answer.text.replace("\r\n", "\n").strip() + "\n"
    if len(text) > _LONGEST:
        raise Unfit(f"The template may have at most {_LONGEST:,} characters.")
    try:
        parse(text, form)
    except Invalid as error:
        raise Unfit(error.sentence) from None
    old = str(arguments["template"]).strip() + "\n"
    if lost := sorted(variables_in(old) - variables_in(text)):
        raise Unfit(f"The variable {{{{{lost[0]}}}}} was lost. Keep every variable of the template.")
    if text == old:
        raise Unfit("Nothing was changed.")
    if not answer.reasons:
        raise Unfit("Give the reason of each change.")
    return {"text": text, "reasons": [_reason(one, text) for one in answer.reasons[:MOST_REASONS]]}


def _reason(one: ChangeAnswer, text: str) -> dict[str, str]:
    change = " ".join(one.change.split())
    if change and change not in " ".join(text.split()):
        raise Unfit(f"These words do not stand in the new template: “{change[:120]}”. Copy them exactly.")
    return {"change": change[:300], "why": one.why.strip()[:400]}
