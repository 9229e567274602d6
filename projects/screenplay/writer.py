"""Elements as Fountain text, each marked only where it would otherwise be read as something else."""

import re
from collections.abc import Iterable

from projects.screenplay.elements import Element, ElementType
from projects.screenplay.transitions import is_transition

_T = ElementType
_HEADING = re.compile(r"(?:int|ext|est|i/e)(?:\.?/(?:int|ext))?(?:\.|\s)", re.IGNORECASE)
_EXTENSION = re.compile(r"\([^()]*\)")
_AMBIGUOUS = re.compile(r"[.!@>~#=]|\n[#=]")
_IN_SPEECH = frozenset((_T.PARENTHETICAL, _T.DIALOGUE, _T.LYRICS))


def write_elements(elements: Iterable[Element]) -> str:
    """Fountain of ``elements``, ending with a line break unless there are none."""
    chunks: list[str] = []
    speaking = False
    for element in elements:
        if element.type is not _T.PAGE_BREAK and element.type is not _T.CHARACTER and not element.text:
            continue
        if speaking and element.type in _IN_SPEECH:
            chunks.append("\n")
        elif chunks:
            chunks.append("\n\n" + "\n" * element.gap)
        chunks.append(write_element(element))
        speaking = element.type is _T.CHARACTER or (speaking and element.type in _IN_SPEECH)
    return "".join(chunks) + "\n" if chunks else ""


def write_element(element: Element) -> str:
    """One element as Fountain, without the blank lines around it."""
    text = element.text
    match element.type:
        case _T.HEADING:
            mark = "." if element.forced or not _HEADING.match(text) else ""
            return f"{mark}{text}" + (f" #{element.number}#" if element.number else "")
        case _T.CHARACTER:
            mark = "@" if element.forced or not _reads_as_cue(text) else ""
            return f"{mark}{text}" + (" ^" if element.dual else "")
        case _T.DIALOGUE:
            # An empty line inside a speech is written as two spaces, or the speech would end there.
            return "\n".join(line if line.strip() else "  " for line in text.split("\n"))
        case _T.ACTION:
            return f"!{text}" if element.forced or _misread(text) else text
        case _:
            return _marked(element)


_EACH_LINE = {_T.CENTERED: "> {} <", _T.LYRICS: "~{}", _T.SYNOPSIS: "= {}"}
_AROUND = {_T.NOTE: "[[{}]]", _T.BONEYARD: "/*{}*/", _T.PAGE_BREAK: "==={}"}


def _marked(element: Element) -> str:
    text, kind = element.text, element.type
    if kind in _EACH_LINE:
        return "\n".join(_EACH_LINE[kind].format(line) for line in text.split("\n"))
    if kind in _AROUND:
        return _AROUND[kind].format(text)
    if kind is _T.SECTION:
        return f"{'#' * max(element.depth, 1)} {text}"
    if kind is _T.PARENTHETICAL:
        return text if text.startswith("(") and text.endswith(")") else f"({text})"
    plain = not element.forced and is_transition(text)
    return text if plain else f"> {text}"


def _reads_as_cue(text: str) -> bool:
    reads = text.isupper() or _EXTENSION.sub("", text).isupper()
    return reads and text[0] not in ".!@>~#=" and not _HEADING.match(text)


def _misread(text: str) -> bool:
    """Whether action would be read as something else if it stood unmarked."""
    if _AMBIGUOUS.match(text) or "\n#" in text or "\n=" in text or _HEADING.match(text):
        return True
    first, newline, _ = text.partition("\n")
    if newline:
        return first.isupper() or ("(" in first and _EXTENSION.sub("", first).isupper())
    return is_transition(first)
