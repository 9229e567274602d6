"""Writing Final Draft files. Text is never padded: indents belong to the paragraph type."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from projects.screenplay.elements import SPOKEN, Element, ElementType, Screenplay
from projects.screenplay.fdxtext import as_typed, note, styled

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
LINE = 12  # points: what the format measures space in
_CENTRED = frozenset(("title", "credit", "author", "authors", "source"))
_OPENING = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
    '<FinalDraft DocumentType="Script" Version="5">\n'
)


def write(screenplay: Screenplay) -> bytes:
    """The screenplay as an FDX file.

    What the format has no place for stands where other programs pass over it, so that ``fdx.read`` gives
    every element back: boneyards as script notes of that name, attributes for what looks do not say, such
    as how nested emphasis was typed.
    """
    parts = [_OPENING, "<Content>\n"]
    new_page = False
    for element, speech in _speeches(screenplay.elements):
        if element.type is _T.PAGE_BREAK:
            new_page = True
            continue
        parts.append(_dual(speech, new_page) if speech else _paragraph(element, new_page))
        new_page = False
    if new_page:
        parts.append('<Paragraph Type="Action" StartsNewPage="Yes"><Text></Text></Paragraph>\n')
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


def _dual(speech: list[Element], new_page: bool) -> str:
    inner = "".join(_paragraph(element, False) for element in speech)
    attribute = ' StartsNewPage="Yes"' if new_page else ""
    return f"<Paragraph{attribute}>\n<DualDialogue>\n{inner}</DualDialogue>\n</Paragraph>\n"


def _paragraph(element: Element, new_page: bool) -> str:
    attributes = (' StartsNewPage="Yes"' if new_page else "") + _attributes(element)
    if element.type in (_T.NOTE, _T.BONEYARD):
        aside = note(element.text, element.type is _T.BONEYARD)
        return f'<Paragraph Type="Action"{attributes}>{aside}<Text></Text></Paragraph>\n'
    name = TYPES.get(element.type, "Action")
    if element.type is _T.SECTION:
        name = f"Outline {min(max(element.depth, 1), 3)}"
    inner = styled(element.text)
    return f'<Paragraph Type="{name}"{attributes}{as_typed(element.text, inner)}>{inner}</Paragraph>\n'


def _attributes(element: Element) -> str:
    found = [("Alignment", "Center")] if element.type is _T.CENTERED else []
    if element.number:
        found.append(("Number", element.number))
    if element.gap:
        found.append(("SpaceBefore", str(LINE * (1 + element.gap))))
    if element.depth > 3:
        found.append(("Level", str(element.depth)))
    if element.dual:
        found.append(("Dual", "Yes"))
    if element.forced:
        found.append(("Forced", "Yes"))
    return "".join(f" {name}={quoteattr(value)}" for name, value in found)


def _title_page(title_page: dict[str, str]) -> str:
    """Each value in lines, the first of them with its key."""
    if not title_page:
        return ""
    lines = []
    for key, value in title_page.items():
        alignment = "Center" if key.casefold() in _CENTRED else "Left"
        for at, line in enumerate(value.split("\n")):
            named = f" Key={quoteattr(key)}" if at == 0 else ""
            inner = styled(line)
            named += as_typed(line, inner)
            lines.append(f'<Paragraph Alignment="{alignment}"{named}>{inner}</Paragraph>\n')
    return f"<TitlePage>\n<Content>\n{''.join(lines)}</Content>\n</TitlePage>\n"
