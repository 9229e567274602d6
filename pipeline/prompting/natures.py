"""What a model proposes for a character's inside, and what it asks the writer; quotes are looked up."""

from typing import Any

from pipeline.prompting.answers import Shape, Unfit
from pipeline.prompting.definitions import TraitAnswer, grounds_in
from projects.kinds import Asset
from projects.kinds.traits import NATURE, NATURE_MAX

MOST_QUESTIONS = 8


class QuestionAnswer(Shape):
    """Something that only the writer can know."""

    question: str
    why: str
    quote: str


class NatureAnswer(Shape):
    """Who a character is inside."""

    fields: list[TraitAnswer]
    questions: list[QuestionAnswer]
    grounds: list[str]


def nature_from(answer: NatureAnswer, arguments: dict[str, Any]) -> Any:
    """{"nature", "questions", "grounds"}: the fields as they would read, and what is asked.

    Raises Unfit for a field that there is not, for words of a person that are gone, and for a quote that does
    not stand in the script.
    """
    asset, script = Asset.model_validate(arguments["asset"]), str(arguments["mentions"])
    known = {one.name for one in NATURE}
    new = {one.field: one.value.strip() for one in answer.fields if one.value.strip()}
    if unknown := sorted(set(new) - known):
        raise Unfit(f"There is no field {unknown[0]}. There are: {', '.join(one.name for one in NATURE)}.")
    for name, text in new.items():
        if len(text) > NATURE_MAX:
            raise Unfit(f"The field {name} may have {NATURE_MAX:,} characters.")
        if (kept := asset.nature.get(name, "")) and " ".join(kept.split()) not in " ".join(text.split()):
            raise Unfit(f"A person wrote this, so it must stay word for word, with more after it: “{kept}”")
    questions = [_question(one, script) for one in answer.questions[:MOST_QUESTIONS] if one.question.strip()]
    changes = {name: text for name, text in new.items() if text != asset.nature.get(name, "")}
    if not changes and not questions:
        raise Unfit("It says nothing that is not there already.")
    return {"nature": changes, "questions": questions, "grounds": grounds_in(answer.grounds, script)}


def _question(one: QuestionAnswer, script: str) -> dict[str, str]:
    quoted = grounds_in([one.quote], script)
    return {
        "question": one.question.strip()[:400],
        "why": one.why.strip()[:400],
        "quote": quoted[0] if quoted else "",
    }
