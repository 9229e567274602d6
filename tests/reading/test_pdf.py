"""Texts out of PDF files, good and bad ones."""

import zlib

import pytest

from accounts.kernel.errors import Invalid
from projects.materials import read_text
from projects.screenplay import fountain, pdf

LINES = [f"Something else happens to somebody in the house, for the {n}th time today." for n in range(30)]
SCRIPT = (
    "INT. KITCHEN - NIGHT #3#\n\nMARA stands at the window. "
    + " ".join(LINES)
    + "\n\nMARA\n(softly)\n"
    + "I have waited for you all my life. " * 60
    + "\n\nJON\nI know.\n\n> CUT TO:\n\nEXT. SEA - DAY\n\nWaves.\n"
)


def foreign(text: str, paper: str = "letter") -> bytes:
    """A PDF as another program would have made it: nothing attached that we know."""
    return pdf.write(fountain.parse(text), paper).replace(pdf.ATTACHED.encode(), b"something.unknown..")


def document(content: str, *, pages: int = 1) -> bytes:
    """A PDF by hand, its text in Helvetica."""
    stream = zlib.compress(content.encode("latin-1"))
    kids = " ".join("5 0 R" for _ in range(pages))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>",
    ]
    parts, places = [b"%PDF-1.4\n"], []
    for number, body in enumerate(bodies, 1):
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    at = sum(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(b"xref\n0 6\n0000000000 65535 f \n" + table)
    parts.append(b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_screenplay_is_read_by_its_indents(paper: str) -> None:
    data = foreign(SCRIPT, paper)
    brought = read_text("door.pdf", data)
    assert (brought.format, brought.source) == ("fountain", "pdf")
    assert brought.pages > 2
    assert len(brought.sha256) == 64
    again, before = fountain.parse(brought.fountain).elements, fountain.parse(SCRIPT).elements
    assert [(e.type, e.text.strip(), e.number) for e in again] == [
        (e.type, e.text.strip(), e.number) for e in before
    ]


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_two_who_speak_at_once_are_told_apart(paper: str) -> None:
    text = (
        "INT. A - DAY\n\nThey look at each other.\n\nMARA\n(softly)\nI have waited for you all my life, Jon."
        "\n\nJON ^\nNo. And no again, and that is all I have to say about it.\n\nThey go.\n\nMARA\nCome.\n"
    )
    again = fountain.parse(read_text("x.pdf", foreign(text, paper)).fountain).elements
    assert [element[:4] for element in again] == [element[:4] for element in fountain.parse(text).elements]


def test_a_pdf_of_ours_comes_back_without_loss() -> None:
    text = "INT. A - DAY\n\nA **bold** word.\n\nMARA\nOne.\n\nJON ^\nTwo.\n\n~La la\n\n> THE END <\n"
    brought = read_text("ours.pdf", pdf.write(fountain.parse(text)))
    assert fountain.parse(brought.fountain).elements == fountain.parse(text).elements


def test_prose_keeps_its_paragraphs() -> None:
    rows = ["It was a dark night.", "Nobody knew why the sea had be-", "gun to sing.", "", "Mara went home."]
    shown = "".join(f"1 0 0 1 72 {700 - 14 * at} Tm ({row}) Tj\n" for at, row in enumerate(rows) if row)
    brought = read_text("novel.pdf", document(f"BT /F1 12 Tf\n{shown}ET"))
    assert (
        brought.text == "It was a dark night. Nobody knew why the sea had begun to sing.\n\nMara went home.\n"
    )
    assert brought.fountain == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (document("0 0 m 100 100 l S"), "pictures of pages and no text"),
        (document("", pages=1600), "more than 1,500 pages"),
        (b"%PDF-1.7\nnothing else at all", "damaged"),
        (document("BT ET").replace(b"/Root 1 0 R", b"/Root 9 0 R"), "damaged|pictures"),
        (b"%PDF-1.7\n" + b"0" * (26 * 1024 * 1024), "up to 25 MB"),
    ],
    ids=["scan", "endless", "damaged", "rootless", "huge"],
)
def test_what_gives_no_text_gets_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refusal:
        read_text("x.pdf", data)
    assert refusal.value.sentence.startswith("x.pdf ")
    assert refusal.value.sentence.endswith(".")


def test_a_locked_pdf_says_so() -> None:
    locked = document("BT ET").replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44"
        b" /O <" + b"28" * 32 + b"> /U <" + b"29" * 32 + b"> >>",
    )
    with pytest.raises(Invalid, match="locked with a password"):
        read_text("x.pdf", locked)
