"""Which dials a model takes. A parameter that a model refuses would cost the whole answer: it is not sent.

OpenAI's reasoning models refuse a temperature and take an effort; its earlier ones the other way round
(platform.openai.com/docs/guides/reasoning). Gemini deprecated the sampling parameters with 3.6 on 21 July
2026 and takes a thinking level from 3.1 on (ai.google.dev/gemini-api/docs/changelog, .../docs/thinking). What
is not known here is asked without either.
"""

import re
from dataclasses import dataclass, replace

from pipeline.prompting.dials import LONGEST, Dials
from pipeline.queries.routing import Link

_GEMINI = re.compile(r"gemini-(\d+)(?:\.(\d+))?-")
_REASONING = re.compile(r"(?:o\d|gpt-(?:[5-9]|\d\d))(?!.*chat)")
_EARLIER = (
    ("gpt-4.1", 32_000),
    ("gpt-4o", 16_384),
    ("chatgpt-4o", 16_384),
    ("gpt-4", 4_096),
    ("gpt-3.5", 4_096),
)
_SHORT = 8_192  # tokens that Gemini writes at most before 2.5


@dataclass(frozen=True)
class Accepts:
    """What a model takes, and the tokens it writes at most."""

    temperature: bool = False
    effort: bool = False
    longest: int = LONGEST


@dataclass(frozen=True)
class Fitted:
    """Dials as a model gets them, and the names of those that it does not take."""

    dials: Dials
    ignored: tuple[str, ...] = ()


def accepts(provider: str, model: str) -> Accepts:
    """What a provider's model takes. An own endpoint that refuses a temperature is asked again without."""
    if provider == "google":
        return _gemini(model)
    if provider == "openai":
        return _openai(model)
    return Accepts(temperature=True)


def fitted(dials: Dials, link: Link) -> Fitted:
    """Dials for a model: without what it refuses, and no longer than it writes."""
    takes = accepts(link.provider, link.model)
    ignored = []
    if dials.temperature is not None and not takes.temperature:
        dials, ignored = replace(dials, temperature=None), ["temperature"]
    if dials.effort and not takes.effort:
        dials, ignored = replace(dials, effort=""), [*ignored, "effort"]
    if dials.longest is not None and dials.longest > takes.longest:
        dials = replace(dials, longest=takes.longest)
    return Fitted(dials, tuple(ignored))


def takes_in_words(link: Link) -> str:
    """A sentence about a model: which dials it takes, which not, and how much it writes at most."""
    takes = accepts(link.provider, link.model)
    named = [("a temperature", takes.temperature), ("how much it thinks", takes.effort)]
    yes, no = ([name for name, is_taken in named if is_taken is wanted] for wanted in (True, False))
    said = f"takes {' and '.join(yes)}" if yes else ""
    said += f", not {' or '.join(no)}" if yes and no else f"takes neither {' nor '.join(no)}" if no else ""
    return f"{link.name} {said}; it writes {takes.longest:,} tokens at most."


def _gemini(model: str) -> Accepts:
    found = _GEMINI.match(model)
    if found is None:  # "gemini-flash-latest" may be any
        return Accepts()
    version = (int(found[1]), int(found[2] or 0))
    return Accepts(version < (3, 6), version >= (3, 1), LONGEST if version >= (2, 5) else _SHORT)


def _openai(model: str) -> Accepts:
    if _REASONING.match(model):
        return Accepts(effort=True)
    longest = next((most for start, most in _EARLIER if model.startswith(start)), 0)
    return Accepts(temperature=True, longest=longest) if longest else Accepts()
