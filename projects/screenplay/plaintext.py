"""Plain text brought in as a screenplay: an email, a play, a rough draft. Words are kept, marks are added."""

import re

from projects.screenplay.elements import Element, ElementType, Screenplay
from projects.screenplay.fountain import is_cue, is_heading, parse
from projects.screenplay.transitions import is_transition

_T = ElementType
_SLUG = re.compile(r"^\s*(?:INT|EXT|EST|I/E)\b", re.IGNORECASE)
# "MARA: There is a door." A name of at most four words, in capitals or with a capital each.
_SPOKEN = re.compile(
    r"^\s*([^\W\d_][\w'\u2019.-]*(?: [^\W_][\w'\u2019.-]*){0,3})\s*+(?:(\([^)]*\))\s*+)?:\s+(\S.*)$"
)
_NOT_NAMES = frozenset(
    [
        "note",
        "notes",
        "scene",
        "title",
        "place",
        "time",
        "setting",
        "chapter",
        "act",
        "cut",
        "fade",
        "ext",
        "int",
        "the",
        "and",
        "but",
        "so",
    ]
)
_ENDING = re.compile(r"[.!?,;:\u2026]$")


def from_text(text: str) -> Screenplay:
    """A screenplay of any plain text.

    Text that already reads as a screenplay is parsed as one. Else ``NAME: words`` becomes dialogue, lines
    that begin with INT or EXT become headings, all other paragraphs action. Every word of the text is kept.
    """
    screenplay = parse(text)
    kinds = {element.type for element in screenplay.elements}
    if _T.HEADING in kinds and (_T.CHARACTER in kinds or not _has_speakers(text)):
        return screenplay
    elements: list[Element] = []
    for paragraph in re.split(
        r"\n\s*\n", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    ):
        elements += _paragraph([line.rstrip() for line in paragraph.split("\n") if line.strip()])
    return Screenplay(screenplay.title_page, elements)


def _has_speakers(text: str) -> bool:
    return any(_speaker(line) for line in text.splitlines())


def _paragraph(lines: list[str]) -> list[Element]:
    found: list[Element] = []
    action: list[str] = []
    for at, line in enumerate(lines):
        bare = line.strip()
        speech = _speaker(line)
        if speech is None and not is_heading(bare):
            if found and not action and found[-1].type is _T.DIALOGUE:
                found[-1] = found[-1]._replace(text=f"{found[-1].text}\n{bare}")
            elif at == 0 and len(lines) > 1 and is_cue(bare) and not _ENDING.search(bare):
                found.append(Element(_T.CHARACTER, bare))
                found.append(Element(_T.DIALOGUE, "\n".join(part.strip() for part in lines[1:])))
                return found
            else:
                action.append(bare)
            continue
        if action:
            found.append(_action(action))
            action = []
        found += speech or [Element(_T.HEADING, bare)]
    return [*found, _action(action)] if action else found


def _action(lines: list[str]) -> Element:
    text = "\n".join(lines)
    return Element(_T.TRANSITION if len(lines) == 1 and is_transition(text) else _T.ACTION, text)


def _speaker(line: str) -> list[Element] | None:
    match = _SPOKEN.match(line)
    if match is None or _SLUG.match(line) or match[1].split()[0].casefold() in _NOT_NAMES:
        return None
    name = match[1]
    if not name.isupper() and not all(word[0].isupper() or not word[0].isalpha() for word in name.split()):
        return None
    cue = name.upper()
    found = [Element(_T.CHARACTER, cue, forced=not is_cue(cue))]
    if match[2]:
        found.append(Element(_T.PARENTHETICAL, match[2]))
    return [*found, Element(_T.DIALOGUE, match[3])]
