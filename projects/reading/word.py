"""Texts out of Word documents (docx: a zip of XML, ECMA-376): screenplays by their styles, else paragraphs.

Nothing is unpacked to disk, and nothing is believed that a file says about its own size.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from projects.screenplay import fountain
from projects.screenplay.elements import Element, ElementType, Screenplay
from projects.screenplay.fountain import is_cue, is_heading, is_transition

MOST_UNPACKED = 60 * 1024 * 1024  # bytes of one part
MOST_PARTS = 5_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T = ElementType
# Names of paragraph styles as writing programs and templates call them.
_STYLES = {
    "sceneheading": _T.HEADING,
    "slugline": _T.HEADING,
    "slug": _T.HEADING,
    "shot": _T.HEADING,
    "action": _T.ACTION,
    "character": _T.CHARACTER,
    "charactername": _T.CHARACTER,
    "dialogue": _T.DIALOGUE,
    "dialog": _T.DIALOGUE,
    "parenthetical": _T.PARENTHETICAL,
    "transition": _T.TRANSITION,
    "lyrics": _T.LYRICS,
}
_HEADING = re.compile(r"heading(\d)")


class BadWord(ValueError):
    """Why a document gives no text: the end of a sentence that begins with the file's name."""


@dataclass(frozen=True)
class WordText:
    """What a document says. ``fountain`` is the screenplay, if its styles say that it is one."""

    text: str
    fountain: str


def read(data: bytes) -> WordText:
    """The text of a docx file. Raises BadWord for anything else, bombs included."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = _Styles(_part(archive, "word/styles.xml", needed=False))
            root = _part(archive, "word/document.xml", needed=True)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BadWord("is damaged or no Word document. Save it as docx once more") from error
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise BadWord("is no Word document: it holds no text of one")
    found = [(names.of(node), _text(node)) for node in body.iter(f"{_W}p")]
    elements = [_element(_STYLES[style], text) for style, text in found if style in _STYLES and text.strip()]
    kinds = {element.type for element in elements}
    if _T.HEADING in kinds and _T.DIALOGUE in kinds:
        rest = [_element(_STYLES.get(style, _T.ACTION), text) for style, text in found if text.strip()]
        text = fountain.write(Screenplay({}, rest))
        return WordText(text, text)
    return WordText("\n\n".join(_paragraph(style, text) for style, text in found if text.strip()) + "\n", "")


def _part(archive: zipfile.ZipFile, name: str, *, needed: bool) -> Node | None:
    infos = archive.infolist()
    if len(infos) > MOST_PARTS:
        raise BadWord("holds more parts than any Word document has")
    info = next((info for info in infos if info.filename == name), None)
    if info is None:
        if needed:
            raise BadWord("is a zip file, but no Word document")
        return None
    if info.flag_bits & 1:
        raise BadWord("is locked with a password. Save it without one and bring it again")
    if info.file_size > MOST_UNPACKED:
        raise BadWord(f"would unpack to {info.file_size / 1024 / 1024:,.0f} MB, so it was not opened")
    with archive.open(info) as stream:
        data = stream.read(MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        raise BadWord("unpacks to more than it says, so it was not read")
    try:
        root: Node = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise BadWord("is damaged: its text cannot be read. Save it as docx once more") from error
    return root


class _Styles:
    """What the styles of a document are called, by their ids, without spaces and in small letters."""

    def __init__(self, root: Node | None) -> None:
        self._names: dict[str, str] = {}
        for style in root.iter(f"{_W}style") if root is not None else ():
            name = style.find(f"{_W}name")
            if name is not None:
                self._names[style.get(f"{_W}styleId", "")] = _plain(name.get(f"{_W}val", ""))

    def of(self, paragraph: Node) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        identity = style.get(f"{_W}val", "") if style is not None else ""
        return self._names.get(identity, _plain(identity))


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).lower()


def _text(paragraph: Node) -> str:
    parts = []
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab":
            parts.append("    ")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
    return "".join(parts).rstrip()


def _paragraph(style: str, text: str) -> str:
    match = _HEADING.match(style)
    return f"{'#' * int(match[1])} {text}" if match and "\n" not in text else text


def _element(kind: ElementType, text: str) -> Element:
    text = text.strip()
    if kind is _T.HEADING:
        return Element(kind, text.upper(), forced=not is_heading(text))
    if kind is _T.CHARACTER:
        return Element(kind, text, forced=not is_cue(text))
    if kind is _T.TRANSITION:
        return Element(kind, text, forced=not is_transition(text))
    if kind is _T.PARENTHETICAL and not text.startswith("("):
        text = f"({text})"
    return Element(kind, text)
