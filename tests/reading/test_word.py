"""Texts out of Word documents, good and bad ones."""

import io
import struct
import zipfile

import pytest

from accounts.kernel.errors import Invalid
from projects.materials import read_text
from projects.reading import word
from projects.screenplay import fountain
from projects.screenplay.elements import ElementType as T

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, styles: str = "", head: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"{head}<w:document {SPACE}><w:body>{body}</w:body></w:document>"
        )
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {SPACE}>{styles}</w:styles>")
    return data.getvalue()


def test_paragraphs_and_headings_are_kept() -> None:
    body = (
        paragraph("The House", "Heading1")
        + paragraph("It rained.")
        + paragraph("")
        + paragraph("Élise left.")
    )
    brought = read_text("novel.docx", docx(body))
    assert brought.text == "# The House\n\nIt rained.\n\nÉlise left.\n"
    assert (brought.source, brought.format) == ("docx", "text")


def test_a_screenplay_is_known_by_its_styles_whatever_their_ids() -> None:
    styles = "".join(
        f'<w:style w:styleId="s{at}"><w:name w:val="{name}"/></w:style>'
        for at, name in enumerate(
            ["Scene Heading", "Action", "Character", "Parenthetical", "Dialogue", "Transition"]
        )
    )
    rows = ["int. room - day", "A cat.", "МАРА", "quietly", "Hello.", "FADE OUT."]
    body = "".join(paragraph(text, f"s{at}") for at, text in enumerate(rows))
    brought = read_text("script.docx", docx(body, styles))
    assert [(element.type, element.text) for element in fountain.parse(brought.fountain).elements] == [
        (T.HEADING, "INT. ROOM - DAY"), (T.ACTION, "A cat."), (T.CHARACTER, "МАРА"),
        (T.PARENTHETICAL, "(quietly)"), (T.DIALOGUE, "Hello."), (T.TRANSITION, "FADE OUT."),
    ]  # fmt: skip


def test_a_typed_screenplay_without_styles_is_known_by_its_words() -> None:
    brought = read_text("script.docx", docx(paragraph("INT. ROOM - DAY") + "<w:p><w:r><w:t>MARA</w:t><w:br/>"
                                            "<w:t>Hello.</w:t></w:r></w:p>"))  # fmt: skip
    assert brought.format == "fountain"


def declared(size: int) -> bytes:
    """A document whose catalogue says that its text unpacks to ``size`` bytes."""
    data = bytearray(docx(paragraph("Hello")))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", size)
    return bytes(data)


def bomb() -> bytes:
    return docx(paragraph("A" * (word.MOST_UNPACKED + 10)))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (declared(2 * 1024**3), "would unpack to 2,048 MB"),
        (bomb(), "would unpack to|more than it says"),
        (declared(10), "damaged|more than it says"),
        (docx("", head='<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'), "damaged"),
        (docx("<w:p>"), "damaged"),
        (b"PK\x03\x04 and nothing", "damaged or no Word document"),
        (docx(""), "no words"),
    ],
    ids=["2 GB declared", "bomb", "lies", "entities", "broken", "no zip", "empty"],
)
def test_what_gives_no_text_gets_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refusal:
        read_text("x.docx", data)
    assert refusal.value.sentence.startswith("x.docx ")


def test_a_zip_of_something_else_is_no_document() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "hello")
    with pytest.raises(Invalid, match="zip file, but no Word document"):
        read_text("x.docx", data.getvalue())


def test_many_parts_are_not_looked_through() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for number in range(word.MOST_PARTS + 1):
            archive.writestr(f"{number}", "")
    with pytest.raises(Invalid, match="more parts"):
        read_text("x.docx", data.getvalue())
