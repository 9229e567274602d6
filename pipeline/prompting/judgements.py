"""How a model judges a text or a picture against its style capsule: a mark, and reasons with quotes."""

from typing import Any, Literal

from pipeline.prompting.answers import Shape, Unfit

MOST_REASONS = 8
_LONGEST_QUOTE = 400  # characters
_MARKS = "\"'“”‘’«»„‹›"


class ReasonAnswer(Shape):
    """One passage, and what it shows."""

    quote: str
    keeps: Literal["yes", "no"]
    about: str
    why: str


class LikenessAnswer(Shape):
    """How near a text is to how it shall be told."""

    mark: int
    summary: str
    reasons: list[ReasonAnswer]


def likeness_from(answer: LikenessAnswer, arguments: dict[str, Any]) -> Any:
    """{"mark": 0 to 100, "summary", "reasons"}. Raises Unfit for a quote that does not stand in the text."""
    if not 0 <= answer.mark <= 100:
        raise Unfit("The mark must be between 0 and 100.")
    if not answer.reasons:
        raise Unfit("There must be at least one reason with a quote from the text.")
    text = _plain(str(arguments["judged"]))
    reasons = [_reason(one, text) for one in answer.reasons[:MOST_REASONS]]
    return {"mark": answer.mark, "summary": answer.summary.strip()[:600], "reasons": reasons}


def _reason(one: ReasonAnswer, text: str) -> dict[str, Any]:
    quote = _plain(one.quote).strip(_MARKS).strip()
    if not quote or len(quote) > _LONGEST_QUOTE:
        raise Unfit(f"Each quote must have between 1 and {_LONGEST_QUOTE} characters.")
    if quote not in text:
        raise Unfit(f"These words do not stand in the text: “{quote[:120]}”. Quote it word for word.")
    return {
        "quote": quote,
        "keeps": one.keeps == "yes",
        "about": one.about.strip()[:120],
        "why": one.why.strip()[:400],
    }


Aspect = Literal["line", "colour", "light", "surface", "composition", "subject", "mood"]


class SeenAnswer(Shape):
    """One thing that is seen in a picture, held against words of the capsule."""

    quote: str
    aspect: Aspect
    keeps: Literal["yes", "no"]
    seen: str


class ResemblanceAnswer(Shape):
    """How near a picture is to how it shall look."""

    mark: int
    summary: str
    reasons: list[SeenAnswer]


def resemblance_from(answer: ResemblanceAnswer, arguments: dict[str, Any]) -> Any:
    """{"mark": 0 to 100, "summary", "reasons"}. Raises Unfit for a quote that the capsule does not say."""
    if not 0 <= answer.mark <= 100:
        raise Unfit("The mark must be between 0 and 100.")
    if not answer.reasons:
        raise Unfit("There must be at least one reason with words of the style.")
    text = _plain(str(arguments["said"])).casefold()
    reasons = [_seen(one, text) for one in answer.reasons[:MOST_REASONS]]
    return {"mark": answer.mark, "summary": answer.summary.strip()[:600], "reasons": reasons}


def _seen(one: SeenAnswer, text: str) -> dict[str, Any]:
    quote = _plain(one.quote).strip(_MARKS).strip().rstrip(".")
    if not quote or len(quote) > _LONGEST_QUOTE:
        raise Unfit(f"Each quote must have between 1 and {_LONGEST_QUOTE} characters.")
    if quote.casefold() not in text:
        raise Unfit(f"The style does not say these words: “{quote[:120]}”. Quote it word for word.")
    if not one.seen.strip():
        raise Unfit("Say of each quote what is seen in the picture.")
    return {"quote": quote, "aspect": one.aspect, "keeps": one.keeps == "yes", "seen": one.seen.strip()[:400]}


def _plain(text: str) -> str:
    """With single spaces: how lines are broken is no part of a quote."""
    return " ".join(text.split())
