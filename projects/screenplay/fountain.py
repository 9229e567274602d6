"""Fountain, the plain-text screenplay format (https://fountain.io/syntax), read and written.

``parse(write(screenplay))`` gives the same elements. Case is Unicode's, so ``ÉLISE`` and ``МАРИНА`` are cues;
scripts without capitals (Chinese, Hebrew, ...) mark their cues with ``@``, which ``write`` does by itself.
"""

import re

from projects.screenplay.aside import bring_back, set_aside
from projects.screenplay.elements import Element, ElementType, Screenplay
from projects.screenplay.titlepage import read_title_page, write_title_page
from projects.screenplay.transitions import is_transition
from projects.screenplay.writer import write_elements

_HEADING = re.compile(r"(?:int|ext|est|i/e)(?:\.?/(?:int|ext))?(?:\.|\s)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\s)\s*+#([^\s#]++)#\s*+$")
_PAGE_BREAK = re.compile(r"={3,}\s*$")
_EXTENSION = re.compile(r"\([^()]*\)")
_HEADING_STARTS = frozenset("iIeE")
_MARKS = frozenset(".!@>~#=\ue000")

_T = ElementType
_CUE, _SAID, _ACTION = _T.CHARACTER, _T.DIALOGUE, _T.ACTION
_PLACE, _ASIDE = _T.HEADING, _T.PARENTHETICAL
_CAREFUL = frozenset(".!@>~#=\ue000\n \t") | {""}
_OTHERS = frozenset("#=")  # what ends a speech or an action without a blank line
_PLAIN_HEADINGS = frozenset(("INT. ", "EXT. "))
_new = tuple.__new__  # half the cost of Element(...), and a long script has thousands


def _plain_element(type_: ElementType, text: str, gap: int = 0) -> Element:
    return _new(Element, (type_, text, "", False, False, 0, gap))


def parse(text: str) -> Screenplay:
    """Read a Fountain text. Whatever is no other element is action, so every text is a screenplay."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        text = text.replace("\t", "    ")
    text, kept = set_aside(text)
    title_page, body = read_title_page(text)
    elements = _read(body.strip("\n"))
    if kept:
        elements = [bring_back(element, kept) for element in elements]
        title_page = {
            key: bring_back(Element(_T.ACTION, value), kept).text for key, value in title_page.items()
        }
    return Screenplay(title_page, elements)


def write(screenplay: Screenplay) -> str:
    """The screenplay as Fountain, marks added only where its look alone would not tell what an element is."""
    return write_title_page(screenplay.title_page) + write_elements(screenplay.elements)


def is_heading(line: str) -> bool:
    """Whether a line reads as a scene heading without being forced."""
    return line[:1] in _HEADING_STARTS and _HEADING.match(line) is not None


def is_cue(line: str) -> bool:
    """Whether a line reads as a character's name: capitals, apart from an extension in brackets."""
    return line.isupper() or ("(" in line and _EXTENSION.sub("", line).isupper())


def _read(body: str) -> list[Element]:
    """All blocks. The usual ones are read here, without a call: a long script is parsed on every pause in
    typing. Who speaks is told from the same line once, and from then on by a look-up.
    """
    elements: list[Element] = []
    add = elements.append
    cues: dict[str, Element | None] = {}
    gap = 0
    for block in body.split("\n\n"):
        first, newline, rest = block.partition("\n")
        if gap:
            gap = _read_slowly(block, gap, elements)
        elif newline:
            if first not in cues:
                cues[first] = _plain_cue(first)
            cue = cues[first]
            if cue is None or rest[:1] in _OTHERS:
                gap = _read_slowly(block, gap, elements)
            else:
                add(cue)
                _said(rest, elements)
        elif block[:5] in _PLAIN_HEADINGS and "#" not in block:
            add(_new(Element, (_PLACE, block.rstrip(), "", False, False, 0, 0)))
        elif block[:1] in _CAREFUL or block.isupper() or _HEADING.match(block):
            gap = _read_slowly(block, gap, elements)
        else:
            add(_new(Element, (_ACTION, block, "", False, False, 0, 0)))
    return elements


def _plain_cue(line: str) -> Element | None:
    """The cue that a line above others is: no mark, nobody else at once. None for all else."""
    if line[:1] in _CAREFUL or not is_cue(line) or is_heading(line) or is_transition(line):
        return None
    name = line.rstrip()
    return None if name[-1] == "^" else _plain_element(_CUE, name)


def _said(rest: str, elements: list[Element]) -> None:
    """What stands under a cue: most often words, or one direction and the words."""
    if "(" not in rest and "~" not in rest:
        elements.append(_new(Element, (_SAID, rest, "", False, False, 0, 0)))
        return
    first, newline, words = rest.partition("\n")
    if newline and first[0:1] == "(" and first[-1] == ")" and "(" not in words and "~" not in words:
        elements.append(_new(Element, (_ASIDE, first, "", False, False, 0, 0)))
        elements.append(_new(Element, (_SAID, words, "", False, False, 0, 0)))
    else:
        _speech_lines(rest.split("\n"), elements)


def _read_slowly(block: str, gap: int, elements: list[Element]) -> int:
    """Read any block; returns the blank lines it leaves to the next one, where it is nothing but those."""
    bare = block.lstrip("\n")
    gap += len(block) - len(bare)
    if not bare:
        return gap + 2
    _read_block(bare, gap, elements)
    return 0


