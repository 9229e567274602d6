"""Printed pages hold no fault, whatever the screenplay; and the checker knows a fault when it sees one."""

import random

import pytest

from projects.screenplay.elements import Element, ElementType, Screenplay
from projects.screenplay.faults import faults
from projects.screenplay.layout import LaidLine, Page, paginate

T = ElementType
WORDS = [
    *("the", "door", "opens", "and", "a", "cold", "wind", "comes", "through", "while", "nobody", "speaks"),
    *(
        "Antidisestablishmentarianism-and-a-very-long-word-without-any-break-at-all-in-it",
        "灯台の扉",
        "МАРИНА",
    ),
]


def words(chance: random.Random, most: int) -> str:
    picked = (chance.choice(WORDS) + chance.choice(["", "", "", "."]) for _ in range(chance.randint(1, most)))
    return " ".join(picked)


def speech(chance: random.Random) -> list[Element]:
    cue = "MARA VOSS" + chance.choice(["", " (V.O.)", " (CONT'D)"])
    found = [Element(T.CHARACTER, cue, dual=chance.random() < 0.1)]
    for _ in range(chance.randint(1, 3)):
        if chance.random() < 0.3:
            found.append(Element(T.PARENTHETICAL, f"({words(chance, 12)})"))
        spoken = words(chance, chance.choice([5, 60, 400]))
        found.append(Element(chance.choice([T.DIALOGUE, T.LYRICS]), spoken))
    return found


def script(seed: int) -> list[Element]:
    """A screenplay nobody would write: everything next to everything, far too long or far too short."""
    chance = random.Random(seed)
    found: list[Element] = []
    for _ in range(chance.randint(20, 60)):
        kind = chance.random()
        if kind < 0.15:
            found.append(Element(T.HEADING, f"INT. {words(chance, 12).upper()}"))
        elif kind < 0.5:
            found.append(Element(T.ACTION, words(chance, chance.choice([3, 40, 400]))))
        elif kind < 0.9:
            found += speech(chance)
        elif kind < 0.96:
            found.append(Element(chance.choice([T.TRANSITION, T.CENTERED]), words(chance, 4)))
        elif found and found[-1].type is not T.HEADING:
            found.append(Element(T.PAGE_BREAK, ""))
    return [*found, Element(T.ACTION, "The end.")]


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("seed", range(4))
def test_no_screenplay_has_a_fault_on_its_pages(seed: int, paper: str) -> None:
    pages = paginate(Screenplay({}, script(seed)), paper)
    assert len(pages) > 5
    assert faults(pages, paper) == []


@pytest.mark.parametrize("seed", range(4))
def test_no_word_is_lost_on_the_way_to_the_pages(seed: int) -> None:
    elements = script(seed)
    printed = sum(
        len("".join(line.text.split()))
        for page in paginate(Screenplay({}, elements))
        for line in page.lines
        if line.element >= 0
    )
    written = sum(len("".join(e.text.split())) for e in elements if e.type is not T.PAGE_BREAK)
    assert printed == written


def test_a_speech_of_a_thousand_lines_is_marked_on_every_page() -> None:
    elements = [Element(T.CHARACTER, "MARA"), Element(T.DIALOGUE, "I have waited for this. " * 2000)]
    pages = paginate(Screenplay({}, elements))
    assert len(pages) > 20
    assert faults(pages) == []
    assert all(page.lines[0].text == "MARA (CONT'D)" for page in pages[1:])


def page(number: int, *lines: tuple[str, str]) -> Page:
    return Page(number, [LaidLine(text, 15, kind, row, row) for row, (kind, text) in enumerate(lines)])


@pytest.mark.parametrize(
    ("pages", "rule"),
    [
        ([page(1, ("heading", "INT. A - DAY"))], "heading ends a page"),
        ([page(1, ("character", "MARA"))], "name ends a page"),
        ([page(1, ("dialogue", "a"), ("parenthetical", "(b)"))], "parenthetical ends a page"),
        ([page(1, ("dialogue", "a")), page(2, ("dialogue", "b"))], "speech broken without a mark"),
        (
            [page(1, ("character", "MARA"), ("dialogue", "a"), ("dialogue", "b"), ("more", "(MORE)")),
             page(2, ("dialogue", "c"), ("dialogue", "d"))],
            "continued speech without its name",
        ),
        (
            [page(1, ("character", "MARA"), ("dialogue", "a"), ("more", "(MORE)")),
             page(2, ("contd", "MARA (CONT'D)"), ("dialogue", "c"), ("dialogue", "d"))],
            "one line of speech before a break",
        ),
        ([page(1, ("action", "a")), page(2, ("contd", "A (CONT'D)"))], "continued speech without (MORE)"),
        ([Page(1, [LaidLine("x", 15, "action", 0, 60)])], "below the lower margin"),
        ([Page(1, [LaidLine("x" * 80, 15, "action", 0, 0)])], "outside the side margins"),
        ([Page(1, [])], "empty page"),
    ],
)  # fmt: skip
def test_the_checker_finds(pages: list[Page], rule: str) -> None:
    assert rule in {fault.rule for fault in faults(pages)}
