"""Scenes: where they begin, what their headings say; plain text brought in; names as keys."""

import pytest

from projects.screenplay.elements import ElementType
from projects.screenplay.fountain import parse
from projects.screenplay.names import asset_key, cue_name, slug
from projects.screenplay.plaintext import from_text
from projects.screenplay.scenes import Heading, eighths, parse_heading, split


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("INT. KITCHEN - NIGHT", Heading("INT", "KITCHEN", "NIGHT")),
        ("ext. sea - dawn", Heading("EXT", "sea", "DAWN")),
        ("INT./EXT. CAR - MOVING - LATER THAT NIGHT", Heading("INT/EXT", "CAR - MOVING", "LATER THAT NIGHT")),
        ("I/E LIGHTHOUSE - LAMP ROOM", Heading("INT/EXT", "LIGHTHOUSE - LAMP ROOM", "")),
        ("INT. HOUSE – KITCHEN – CONTINUOUS", Heading("INT", "HOUSE - KITCHEN", "CONTINUOUS")),
        ("ИНТ. КУХНЯ - НОЧЬ", Heading("INT", "КУХНЯ", "НОЧЬ")),
        ("AUSSEN. WALD - TAG", Heading("EXT", "WALD", "TAG")),
        (".THE VOID", Heading("INT", "THE VOID", "")),
        ("", Heading("INT", "", "")),
    ],
)
def test_a_slug_line_is_taken_apart(line: str, heading: Heading) -> None:
    assert parse_heading(line) == heading


def test_scenes_hold_every_element() -> None:
    text = "FADE IN:\n\nINT. A - DAY\n\nOne.\n\n# Act two\n\nEXT. B - NIGHT #2#\n\nTwo.\n"
    screenplay = parse(text)
    found = split(screenplay)
    assert [(scene.heading, scene.number) for scene in found] == [
        ("INT. A - DAY", ""),
        ("EXT. B - NIGHT", "2"),
    ]
    assert found[1].text.startswith("# Act two"), "a section goes with the scene that it announces"
    together = [element for scene in found for element in parse(scene.text).elements]
    assert together == screenplay.elements


def test_a_text_without_headings_is_one_scene_and_an_empty_one_none() -> None:
    assert [scene.heading for scene in split(parse("Only action."))] == [""]
    assert split(parse("")) == []


def test_eighths_grow_with_the_text() -> None:
    short = parse("INT. A - DAY\n\nOne line.").elements
    page = parse("INT. A - DAY\n\n" + "\n\n".join(["A line of action."] * 27)).elements
    assert eighths(short) == 1
    assert eighths(page) == 8


def test_plain_text_becomes_a_screenplay_and_keeps_every_word() -> None:
    text = "Kitchen at night.\n\nMara: There is a door.\nTomas (laughing): No.\n\nEXT. SEA - DAWN\nThey wait."
    found = from_text(text)
    kinds = [element.type for element in found.elements]
    assert kinds.count(ElementType.DIALOGUE) == 2
    assert ElementType.HEADING in kinds
    words = " ".join(element.text for element in found.elements).casefold()
    assert all(word.strip(":()").casefold() in words for word in text.split())


def test_a_real_screenplay_is_never_rewritten() -> None:
    text = "INT. A - DAY\n\nAction here.\n\nMARA\nNote: keep this."
    assert from_text(text).elements == parse(text).elements


def test_names_become_keys() -> None:
    assert slug("Élise Maréchal's Café") == "elise-marechals-cafe"
    assert asset_key("character", "МАРИНА") == "character:марина"
    assert asset_key("character", "田中") == "character:田中"
    assert asset_key("prop", "!!!") == "prop:unnamed"
    assert cue_name("MARA VOSS (V.O.) (CONT'D)") == "MARA VOSS"
