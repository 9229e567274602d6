"""Final Draft files (FDX): XML of paragraphs, each with a type, made of styled runs of text."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from projects.screenplay.elements import Element, ElementType, Screenplay
from projects.screenplay.fdxwriter import TYPES, write
from projects.screenplay.fountain import is_cue, is_heading, is_transition

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
_STYLES = (("Bold", "**"), ("Italic", "*"), ("Underline", "_"))


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
    text = _text(node)
    for note in node.findall("ScriptNote"):
        words = " ".join(_text(paragraph) for paragraph in note.iter("Paragraph")).strip()
        if words:
            yield Element(_T.NOTE, words)
    if text.strip():
        yield _element(node, text)


def _element(node: Node, text: str) -> Element:
    name = node.get("Type", "Action")
    kind = _BY_NAME.get(name, _T.ACTION)
    if kind is _T.ACTION and node.get("Alignment") == "Center":
        return Element(_T.CENTERED, text.strip())
    if kind is _T.ACTION:
        return Element(kind, text)
    text = text.strip()
    if kind is _T.HEADING:
        return Element(kind, text, number=node.get("Number", ""), forced=not is_heading(text))
    if kind is _T.CHARACTER:
        return Element(kind, text, forced=not is_cue(text))
    if kind is _T.TRANSITION:
        return Element(kind, text, forced=not is_transition(text))
    if kind is _T.SECTION:
        return Element(kind, text, depth=int(name[-1]))
    if kind is _T.PARENTHETICAL and not (text.startswith("(") and text.endswith(")")):
        text = f"({text})"
    return Element(kind, text)


def _dual(pair: Node) -> Iterator[Element]:
    speakers = 0
    for node in pair.findall("Paragraph"):
        for element in _paragraph(node):
            if element.type is _T.CHARACTER:
                speakers += 1
                element = element._replace(dual=speakers == 2)
            yield element


def _text(node: Node) -> str:
    return "".join(_styled(run) for run in node.findall("Text"))


def _styled(run: Node) -> str:
    text = run.text or ""
    styles = (run.get("Style") or "").split("+")
    bare = text.strip()
    if not bare:
        return text
    start = text.index(bare)
    marks = [mark for name, mark in _STYLES if name in styles]
    inner = "".join(marks) + bare + "".join(reversed(marks))
    return text[:start] + inner + text[start + len(bare) :]


def _title_page(root: Node) -> dict[str, str]:
    """Title, credit and author: the first centred lines of the title page, as such pages are set."""
    page = root.find("TitlePage/Content")
    if page is None:
        return {}
    lines = [(node.get("Alignment", "Left"), _text(node).strip()) for node in page.findall("Paragraph")]
    centred = [text for alignment, text in lines if text and alignment == "Center"]
    rest = [text for alignment, text in lines if text and alignment != "Center"]
    found = dict(zip(("Title", "Credit", "Author"), centred, strict=False))
    if len(centred) > 3:
        found["Source"] = "\n".join(centred[3:])
    if rest:
        found["Contact"] = "\n".join(rest)
    return found
