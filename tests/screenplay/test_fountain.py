"""Fountain: every element, in every script, there and back."""

import io
import time

import pytest
from screenplain.parsers import fountain as screenplain

from projects.screenplay.elements import Element, ElementType, Screenplay
from projects.screenplay.emphasis import plain, runs
from projects.screenplay.fountain import parse, write

T = ElementType

EVERYTHING = """Title: The Door
    in the Sea
Author: Élise Maréchal
Draft date: 1 May

# Act one

= She finds it.

INT. LIGHTHOUSE - LAMP ROOM - NIGHT #12A#

The lamp turns. MARA (58) wipes the _glass_.
Second line, kept.

.FLASHBACK: THE KITCHEN

!SCANNING THE ROOM
still action

ÉLISE (V.O.)
(quietly)
You never told *me*.
\x20\x20
Not once.

MARA ^
At the same time.

@McCLANE
Yippee.

~Row, row, row your boat

[[a note of its own]]

/* cut:

INT. NOWHERE - DAY
*/

Someone [[who?]] knocks.

CUT TO:

> FADE TO WHITE

> THE END <

===

EXT./INT. BOAT - DAWN


Two blank lines stood above this."""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(element.type.value, element.text) for element in parse(text).elements]


def test_every_element_is_told_apart() -> None:
    found = kinds(EVERYTHING)
    assert ("heading", "INT. LIGHTHOUSE - LAMP ROOM - NIGHT") in found
    assert ("heading", "FLASHBACK: THE KITCHEN") in found
    assert ("action", "SCANNING THE ROOM\nstill action") in found
    assert ("character", "ÉLISE (V.O.)") in found
    assert ("dialogue", "You never told *me*.\n  \nNot once.") in found
    assert ("character", "McCLANE") in found
    assert ("lyrics", "Row, row, row your boat") in found
    assert ("note", "a note of its own") in found
    assert ("boneyard", " cut:\n\nINT. NOWHERE - DAY\n") in found
    assert ("action", "Someone [[who?]] knocks.") in found
    assert ("transition", "CUT TO:") in found
    assert ("transition", "FADE TO WHITE") in found
    assert ("centered", "THE END") in found
    assert ("page break", "") in found
    assert [kind for kind, _ in found].count("heading") == 3, "what the boneyard holds is no scene"


def test_the_title_page_keeps_its_keys_and_lines() -> None:
    title_page = parse(EVERYTHING).title_page
    assert title_page == {
        "Title": "The Door\nin the Sea",
        "Author": "Élise Maréchal",
        "Draft date": "1 May",
    }


def test_a_script_that_fades_in_has_no_title_page() -> None:
    screenplay = parse("FADE IN:\n\nEXT. SEA - DAY\n\nWater.")
    assert screenplay.title_page == {}
    assert screenplay.elements[0].text == "FADE IN:"


def test_numbers_dual_dialogue_and_depth_are_read() -> None:
    elements = parse(EVERYTHING).elements
    assert next(e for e in elements if e.type is T.HEADING).number == "12A"
    assert [e.text for e in elements if e.dual] == ["MARA"]
    assert parse("### Sequence").elements == [Element(T.SECTION, "Sequence", depth=3)]


def test_writing_and_reading_gives_the_same_elements() -> None:
    first = parse(EVERYTHING)
    again = parse(write(first))
    assert again.elements == first.elements
    assert again.title_page == first.title_page


@pytest.mark.parametrize(
    "element",
    [
        Element(T.ACTION, "INT. this is action", forced=True),
        Element(T.ACTION, "MARA\nis not a cue", forced=True),
        Element(T.ACTION, "#hash", forced=True),
        Element(T.ACTION, "CUT TO:", forced=True),
        Element(T.HEADING, "KITCHEN", forced=True),
        Element(T.HEADING, "INT. KITCHEN - DAY", number="4B"),
        Element(T.TRANSITION, "SLOW DISSOLVE", forced=True),
        Element(T.TRANSITION, "SMASH CUT TO:"),
        Element(T.CENTERED, "Intermission"),
        Element(T.SYNOPSIS, "She finds it."),
    ],
)
def test_what_looks_like_something_else_is_marked(element: Element) -> None:
    assert parse(write(Screenplay({}, [element]))).elements == [element]


@pytest.mark.parametrize(
    ("cue", "forced"),
    [("ÉLISE", False), ("МАРИНА", False), ("ΕΛΕΝΗ", False), ("田中", True), ("דנה", True), ("ليلى", True)],
)
def test_cues_work_in_every_script(cue: str, forced: bool) -> None:
    elements = [Element(T.CHARACTER, cue, forced=forced), Element(T.DIALOGUE, "…")]
    assert parse(write(Screenplay({}, elements))).elements == elements


def test_a_script_without_capitals_is_not_taken_for_a_cue() -> None:
    assert kinds("東京の夜。\n雨が降る。") == [("action", "東京の夜。\n雨が降る。")]


