"""Final Draft files (FDX): XML of paragraphs, each with a type, made of styled runs of text."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from projects.screenplay.elements import Element, ElementType, Screenplay
from projects.screenplay.fdxtext import text_of, words_of
from projects.screenplay.fdxwriter import LINE, TYPES, write
from projects.screenplay.fountain import is_cue, is_heading
from projects.screenplay.transitions import is_transition

__all__ = ["BadFDX", "read", "write"]

_T = ElementType
_BY_NAME = {name: kind for kind, name in TYPES.items()} | {
    "Shot": _T.HEADING,
    "Singing": _T.LYRICS,
    "Outline 2": _T.SECTION,
    "Outline 3": _T.SECTION,
    "New Act": _T.CENTERED,
    "End of Act": _T.CENTERED,
}


class BadFDX(ValueError):
    """The bytes are not a Final Draft document. Its text is a sentence for the person who brought the
    file.
    """


def read(data: bytes) -> Screenplay:
    """The screenplay in an FDX file. Raises BadFDX for anything else, entity tricks included."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, ValueError) as error:
        raise BadFDX("This is not a Final Draft file: its XML cannot be read.") from error
    content = root.find("Content")
    if root.tag != "FinalDraft" or content is None:
        raise BadFDX("This is not a Final Draft script: it holds no script content.")
    elements: list[Element] = []
    for node in content.findall("Paragraph"):
        elements += _paragraph(node)
    return Screenplay(_title_page(root), elements)


def _paragraph(node: Node) -> Iterator[Element]:
    if node.get("StartsNewPage") == "Yes":
        yield Element(_T.PAGE_BREAK, "")
    pair = node.find("DualDialogue")
    if pair is not None:
        yield from _dual(pair)
        return
    text = text_of(node)
    if text.strip():
        yield _element(node, text)
        return
    for note in node.findall("ScriptNote"):
        kind = _T.BONEYARD if note.get("Name") == "Boneyard" else _T.NOTE
        if words := words_of(note):
            yield _with_look(Element(kind, words), node)


def _element(node: Node, text: str) -> Element:
    name = node.get("Type", "Action")
    kind = _BY_NAME.get(name, _T.ACTION)
    if kind is _T.ACTION and node.get("Alignment") == "Center":
        return _with_look(Element(_T.CENTERED, text.strip()), node)
    if kind is _T.ACTION:
        return _with_look(Element(kind, text), node)
    text = text.strip()
    number, depth, forced = "", 0, False
    if kind is _T.HEADING:
        number, forced = node.get("Number", ""), not is_heading(text)
    elif kind is _T.CHARACTER:
        forced = not is_cue(text)
    elif kind is _T.TRANSITION:
        forced = not is_transition(text)
    elif kind is _T.SECTION:
        depth = int(name[-1])
    elif kind is _T.PARENTHETICAL and not (text.startswith("(") and text.endswith(")")):
        text = f"({text})"
    return _with_look(Element(kind, text, number=number, forced=forced, depth=depth), node)


def _with_look(element: Element, node: Node) -> Element:
    """What a paragraph's attributes say besides: space above, speaking at once, marks made by hand."""
    space, level = node.get("SpaceBefore", ""), node.get("Level", "")
    if space.isdecimal() and int(space) >= 2 * LINE:
        element = element._replace(gap=min(int(space) // LINE - 1, 60))
    if level.isdecimal() and element.type is _T.SECTION:
        element = element._replace(depth=min(int(level), 6))
    dual = node.get("Dual") == "Yes" and element.type is _T.CHARACTER
    return element._replace(dual=dual, forced=element.forced or node.get("Forced") == "Yes")


def _dual(pair: Node) -> Iterator[Element]:
    speakers = 0
    for node in pair.findall("Paragraph"):
        for element in _paragraph(node):
            if element.type is _T.CHARACTER:
                speakers += 1
                element = element._replace(dual=speakers == 2)
            yield element


def _title_page(root: Node) -> dict[str, str]:
    """Title, credit and author: the first centred lines of the title page, as such pages are set."""
    page = root.find("TitlePage/Content")
    if page is None:
        return {}
    if page.find("Paragraph[@Key]") is not None:
        return _keyed(page)
    lines = [(node.get("Alignment", "Left"), text_of(node).strip()) for node in page.findall("Paragraph")]
    centred = [text for alignment, text in lines if text and alignment == "Center"]
    rest = [text for alignment, text in lines if text and alignment != "Center"]
    found = dict(zip(("Title", "Credit", "Author"), centred, strict=False))
    if len(centred) > 3:
        found["Source"] = "\n".join(centred[3:])
    if rest:
        found["Contact"] = "\n".join(rest)
    return found


def _keyed(page: Node) -> dict[str, str]:
    """A title page that says what each line is."""
    found: dict[str, list[str]] = {}
    key = ""
    for node in page.findall("Paragraph"):
        key = node.get("Key", key)
        if key:
            found.setdefault(key, []).append(text_of(node).strip())
    return {key: "\n".join(lines) for key, lines in found.items()}
