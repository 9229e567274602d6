"""Pages: what may break where."""

import itertools

import pytest

from projects.screenplay.elements import Element, ElementType, Screenplay
from projects.screenplay.fountain import parse
from projects.screenplay.layout import LaidLine, Page, paginate

T = ElementType


def pages_of(text: str, paper: str = "letter") -> list[Page]:
    return paginate(parse(text), paper)


def bottom(page: Page) -> LaidLine:
    return max(page.lines, key=lambda line: line.row)


def test_columns_are_those_of_the_trade() -> None:
    (page,) = pages_of("INT. A - DAY\n\nAction.\n\nMARA\n(softly)\nHello.\n\nCUT TO:")
    assert {line.kind: line.indent for line in page.lines} == {
        "heading": 15,
        "action": 15,
        "character": 37,
        "parenthetical": 31,
        "dialogue": 25,
        "transition": 69,
    }


@pytest.mark.parametrize(("paper", "rows", "width"), [("letter", 55, 61), ("a4", 57, 58)])
def test_no_page_is_taller_and_no_line_wider_than_the_paper(paper: str, rows: int, width: int) -> None:
    text = "INT. A - DAY\n\n" + "Words and more words in a long paragraph of action. " * 400
    pages = pages_of(text, paper)
    assert len(pages) > 5
    assert all(line.row < rows for page in pages for line in page.lines)
    assert max(len(line.text) for page in pages for line in page.lines) <= width


def test_a_heading_never_ends_a_page() -> None:
    for filler in range(40, 60):
        text = (
            "\n\n".join(["X"] * (filler // 2)) + "\n\nINT. LAST - DAY\n\nSomething happens here.\n\nAnd more."
        )
        assert all(bottom(page).kind != "heading" for page in pages_of(text))


def test_a_cue_never_ends_a_page_and_long_speeches_are_continued() -> None:
    speech = "I have waited for this. " * 40
    for filler in range(20, 54, 3):
        text = "\n\n".join(["X"] * (filler // 2)) + f"\n\nMARA\n{speech}"
        pages = pages_of(text)
        assert all(bottom(page).kind != "character" for page in pages)
        for before, after in itertools.pairwise(pages):
            if bottom(before).kind == "more":
                assert bottom(before).text == "(MORE)"
                assert after.lines[0].text == "MARA (CONT'D)"
                spoken = [line for line in before.lines if line.kind == "dialogue"]
                assert len(spoken) >= 2
                if any(line.text.endswith(".") for line in spoken[1:]):
                    assert spoken[-1].text.endswith("."), "breaks at the end of a sentence where there is one"


def test_dual_dialogue_shares_its_rows() -> None:
    (page,) = pages_of("A\nOne.\n\nB ^\nTwo.")
    rows = {line.text: (line.row, line.indent) for line in page.lines}
    assert rows["A"][0] == rows["B"][0]
    assert rows["One."][0] == rows["Two."][0]
    assert rows["One."][1] < rows["Two."][1]


def test_every_word_is_printed_once() -> None:
    text = "INT. A - DAY\n\n" + "\n\n".join(f"word{n} " * 30 for n in range(60))
    printed = " ".join(line.text for page in pages_of(text) for line in page.lines)
    assert all(printed.count(f"word{n} ") + printed.count(f"word{n}\n") >= 29 for n in range(60))


def test_wide_letters_take_two_columns() -> None:
    (page,) = paginate(Screenplay({}, [Element(T.ACTION, "雨" * 40)]))
    assert [len(line.text) for line in page.lines] == [30, 10]


def test_an_empty_screenplay_has_no_pages() -> None:
    assert paginate(Screenplay()) == []
