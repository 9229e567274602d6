"""Texts word by word: what differs, what can go."""

import pytest

from projects.wording import compared, plainer, shortened

BEFORE = "Mara opens the door. The sea is cold, and nobody comes.\n\nShe waits."
AFTER = "Mara closes the door. The sea is cold.\n\nShe waits for Jon."


@pytest.mark.parametrize(
    ("one", "other"), [(BEFORE, AFTER), ("", AFTER), (BEFORE, ""), ("", ""), (BEFORE, BEFORE)]
)
def test_two_texts_are_compared_without_losing_a_letter(one: str, other: str) -> None:
    pieces = compared(one, other)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == one
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == other


def test_what_changed_is_marked_word_by_word() -> None:
    pieces = [(piece.kind, piece.text.strip()) for piece in compared(BEFORE, AFTER) if piece.kind != "same"]
    assert ("gone", "opens") in pieces
    assert ("new", "closes") in pieces
    assert not any("Mara" in text for _, text in pieces)


def test_a_passage_is_cut_by_whole_sentences_and_keeps_its_first() -> None:
    text = (
        "Mara finds a brass telescope under the lighthouse stairs. It is cold. It is cold and it is late. "
        "The keeper vanished in nineteen hundred with the lamp oil.\n\nIt is late. Jon hides the letter."
    )
    cut = shortened(text)
    assert cut.startswith("Mara finds")
    assert len(cut) <= 0.75 * len(text)
    assert "vanished" in cut
    assert "It is cold." not in cut
    assert all(sentence.strip() in text for sentence in cut.replace("\n\n", " ").split(". ") if sentence)
    assert shortened(text) == cut
    assert shortened("One sentence only.") == "One sentence only."


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("She is very tired.", "She is tired."),
        ("Suddenly, the door opens.", "The door opens."),
        ("He begins to walk. He was able to see.", "He walk. He see."),
        ("The the cat sits.", "The the cat sits."),
        ("It is is late.", "It is late."),
        ("Nothing to change here.", "Nothing to change here."),
    ],
)
def test_words_that_add_nothing_go(text: str, plain: str) -> None:
    assert plainer(text) == plain
