"""When each word and each phoneme of a spoken line sounds."""

import re
from itertools import pairwise

from projects.kinds.scenes import Phoneme, Word

Timed = tuple[int, int, int, float, str]  # kind, place in the text from 1, length, seconds, phoneme
_WORD, _PHONEME = 1, 7
_SHORTEST = 0.04


def phonemes_of(events: list[Timed], seconds: float) -> list[Phoneme]:
    """The phonemes among ``events``, each until the next."""
    marks = [
        (min(max(at, 0.0), seconds), name.strip("'_,:;|"))
        for kind, _, _, at, name in events
        if kind == _PHONEME
    ]
    ends = [at for at, _ in marks[1:]] + [seconds]
    return [
        Phoneme(name=name, start=round(at, 3), end=round(max(at, end), 3))
        for (at, name), end in zip(marks, ends, strict=True)
    ]


def words_of(text: str, events: list[Timed], seconds: float) -> list[Word]:
    """The words of ``text`` as written, with times from eSpeak's events, strictly in order.

    Words are what spaces separate; where a script has no spaces, what eSpeak takes for a word. A word that
    eSpeak reports no event for shares its neighbours' time. Punctuation alone belongs to the word before.
    """
    tokens = _tokens(text, [place - 1 for kind, place, _, _, _ in events if kind == _WORD])
    if not tokens:
        return []
    starts = _starts(tokens, events)
    ends = _ends(tokens, events, starts, seconds)
    words = []
    clock = 0.0
    for (_, _, token), start, end in zip(tokens, starts, ends, strict=True):
        begins = min(max(start, clock), seconds)
        clock = min(max(end, begins + _SHORTEST), seconds)
        words.append(Word(text=token, start=round(begins, 3), end=round(clock, 3)))
    return words


def _tokens(text: str, marks: list[int]) -> list[tuple[int, int, str]]:
    """(first, last, text) of each word, punctuation joined to the word before it."""
    tokens: list[tuple[int, int, str]] = []
    for match in re.finditer(r"\S+", text):
        for first, last in _pieces(match.start(), match.end(), text, marks):
            piece = text[first:last]
            if tokens and not any(character.isalnum() for character in piece):
                before = tokens[-1]
                tokens[-1] = (before[0], last, text[before[0] : last])
            else:
                tokens.append((first, last, piece))
    return tokens


def _pieces(first: int, last: int, text: str, marks: list[int]) -> list[tuple[int, int]]:
    """One run of characters, cut at eSpeak's words where the script writes none of its own."""
    unspaced = any(_unspaced(character) for character in text[first:last])
    cuts = sorted({mark for mark in marks if first < mark < last}) if unspaced else []
    edges = [first, *cuts, last]
    return list(pairwise(edges))


def _unspaced(character: str) -> bool:
    point = ord(character)
    return 0x2E80 <= point <= 0x9FFF or 0x20000 <= point <= 0x3FFFF or 0x0E00 <= point <= 0x0EFF


def _starts(tokens: list[tuple[int, int, str]], events: list[Timed]) -> list[float]:
    marks = [(place - 1, at) for kind, place, _, at, _ in events if kind == _WORD]
    found: list[float | None] = [
        next((at for place, at in marks if first <= place < last), None) for first, last, _ in tokens
    ]
    known = [index for index, at in enumerate(found) if at is not None]
    if not known:
        found[0], known = 0.0, [0]
    starts: list[float] = []
    for index, (first, _, _) in enumerate(tokens):
        here = max((place for place in known if place <= index), default=known[0])
        after = next((place for place in known if place > here), None)
        begins = found[here] or 0.0
        if after is None or index <= here:
            starts.append(begins)
            continue
        # eSpeak runs small words together ("in the"): share their time by letters.
        span = (found[after] or 0.0) - begins
        letters = tokens[after][0] - tokens[here][0]
        starts.append(begins + span * (first - tokens[here][0]) / letters)
    return starts


def _ends(
    tokens: list[tuple[int, int, str]], events: list[Timed], starts: list[float], seconds: float
) -> list[float]:
    """A word ends where the next begins, or where a pause begins before that."""
    pauses = [at for kind, _, _, at, name in events if kind == _PHONEME and not name.strip("'_,:;|")]
    ends = []
    for index in range(len(tokens)):
        limit = starts[index + 1] if index + 1 < len(tokens) else seconds
        ends.append(next((at for at in pauses if starts[index] + _SHORTEST < at < limit), limit))
    return ends
