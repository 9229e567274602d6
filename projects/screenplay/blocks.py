"""Elements laid into blocks of lines that stand or fall together: a paragraph, a heading, a whole speech."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from projects.screenplay import paper as at
from projects.screenplay.elements import SPOKEN, UNPRINTED, Element, ElementType
from projects.screenplay.emphasis import plain
from projects.screenplay.paper import Paper
from projects.screenplay.wrap import columns, wrapped

_T = ElementType


class BlockLine(NamedTuple):
    """A line of a block; ``row`` counts from the block's first line."""

    text: str
    indent: int
    kind: str
    element: int
    row: int


@dataclass
class Block:
    """Lines with rows from 0. ``cue`` is the speaker's name where the block is a speech that may be
    broken.
    """

    lines: list[BlockLine] = field(default_factory=list)
    space: int = 1  # blank rows above it
    keeps_next: bool = False
    cue: str | None = None
    dual: bool = False
    page_break: bool = False
    continues: bool = False  # goes on with what the block before it began

    @property
    def height(self) -> int:
        return max((line.row for line in self.lines), default=-1) + 1

    def cut(self, row: int) -> tuple["Block", "Block"]:
        """The lines above ``row`` and those from it on, as two blocks."""
        above = [line for line in self.lines if line.row < row]
        below = [line._replace(row=line.row - row) for line in self.lines if line.row >= row]
        return replace(self, lines=above), replace(self, lines=below)


def blocks(elements: list[Element], paper: Paper) -> list[Block]:
    """The blocks of a screenplay in order; what is never printed makes none."""
    found: list[Block] = []
    for group in _groups(elements):
        first = group[0][1]
        if first.type is _T.PAGE_BREAK:
            found.append(Block(page_break=True))
        elif first.type is not _T.CHARACTER:
            block = _paragraph(group, paper)
            if block.lines:
                found.append(block)
        elif first.dual and found and (pair := _side_by_side(found[-1], _speech(group), paper)):
            found[-1] = pair
        else:
            found.append(_speech(group))
    return found


def _groups(elements: list[Element]) -> Iterable[list[tuple[int, Element]]]:
    group: list[tuple[int, Element]] = []
    for index, element in enumerate(elements):
        if element.type in UNPRINTED:
            continue
        joins = group and group[0][1].type is _T.CHARACTER and element.type in SPOKEN
        if group and (element.type is _T.CHARACTER or not joins):
            yield group
            group = []
        group.append((index, element))
    if group:
        yield group


def _paragraph(group: list[tuple[int, Element]], paper: Paper) -> Block:
    index, element = group[0]
    kind = element.type
    text = plain(element.text)
    if kind is _T.HEADING:
        text = text.upper()
    width = paper.action if kind in (_T.HEADING, _T.ACTION, _T.CENTERED, _T.TRANSITION) else at.DIALOGUE_WIDTH
    block = Block(space=1 + element.gap, keeps_next=kind is _T.HEADING)
    for row, line in enumerate(wrapped(text, width) if text.strip() else []):
        indent = at.ACTION if width == paper.action else at.DIALOGUE
        if kind is _T.TRANSITION:
            indent = paper.right - columns(line)
        elif kind is _T.CENTERED:
            indent = at.ACTION + (paper.action - columns(line)) // 2
        block.lines.append(BlockLine(line, indent, kind.value, index, row))
    return block


def _speech(group: list[tuple[int, Element]]) -> Block:
    block = Block(cue=plain(group[0][1].text), space=1 + group[0][1].gap)
    row = 0
    for index, element in group:
        indent, width = _place(element.type)
        for line in wrapped(plain(element.text), width):
            block.lines.append(BlockLine(line, indent, element.type.value, index, row))
            row += 1
    return block


def _place(kind: ElementType) -> tuple[int, int]:
    if kind is _T.CHARACTER:
        return at.CUE, at.CUE_WIDTH
    if kind is _T.PARENTHETICAL:
        return at.PARENTHETICAL, at.PARENTHETICAL_WIDTH
    return at.DIALOGUE, at.DIALOGUE_WIDTH


def _side_by_side(left: Block, right: Block, paper: Paper) -> Block | None:
    """Two speeches in two columns of one block, which never breaks. None if that cannot be: then they follow
    each other.
    """
    if left.cue is None:
        return None
    lines = _narrow(left, at.ACTION, paper.dual)
    lines += _narrow(right, at.ACTION + paper.dual + at.DUAL_BETWEEN, paper.dual)
    if max(line.row for line in lines) >= paper.lines:
        return None
    return Block(lines=sorted(lines, key=lambda line: line.row), dual=True, space=left.space)


def _narrow(speech: Block, edge: int, width: int) -> list[BlockLine]:
    texts: dict[int, list[BlockLine]] = {}
    for line in speech.lines:
        texts.setdefault(line.element, []).append(line)
    lines: list[BlockLine] = []
    for index, parts in texts.items():
        kind = parts[0].kind
        shift = {_T.CHARACTER: at.DUAL_CUE, _T.PARENTHETICAL: at.DUAL_PARENTHETICAL}.get(ElementType(kind), 0)
        joined = " ".join(part.text for part in parts)
        for text in wrapped(joined, width - shift):
            lines.append(BlockLine(text, edge + shift, kind, index, len(lines)))
    return lines
