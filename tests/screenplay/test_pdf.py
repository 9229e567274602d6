"""Screenplays as PDF files: the right words in the right places, in every script, always the same bytes."""

import hashlib
import re
from typing import Any

import pypdfium2
import pytest

from projects.screenplay import fountain, pdf
from projects.screenplay.layout import paginate
from projects.screenplay.pdf.bidi import shaped, visual
from projects.screenplay.pdf.typeface import FACES, typeface

SCRIPT = """Title: The *Door*
Credit: written by
Author: Élise Maréchal
Contact: elise@example.org

INT. CAFÉ - NIGHT #12A#

A **bold** and *slanted* and _underlined_ word. [[not printed]]

MARA
(softly)
Hello.

JON ^
No!

/* nor this */

@МАРИНА
Привет, Ελένη.

> FADE OUT.
"""


def opened(text: str, paper: str = "letter") -> Any:
    return pypdfium2.PdfDocument(pdf.write(fountain.parse(text), paper))


def words(document: Any, page: int) -> str:
    return " ".join(document[page].get_textpage().get_text_range().split())


def test_faces_are_the_ones_that_were_noted() -> None:
    noted = dict(
        re.findall(r"^\| (\S+\.ttf) \|.*`([0-9a-f]{64})` \|$", (FACES / "README.md").read_text(), re.M)
    )
    there = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FACES.glob("*.ttf")}
    assert noted == there


def test_everything_that_is_printed_can_be_read_and_copied() -> None:
    document = opened(SCRIPT)
    assert words(document, 0) == "The Door written by Élise Maréchal elise@example.org"
    page = words(document, 1)
    for part in ("12A INT. CAFÉ - NIGHT 12A", "A bold and slanted and underlined word.", "MARA", "JON",
                 "Привет, Ελένη.", "FADE OUT."):  # fmt: skip
        assert part in page
    assert "not printed" not in page
    assert "nor this" not in page


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595.28, 841.89))])
def test_pages_are_those_of_the_layout(paper: str, size: tuple[float, float]) -> None:
    text = "INT. ROOM - DAY\n\n" + "\n\n".join(f"Something happens {n} times." for n in range(90))
    document = opened(text, paper)
    pages = paginate(fountain.parse(text), paper)
    assert len(document) == len(pages) == 4
    assert document[0].get_size() == pytest.approx(size, abs=0.1)
    for page in pages:
        printed = document[page.number - 1].get_textpage().get_text_range().split()
        expected = [word for line in page.lines for word in line.text.split()]
        assert printed == ([f"{page.number}."] if page.number > 1 else []) + expected


def test_letters_stand_in_the_columns_of_the_trade() -> None:
    page = opened("INT. ROOM - DAY\n\nMARA\nHello.\n")[0].get_textpage()
    at = {}
    for number in range(page.count_rects()):
        left, bottom, right, top = page.get_rect(number)
        at[page.get_text_bounded(left, bottom, right, top).strip()] = left
    assert at["INT. ROOM - DAY"] == pytest.approx(1.5 * 72, abs=2)
    assert at["MARA"] == pytest.approx(3.7 * 72, abs=2)
    assert at["Hello."] == pytest.approx(2.5 * 72, abs=2)


def test_the_same_screenplay_gives_the_same_bytes() -> None:
    assert pdf.write(fountain.parse(SCRIPT)) == pdf.write(fountain.parse(SCRIPT))


def test_what_is_printed_lies_in_the_file_as_fountain() -> None:
    document = opened(SCRIPT)
    attachment = document.get_attachment(0)
    assert attachment.get_name() == pdf.ATTACHED
    again = fountain.parse(bytes(attachment.get_data()).decode())
    assert [element.text for element in again.elements][:2] == [
        "INT. CAFÉ - NIGHT",
        "A **bold** and *slanted* and _underlined_ word. ",
    ]
    assert "nor this" not in bytes(attachment.get_data()).decode()


def test_an_empty_screenplay_is_one_empty_page() -> None:
    assert len(opened("")) == 1


def test_faces_are_fixed_in_pitch_and_have_their_scripts() -> None:
    for name in ("courier-regular", "courier-bold-italic", "cousine-bold", "dejavu-mono"):
        face = typeface(name)
        assert abs(face.width(face.glyphs["W"]) - face.width(face.glyphs["i"])) == 0
    assert set("ÀéßŁő") <= set(typeface("courier-regular").glyphs)
    assert set("Жяλωאש") <= set(typeface("cousine-regular").glyphs)
    assert set("سلام") <= set(typeface("dejavu-mono").glyphs)


@pytest.mark.parametrize(
    ("text", "right", "seen"),
    [
        ("hello", False, "hello"),
        ("שלום", True, "םולש"),
        ("abc שלום", False, "abc םולש"),
        ("עם 12 ילדים", True, "םידלי 12 םע"),
        ("(שלום)", True, "(םולש)"),
        ("אמר hello world לי", True, "יל hello world רמא"),
        ("ב 12:30", True, "12:30 ב"),
    ],
)
def test_right_to_left_lines_stand_in_the_order_of_the_eye(text: str, right: bool, seen: str) -> None:
    assert visual(text, right) == seen


def test_arabic_letters_take_the_shapes_of_their_neighbours() -> None:
    assert shaped("سلام") == "\ufeb3\ufefc\ufee1"  # seen initial, lam and alef as one, final; meem isolated
    assert shaped("بيت") == "\ufe91\ufef4\ufe96"
    assert shaped("Latin") == "Latin"
