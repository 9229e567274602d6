"""Titles taken from ideas: never cut in the middle of a phrase."""

import pytest

from projects.titles import same_title, working_title


@pytest.mark.parametrize(
    ("idea", "title"),
    [
        ("a lighthouse keeper finds a door in the sea", "A lighthouse keeper finds a door in the sea"),
        ("The lamp. It burns all night.", "The lamp"),
        (
            "When the ferry stops running, an old captain rows by night",
            "When the ferry stops running",
        ),
        (
            "A detective in Lisbon must find her missing brother before dawn",
            "A detective in Lisbon must find her missing brother…",
        ),
        (
            "Two sisters inherit a bakery and a secret from the aunt they feared",
            "Two sisters inherit a bakery and a secret…",
        ),
        ("一个灯塔看守人在海里发现了一扇门。他打开它。", "一个灯塔看守人在海里发现了一扇门"),
        ("海" * 100, "海" * 60 + "…"),
        ("", ""),
    ],
)
def test_a_title_ends_with_a_phrase_or_an_ellipsis(idea: str, title: str) -> None:
    assert working_title(idea) == title


def test_three_dots_will_do_for_an_ellipsis() -> None:
    assert same_title(" Two  sisters... ", "Two sisters…")
    assert not same_title("Two sisters", "Two sisters…")