def test_packed_marks_without_blank_lines_are_still_told_apart() -> None:
    assert kinds("# Act\n= What happens\nINT. HOUSE - DAY\nMara enters.\n===\nMore.") == [
        ("section", "Act"),
        ("synopsis", "What happens"),
        ("heading", "INT. HOUSE - DAY"),
        ("action", "Mara enters."),
        ("page break", ""),
        ("action", "More."),
    ]


@pytest.mark.parametrize(
    "text", ["", "\n\n\n", "\ufeff", "<b>\"q\" & 'x'</b>", "😀", "/* never closed", "[[open"]
)
def test_any_text_is_a_screenplay(text: str) -> None:
    screenplay = parse(text)
    assert parse(write(screenplay)).elements == screenplay.elements


def test_emphasis_is_read_and_removed() -> None:
    assert plain("***Never*** say _never_ [[note]]again\\*") == "Never say never again*"
    assert [(run.text, run.bold, run.italic) for run in runs("a **b** *c*")] == [
        ("a ", False, False),
        ("b", True, False),
        (" ", False, False),
        ("c", False, True),
    ]


@pytest.mark.parametrize("ending", ["", ".", ":"])
@pytest.mark.parametrize(
    "words",
    ["FADE OUT", "FADE IN", "CUT TO BLACK", "SMASH CUT TO", "DISSOLVE TO", "FADE TO BLACK", "IRIS OUT"],
)
def test_a_bare_transition_needs_no_colon(words: str, ending: str) -> None:
    read = parse(f"He waits.\n\n{words}{ending}\n\nINT. HALL - DAY\n\nMARA\nYes.\n")

    assert Element(T.TRANSITION, words + ending) in read.elements
    assert parse(write(read)).elements == read.elements


@pytest.mark.parametrize("line", ["CUT.", "FADE", "FADED OUT.", "THE CUT TO BLACK CLOTH.", "Fade out."])
def test_what_only_resembles_a_transition_is_action(line: str) -> None:
    assert parse(f"He waits.\n\n{line}\n").elements[1] == Element(T.ACTION, line)


def test_a_script_may_fade_in_right_above_its_first_heading() -> None:
    assert [e.type for e in parse("FADE IN:\nINT. HALL - DAY\n").elements] == [T.TRANSITION, T.HEADING]


def test_action_that_reads_as_a_transition_stays_action() -> None:
    assert parse(write(Screenplay({}, [Element(T.ACTION, "FADE OUT.")]))).elements[0].type is T.ACTION


def test_agrees_with_screenplain_on_a_well_spaced_script() -> None:
    text = (
        "INT. KITCHEN - DAY\n\nMara enters.\n\nÉLISE (V.O.)\n(softly)\nHello.\n\n"
        ".FORCED\n\n@McCLANE\nYes.\n\nCUT TO:\n\n> MIDDLE <\n\nThe end."
    )
    theirs = [type(paragraph).__name__ for paragraph in screenplain.parse(io.StringIO(text))]
    ours = [e.type for e in parse(text).elements if e.type not in (T.PARENTHETICAL, T.DIALOGUE)]
    names = {"Slug": T.HEADING, "Action": T.ACTION, "Dialog": T.CHARACTER, "Transition": T.TRANSITION}
    expected = [names[name] for name in theirs]
    assert [T.ACTION if kind is T.CENTERED else kind for kind in ours] == expected


def test_a_hundred_and_twenty_pages_are_read_in_a_moment() -> None:
    page = (
        "INT. LIGHTHOUSE - NIGHT\n\nThe lamp turns. Mara wipes the glass with the sleeve of her jumper, "
        "slowly, as one would wipe a face.\n\nMARA\nYou never told me there was a door."
        "\n\nTOMAS\n(quietly)\nNobody asked.\n\nShe looks up.\n\nNothing but water as far as one can see.\n\n"
    )
    text = page * 240
    best = min(_seconds(text) for _ in range(5))
    assert best < 0.05, f"{best * 1000:.1f} ms"


def _seconds(text: str) -> float:
    start = time.process_time()
    parse(text)
    return time.process_time() - start


def test_a_name_is_a_cue_wherever_it_stands_alone_and_only_there() -> None:
    text = (
        "ANN\nYes.\n\nANN\n# Act\n\nANN\n(low)\nNo.\n\nANN ^\nTwo.\n\nANN\n\n"
        "ANN\n(a)\n~la\n\nFADE OUT.\nSea.\n"
    )
    kinds = [(element.type.value, element.text, element.dual) for element in parse(text).elements]
    assert kinds == [
        ("character", "ANN", False),
        ("dialogue", "Yes.", False),
        ("action", "ANN", False),
        ("section", "Act", False),
        ("character", "ANN", False),
        ("parenthetical", "(low)", False),
        ("dialogue", "No.", False),
        ("character", "ANN", True),
        ("dialogue", "Two.", False),
        ("action", "ANN", False),
        ("character", "ANN", False),
        ("parenthetical", "(a)", False),
        ("lyrics", "la", False),
        ("transition", "FADE OUT.", False),
        ("action", "Sea.", False),
    ]
