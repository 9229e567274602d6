"""Boards played for their durations: when each line is said, and its sound where a voice has spoken it."""

from typing import NamedTuple

from pipeline.boards.board import Board
from pipeline.previz.voice.pace import seconds_of
from pipeline.timing import line_starts
from projects.kinds.vocabulary import FPS
from projects.queries.story import Story


class Said(NamedTuple):
    """One line of a board; seconds from the board's start."""

    text: str  # "ANNA: It is late."
    start: float
    end: float
    media: str  # SHA-256 of its sound; empty: nobody has spoken it yet, it is only read


class Moment(NamedTuple):
    """One board as it is played."""

    board: Board
    lines: list[Said]


def animatic_of(story: Story, boards: list[Board]) -> list[Moment]:
    """The boards with their lines in time. No query: lengths of what is not spoken yet follow the words."""
    brief = story.one("brief")
    language = str(brief.values["language"]) if brief else "en"
    return [Moment(board, _lines(story, board, language)) for board in boards]


def _lines(story: Story, board: Board, language: str) -> list[Said]:
    spoken = [story.at("line", f"u{number}", board.node) for number in range(1, len(board.dialogue) + 1)]
    lengths = [
        float(line.values["seconds"]) if line else seconds_of(text.partition(": ")[2] or text, language)
        for line, text in zip(spoken, board.dialogue, strict=True)
    ]
    starts = line_starts(lengths, round(board.seconds * FPS))
    return [
        Said(text, start, start + length, str(line.values["media"]) if line else "")
        for text, start, length, line in zip(board.dialogue, starts, lengths, spoken, strict=True)
    ]
