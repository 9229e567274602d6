"""Storyboards: boards from the shot list, printed in every grid, with a page and files to take away."""

import re
import zlib
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from django.http import QueryDict
from PIL import Image

from pipeline.boards import Board, Heading, Jpeg, Options, contact_sheet, pixels_wide, storyboard_pdf
from pipeline.boards.options import CHOICES, GRIDS
from pipeline.boards.pictures import jpeg_of, opened
from pipeline.boards.table import table_pdf

HEADING = Heading("The Door", "", "2026-11-20", "Darker")


def board(number: int, **changes: object) -> Board:
    values: dict[str, object] = {
        "node": UUID(int=number),
        "label": f"1-{number}",
        "scene": "1",
        "heading": "INT. KITCHEN - DAY",
        "media": "a" * 64,
        "camera": "CU, 50 mm, push in",
        "action": f"Anna lifts lamp {number}.",
        "dialogue": ("ANNA: It is late.",),
        "notes": "Keep it dark.",
        "transition": "cut",
        "seconds": 2.5,
        "start": 2.5 * (number - 1),
        "opens_scene": number == 1,
    }
    return Board(**{**values, **changes})  # type: ignore[arg-type]


def jpeg(_: Board) -> Jpeg:
    out = BytesIO()
    Image.new("RGB", (160, 90), "#884422").save(out, "JPEG")
    return Jpeg(out.getvalue(), 160, 90)


