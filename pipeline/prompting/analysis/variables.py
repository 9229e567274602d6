"""Whether a template uses what it is given, puts words around it, and says what shall come back."""

import re

from pipeline.prompting.analysis.marks import Remark, cut_at, last_line_with, line_of
from pipeline.prompting.purposes import Purpose
from pipeline.prompting.templates import CONTEXT, Templated, variables_in

_ALONE = re.compile(r"^[ \t]*(?:[-*][ \t]*)?\{\{\s*([a-z_]+)\s*\}\}[ \t.,;]*$", re.MULTILINE)
_SENTENCES = {CONTEXT, "kept", "guidance", "wish", "angle"}  # whose values are sentences themselves
_FORM = re.compile(
    r"\b(?:answer|reply|output|format|fountain|markdown|prose|json|heading)\w*\b", re.IGNORECASE
)
_TEXT_ALONE = "- Answer with the text alone, without remarks, quotation marks or code fences around it."


def missing_remarks(text: str, purpose: Templated) -> list[Remark]:
    """Variables and fields of the answer that the studio's own template names, and this one does not."""
    missing = [name for name in purpose.variables if name in _lost(text, purpose)]
    told = [_said_by_the_studio(text, purpose, name, "missing") for name in missing]
    return _once([*told, *_form_remarks(text, purpose)])


def unmentioned(text: str, purpose: Templated) -> list[str]:
    """The variables that a template could use and does not, as the purpose lists them."""
    return [name for name in purpose.variables if name not in variables_in(text)]


def value_remarks(text: str, purpose: Templated) -> list[Remark]:
    """Values that stand on a line by themselves: a model sees "drama" and not what it is."""
    if not purpose.has_context:  # a picture's description has a line for each value
        return []
    remarks = []
    for match in _ALONE.finditer(text):
        name = match[1]
        if name in _SENTENCES:
            continue
        line = match[0].replace("{{", f"{name.capitalize()}: {{{{", 1)
        remarks.append(
            Remark(
                "value",
                match[0].strip(),
                line_of(text, match.start()),
                "The value stands without a word: a model reads it and is not told what it is.",
                f"Say what it is: “{line.strip()}”.",
                text[: match.start()] + line + text[match.end() :],
            )
        )
    return remarks


def _lost(text: str, purpose: Templated) -> set[str]:
    return variables_in(purpose.text) - variables_in(text) - {CONTEXT}


def _form_remarks(text: str, purpose: Templated) -> list[Remark]:
    if not isinstance(purpose, Purpose):
        return []
    if purpose.shape is None:
        return [] if _FORM.search(text) else [_no_form(text)]
    named = [name for name in purpose.shape.model_fields if _names(purpose.text, name)]
    return [_said_by_the_studio(text, purpose, name, "form") for name in named if not _names(text, name)]


def _no_form(text: str) -> Remark:
    return Remark(
        "form",
        "",
        0,
        "Nothing says what the answer looks like: models add greetings, remarks and code fences.",
        f"Say it: “{_TEXT_ALONE}”.",
        last_line_with(text, f"{{{{{CONTEXT}}}}}", _TEXT_ALONE),
    )


def _names(text: str, field: str) -> bool:
    words = field.replace("_", "[ _]")
    return bool(re.search(rf"\b{words}", text[cut_at(text) :], re.IGNORECASE))


def _said_by_the_studio(text: str, purpose: Templated, name: str, kind: str) -> Remark:
    """With the line that says it in the studio's own template put in."""
    pattern = rf"\{{\{{\s*{name}\s*\}}\}}" if kind == "missing" else rf"\b{name.replace('_', '[ _]')}"
    lines = [line for line in purpose.text.splitlines() if re.search(pattern, line, re.IGNORECASE)]
    line = lines[-1].strip() if lines else ""
    if kind == "missing":
        what = (
            f"{{{{{name}}}}} is not used: a model is not told it, though the studio's own template tells it."
        )
    else:
        what = f"The answer has a field “{name}”, and nothing says what belongs in it."
    placed = (
        last_line_with(text, f"{{{{{CONTEXT}}}}}", line) if purpose.has_context else _in_front(text, line)
    )
    return Remark("missing" if kind == "missing" else "form", "", 0, what, f"Say it: “{line}”.", placed)


def _in_front(text: str, line: str) -> str:
    """A picture's line, last of what it shows."""
    before, dashes, after = text.partition("\n---")
    return f"{before.rstrip()}\n{line}{dashes}{after}"


def _once(remarks: list[Remark]) -> list[Remark]:
    """Without those that the same line would answer."""
    return list({remark.text: remark for remark in reversed(remarks)}.values())[::-1]
