"""Where a template puts material that others wrote: a story, a name, a document could carry instructions."""

import re

from pipeline.prompting.analysis.marks import Remark, cut_at, line_of, sentence_at, without
from pipeline.prompting.templates import CONTEXT, Templated

_PLACE = re.compile(r"\{\{\s*" + CONTEXT + r"\s*\}\}")
_FROM_OTHERS = re.compile(r"\{\{\s*(title|name|guidance|fields|what)\s*\}\}")
_OBEYS = re.compile(
    r"\b(?:follow|obey|carry out|comply with|act on|do)\b[^.\n]{0,40}\b"
    r"(?:instructions?|orders?|requests?|wishes|whatever|what)\b[^.\n]{0,40}\b(?:material|data|text|brief|story|document|script|context)\b",
    re.IGNORECASE,
)
_TOLD_NOT = re.compile(r"\b(?:not|never|don't|no)\b", re.IGNORECASE)


def data_remarks(text: str, purpose: Templated) -> list[Remark]:
    """Material among the instructions, inside a sentence or twice; and orders to do what material says."""
    if not purpose.has_context:
        return []
    return [*_context(text), *_names(text), *_obeying(text)]


def _context(text: str) -> list[Remark]:
    found = list(_PLACE.finditer(text))
    cut, placed = cut_at(text), _alone_at_the_end(text)
    remarks = []
    for number, match in enumerate(found):
        line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
        reason = ""
        if match.start() < cut:
            reason = "The story's material would stand among the instructions, and could be taken for one."
        elif number and len(found) > 1:
            reason = "The material is given twice: it costs twice, and models follow the nearer one."
        elif line.strip() != match[0]:
            reason = (
                "The material stands inside a sentence: where it ends and your words go on cannot be seen."
            )
        if reason:
            advice = "Put it once, on a line of its own, at the end of the question."
            remarks.append(Remark("data", match[0], line_of(text, match.start()), reason, advice, placed))
    return remarks


def _alone_at_the_end(text: str) -> str:
    """With the context once, on a line of its own, behind everything else."""
    bare = re.sub(r"[ \t]+(?=[ \t]|[.,;:]|\n|$)", "", _PLACE.sub("", text))
    return f"{bare.rstrip()}\n\n{{{{{CONTEXT}}}}}\n"


def _names(text: str) -> list[Remark]:
    cut, remarks = cut_at(text), []
    for match in _FROM_OTHERS.finditer(text, 0, cut):
        start, end = sentence_at(text, match.start())
        sentence, bare = text[start:end], without(text, start, end)
        at = cut_at(bare)
        moved = f"{bare[:at]}\n{sentence.strip()}\n{bare[at:].lstrip(chr(10))}"
        remarks.append(
            Remark(
                "data",
                sentence,
                line_of(text, start),
                f"{match[0]} is filled with words of a film or of a person, and stands in the instructions,"
                " which a model obeys.",
                "Say it in the question instead.",
                moved,
            )
        )
    return remarks


def _obeying(text: str) -> list[Remark]:
    remarks = []
    for match in _OBEYS.finditer(text):
        start, end = sentence_at(text, match.start())
        if _TOLD_NOT.search(text, start, match.end()):
            continue
        remarks.append(
            Remark(
                "data",
                text[start:end],
                line_of(text, start),
                "This tells a model to do what the material says: whoever wrote it would give the orders.",
                "Take it out, and say yourself what you want.",
                without(text, start, end),
            )
        )
    return remarks