def pages(data: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def printed(count: int, **chosen: str) -> list[str]:
    boards = [board(number) for number in range(1, count + 1)]
    return pages(storyboard_pdf(boards, HEADING, Options.read({"chosen": "1", **chosen}), 16 / 9, jpeg))


ALL = {"camera": "on", "action": "on", "dialogue": "on", "notes": "on", "mark": "on"}


def test_every_board_is_printed_once_with_what_was_chosen() -> None:
    text = "".join(printed(7, **ALL, grid="2x2"))
    assert [f"Anna lifts lamp {number}." in text for number in range(1, 8)] == [True] * 7
    assert text.count("ANNA: It is late.") == text.count("Keep it dark.") == 7
    assert "7 boards" in text
    assert "0:18" in text
    assert "Darker" in text


def test_what_was_not_chosen_is_not_printed() -> None:
    text = "".join(printed(2, time="none"))
    assert "lifts" not in text
    assert "late" not in text
    assert "push in" not in text
    assert "2.5 s" not in text


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize("turned", CHOICES["turned"])
def test_a_grid_holds_as_many_as_it_says(grid: str, turned: str) -> None:
    across, down = GRIDS[grid]
    found = printed(across * down + 1, grid=grid, turned=turned, action="on", number="on")
    assert len(found) == 2
    assert found[0].count("1-") >= across * down
    assert "1/2" in found[0]


def test_boards_read_in_rows_or_in_columns() -> None:
    rows, columns = (_places(order) for order in ("rows", "columns"))
    assert rows[1][0] > rows[0][0]  # the second stands right of the first
    assert columns[1][1] < columns[0][1]  # or below it


def _places(order: str) -> list[tuple[float, float]]:
    boards = [board(number) for number in (1, 2, 3)]
    data = storyboard_pdf(boards, HEADING, Options(order=order, grid="2x2"), 16 / 9, jpeg)
    streams = [
        zlib.decompress(part)
        for part in re.findall(rb"FlateDecode /Length \d+ >>\nstream\n(.*?)\nendstream", data, re.S)
    ]
    page = next(stream for stream in streams if b"/I0 Do" in stream).decode("latin-1")
    return [(float(x), float(y)) for x, y in re.findall(r"0 0 [\d.]+ ([\d.]+) ([\d.]+) cm /I\d Do", page)]


def test_a_missing_picture_is_a_grey_frame_with_its_words() -> None:
    text = pages(storyboard_pdf([board(1)], HEADING, Options(action=False), 16 / 9, lambda _: None))[0]
    assert "Anna lifts lamp 1." in text


def test_long_words_end_in_their_cell() -> None:
    long = board(1, action="word " * 900, dialogue=("ANNA: " + "never " * 900,))
    text = pages(storyboard_pdf([long], HEADING, Options(grid="4x4"), 16 / 9, jpeg))[0]
    assert "…" in text
    assert len(text) < 1500


@pytest.mark.parametrize(
    "text", ["Żółć łódź", "Он ждёт", "彼は待つ", "הוא מחכה", "", "\x07bell", "()\\ <<>>"]
)
def test_words_of_any_script_are_printed(text: str) -> None:
    data = storyboard_pdf([board(1, action=text)], HEADING, Options(stamp="DRAFT"), 1.0, jpeg)
    assert len(pages(data)) == 1


def test_nothing_to_print_is_one_page_with_a_head() -> None:
    assert "0 boards" in pages(storyboard_pdf([], HEADING, Options(), 16 / 9, jpeg))[0]


def test_the_same_gives_the_same_bytes() -> None:
    made = [storyboard_pdf([board(1)], HEADING, Options(stamp="DRAFT"), 16 / 9, jpeg) for _ in range(2)]
    assert made[0] == made[1]


def test_options_that_cannot_be_stay_as_they_usually_are() -> None:
    given = QueryDict("paper=papyrus&grid=9x9&time=running&stamp=" + "x" * 99)
    found = Options.read(given.dict())
    assert (found.paper, found.grid, found.time, len(found.stamp)) == ("a4", "3x2", "running", 24)
    assert found.camera
    assert not Options.read({"chosen": "1"}).camera


def test_a_contact_sheet_has_a_place_for_every_board() -> None:
    data = contact_sheet([board(number) for number in range(1, 9)], lambda _: None, 16 / 9)
    with Image.open(BytesIO(data)) as sheet:
        assert sheet.width > 6 * 320
        assert sheet.height == 2 * (180 + 18 + 8) + 8


def test_a_picture_is_printed_no_finer_than_paper_shows(tmp_path: Path) -> None:
    file, kept = tmp_path / "frame.png", tmp_path / "own.jpg"
    Image.new("RGB", (1280, 720), "#884422").save(file)
    Image.new("RGB", (600, 338), "#884422").save(kept)
    small = jpeg_of(file, 400)
    assert (small.width, small.height) == (426, 240)
    assert jpeg_of(file, 4_000).width == 1280
    assert jpeg_of(kept, 500).data == kept.read_bytes()  # near enough: taken as it is
    assert jpeg_of(kept, 200).width == 200
    assert opened(file, 320).size == (320, 180)


def test_a_picture_without_colour_or_with_a_palette_is_printed_too(tmp_path: Path) -> None:
    for mode in ("L", "P", "RGBA", "LA"):
        file = tmp_path / f"{mode}.png"
        Image.new(mode, (64, 36)).save(file)
        assert Image.open(BytesIO(jpeg_of(file, 640).data)).mode == "RGB"


def test_a_picture_that_is_printed_twice_is_kept_once() -> None:
    boards = [board(number) for number in range(1, 7)]
    data = storyboard_pdf(boards, HEADING, Options(), 16 / 9, jpeg)
    assert data.count(b"/Subtype /Image") == 1


def test_finer_grids_take_smaller_pictures() -> None:
    widths = [pixels_wide(Options(grid=grid), 16 / 9) for grid in ("1x1", "3x2", "5x3")]
    assert widths == sorted(widths, reverse=True)
    assert pixels_wide(Options(grid="1x1", paper="a3"), 16 / 9) > widths[0]


def listed(names: list[str], count: int = 3) -> str:
    boards = [board(number, people="Anna", size="CU", slot="s1") for number in range(1, count + 1)]
    return "".join(pages(table_pdf(boards, HEADING, "a4", names)))


def test_the_shot_list_is_printed_with_the_columns_that_were_chosen() -> None:
    text = listed(["number", "people"])
    assert "1. INT. KITCHEN - DAY (3 shots, 7.5 s)" in " ".join(text.split())
    assert text.count("Anna") == 3
    assert "lifts lamp" not in text
    assert "lifts lamp 2" in listed([])  # the usual columns
    assert "lifts lamp 2" in listed(["no-such-column"])


def test_a_long_shot_list_has_its_columns_named_on_every_page() -> None:
    boards = [board(number, slot=f"s{number // 8}") for number in range(1, 121)]
    text = pages(table_pdf(boards, HEADING, "letter", []))
    assert len(text) > 2
    assert all("Action" in page and "120 shots" in page for page in text)
    assert sum(page.count("lifts lamp") for page in text) == 120
    assert table_pdf(boards, HEADING, "letter", []) == table_pdf(boards, HEADING, "letter", [])


def test_an_empty_shot_list_is_a_page() -> None:
    assert len(pages(table_pdf([], HEADING, "a4", []))) == 1