def _read_block(block: str, gap: int, elements: list[Element]) -> None:
    """Read the lines between two blank ones: elements of one line each, and what the others make together.

    In one pass and without recursion: a block may have a hundred thousand lines.
    """
    lines = block.split("\n")
    at = 0
    while at < len(lines):
        at = _read_from(lines, at, gap, elements)
        gap = 0


def _read_from(lines: list[str], at: int, gap: int, elements: list[Element]) -> int:
    """Read the element that begins at a line. Answers where the next one begins."""
    first, mark, is_last = lines[at], lines[at][:1], at + 1 == len(lines)
    if mark in _MARKS:
        if _read_marked(lines, at, gap, elements):
            return len(lines) if mark in "!@" else at + 1
    elif mark in _HEADING_STARTS and _HEADING.match(first):
        _heading(first, gap, False, elements)
        return at + 1
    elif first.isupper() and is_transition(first):
        elements.append(_plain_element(_T.TRANSITION, first.strip(), gap))
        return at + 1
    elif not is_last and is_cue(first) and lines[at + 1][:1] not in ("#", "="):
        _speech(first.rstrip(), "\n".join(lines[at + 1 :]), gap, False, elements)
        return len(lines)
    return _action(lines, at, gap, elements)


def _read_marked(lines: list[str], at: int, gap: int, elements: list[Element]) -> bool:
    """Read what begins with a marked line. False when the mark turns out to be plain text."""
    first, mark = lines[at], lines[at][:1]
    if mark == "!":
        text = "\n".join([first[1:], *lines[at + 1 :]])
        elements.append(Element(_T.ACTION, text, forced=True, gap=gap))
        return True
    if mark == "@" and len(first) > 1:
        _speech(first[1:].strip(), "\n".join(lines[at + 1 :]), gap, True, elements)
        return True
    element = _one_line(mark, first, gap)
    if element is not None:
        elements.append(element)
    return element is not None


def _one_line(mark: str, line: str, gap: int) -> Element | None:
    """An element that takes one line whatever stands below it."""
    if mark == "#":
        text = line.lstrip("#")
        return Element(_T.SECTION, text.strip(), depth=min(len(line) - len(text), 6), gap=gap)
    if mark == "=":
        kind = _T.PAGE_BREAK if _PAGE_BREAK.match(line) else _T.SYNOPSIS
        return Element(kind, "" if kind is _T.PAGE_BREAK else line[1:].strip(), gap=gap)
    if mark == ".":
        return _forced_heading(line, gap)
    if mark == "~":
        return Element(_T.LYRICS, line[1:].strip(), gap=gap)
    return _pointed(line.strip(), gap) if mark == ">" else _aside(line.rstrip(), gap)


def _forced_heading(line: str, gap: int) -> Element | None:
    if len(line) < 2 or line[1] == ".":
        return None  # an ellipsis is action
    found: list[Element] = []
    _heading(line[1:], gap, True, found)
    return found[0]


def _pointed(text: str, gap: int) -> Element:
    if text.endswith("<"):
        return Element(_T.CENTERED, text[1:-1].strip(), gap=gap)
    return Element(_T.TRANSITION, text[1:].strip(), forced=True, gap=gap)


def _aside(line: str, gap: int) -> Element | None:
    """A note or a boneyard that has the line to itself."""
    whole = line.endswith("\ue001") and line.count("\ue000") == 1
    return Element(_T.NOTE, line, gap=gap) if whole else None


def _heading(line: str, gap: int, forced: bool, elements: list[Element]) -> None:
    number = ""
    if line.rstrip().endswith("#") and (match := _NUMBER.search(line)):
        number = match[1]
        line = line[: match.start()]
    elements.append(_new(Element, (_T.HEADING, line.strip(), number, False, forced, 0, gap)))


def _speech(cue: str, rest: str, gap: int, forced: bool, elements: list[Element]) -> None:
    dual = cue.endswith("^")
    if dual:
        cue = cue[:-1].rstrip()
    elements.append(_new(Element, (_T.CHARACTER, cue, "", dual, forced, 0, gap)))
    if rest:
        _said(rest, elements)


def _speech_lines(lines: list[str], elements: list[Element]) -> None:
    spoken: list[str] = []
    for line in lines:
        bare = line.strip()
        if bare.startswith("(") and bare.endswith(")"):
            _flush(spoken, elements)
            elements.append(_plain_element(_T.PARENTHETICAL, bare))
        elif bare.startswith("~"):
            _flush(spoken, elements)
            elements.append(_plain_element(_T.LYRICS, bare[1:].strip()))
        else:
            spoken.append(line)
    _flush(spoken, elements)


def _flush(spoken: list[str], elements: list[Element]) -> None:
    if spoken:
        elements.append(_plain_element(_T.DIALOGUE, "\n".join(spoken)))
        spoken.clear()


def _action(lines: list[str], at: int, gap: int, elements: list[Element]) -> int:
    end = at + 1
    while end < len(lines) and lines[end][:1] not in ("#", "="):
        end += 1
    text = "\n".join(lines[at:end])
    if end < len(lines) or text.strip():
        elements.append(_plain_element(_T.ACTION, text, gap))
    return end
