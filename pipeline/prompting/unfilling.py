"""From words that a model was told, changed by hand, back to the template that would say them.

Where a variable's value still stands as it was filled in, it becomes the variable again; what was written
over stays as it was written. The story's material becomes {{context}}.
"""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from accounts.kernel.errors import Invalid
from pipeline.prompting.templates import CONTEXT, Template, Templated, Value, filled

_CONTEXT = re.compile(r"<data ([0-9a-f]{8}) what=.*</data \1>", re.DOTALL)
_VARIABLE = re.compile(r"(\{\{\s*[a-z_]+\s*\}\})")
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")


def context_in(prompt: str) -> str:
    """The framed material inside a question; empty if it has none."""
    found = _CONTEXT.search(prompt)
    return found[0] if found else ""


def unfilled(
    template: Template, purpose: Templated, values: Mapping[str, Value], system: str, prompt: str
) -> str:
    """The template's text that fills in to ``system`` and ``prompt``, which were changed by hand.

    Raises Invalid where the material that belongs in a template has been taken out of the question.
    """
    framed = context_in(prompt)
    if not framed:
        sentence = "The story's material is not in the question any more; a template needs it."
        raise Invalid(sentence, field="prompt")
    asked = prompt.replace(framed, f"{{{{{CONTEXT}}}}}", 1)
    parts = (_part(template.system, purpose, values, system), _part(template.body, purpose, values, asked))
    return "{}\n---\n{}\n".format(*(part.strip() for part in parts))


def _part(text: str, purpose: Templated, values: Mapping[str, Value], changed: str) -> str:
    """One part of a template, from its filled and changed words."""
    old: list[str] = []
    spans: list[tuple[str, int, int]] = []  # each variable with the tokens of its value
    for piece in _VARIABLE.split(text):
        is_variable = bool(_VARIABLE.fullmatch(piece)) and piece.strip("{} ") != CONTEXT
        words = _TOKEN.findall(filled(piece, purpose, values) if is_variable else piece)
        if is_variable:
            spans.append((piece, len(old), len(old) + len(words)))
        old += words
    new = _TOKEN.findall(changed)
    return _with_variables(new, _kept(old, new), spans)


def _kept(old: list[str], new: list[str]) -> dict[int, int]:
    """Where each token that was kept stands now."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {at + step: to + step for at, to, size in blocks for step in range(size)}


def _with_variables(new: list[str], stands: dict[int, int], spans: list[tuple[str, int, int]]) -> str:
    """The changed words with each variable in the place of its value, where all of that is still there."""
    taken = list(new)
    before: dict[int, str] = {}
    for variable, start, end in spans:
        places = [stands.get(at) for at in range(start, end)]
        first = places[0] if places else _empty_at(stands, start)
        if first is None or places != list(range(first, first + len(places))):
            continue
        taken[first : first + len(places)] = [""] * len(places)
        before[first] = before.get(first, "") + variable
    return "".join(before.get(at, "") + word for at, word in enumerate([*taken, ""]))


def _empty_at(stands: dict[int, int], at: int) -> int | None:
    """Where a variable without any value belongs: after the word that stood before it."""
    if at == 0:
        return 0
    left = stands.get(at - 1)
    return None if left is None else left + 1
