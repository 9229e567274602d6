"""Locked scene numbers: what is between gets a letter, and nothing is ever renumbered."""

import pytest

from projects.screenplay.numbers import locked, with_number


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["", "", ""], ["1", "2", "3"]),
        (["1", "2", "3"], ["1", "2", "3"]),
        (["1", "", "2"], ["1", "1A", "2"]),
        (["1", "", "", "2"], ["1", "1A", "1B", "2"]),
        (["1", "1A", "", "2"], ["1", "1A", "1B", "2"]),
        (["1", "", "1A", "2"], ["1", "A1A", "1A", "2"]),
        (["", "1"], ["A1", "1"]),
        (["1", "2", ""], ["1", "2", "3"]),
        (["1", "2A", ""], ["1", "2A", "3"]),
        ([], []),
    ],
)
def test_new_scenes_are_numbered_between_locked_ones(before: list[str], after: list[str]) -> None:
    assert locked(before) == after


def test_many_new_scenes_in_one_place_all_get_their_own() -> None:
    numbers = locked(["7", *[""] * 80, "8"])
    assert len(set(numbers)) == 82
    assert (numbers[0], numbers[-1]) == ("7", "8")


def test_a_number_is_written_at_the_heading_and_taken_away_again() -> None:
    text = "INT. ROOM - DAY\n\nA cat.\n"
    assert with_number(text, "12A") == "INT. ROOM - DAY #12A#\n\nA cat.\n"
    assert with_number(with_number(text, "12A"), "") == text
    assert with_number("No heading here.", "3") == "No heading here."
