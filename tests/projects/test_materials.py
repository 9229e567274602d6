"""Texts that people bring: judged by content, each refusal a sentence."""

import os
from contextlib import suppress

import pytest

from accounts.kernel.errors import Invalid
from projects.materials import LARGEST, display_name, has_scenes, judged, read_text

SCRIPT = "INT. KITCHEN - DAY\n\nRain.\n\nMARA\nHello.\n"
FDX = (
    b'<?xml version="1.0" encoding="UTF-8"?><FinalDraft DocumentType="Script" Version="5"><Content>'
    b'<Paragraph Type="Scene Heading"><Text>INT. KITCHEN - DAY</Text></Paragraph>'
    b'<Paragraph Type="Action"><Text>Rain.</Text></Paragraph></Content></FinalDraft>'
)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("notes.txt", b"A keeper and a door.", "text"),
        ("notes.md", b"# A keeper\n\nand a door", "markdown"),
        ("draft.fountain", SCRIPT.encode(), "fountain"),
        ("draft.txt", SCRIPT.encode(), "fountain"),  # what it is, not what it is called
        ("draft.fdx", FDX, "fdx"),
        ("draft.txt", FDX, "fdx"),
        ("report.pdf", b"Only called a PDF.", "text"),
    ],
)
def test_content_decides_what_a_text_is(name: str, data: bytes, kind: str) -> None:
    assert read_text(name, data).format == kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n\n", "is empty"),
        (b"%PDF-1.7 ...", "opened as a PDF"),
        (b"PK\x03\x04...", "Word document"),
        (b"{\\rtf1 hello}", "rich text"),
        (b"\x89PNG\r\n", "picture"),
        (b"<!DOCTYPE html><p>hello", "web page"),
        (b"<?xml version='1.0'?><a>hello</a>", "web page or data"),
        (b"<?xml version='1.0'?><FinalDraft><Content><Paragraph>", "not a complete Final Draft file"),
        (
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><FinalDraft><Content>&b;</Content>",
            "Final Draft",
        ),
        (b"abc\x00def" * 50, "no text"),
        (bytes(range(256)) * 20, "no text"),
        ("Größe und Brücke\n".encode() * 9 + b"\xc3x and more", "damaged, first in line 10"),
        (b"a" * (LARGEST + 1), "up to 5 MB"),
    ],
)
def test_what_is_no_text_gets_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refusal:
        read_text("thing.txt", data)
    assert "thing.txt" in refusal.value.sentence
    assert refusal.value.field == "texts"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Größe und Straße, der Hund läuft über die Brücke. ", "cp1252"),
        ("Смотритель маяка находит дверь в море. ", "cp1251"),
        ("灯台守は海の中に扉を見つけた。", "shift_jis"),
        ("Hello Ünï", "utf-16"),
        ("Hello Ünï", "utf-32"),
        ("\ufeffHello 😀 שלום", "utf-8"),
    ],
)
def test_old_encodings_are_understood(text: str, encoding: str) -> None:
    assert read_text("old.txt", (text * 20).encode(encoding)).text.startswith(text.strip("\ufeff")[:8])


def test_a_text_that_was_cut_off_keeps_its_whole_letters() -> None:
    assert read_text("cut.txt", "Der Hund läuft ü".encode()[:-1]).text == "Der Hund läuft "


def test_line_ends_of_every_system_become_one() -> None:
    assert read_text("a.txt", b"one\r\ntwo\rthree\n").text == "one\ntwo\nthree\n"


def test_noise_never_breaks_the_reader() -> None:
    for size in (1, 7, 300, 70_000):
        with suppress(Invalid):
            read_text("noise.bin", os.urandom(size))


def test_names_lose_folders_and_what_nobody_sees() -> None:
    assert display_name('../..\\e"<b>\x07\u202e.txt') == 'e"<b>.txt'
    assert display_name("\x00") == "Text"
    assert len(display_name("x" * 900)) == 255


def test_a_screenplay_without_headings_is_kept_but_is_no_script() -> None:
    assert not has_scenes(judged("a.fountain", "Only words."))
    assert has_scenes(judged("a.txt", SCRIPT))
    assert not has_scenes(judged("a.txt", "A story about an INT. thing."))
