"""Long texts: cut into chapters, and searched for where a scene comes from."""

import pytest

from projects.chapters import PART_WORDS, chapters
from projects.passages import WINDOW, Passages


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Chapter {}", "Chapter 1"),
        ("CHAPTER {}: The Sea", "CHAPTER 1: The Sea"),
        ("# Part {}", "Part 1"),
        ("## The {}. day", "The 1. day"),
        ("Глава {}", "Глава 1"),
        ("第{}章 海", "第1章 海"),
        ("Kapitel {}", "Kapitel 1"),
    ],
)
def test_chapters_are_known_by_their_headings(heading: str, title: str) -> None:
    text = "A dedication.\n\n" + "\n\n".join(f"{heading.format(n)}\n\nIt rains {n} times." for n in (1, 2, 3))
    found = chapters(text)
    assert [part.title for part in found][:2] == ["Opening", title]
    assert len(found) == 4
    assert "".join(text[part.start : part.end] for part in found) == text


def test_a_text_without_headings_is_cut_between_paragraphs() -> None:
    text = "\n\n".join(
        "It rains and rains and nobody knows why it does so today." for _ in range(PART_WORDS // 3)
    )
    found = chapters(text)
    assert len(found) == 4
    assert all(text[part.start :].startswith("It rains") for part in found)
    assert "".join(text[part.start : part.end] for part in found) == text
    assert [part.title for part in chapters("A short note.")] == ["Whole text"]


def test_a_sentence_that_mentions_a_chapter_is_none() -> None:
    assert len(chapters("The chapter one reads is long.\n\nIn part two of it nothing happens.\n")) == 1


def test_a_scene_finds_the_passage_it_comes_from() -> None:
    filler = "The village slept and the rain fell on the roofs of the houses by the road. " * (WINDOW // 8)
    wanted = (
        "Mara climbed the lighthouse stairs, lamp in hand, and found the keeper's brass telescope broken."
    )
    passages = Passages(f"{filler}\n\n{filler}\n\n{wanted} {filler[:400]}\n\n{filler}\n\n{filler}")
    best = passages.like("INT. LIGHTHOUSE - NIGHT\n\nMARA finds the telescope in pieces. Brass shines.\n")[0]
    assert {"lighthouse", "telescope", "brass", "mara"} <= set(best.shared)
    assert passages.like("Quixotic zephyrs") == []


def test_passages_are_the_whole_text_and_the_answer_is_always_the_same() -> None:
    text = "One two three four five six seven. " * 500
    passages = Passages(text)
    assert passages.spans[0][0] == 0
    assert all(
        before[1] == after[0] for before, after in zip(passages.spans, passages.spans[1:], strict=False)
    )
    assert passages.like("three four") == Passages(text).like("three four")
