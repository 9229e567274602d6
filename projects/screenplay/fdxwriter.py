"""Writing Final Draft files. Text is never padded: indents belong to the paragraph type."""

import re
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from projects.screenplay.elements import SPOKEN, Element, ElementType, Screenplay
from projects.screenplay.emphasis import Run, runs

_T = ElementType
TYPES = {
    _T.HEADING: "Scene Heading",
    _T.ACTION: "Action",
    _T.CHARACTER: "Character",
    _T.PARENTHETICAL: "Parenthetical",
    _T.DIALOGUE: "Dialogue",
    _T.LYRICS: "Lyrics",
    _T.TRANSITION: "Transition",
    _T.SECTION: "Outline 1",
    _T.SYNOPSIS: "Outline Body",
}
# What XML 1.0 cannot hold at all.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OPENING = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
    '<FinalDraft DocumentType="Script" Version="5">\n'
)


def write(screenplay: Screenplay) -> bytes:
    """The screenplay as an FDX file. Boneyards have no place in the format and are left out."""
    parts = [_OPENING, "<Content>\n"]
    new_page = False
    for element, speech in _speeches(screenplay.elements):
        if element.type is _T.PAGE_BREAK:
            new_page = True
            continue
        if element.type is _T.BONEYARD:
            continue
        parts.append(_dual(speech) if speech else _paragraph(element, new_page))
        new_page = False
    parts += ["</Content>\n", _title_page(screenplay.title_page), "</FinalDraft>\n"]
    return "".join(parts).encode()


def _speeches(elements: list[Element]) -> Iterator[tuple[Element, list[Element]]]:
    """Each element by itself, or the first of a dual pair together with the whole pair."""
    at = 0
    while at < len(elements):
        end = _speech_end(elements, at)
        if end > at and end < len(elements) and elements[end].dual:
            stop = _speech_end(elements, end)
            yield elements[at], elements[at:stop]
            at = stop
        else:
            yield elements[at], []
            at += 1


def _speech_end(elements: list[Element], at: int) -> int:
    if elements[at].type is not _T.CHARACTER:
        return at
    at += 1
    while at < len(elements) and elements[at].type in SPOKEN and elements[at].type is not _T.CHARACTER:
        at += 1
    return at


def _dual(speech: list[Element]) -> str:
    inner = "".join(_paragraph(element, False) for element in speech)
    return f"<Paragraph>\n<DualDialogue>\n{inner}</DualDialogue>\n</Paragraph>\n"


def _paragraph(element: Element, new_page: bool) -> str:
    attributes = ' StartsNewPage="Yes"' if new_page else ""
    if element.type is _T.NOTE:
        note = f"<ScriptNote><Paragraph>{_runs(element.text)}</Paragraph></ScriptNote>"
        return f'<Paragraph Type="Action"{attributes}>{note}<Text></Text></Paragraph>\n'
    name = TYPES.get(element.type, "Action")
    if element.type is _T.SECTION:
        name = f"Outline {min(max(element.depth, 1), 3)}"
    if element.type is _T.CENTERED:
        attributes += ' Alignment="Center"'
    if element.number:
        attributes += f" Number={quoteattr(element.number)}"
    return f'<Paragraph Type="{name}"{attributes}>{_runs(element.text)}</Paragraph>\n'


def _runs(text: str) -> str:
    return "".join(_run(run) for run in _merged(runs(_ILLEGAL.sub("", text)))) or "<Text></Text>"


def _merged(found: list[Run]) -> Iterator[Run]:
    for style, group in groupby(found, key=lambda run: run[1:]):
        yield Run("".join(run.text for run in group), *style)


def _run(run: Run) -> str:
    names = ((run.bold, "Bold"), (run.italic, "Italic"), (run.underline, "Underline"))
    style = "+".join(name for on, name in names if on)
    attribute = f' Style="{style}"' if style else ""
    return f"<Text{attribute}>{escape(run.text)}</Text>"


def _title_page(title_page: dict[str, str]) -> str:
    if not title_page:
        return ""
    by_key = {key.casefold(): value for key, value in title_page.items()}
    centred = [by_key.pop(key, "") for key in ("title", "credit")]
    centred.append(by_key.pop("author", "") or by_key.pop("authors", ""))
    lines = [f'<Paragraph Alignment="Center">{_runs(text)}</Paragraph>\n' for text in centred if text]
    left = [line for value in by_key.values() for line in value.split("\n") if line]
    lines += [f'<Paragraph Alignment="Left">{_runs(text)}</Paragraph>\n' for text in left]
    return f"<TitlePage>\n<Content>\n{''.join(lines)}</Content>\n</TitlePage>\n"
